"""The public site as plain files, for any web server or CDN: whole, and kept up to date when stories go out.

Every file is what the site itself answers, written beside and renamed into place, and only when it changed. Two kinds
of address need a folder instead of a query: `?hal=2` becomes `hal-2/`, `?tanggal=…` becomes `2026-11-24/`. Searching
needs the site itself.
"""

import asyncio
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection, func, select

from desktop_app.domain.article import Publication
from desktop_app.page import addresses
from desktop_app.site.door import App, Message
from desktop_app.site.shelves import days_of
from desktop_app.site.store import SiteStore
from desktop_app.site.tables import item, page, page_file, page_tag
from desktop_app.site.views import NEWSROOM_HEADER

_WHERE = "ekspor.txt"  # beside the database: the folder to keep up to date
_STATE = ".meja-ekspor.json"
_FEEDS = ("/umpan.xml", "/peta-berita.xml", "/robots.txt")
_FIXED = ("/", "/indeks", "/terpopuler", "/cari")
_QUERY = re.compile(rb'(href=")(/[^"?#]*)\?(hal|tanggal)=([0-9-]+)"')
_STATIC = re.compile(rb'["(](/gaya/[^"?)]+)')


@dataclass(frozen=True, slots=True)
class Written:
    """What one export did: how many *files* are as they should be, how many of them were *changed*, *removed*."""

    files: int
    changed: int
    removed: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """What the last export wrote, and up to which number of a page."""

    seq: int
    files: tuple[str, ...]


def target(store: SiteStore) -> Path | None:
    """The folder that is kept up to date; None when nobody asked for one."""
    try:
        named = (store.config.folder / _WHERE).read_text("utf-8").strip()
    except OSError:
        return None
    return Path(named) if named else None


def keep_up_to_date(store: SiteStore, folder: Path | None) -> None:
    """Remember *folder*, or stop keeping one up to date."""
    note = store.config.folder / _WHERE
    if folder is None:
        note.unlink(missing_ok=True)
    else:
        note.write_text(str(folder.resolve()), "utf-8")


async def whole(app: App, store: SiteStore, folder: Path) -> Written:
    """Write every public page and file into *folder*; what is no longer public is removed."""
    seq, paths = await run_in_threadpool(_everything, store)
    written = await _write_all(app, folder, paths)
    kept = {file for file, _ in written}
    before = _known(folder)
    gone = [Path(name) for name in (before.files if before else ()) if Path(name) not in kept]
    await run_in_threadpool(_remove, folder, gone)
    _note(folder, seq, sorted(str(file) for file in kept))
    return Written(len(written), sum(changed for _, changed in written), len(gone))


async def what_moved(app: App, store: SiteStore, folder: Path) -> Written:
    """After a publication: that story, the lists it stands in, front page and feeds. Nothing when nothing moved.

    Counts and "read also" boxes on other stories follow with the next whole export, every night.
    """
    before = _known(folder)
    if before is None:
        return await whole(app, store, folder)
    seq, paths, gone = await run_in_threadpool(_moved, store, before.seq)
    if seq == before.seq:
        return Written(0, 0)
    written = await _write_all(app, folder, paths)
    removed = [_file_of(path) for path in gone]
    await run_in_threadpool(_remove, folder, removed)
    kept = ({*before.files} | {str(file) for file, _ in written}) - {str(file) for file in removed}
    _note(folder, seq, sorted(kept))
    return Written(len(written), sum(changed for _, changed in written), len(removed))


def _everything(store: SiteStore) -> tuple[int, list[str]]:
    with store.reading() as connection:
        seq = _page_seq(connection)
        rows = connection.execute(
            select(page.c.slug, page.c.section).where(page.c.publication == Publication.LIVE.value)
        ).all()
        tags = connection.execute(
            select(page_tag.c.tag).distinct().join(page).where(page.c.publication == Publication.LIVE.value)
        )
        paths = [
            *_FIXED,
            *(addresses.article(row.slug) for row in rows),
            *dict.fromkeys(addresses.section(row.section) for row in rows),
            *(addresses.tag(tag) for tag in tags.scalars()),
            *(addresses.indeks(day) for day in days_of(connection)),
            *_FEEDS,
        ]
        files = connection.execute(select(page_file.c.sha256, page_file.c.format).distinct())
        paths += [addresses.photo(row.sha256, row.format) for row in files]
    return seq, paths


