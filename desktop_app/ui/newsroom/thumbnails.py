"""Small pictures on request: each asked for once at a time, few at once, so that a page never waits behind them.

They come home decoded: a picture of a few hundred kilobytes would hold the interface thread for several frames.
"""

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QImage

from desktop_app.desk import picturing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.ids import PhotoId
from desktop_app.ui.lanes import Running

# The outside lane has four threads; the preview and the site need theirs.
_AT_ONCE = 2


class Thumbnails:
    """*made(photo_id, size, image)* on the interface thread; a null image when there is no picture to show."""

    def __init__(self, desk: Desk, lanes: Running, made: Callable[[str, int, QImage], None]) -> None:
        self._desk = desk
        self._lanes = lanes
        self._made = made
        self._asked: set[tuple[str, int]] = set()
        self._waiting: deque[tuple[str, int]] = deque()
        self._under_way = 0

    def ask(self, photo_id: str, size: int) -> None:
        """A picture whose longer side is at most *size* pixels."""
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
            work = partial(decoded, partial(picturing.thumbnail, self._desk, PhotoId(photo_id), size))
            # A placeholder says it; the panel names a damaged photo itself.
            self._lanes.run("outside", work, home, lambda _error, home=home: home(QImage()))  # type: ignore[misc]

    def _home(self, photo_id: str, size: int, image: QImage) -> None:
        self._under_way -= 1
        self._asked.discard((photo_id, size))
        self._made(photo_id, size, image)
        self._next()


def decoded(work: Callable[[], bytes]) -> QImage:
    """The picture *work* answers as a file; null when it is none. Run outside the interface thread."""
    return QImage.fromData(work())
