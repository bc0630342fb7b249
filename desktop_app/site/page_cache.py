"""Public pages kept rendered, under everything that decides their bytes. What readers ask for most costs a look-up.

The key is the address and the site's *public state*: the newest number of a published page, the settings, and when
the counts last changed. A draft saved at a desk changes none of them, so it throws nothing away.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from fastapi.concurrency import run_in_threadpool
from sqlalchemy import func, select

from desktop_app.site.door import App, Message, Receive, Scope, Send
from desktop_app.site.store import SiteStore
from desktop_app.site.tables import item, site
from desktop_app.site.views import ViewCounter, is_reader
from desktop_app.wire import packing

_CAPACITY = 512  # pages; about 20 MB
_LARGEST = 512 * 1024  # bytes of a page worth keeping
_TRUSTED_SECONDS = 1.0  # another process may publish too; this one's own writes are heard of at once
_LEFT_OUT = ("/sync/", "/kelola", "/foto/", "/gaya/", "/cari")
_KNOWN_QUERIES = ("hal", "tanggal")
ARTICLE_HEADER = b"x-meja-berita"  # the story a page shows, for the counter; never leaves the house

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Kept:
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    etag: bytes
    article_id: str


class PublicState:
    """One short text that changes whenever any public page may. Thread-safe."""

    def __init__(self, store: SiteStore, counter: ViewCounter) -> None:
        self._store = store
        self._counter = counter
        self._lock = threading.Lock()
        self._known = ""
        self._until = 0.0

    def changed(self, _head: int = 0) -> None:
        """Something was written: look again."""
        with self._lock:
            self._until = 0.0

    def now(self) -> str:
        with self._lock:
            if time.monotonic() < self._until:
                return f"{self._known} {self._counter.as_of.isoformat()}"
        newest = select(func.max(item.c.seq)).where(item.c.kind == "page")
        with self._store.reading() as connection:
            number = connection.execute(newest).scalar_one() or 0
            row = connection.execute(select(site.c.settings, site.c.epoch)).one()
        with self._lock:
            self._known = f"{number} {row.epoch} {row.settings}"
            self._until = time.monotonic() + _TRUSTED_SECONDS
        return f"{self._known} {self._counter.as_of.isoformat()}"


class PageCache:
    """ASGI middleware between the door and the routes."""

    def __init__(self, app: App, state: PublicState, count: Callable[[str], None]) -> None:
        self._app = app
        self._state = state
        self._count = count
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _may_be_kept(scope):
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        state = await run_in_threadpool(self._state.now)
        key = (scope["path"], _query(scope), packing.best(headers.get("accept-encoding", "")), state)
        kept = self._kept.get(key)
        if kept is None:
            await self._app(scope, receive, self._keeping(key, send))
            return
        self._kept.move_to_end(key)
        if kept.article_id and is_reader("GET", headers, _cookies(headers.get("cookie", ""))):
            self._count(kept.article_id)
        held = [tag.strip().encode() for tag in headers.get("if-none-match", "").split(",")]
        fresh = kept.etag in held
        told = [
            pair
            for pair in kept.headers
            if not (fresh and pair[0] in (b"content-length", b"content-encoding"))
        ]
        await send({"type": "http.response.start", "status": 304 if fresh else 200, "headers": told})
        await send({"type": "http.response.body", "body": b"" if fresh else kept.body})

    def _keeping(self, key: Key, send: Send) -> Send:
        """*send*, and a whole good page is kept on its way out."""
        start: Message = {}
        body: list[bytes] = []

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                told = [pair for pair in message["headers"] if pair[0].lower() != ARTICLE_HEADER]
                start = {**message, "headers": message["headers"]}
                message = {**message, "headers": told}
            elif start.get("status") == 200:
                body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    self._keep(key, start, b"".join(body))
            await send(message)

        return sending

    def _keep(self, key: Key, start: Message, body: bytes) -> None:
        named = {name.lower(): value for name, value in start["headers"]}
        if b"set-cookie" in named or b"etag" not in named or len(body) > _LARGEST:
            return
        article_id = named.pop(ARTICLE_HEADER, b"").decode()
        self._kept[key] = _Kept(tuple(named.items()), body, named[b"etag"], article_id)
        while len(self._kept) > _CAPACITY:
            self._kept.popitem(last=False)


def _may_be_kept(scope: Scope) -> bool:
    if scope["method"] != "GET" or scope["path"].startswith(_LEFT_OUT):
        return False
    return b"dari=" not in scope["query_string"]


def _query(scope: Scope) -> str:
    """The parts of the query that decide the page; a campaign's own marks do not."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=None)
    return urlencode([(name, value) for name, value in asked if name in _KNOWN_QUERIES])


def _cookies(header: str) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: value for name, _, value in pairs}
