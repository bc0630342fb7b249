"""Where work runs: three lanes beside the interface thread, and the way answers come back to it.

*store* has one thread, so the person's own reads and saves happen in order. *outside* has four, for the network,
files, images and rendering. *ears* has one, which listens to the site. There is no other thread in the desk.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from typing import Any, Literal, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from desktop_app.domain.errors import Refusal, Trouble

Lane = Literal["store", "outside", "ears"]
Done = Callable[[Any], None]
Failed = Callable[[Refusal | Trouble], None]
_OUTSIDE_THREADS = 4
# Seconds after which a lane that computes lets the interface thread have its turn: a key or a frame asks for it some
# dozen times, and Python's own five milliseconds would be felt.
_TURN = 0.0005


class Running(Protocol):
    """What the newsroom needs of lanes; tests give lanes that run at once."""

    def run(self, lane: Lane, work: Callable[[], Any], done: Done, failed: Failed) -> None: ...

    def settle(self) -> None: ...

    def close(self) -> None: ...


class Lanes(QObject):
    """Lives as long as the application and owns the signal that brings answers home.

    *done* and *failed* are always called on the thread that made this object. An error that is neither Refusal nor
    Trouble is a bug: it is raised on the interface thread, where the crash window sees it.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._open = True
        # Who is told stays here, under a number: a lane that held the last reference to a widget or a timer would let
        # it go on its own thread, and Qt does not survive that.
        self._asked: dict[int, tuple[Done, Failed]] = {}
        self._numbers = count()
        self._pools = {
            "store": ThreadPoolExecutor(1, thread_name_prefix="store"),
            "outside": ThreadPoolExecutor(_OUTSIDE_THREADS, thread_name_prefix="outside"),
            "ears": ThreadPoolExecutor(1, thread_name_prefix="ears"),
        }
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, lane: Lane, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Start *work*, a verb with its arguments bound. Nothing starts any more once the lanes are closed."""
        if not self._open:
            return
        number = next(self._numbers)
        self._asked[number] = (done, failed)
        self._pools[lane].submit(self._work, work, number)

    def settle(self) -> None:
        """Wait until the store lane has done what it was given, and deliver the answers."""
        if self._open:
            Future.result(self._pools["store"].submit(int))
        self._deliver_waiting()

    def close(self) -> None:
        """Take no more work, finish the saves, drop what has not begun outside, deliver what came."""
        self._open = False
        self._pools["store"].shutdown(wait=True)
        self._pools["outside"].shutdown(wait=True, cancel_futures=True)
        self._pools["ears"].shutdown(wait=True, cancel_futures=True)  # the listener was told to stop before
        self._deliver_waiting()
        self._asked.clear()

    def _work(self, work: Callable[[], Any], number: int) -> None:
        try:
            answer = work()
        except Exception as error:  # noqa: BLE001 - the one broad net: a bug must reach the crash window
            self._arrived.emit((number, None, error))
        else:
            self._arrived.emit((number, answer, None))

    def _deliver_waiting(self) -> None:
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _deliver(self, arrived: tuple[int, Any, Exception | None]) -> None:
        number, answer, error = arrived
        done, failed = self._asked.pop(number)
        if error is None:
            done(answer)
        elif isinstance(error, Refusal | Trouble):
            failed(error)
        else:
            raise error


class ImmediateLanes:
    """Runs everything at once, on the spot: for tests of panes and wiring."""

    def run(self, lane: Lane, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Do *work* now and tell *done* or *failed* before returning. Listening would never return: it is left out."""
        if lane == "ears":
            return
        try:
            answer = work()
        except (Refusal, Trouble) as error:
            failed(error)
        else:
            done(answer)

    def settle(self) -> None:
        """Nothing ever waits."""

    def close(self) -> None:
        """Nothing to close."""


class Latest:
    """For requests where only the newest matters (search, preview): one in flight, one remembered.

    While one runs, a newer wish replaces the one that waits. Every answer that comes is handed on, in order.
    """

    def __init__(self, lanes: Running, lane: Lane) -> None:
        self._lanes = lanes
        self._lane: Lane = lane
        self._busy = False
        self._next: tuple[Callable[[], Any], Done, Failed] | None = None

    def ask(self, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Run *work* now, or as soon as the one in flight is home."""
        if self._busy:
            self._next = (work, done, failed)
            return
        self._busy = True
        self._lanes.run(self._lane, work, self._home(done), self._home(failed))

    def _home(self, told: Callable[[Any], None]) -> Callable[[Any], None]:
        def arrived(answer: Any) -> None:
            # Free the way first: the receiver may ask again at once.
            self._busy = False
            waiting, self._next = self._next, None
            if waiting is not None:
                self.ask(*waiting)
            told(answer)

        return arrived
