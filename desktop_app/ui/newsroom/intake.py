"""Taking files in: told how far it is after each file, stopped on request, gone on with after a broken day."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.desk import taking_in
from desktop_app.desk.bundle import Desk
from desktop_app.domain.changes import NOTHING, Changes, photo_changed
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.opened import IntakeStep, TakenIn
from desktop_app.ui.newsroom.errands import Errands

_Work = Callable[[], TakenIn]
# A card brings several photos a second, and every bell has five thousand frames listed again.
_GATHER_MS = 400


class IntakeLine(QObject):
    """*moved(done, total)*, 0 of 0 when nothing is under way; *ended(TakenIn)* with all that came of one wish."""

    begun = Signal(int)
    moved = Signal(int, int)
    ended = Signal(object)
    _stepped = Signal(object)  # from the lane's thread to this one

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._waiting: list[_Work] = []
        self._running = False
        self._stop = threading.Event()
        self._stepped.connect(self._on_step)
        self._gathered = NOTHING
        self._bell = QTimer(self)
        self._bell.setSingleShot(True)
        self._bell.setInterval(_GATHER_MS)
        self._bell.timeout.connect(self._ring)

    def take(self, paths: Sequence[Path]) -> None:
        """Take these files and folders in; what is wished meanwhile follows."""
        self.find_and_take(partial(list, paths))

    def find_and_take(self, find: Callable[[], Sequence[Path]]) -> None:
        """Ask *find* outside which files there are, then take them in."""
        self.begun.emit(1)
        self._queue(partial(_found, self._errands.desk, find, self._stepped.emit, self._stop.is_set))

    def resume(self) -> None:
        """Go on with what the desk was stopped in."""
        self._queue(partial(_resumed, self._errands.desk, self._stepped.emit, self._stop.is_set))

    def cancel(self) -> None:
        """Take no more; what is being read comes in, what is in stays."""
        self._waiting.clear()
        self._stop.set()

    def _queue(self, work: _Work) -> None:
        self._waiting.append(work)
        self._next()

    def _next(self) -> None:
        if self._running or not self._waiting:
            return
        self._running = True
        self._stop.clear()
        self._errands.lanes.run("outside", self._waiting.pop(0), self._home, self._failed)

    def _on_step(self, step: IntakeStep) -> None:
        self.moved.emit(step.done, step.whole)
        if step.photo is not None:
            self._gathered |= photo_changed(step.photo.id)
            if step.done == 1:
                self._ring()  # the first one is shown at once
            elif not self._bell.isActive():
                self._bell.start()

    def _ring(self) -> None:
        self._bell.stop()
        gathered, self._gathered = self._gathered, NOTHING
        if gathered:
            self._errands.ring(gathered, "photos")

    def _failed(self, error: Refusal | Trouble) -> None:
        self._home(TakenIn((), (), NOTHING))
        # What was in line is on disk: the next start, or the next wish, goes on with it.
        self._errands.failed("light_table", self.resume)(error)

    def _home(self, taken: TakenIn) -> None:
        self._running = False
        self.moved.emit(0, 0)
        self.ended.emit(taken)
        self._gathered |= taken.changes
        self._ring()
        self._next()


def _found(
    desk: Desk, find: Callable[[], Sequence[Path]], told: taking_in.Told, cancelled: Callable[[], bool]
) -> TakenIn:
    return taking_in.take_in(desk, find(), told=told, cancelled=cancelled)


def _resumed(desk: Desk, told: taking_in.Told, cancelled: Callable[[], bool]) -> TakenIn:
    parts = [
        taking_in.go_on(desk, batch, told=told, cancelled=cancelled) for batch in taking_in.unfinished(desk)
    ]
    changes = Changes()
    for part in parts:
        changes |= part.changes
    return TakenIn(
        photos=tuple(photo for part in parts for photo in part.photos),
        refused=tuple(pair for part in parts for pair in part.refused),
        changes=changes,
        twins=tuple(twin for part in parts for twin in part.twins),
    )
