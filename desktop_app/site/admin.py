"""The site's small admin page: who may come in, with which desk, and how the site fares.

Nobody has a password. The page opens by a link that an administrator's own desk asks for, or `site admin` prints; it
works once and becomes a session of this browser. Every form carries a sign derived from the session, and its Origin
must be ours.
"""

import hashlib
import hmac
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Cookie, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from jinja2 import Environment, FileSystemLoader

from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.errors import Refusal
from desktop_app.domain.newsroom import Role
from desktop_app.page.policy import HEADERS
from desktop_app.site import accounts, intake, passes, rights, upkeep
from desktop_app.site.accounts import Account
from desktop_app.site.asking import Here, Tools
from desktop_app.site.feed import Feed

_COOKIE = "kelola"
_FORM_BYTES = 16 * 1024
_ROLE_NAMES = {
    Role.EDITOR: "Redaktur",
    Role.PHOTO_DESK: "Redaktur foto",
    Role.PROOFREADER: "Korektor",
    Role.PUBLISHER: "Penerbit",
    Role.ADMIN: "Admin",
}
# Nobody else learns the address with its key. "no-referrer" would hide our own Origin from ourselves, and with it every
# form: https://fetch.spec.whatwg.org/#append-a-request-origin-header
_NO_STORE = {**HEADERS, "Cache-Control": "no-store", "Referrer-Policy": "same-origin"}

router = APIRouter(prefix="/kelola", include_in_schema=False)


class NotInside(Exception):  # noqa: N818 - somebody at the door, no error
    """No session, or one that ended: show how to come in."""


def _inside(here: Here, kelola: Annotated[str, Cookie()] = "") -> Account:
    """The administrator whose browser this is."""
    with here.store.reading() as connection:
        user_id = passes.holder(connection, passes.Kind.SESSION, kelola, here.store.now()) if kelola else None
        found = accounts.person(connection, user_id) if user_id else None
    if found is None or "person:write" not in rights.SCOPES[found.role]:
        raise NotInside
    return found


Inside = Annotated[Account, Depends(_inside)]


async def on_not_inside(request: Request, _error: Exception) -> Response:
    """How to come in."""
    return await run_in_threadpool(_page, request.app.state.tools, "masuk.html", {"kunci": ""}, 401)


@router.get("/masuk")
def door(here: Here, kunci: Annotated[str, Query(max_length=100)] = "") -> Response:
    """A button, not an act: link previews and prefetching must not use the pass up."""
    return _page(here, "masuk.html", {"kunci": kunci})


