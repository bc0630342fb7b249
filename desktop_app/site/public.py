"""The pages readers see. Made by the same renderer as the desk's preview, from what was published."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from desktop_app.domain.article import Publication
from desktop_app.domain.newsroom import WIB, SiteLists
from desktop_app.page.policy import HEADERS, IMMUTABLE, RECORD_HASH
from desktop_app.page.render import Renderer
from desktop_app.page.views import (
    FeedView,
    HomeView,
    IndeksView,
    NotFoundView,
    PopularView,
    SearchView,
    SectionView,
    TagView,
)
from desktop_app.site import answers, lists, shelves
from desktop_app.site.asking import Here, Tools
from desktop_app.site.page_cache import ARTICLE_HEADER
from desktop_app.site.publishing import live_cards, settings_of
from desktop_app.site.views import NEWSROOM_COOKIE, is_reader
from desktop_app.wire.records import is_sha256

_HTML = "text/html"
_ON_A_PAGE = 20
_ON_THE_FRONT = 16
_IN_A_STRIP = 4
_IN_THE_FEED = 50
_SITEMAP_DAYS = 2
_SITEMAP_LIMIT = 1_000
_LAST_PAGE = 1_000
_LONGEST_QUERY = 200
_YEAR_SECONDS = 365 * 24 * 3600
_PICTURE_TYPES = {"jpeg": ("jpg", "image/jpeg"), "webp": ("webp", "image/webp")}
_STATIC_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "png": "image/png",
    "ico": "image/x-icon",
}
_PICTURE_POLICY = "sandbox; default-src 'none'"


class FromTheNewsroom(Exception):  # noqa: N818 - a colleague at the door, no error
    """Somebody came from the desk: remember it in the browser, and go on to the clean address."""


def _newsroom(request: Request) -> None:
    if request.query_params.get("dari") == "meja":
        raise FromTheNewsroom


router = APIRouter(include_in_schema=False, dependencies=[Depends(_newsroom)])
Number = Annotated[int, Query(alias="hal", ge=1, le=_LAST_PAGE)]


async def on_newsroom(request: Request, _error: Exception) -> Response:
    """The same address without the note, and a cookie that keeps the newsroom out of the counts."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "dari"]
    target = request.url.path + (f"?{urlencode(rest)}" if rest else "")
    answer = RedirectResponse("/" + target.lstrip("/"), status_code=303)
    answer.set_cookie(NEWSROOM_COOKIE, "1", max_age=_YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


@router.api_route("/", methods=["GET", "HEAD"])
def home(request: Request, here: Here) -> Response:
    """The front page."""
    with here.store.reading() as connection:
        settings = settings_of(connection)
        latest = live_cards(connection, _ON_THE_FRONT)
        strips = [
            (part, shelves.of_section(connection, part.key, 1, _IN_A_STRIP)) for part in settings.sections
        ]
    sections = tuple((part, shelf.cards) for part, shelf in strips if shelf.cards)
    renderer, shown = _renderer(here)
    return _page(request, renderer.home(HomeView(latest, sections, shown)))


@router.api_route("/berita/{slug}", methods=["GET", "HEAD"])
def article(request: Request, here: Here, slug: str) -> Response:
    """One story: the published revision, never the draft behind it."""
    numbers = lists.gather(here.store, here.counter, written=False)
    with here.store.reading() as connection:
        state, view = shelves.story(connection, slug, numbers.site_lists, numbers.views)
        notice = shelves.notice(connection, slug) if view is None else ""
    if view is None:
        return not_found(request, here, withdrawn=state is Publication.WITHDRAWN, notice=notice)
    if is_reader(request.method, request.headers, request.cookies):
        here.counter.count(view.article.id, here.store.now())
    signed = {RECORD_HASH: view.page.record_hash} if view.page is not None else {}
    shown = {ARTICLE_HEADER.decode(): view.article.id}
    return _page(request, here.renderer().article(view), headers={**signed, **shown})


@router.api_route("/rubrik/{key}", methods=["GET", "HEAD"])
def section(request: Request, here: Here, key: str, number: Number = 1) -> Response:
    """One page of a section."""
    with here.store.reading() as connection:
        part = next((one for one in settings_of(connection).sections if one.key == key), None)
        shelf = shelves.of_section(connection, key, number, _ON_A_PAGE)
    if part is None or (number > 1 and not shelf.cards):
        return not_found(request, here)
    renderer, shown = _renderer(here)
    return _page(request, renderer.section(SectionView(part, shelf.cards, number, shelf.more, shown)))


@router.api_route("/tag/{tag:path}", methods=["GET", "HEAD"])
def tagged(request: Request, here: Here, tag: str, number: Number = 1) -> Response:
    """One page of the stories with a tag."""
    with here.store.reading() as connection:
        shelf = shelves.of_tag(connection, tag, number, _ON_A_PAGE)
    if not shelf.cards:
        return not_found(request, here)
    renderer, shown = _renderer(here)
    return _page(request, renderer.tag(TagView(tag, shelf.cards, number, shelf.more, shown)))


@router.api_route("/indeks", methods=["GET", "HEAD"])
def indeks(request: Request, here: Here, tanggal: str = "") -> Response:
    """Everything published on one day; the newest day when none is named."""
    with here.store.reading() as connection:
        try:
            day = date.fromisoformat(tanggal) if tanggal else shelves.newest_day(connection)
        except ValueError:
            return not_found(request, here)
        day = day or here.store.now().astimezone(WIB).date()
        if not date(1900, 1, 1) <= day <= date(9000, 1, 1):
            return not_found(request, here)
        cards = shelves.of_day(connection, day)
        previous, following = shelves.neighbours(connection, day)
    renderer, shown = _renderer(here)
    return _page(request, renderer.indeks(IndeksView(day, cards, previous, following, shown)))


@router.api_route("/terpopuler", methods=["GET", "HEAD"])
def popular(request: Request, here: Here) -> Response:
    """The most-read list."""
    renderer, shown = _renderer(here)
    return _page(request, renderer.popular(PopularView(shown)))


@router.api_route("/cari", methods=["GET", "HEAD"])
def found(request: Request, here: Here, q: str = "", number: Number = 1) -> Response:
    """The search form, and what it found."""
    query = " ".join(q[:_LONGEST_QUERY].split())
    with here.store.reading() as connection:
        shelf = shelves.of_search(connection, query, number, _ON_A_PAGE)
    renderer, shown = _renderer(here)
    view = SearchView(query, shelf.cards, number, shelf.more, shelf.total if query else None, shown)
    return _page(request, renderer.search(view))


@router.api_route("/umpan.xml", methods=["GET", "HEAD"])
def atom(request: Request, here: Here) -> Response:
    """The Atom feed."""
    with here.store.reading() as connection:
        view = FeedView(live_cards(connection, _IN_THE_FEED), shelves.changed_at(connection))
    return answers.text(request, here.renderer().feed(view), "application/atom+xml", headers=HEADERS)


@router.api_route("/peta-berita.xml", methods=["GET", "HEAD"])
def sitemap(request: Request, here: Here) -> Response:
    """The news sitemap: the last two days."""
    with here.store.reading() as connection:
        recent = here.store.now() - timedelta(days=_SITEMAP_DAYS)
        view = FeedView(shelves.since(connection, recent, _SITEMAP_LIMIT), shelves.changed_at(connection))
    return answers.text(request, here.renderer().sitemap(view), "application/xml", headers=HEADERS)


@router.api_route("/robots.txt", methods=["GET", "HEAD"])
def robots(request: Request, here: Here) -> Response:
    """What machines may visit."""
    return answers.text(request, here.renderer().robots(), "text/plain", headers=HEADERS)


@router.api_route("/foto/{name}", methods=["GET", "HEAD"])
def picture(request: Request, here: Here, name: str) -> Response:
    """A rendition of a published photo. Its type is ours to say, not the file's."""
    sha256, _, ending = name.partition(".")
    if not is_sha256(sha256):
        return not_found(request, here)
    with here.store.reading() as connection:
        known, mime = _PICTURE_TYPES.get(shelves.file_format(connection, sha256), ("", ""))
    if not known or known != ending or not here.store.blobs.has(sha256):
        return not_found(request, here)
    headers = {"Cache-Control": IMMUTABLE, "ETag": f'"{sha256}"', "Content-Security-Policy": _PICTURE_POLICY}
    if f'"{sha256}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(here.store.blobs.path(sha256), media_type=mime, headers=headers)


@router.api_route("/gaya/{name}", methods=["GET", "HEAD"])
def style(request: Request, here: Here, name: str) -> Response:
    """A file of the page's own: style sheet, script, icon. Only plain names in one folder answer."""
    folder = here.store.config.resources / "static"
    mime = _STATIC_TYPES.get(name.rpartition(".")[2])
    if mime is None or name not in {file.name for file in folder.iterdir() if file.is_file()}:
        return not_found(request, here)
    cache = IMMUTABLE if request.query_params.get("v") else "no-cache"
    text = mime.startswith("text/") or name.endswith(".svg")
    if text:
        body = (folder / name).read_text("utf-8")
        return answers.text(request, body, mime.partition(";")[0], headers={"Cache-Control": cache})
    return FileResponse(folder / name, media_type=mime, headers={"Cache-Control": cache})


def not_found(request: Request, here: Tools, *, withdrawn: bool = False, notice: str = "") -> Response:
    """The page for an address that holds nothing; 410 where a story was taken back, with *notice* saying why."""
    renderer, shown = _renderer(here)
    view = NotFoundView(withdrawn, shown, notice)
    return _page(request, renderer.not_found(view), status=410 if withdrawn else 404)


def _renderer(here: Tools) -> tuple[Renderer, SiteLists]:
    numbers = lists.gather(here.store, here.counter, written=False)
    return here.renderer(), numbers.site_lists


def _page(
    request: Request, html: str, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    return answers.text(request, html, _HTML, status=status, headers={**HEADERS, **(headers or {})})
