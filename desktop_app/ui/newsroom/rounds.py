"""When the next round with the site is due, and that only one runs at a time."""

import random
import time
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.desk import syncing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.outbox import Progress
from desktop_app.ui.lanes import Running

_TELL_SECONDS = 0.15


class Rounds(QObject):
    """*began*, *progressed(Progress)* now and then, then *went_well(report)* or *went_wrong(error, wished)*.

    *wished*: a person had asked for that one. *failures* counts the rounds that failed in a row, whoever asked.
    """

    began = Signal()
    progressed = Signal(object)
    went_well = Signal(object)
    went_wrong = Signal(object, bool)

    def __init__(self, desk: Desk, lanes: Running, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lanes = lanes
        self._rhythm = syncing.Rhythm()
        self.running = False
        self.failures = 0
        self._wished = False
        # What came while a round ran: it may have passed what is new by then, so another follows it.
        self._wished_next = self._nudged_next = False
        self._begun = False
        self._closed = False
        self._stop = False
        self._poked = 0
        self._told_at = 0.0
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._tick)

    @property
    def next_try(self) -> datetime | None:
        """When the next round is due by the clock on the wall (UTC); None while one runs."""
        if self.running:
            return None
        return datetime.now(UTC) + timedelta(seconds=max(0.0, self._rhythm.due - time.monotonic()))

    def start(self) -> None:
        """Rounds from now on. Until then wishes only wait: a first start's own round must not meet another."""
        self._begun = True
        self._schedule()

    def _schedule(self) -> None:
        if self._begun and not self._closed and not self.running:
            self._clock.start(max(0, int((self._rhythm.due - time.monotonic()) * 1000)))

    def stop(self) -> None:
        """No round begins any more."""
        self._closed = self._stop = True
        self._clock.stop()

    def wish(self) -> None:
        """A person asks for a round now."""
        if self.running:
            self._wished_next = True
            return
        self._wished = True
        self._rhythm = self._rhythm.wished(time.monotonic())
        self._schedule()

    def nudge(self) -> None:
        """Something waits to be sent."""
        if self.running:
            self._nudged_next = True
            return
        self._rhythm = self._rhythm.nudged(time.monotonic())
        self._schedule()

    def poke(self, head: int) -> None:
        """The site's feed reached *head*."""
        self._poked = head
        if self.running:
            self._nudged_next = True
            return
        self._rhythm = self._rhythm.poked(time.monotonic())
        self._schedule()

    def cancel(self) -> None:
        """End the round that runs, between two of its steps. What was done stays done."""
        self._stop = True

    def _tick(self) -> None:
        if self.running or self._closed:
            return
        self.running = True
        self._nudged_next = False
        self.began.emit()
        poked, self._poked = 0 if self._wished else self._poked, 0
        self._stop = False
        around = syncing.Around(poked=poked, told=self._tell, stop=lambda: self._stop)
        work = partial(syncing.one_round, self._desk, around)
        self._lanes.run("outside", work, self._on_done, self._on_failed)

    def _tell(self, progress: Progress) -> None:
        """From the round's own thread: the signal brings it home, a few times a second at most."""
        now = time.monotonic()
        if now - self._told_at >= _TELL_SECONDS or progress.done == progress.total:
            self._told_at = now
            self.progressed.emit(progress)

    def _on_done(self, report: syncing.Report) -> None:
        self.running = self._wished = False
        self.failures = 0
        self._rhythm = self._rhythm.succeeded(time.monotonic())
        if self._nudged_next:
            self._rhythm = self._rhythm.nudged(time.monotonic())
        self.went_well.emit(report)
        self._come_again()

    def _on_failed(self, error: Refusal | Trouble) -> None:
        wished, self._wished = self._wished, False
        self.running = False
        self.failures += 1
        trouble = error if isinstance(error, Trouble) else Trouble(error.reason, kind=error.rule)
        self._rhythm = self._rhythm.failed(time.monotonic(), trouble, random.uniform)
        self.went_wrong.emit(error, wished)
        self._come_again()

    def _come_again(self) -> None:
        wished, self._wished_next = self._wished_next, False
        if wished:
            self.wish()
        else:
            self._schedule()
