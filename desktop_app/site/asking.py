"""What routes are given: the site's tools, and who is asking."""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from desktop_app.domain.newsroom import SiteSettings
from desktop_app.page.render import Renderer
from desktop_app.site import accounts
from desktop_app.site.accounts import Account
from desktop_app.site.feed import stamp
from desktop_app.site.live import Hub
from desktop_app.site.problems import Problem
from desktop_app.site.publishing import settings_of
from desktop_app.site.store import SiteStore
from desktop_app.site.tries import Tries
from desktop_app.site.views import ViewCounter
from desktop_app.wire.shapes import CURSOR_HEADER

PREFIX = "/sync/v1"


_LOCKS = 64


class Locks:
    """A few locks shared by all hashes: two parts of one file are never written at once."""

    def __init__(self) -> None:
        self._locks = tuple(threading.Lock() for _ in range(_LOCKS))

    def of(self, sha256: str) -> threading.Lock:
        return self._locks[int(sha256[:8], 16) % _LOCKS]


class Renderers:
    """One page renderer per settings; settings change now and then, templates never while the site runs."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._last: tuple[SiteSettings, Renderer] | None = None

    def of(self, settings: SiteSettings) -> Renderer:
        last = self._last
        if last is None or last[0] != settings:
            last = self._last = (settings, Renderer(self._resources, settings))
        return last[1]


class Seen:
    """When devices were last here, collected so that asking does not mean writing. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, str] = {}

    def note(self, device_id: str, moment: str) -> None:
        with self._lock:
            self._waiting[device_id] = moment

    def latest(self) -> dict[str, str]:
        """What was noted and is not written down yet."""
        with self._lock:
            return dict(self._waiting)

    def written(self, noted: dict[str, str]) -> None:
        """*noted* is written down; who was here again since then stays noted."""
        with self._lock:
            self._waiting = dict(self._waiting.items() - noted.items())


@dataclass(frozen=True, slots=True)
class Tools:
    """One running site: joined once by `create_app`, kept as the application's state."""

    store: SiteStore
    counter: ViewCounter
    renderers: Renderers
    locks: Locks = field(default_factory=Locks)
    hub: Hub = field(default_factory=Hub)
    tries: Tries = field(default_factory=Tries)
    seen: Seen = field(default_factory=Seen)

    def renderer(self) -> Renderer:
        """The page renderer for the site's settings as they are now."""
        with self.store.reading() as connection:
            return self.renderers.of(settings_of(connection))


def _tools(request: Request) -> Tools:
    tools: Tools = request.app.state.tools
    return tools


Here = Annotated[Tools, Depends(_tools)]


def _account(request: Request, here: Here) -> Account:
    """Who is asking. A token travels in the Authorization header only: no cookie opens the protocol.

    Raises Problem 401, and 412 for whoever has read more of a feed than this site has told.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    found = None
    if scheme.lower() == "bearer":
        cursor = request.headers.get(CURSOR_HEADER, "")
        with here.store.reading() as connection:
            found = accounts.who(connection, token.strip())
            if found is not None and cursor and not here.store.has_told(connection, cursor):
                raise Problem(
                    412, "Situs ini dipulihkan dari cadangan sesudah meja ini terakhir bertemu dengannya."
                )
    if found is None:
        raise Problem(
            401,
            "Tanda masuk tidak dikenal. Hubungkan lagi meja ini dengan situs; tulisan di meja tidak berubah.",
            headers={"WWW-Authenticate": 'Bearer realm="meja"'},
        )
    here.seen.note(found.device_id, stamp(here.store.now()))
    return found


Who = Annotated[Account, Depends(_account)]
