"""What the site does by itself: counted views, what is due, the exported folder, the check of every night."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

from desktop_app.domain.errors import Trouble
from desktop_app.domain.newsroom import WIB
from desktop_app.site import accounts, export, live_photos, publishing, upkeep
from desktop_app.site.asking import Tools
from desktop_app.site.feed import stamp
from desktop_app.site.store import SiteStore

_SECONDS = 2.0
_SEEN_EVERY = timedelta(minutes=5)
_NIGHT_HOUR = 3  # in WIB: nobody publishes then


class Chores:
    """One round every two seconds, for as long as the site serves."""

    def __init__(self, app: Callable[..., Awaitable[Any]], tools: Tools) -> None:
        self._app = app
        self._tools = tools
        now = tools.store.now()
        self._seen_at = now
        self._met: set[str] = (
            set()
        )  # desks written down since the start: a new one need not wait its five minutes
        self._night = _night_of(now)
        self._looked: date | None = None

    async def run(self) -> None:
        """Until cancelled. A busy or full disk is no reason to stop: the next round tries again."""
        while True:
            await asyncio.sleep(_SECONDS)
            with contextlib.suppress(Trouble, OSError):
                await self.once()

    async def once(self) -> None:
        """One round of all chores."""
        store = self._tools.store
        await asyncio.to_thread(self._tools.counter.write)
        await asyncio.to_thread(publish_what_is_due, store)
        now = store.now()
        if now - self._seen_at >= _SEEN_EVERY or self._tools.seen.latest().keys() - self._met:
            await asyncio.to_thread(self.note_seen)
            self._seen_at = now
        folder = await asyncio.to_thread(export.target, store)
        today = now.astimezone(WIB).date()
        if today != self._looked:
            await asyncio.to_thread(withhold_what_is_over, store, today)
            self._looked = today
        night = _night_of(now)
        if folder is not None:
            every = export.whole if night != self._night else export.what_moved
            await every(self._app, store, folder)
        if night != self._night:
            self._night = night
            await asyncio.to_thread(upkeep.check_and_note, store)

    def note_seen(self) -> None:
        """Write down which desks were here; one whose line is open is here now, though it may ask for nothing."""
        seen, store = self._tools.seen, self._tools.store
        for device_id in self._tools.hub.listeners():
            seen.note(device_id, stamp(store.now()))
        latest = seen.latest()
        if latest:
            with store.writing() as feed:
                accounts.seen(feed.connection, latest)
        seen.written(latest)
        self._met |= latest.keys()


def publish_what_is_due(store: SiteStore) -> None:
    """Send out scheduled stories; looks first, so that an idle site writes nothing."""
    with store.reading() as connection:
        if not publishing.due_waiting(connection, store.now()):
            return
    with store.writing() as feed:
        publishing.publish_due(feed)


def withhold_what_is_over(store: SiteStore, today: date) -> None:
    """Take pictures whose rights ended before *today* off their pages."""
    with store.writing() as feed:
        live_photos.withhold_expired(feed, today)


def _night_of(now: datetime) -> str:
    """The night that ended last: it changes at three in the morning."""
    return f"{now.astimezone(WIB) - timedelta(hours=_NIGHT_HOUR):%Y-%m-%d}"
