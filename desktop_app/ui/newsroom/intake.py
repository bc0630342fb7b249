"""Taking files in: one after another, so that each can be seen at once, told how far it is, and stopped."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import taking_in
from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.opened import TakenIn
from desktop_app.ui.newsroom.errands import Errands
from desktop_app.ui.words import said

# Two workers read files; a third request would only wait for one of them.
_AT_ONCE = 2


class IntakeLine(QObject):
    """*moved(done, total)*, 0 of 0 when nothing is under way; *ended(TakenIn)* with all that came of one wish."""

    begun = Signal(int)
    moved = Signal(int, int)
    ended = Signal(object)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._waiting: deque[Path] = deque()
        self._under_way = 0
        self._total = 0
        self._done = 0
        self._parts: list[TakenIn] = []

    def find_and_take(self, find: Callable[[], Sequence[Path]]) -> None:
        """Ask *find* outside which files there are (folders are opened there), then take them in."""
        self._errands.do("outside", "photos", find, self.take)

    def take(self, paths: Sequence[Path]) -> None:
        """Take these files in; more of them may be added while others are on their way."""
        if not paths:
            self.ended.emit(TakenIn((), (), NOTHING))
            return
        self._waiting.extend(paths)
        self._total += len(paths)
        self.begun.emit(self._total)
        self.moved.emit(self._done, self._total)
        self._next()

    def cancel(self) -> None:
        """Take no more; what is being read comes in, what is in stays."""
        if not self._waiting:
            return
        self._total -= len(self._waiting)
        self._waiting.clear()
        self._settle()

    def _next(self) -> None:
        while self._waiting and self._under_way < _AT_ONCE:
            path = self._waiting.popleft()
            self._under_way += 1
            work = partial(taking_in.take_in, self._errands.desk, [path])
            self._errands.lanes.run("outside", work, self._home, partial(self._failed, path))

    def _failed(self, path: Path, error: Refusal | Trouble) -> None:
        why = error.reason if isinstance(error, Refusal) else error.what
        self._home(TakenIn((), ((path.name, said(why)),), NOTHING))

    def _home(self, taken: TakenIn) -> None:
        self._under_way -= 1
        self._done += 1
        self._parts.append(taken)
        self._errands.ring(taken.changes, "photos")
        self._next()
        self._settle()

    def _settle(self) -> None:
        if self._under_way or self._waiting:
            self.moved.emit(self._done, self._total)
            return
        parts, self._parts = self._parts, []
        self._total = self._done = 0
        self.moved.emit(0, 0)
        self.ended.emit(_together(parts))


def _together(parts: Sequence[TakenIn]) -> TakenIn:
    changes = Changes()
    for part in parts:
        changes |= part.changes
    return TakenIn(
        photos=tuple(photo for part in parts for photo in part.photos),
        refused=tuple(pair for part in parts for pair in part.refused),
        changes=changes,
        warnings=tuple(pair for part in parts for pair in part.warnings),
        known=tuple(photo_id for part in parts for photo_id in part.known),
        twins=tuple(twin for part in parts for twin in part.twins),
    )
