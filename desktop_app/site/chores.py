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
        if now - self._seen_at >= _SEEN_EVERY:
            self._seen_at = now
            await asyncio.to_thread(self._note_seen)
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

    def _note_seen(self) -> None:
        seen = self._tools.seen.take()
        if seen:
            with self._tools.store.writing() as feed:
                accounts.seen(feed.connection, seen)


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
