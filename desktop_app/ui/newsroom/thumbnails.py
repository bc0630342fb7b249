"""Small pictures on request: each asked for once at a time, few at once, so that a page never waits behind them."""

from collections import deque
from collections.abc import Callable
from functools import partial

from desktop_app.desk import picturing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.ids import PhotoId
from desktop_app.ui.lanes import Running

# The outside lane has four threads; the preview and the site need theirs.
_AT_ONCE = 2


class Thumbnails:
    """*made(photo_id, size, jpeg)* on the interface thread; the bytes are empty when there is no picture to show."""

    def __init__(self, desk: Desk, lanes: Running, made: Callable[[str, int, bytes], None]) -> None:
        self._desk = desk
        self._lanes = lanes
        self._made = made
        self._asked: set[tuple[str, int]] = set()
        self._waiting: deque[tuple[str, int]] = deque()
        self._under_way = 0

    def ask(self, photo_id: str, size: int) -> None:
        """A JPEG whose longer side is at most *size* pixels."""
        if (photo_id, size) in self._asked:
            return
        self._asked.add((photo_id, size))
        self._waiting.append((photo_id, size))
        self._next()

    def _next(self) -> None:
        while self._waiting and self._under_way < _AT_ONCE:
            photo_id, size = self._waiting.popleft()
            self._under_way += 1
            home = partial(self._home, photo_id, size)
            work = partial(picturing.thumbnail, self._desk, PhotoId(photo_id), size)
            # A placeholder says it; the panel names a damaged photo itself.
            self._lanes.run("outside", work, home, lambda _error, home=home: home(b""))  # type: ignore[misc]

    def _home(self, photo_id: str, size: int, data: bytes) -> None:
        self._under_way -= 1
        self._asked.discard((photo_id, size))
        self._made(photo_id, size, data)
        self._next()
