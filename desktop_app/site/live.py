"""What happens at this moment: pokes when the feed grew, and who is in which story. In memory only, and advisory.

A poke carries the feed's number and nothing else; the data always comes by `/changes`, so a lost poke costs nothing.
"""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from desktop_app.site.accounts import Account

HEARTBEAT_SECONDS = 25.0  # below the minute after which proxies cut a silent line
_EXPIRES_SECONDS = 90.0  # who has no open line must say again that he is there
_GRACE_SECONDS = 20.0  # a line that broke may come back before the colleague is called gone


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a story. *since* is when he came, *pen* whether he holds the pen; *until* is monotonic seconds."""

    article: str
    who: str
    device: str
    since: str
    pen: bool
    until: float


class Ear:
    """One open line. Only its own event loop touches it."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.rung = asyncio.Event()
        self.told_head = -1
        self.told_seats = -1


class Hub:
    """Rings every open line. Thread-safe: stories are taken in by worker threads, lines are served by the loop."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._monotonic = monotonic
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ears: set[Ear] = set()
        self._seats: dict[str, Seat] = {}
        self._seats_version = 0
        self._closing = False
        self.head = 0

    # -- the feed grew

    def grown(self, head: int) -> None:
        """The feed reached *head*; from any thread."""
        with self._lock:
            if head <= self.head:
                return
            self.head = head
        self._ring()

    def restarted(self, head: int) -> None:
        """Where the feed stands when the site begins to serve."""
        with self._lock:
            self.head = head

    def close(self) -> None:
        """The site stops: every line ends and every waiting question is answered now. From any thread."""
        self._closing = True
        self._ring()

    # -- who is in which story

    def sit(self, account: Account, article: str, at: str, *, take_pen: bool) -> None:
        """*account*'s desk is in *article* now, empty for in none. The first one there holds the pen.

        *take_pen* takes it over from whoever holds it; nobody's text is touched by that.
        """
        with self._lock:
            self._drop_expired()
            before = self._seats.pop(account.device_id, None)
            if article:
                until = self._monotonic() + _EXPIRES_SECONDS
                stays = before is not None and before.article == article
                others = [seat for seat in self._seats.values() if seat.article == article]
                holds = take_pen or (stays and before is not None and before.pen)
                pen = holds or not any(seat.pen for seat in others)
                if pen:
                    for seat in others:
                        self._seats[seat.device] = replace(seat, pen=False)
                since = before.since if stays and before is not None else at
                self._seats[account.device_id] = Seat(
                    article, account.name, account.device_id, since, pen, until
                )
            if before is not None and before.pen and article != before.article:
                self._hand_pen_on(before.article)
            self._seats_version += 1
        self._ring()

    def seats(self) -> tuple[Seat, ...]:
        """Everybody who is in a story, longest there first."""
        with self._lock:
            self._drop_expired()
            return tuple(sorted(self._seats.values(), key=lambda seat: (seat.since, seat.device)))

    def _hand_pen_on(self, article: str) -> None:
        left = sorted(
            (seat for seat in self._seats.values() if seat.article == article), key=lambda seat: seat.since
        )
        if left and not any(seat.pen for seat in left):
            self._seats[left[0].device] = replace(left[0], pen=True)

    def _drop_expired(self) -> None:
        now = self._monotonic()
        lines = {ear.device for ear in self._ears}
        for seat in [one for one in self._seats.values() if one.until < now]:
            if seat.device in lines:
                self._seats[seat.device] = replace(seat, until=now + _EXPIRES_SECONDS)
                continue
            del self._seats[seat.device]
            self._seats_version += 1
            if seat.pen:
                self._hand_pen_on(seat.article)

    # -- the lines

    @contextmanager
    def listening(self, device: str) -> Iterator[Ear]:
        """An open line of *device*, until the block ends. On the event loop."""
        ear = Ear(device)
        with self._lock:
            self._loop = asyncio.get_running_loop()
            self._ears.add(ear)
        try:
            yield ear
        finally:
            with self._lock:
                self._ears.discard(ear)
                seat = self._seats.get(device)
                if seat is not None:
                    self._seats[device] = replace(seat, until=self._monotonic() + _GRACE_SECONDS)

    def listeners(self) -> frozenset[str]:
        """The devices with an open line."""
        with self._lock:
            return frozenset(ear.device for ear in self._ears)

    @property
    def lines(self) -> int:
        """How many lines are open."""
        return len(self._ears)

    async def events(self, ear: Ear) -> AsyncIterator[bytes]:
        """Server-sent events for one line: at once where things stand, then every change, then heartbeats.

        They end only with the site.
        """
        yield b"retry: 3000\n\n"
        while not self._closing:
            ear.rung.clear()
            news = self._news(ear)
            if news:
                yield news
            try:
                await asyncio.wait_for(ear.rung.wait(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield self._news(ear) or b":\n\n"

    async def wait_beyond(self, device: str, head: int, seconds: float) -> None:
        """Until the feed is beyond *head*, at most *seconds*: what a long poll waits for."""
        ends = time.monotonic() + seconds
        with self.listening(device) as ear:
            while not self._closing and self.head <= head and (left := ends - time.monotonic()) > 0:
                try:
                    await asyncio.wait_for(ear.rung.wait(), left)
                except TimeoutError:
                    return
                ear.rung.clear()

    def _news(self, ear: Ear) -> bytes:
        seats = self.seats()
        said = b""
        with self._lock:
            head, version = self.head, self._seats_version
        if head != ear.told_head:
            ear.told_head = head
            said += b'event: head\ndata: {"head":%d}\n\n' % head
        if version != ear.told_seats and (seats or ear.told_seats >= 0):
            ear.told_seats = version
            said += b"event: seats\ndata: " + _plain(seats) + b"\n\n"
        return said

    def _ring(self) -> None:
        with self._lock:
            loop, ears = self._loop, tuple(self._ears)
        if loop is None or not ears:
            return

        def ring() -> None:
            for ear in ears:
                ear.rung.set()

        try:
            loop.call_soon_threadsafe(ring)
        except RuntimeError:  # the loop has just ended with the site
            return


def _plain(seats: tuple[Seat, ...]) -> bytes:
    told = [
        {
            "article": seat.article,
            "who": seat.who,
            "device": seat.device,
            "since": seat.since,
            "pen": seat.pen,
        }
        for seat in seats
    ]
    return json.dumps({"seats": told}, ensure_ascii=False, separators=(",", ":")).encode()
