"""The preview: the public page exactly as the site would serve it, made from what is saved."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import Gathered, gather, site_settings
from desktop_app.domain.article import Page, Publication, slug_of
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import Card, Section, SiteLists, SiteSettings
from desktop_app.domain.opened import Asset, Look, PreviewPage
from desktop_app.page.cards import card_of
from desktop_app.page.draft import draft
from desktop_app.page.related import CANDIDATES, pick
from desktop_app.page.render import ArticleView
from desktop_app.page.views import HomeView, SectionView
from desktop_app.storage import pages
from desktop_app.storage import remote as remote_rows
from desktop_app.storage.store import Transaction

_MIME = {
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "png": "image/png",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "webp": "image/webp",
}


def page(desk: Desk, article_id: ArticleId, look: Look = Look.PAGE) -> PreviewPage:
    """Render one story where *look* says. Counts and the most-read list are the site's of the last contact.

    In the home and section lists the story stands first, as if it were published now.
    """
    with desk.store.reading() as tx:
        found = gather(desk, tx, article_id)
        if found is None:
            raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
        settings = site_settings(tx)
        view = _view(tx, found)
        others = _others(tx, found, settings, desk.clock()) if look in (Look.HOME, Look.SECTION) else ()
    slug = found.page.slug if found.page else (slug_of(found.article.short_title) or found.article.id)
    renderer = desk.renderer_for(settings)
    if look is Look.PAGE:
        return PreviewPage(article_id, f"/berita/{slug}", renderer.article(view))
    if look is Look.HOME:
        return PreviewPage(article_id, "/", renderer.home(_home(others, settings, view.lists)))
    if look is Look.SECTION:
        section = next((one for one in settings.sections if one.key == found.article.section), _NO_SECTION)
        listed = tuple(card for card in others if card.section == section.key)
        return PreviewPage(
            article_id,
            f"/rubrik/{section.key}",
            renderer.section(SectionView(section, listed, lists=view.lists)),
        )
    return PreviewPage(article_id, f"/tampilan/{look.value}", renderer.appearance(view, look.value))


def draft_copy(desk: Desk, article_id: ArticleId, *, numbered: bool = False) -> str:
    """The page of one story as one file marked DRAF; *numbered* makes it the proof for paper."""
    shown = page(desk, article_id)
    with desk.store.reading() as tx:
        settings = site_settings(tx)
        found = gather(desk, tx, article_id)
    story = found.article if found else None
    title = (story.short_title or story.headline or "Tanpa judul") if story else ""
    return draft(
        shown.html,
        lambda address: asset(desk, address),
        site=settings.address,
        at=desk.clock(),
        by=desk.person.name,
        title=title if numbered else "",
    )


def keep_draft(desk: Desk, article_id: ArticleId, file: Path) -> None:
    """Write the draft copy to *file*. Raises Trouble "file.write"."""
    write(file, draft_copy(desk, article_id).encode("utf-8"))


def write(file: Path, data: bytes) -> None:
    """Write a page's bytes where a person wants them. Raises Trouble "file.write"."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise Trouble(f"{file}: tidak dapat ditulis.", cause=str(error), kind="file.write") from error


def asset(desk: Desk, path: str) -> Asset | None:
    """A file the page asks for, by its address below the site; None when there is no such file.

    Only two folders answer, and only by a plain file name: nothing outside them can be named.
    """
    folder, _, name = path.lstrip("/").partition("?")[0].partition("/")
    mime = _MIME.get(name.rpartition(".")[2])
    if mime is None or "/" in name or "\\" in name or name.startswith("."):
        return None
    if folder == "gaya":
        file = desk.static / name
    elif folder == "foto":
        sha256 = name.partition(".")[0]
        if not desk.blobs.has(sha256):
            return None
        file = desk.blobs.path(sha256)
    else:
        return None
    return Asset(mime, file.read_bytes()) if file.is_file() else None


def _others(tx: Transaction, found: Gathered, settings: SiteSettings, now: datetime) -> tuple[Card, ...]:
    """The story's own card, then the site's newest."""
    hero = found.evidence.photos.get(found.article.hero.photo_id) if found.article.hero else None
    own = card_of(found.article, found.page, hero, settings)
    if found.page is None and found.article.publish_at is None:
        own = replace(own, published_at=now)
    return own, *(card for card in pages.recent_cards(tx, CANDIDATES) if card.article_id != own.article_id)


def _home(cards: tuple[Card, ...], settings: SiteSettings, lists: SiteLists) -> HomeView:
    below = cards[_ON_TOP:]
    strips = ((one, tuple(card for card in below if card.section == one.key)) for one in settings.sections)
    return HomeView(cards[:_ON_TOP], tuple((one, found) for one, found in strips if found), lists)


_ON_TOP = 7  # what the home page shows before its section strips
_NO_SECTION = Section("", "Tanpa rubrik")


def _view(tx: Transaction, found: Gathered) -> ArticleView:
    link = remote_rows.link(tx)
    lists = link.lists if link else SiteLists()
    live: dict[str, Card] = {
        item.article_id: item.card
        for item in found.linked
        if item.publication is Publication.LIVE and item.card is not None
    }
    picked = [live[target] for target in found.article.related if target in live]
    candidates = pages.recent_cards(tx, CANDIDATES)
    return ArticleView(
        article=found.article,
        document=found.document,
        photos=found.evidence.photos,
        page=_with_views(found.page, link.views if link else {}),
        related=pick(found.article, picked, candidates),
        lists=lists,
        live=live,
        unmade=frozenset(key for key, seen in found.evidence.around.items() if seen.unmade),
    )


def _with_views(page: Page | None, views: dict[str, int]) -> Page | None:
    return None if page is None else replace(page, views=views.get(page.article_id, page.views))