@router.post("/masuk")
async def enter(request: Request, here: Here) -> Response:
    """The pass becomes a session."""
    form = await _form(request)
    session = await run_in_threadpool(_enter, here, form.get("kunci", ""))
    if not session:
        return await run_in_threadpool(_page, here, "masuk.html", {"kunci": "", "basi": True}, 403)
    answer = RedirectResponse("/kelola", status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(_COOKIE, session, httponly=True, samesite="strict", path="/kelola", secure=secure)
    return answer


@router.post("/keluar")
async def leave(request: Request, here: Here, who: Inside) -> Response:
    """End the session."""
    await _checked_form(request)

    def end() -> None:
        with here.store.writing() as feed:
            passes.use(feed.connection, passes.Kind.SESSION, _session(request), feed.now)

    await run_in_threadpool(end)
    answer = RedirectResponse("/kelola/masuk", status_code=303)
    answer.delete_cookie(_COOKIE, path="/kelola")
    return answer


@router.get("")
def overview(request: Request, here: Here, who: Inside) -> Response:
    """People, their desks, and the site's health."""
    return _overview(request, here, who)


@router.post("/orang")
async def add_person(request: Request, here: Here, who: Inside) -> Response:
    """A new account."""
    form = await _checked_form(request)

    def do(feed: Feed) -> None:
        accounts.add(feed, form.get("nama", ""), Role(form.get("peran", Role.EDITOR.value)))

    return await _done(request, here, who, do)


@router.post("/orang/{user_id}")
async def change_person(request: Request, here: Here, who: Inside, user_id: str) -> Response:
    """Another role, or the account off or on."""
    form = await _checked_form(request)

    def do(feed: Feed) -> None:
        accounts.change(feed, user_id, Role(form.get("peran", "")), active=form.get("aktif") == "1")

    return await _done(request, here, who, do)


@router.post("/orang/{user_id}/kode")
async def pairing_code(request: Request, here: Here, who: Inside, user_id: str) -> Response:
    """A code for one more desk of this person, shown once."""
    await _checked_form(request)

    def do() -> Response:
        with here.store.writing() as feed:
            known = accounts.person(feed.connection, user_id)
            code = passes.issue(feed.connection, passes.Kind.PAIR, user_id, feed.now) if known else ""
        told = {"kode": code, "untuk": known.name} if known else {}
        return _overview(request, here, who, told)

    return await run_in_threadpool(do)


@router.post("/perangkat/{device_id}/cabut")
async def revoke(request: Request, here: Here, who: Inside, device_id: str) -> Response:
    """A desk's token is worthless from now on."""
    await _checked_form(request)
    return await _done(request, here, who, lambda feed: accounts.revoke_device(feed, device_id))


@router.post("/periksa")
async def check_now(request: Request, here: Here, who: Inside) -> Response:
    """The nightly self-check, now."""
    await _checked_form(request)
    await run_in_threadpool(upkeep.check_and_note, here.store)
    return RedirectResponse("/kelola", status_code=303)


def _overview(request: Request, here: Tools, who: Account, told: dict[str, Any] | None = None) -> Response:
    with here.store.reading() as connection:
        found = accounts.people(connection)
        identity = here.store.identity(connection)
    just_now = here.seen.latest()
    shown = [
        {
            "id": one.id,
            "nama": one.name,
            "peran": one.role.value,
            "aktif": one.active,
            "meja": [
                {
                    "id": desk.id,
                    "nama": desk.name,
                    "dibuat": _day(desk.made_at),
                    "terlihat": _seen(just_now.get(desk.id, desk.seen_at)),
                }
                for desk in one.devices
            ],
        }
        for one in found
    ]
    report = upkeep.last_report(here.store)
    values = {
        "situs": identity.settings.name,
        "saya": who.name,
        "orang": shown,
        "peran": {role.value: name for role, name in _ROLE_NAMES.items()},
        "tanda": _sign(_session(request)),
        "saluran": here.hub.lines,
        "puncak": identity.head,
        "periksa": report and {"kapan": _seen(report.at), "baik": report.ok, "cacat": report.faults},
        **(told or {}),
    }
    return _page(here, "kelola.html", values, 409 if values.get("salah") else 200)


async def _done(request: Request, here: Tools, who: Account, do: Any) -> Response:
    """Carry out *do* in a transaction and show the page anew; a house rule's no is shown on it."""

    def work() -> Response:
        try:
            with here.store.writing() as feed:
                do(feed)
        except Refusal as refusal:
            return _overview(request, here, who, {"salah": refusal.reason})
        except ValueError:
            return _overview(request, here, who, {"salah": "Isian itu tidak dikenal."})
        return RedirectResponse("/kelola", status_code=303)

    return await run_in_threadpool(work)


def _enter(here: Tools, key: str) -> str:
    with here.store.writing() as feed:
        user_id = passes.use(feed.connection, passes.Kind.ENTER, key, feed.now) if key else None
        known = accounts.person(feed.connection, user_id) if user_id else None
        if known is None or "person:write" not in rights.SCOPES[known.role]:
            return ""
        return passes.issue(feed.connection, passes.Kind.SESSION, known.id, feed.now)


async def _form(request: Request) -> dict[str, str]:
    """A form's fields. A form sent from another site is turned away."""
    origin = request.headers.get("origin", "")
    if urlsplit(origin).netloc != request.headers.get("host", ""):
        raise NotInside
    raw = await intake.raw_body(request, _FORM_BYTES)
    fields = parse_qs(raw.decode("utf-8", "replace"), max_num_fields=20, keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


async def _checked_form(request: Request) -> dict[str, str]:
    form = await _form(request)
    if not hmac.compare_digest(form.get("tanda", "").encode(), _sign(_session(request)).encode()):
        raise NotInside
    return form


def _session(request: Request) -> str:
    return request.cookies.get(_COOKIE, "")


def _sign(session: str) -> str:
    return hashlib.sha256(f"form:{session}".encode()).hexdigest()[:40]


def _page(here: Tools, template: str, values: dict[str, Any], status: int = 200) -> Response:
    folder = here.store.config.resources / "admin"
    pages = Environment(loader=FileSystemLoader(folder), autoescape=True)
    html = pages.get_template(template).render(values)
    return Response(html, status_code=status, media_type="text/html", headers=_NO_STORE)


def _day(stamped: str) -> str:
    return short_date(datetime.fromisoformat(stamped))


def _seen(stamped: str) -> str:
    if not stamped:
        return ""
    moment = datetime.fromisoformat(stamped)
    return f"{short_date(moment)} {clock(moment)}"