def _moved(store: SiteStore, after: int) -> tuple[int, list[str], list[str]]:
    with store.reading() as connection:
        seq = _page_seq(connection)
        rows = connection.execute(
            select(page)
            .join(item, (item.c.kind == "page") & (item.c.id == page.c.article_id))
            .where(item.c.seq > after)
        ).all()
        live = [row for row in rows if row.publication == Publication.LIVE.value]
        gone = [addresses.article(row.slug) for row in rows if row not in live]
        ids = [row.article_id for row in rows]
        tags = connection.execute(select(page_tag.c.tag).distinct().where(page_tag.c.article_id.in_(ids)))
        files = connection.execute(
            select(page_file.c.sha256, page_file.c.format)
            .distinct()
            .where(page_file.c.article_id.in_([row.article_id for row in live]))
        )
        paths = [
            *(addresses.photo(row.sha256, row.format) for row in files),
            *(addresses.article(row.slug) for row in live),
            *_FIXED,
            *dict.fromkeys(addresses.section(row.section) for row in rows),
            *(addresses.tag(tag) for tag in tags.scalars()),
            *(addresses.indeks(day) for day in days_of(connection, ids)),
            *_FEEDS,
        ]
    return seq, paths, gone


def _page_seq(connection: Connection) -> int:
    newest = select(func.max(item.c.seq)).where(item.c.kind == "page")
    return int(connection.execute(newest).scalar_one() or 0)


async def _write_all(app: App, folder: Path, paths: Iterable[str]) -> list[tuple[Path, bool]]:
    """Every path, the further pages it links to, and the static files it uses: (file, whether it changed)."""
    waiting = dict.fromkeys(paths)
    done: dict[str, tuple[Path, bool]] = {}
    while waiting:
        path = next(iter(waiting))
        del waiting[path]
        body = await _ask(app, path)
        if body is None:
            continue
        for found in _QUERY.finditer(body):
            following = f"{found[2].decode()}?{found[3].decode()}={found[4].decode()}"
            if found[3] == b"hal" and following not in done:
                waiting[following] = None
        for found in _STATIC.finditer(body):
            style = found[1].decode()
            if style not in done:
                waiting[style] = None
        file = _file_of(path)
        changed = await run_in_threadpool(_write, folder / file, _QUERY.sub(_as_folder, body))
        done[path] = (file, changed)
    return list(done.values())


def _as_folder(found: re.Match[bytes]) -> bytes:
    ending = b"hal-" + found[4] if found[3] == b"hal" else found[4]
    return found[1] + found[2].rstrip(b"/") + b"/" + ending + b'/"'


def _file_of(path: str) -> Path:
    """Where an address is kept, relative to the export's folder."""
    place, _, query = path.partition("?")
    name, _, value = query.partition("=")
    parts = [quote(unquote(part), safe=" &+,=@!()'") for part in place.split("/") if part]
    if any(part in (".", "..") for part in parts):
        raise ValueError(path)
    if name:
        parts.append(f"hal-{value}" if name == "hal" else value)
    last = parts[-1] if parts else ""
    if "." in last and not place.startswith(("/tag/", "/berita/", "/rubrik/")):
        return Path(*parts)
    return Path(*parts, "index.html")


async def _ask(app: App, path: str) -> bytes | None:
    """What the site answers at *path*, None for anything but a good page. Nobody is counted as a reader."""
    place, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(place),
        "raw_path": place.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost"), (NEWSROOM_HEADER.encode(), b"1")],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }
    status = 0
    body: list[bytes] = []

    asked, answered = False, asyncio.Event()

    async def receive() -> Message:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        # A streamed file waits here for its reader to hang up; an answer at once would keep the loop to itself.
        await answered.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            body.append(message.get("body", b""))
            if not message.get("more_body", False):
                answered.set()

    await app(scope, receive, send)
    return b"".join(body) if status == 200 else None


def _write(file: Path, body: bytes) -> bool:
    try:
        if file.stat().st_size == len(body) and file.read_bytes() == body:
            return False
    except OSError:
        pass  # not there yet
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(file.name + ".baru")
    beside.write_bytes(body)
    beside.replace(file)
    return True


def _remove(folder: Path, files: Iterable[Path]) -> None:
    for file in files:
        (folder / file).unlink(missing_ok=True)


def _known(folder: Path) -> _State | None:
    try:
        plain = json.loads((folder / _STATE).read_text("utf-8"))
        return _State(int(plain["seq"]), tuple(str(name) for name in plain["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note(folder: Path, seq: int, files: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / _STATE, json.dumps({"seq": seq, "files": files}).encode())
