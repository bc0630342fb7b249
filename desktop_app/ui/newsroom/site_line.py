"""The line to the site: rounds, what waits to be sent and why, the trial site's plug."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import finding, pairing, syncing
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.outbox import DeletionChoice
from desktop_app.ui.lanes import Latest
from desktop_app.ui.newsroom.errands import Errands
from desktop_app.ui.newsroom.listening import Listening
from desktop_app.ui.newsroom.rounds import Rounds
from desktop_app.ui.words import said

FirstWork = Callable[[Callable[[Changes], None]], Changes]


class SiteLine(QObject):
    """Facts: what waits (*steps_found*), how the site stands (*told(state, busy)*), the site's settings (*known*).

    *preparing* is True while a first start fills its newsroom, False when that is over. *withdrawn(Changes)*: something
    was taken back.
    """

    steps_found = Signal(object)
    deletions_asked = Signal(object)
    paired = Signal(object)
    pairing_failed = Signal(str)
    told = Signal(object, bool)
    withdrawn = Signal(object)
    preparing = Signal(bool)
    known = Signal(object)
    _rung = Signal(object)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._telling = Latest(errands.lanes, "store")
        self._trouble = ""
        self.rounds = Rounds(errands.desk, errands.lanes, self)
        self.rounds.began.connect(self.tell)
        self.rounds.went_well.connect(self._on_round)
        self.rounds.went_wrong.connect(self._on_round_failed)
        self.listening = Listening(errands.desk, errands.lanes, self)
        self.listening.poked.connect(self.rounds.poke)
        errands.changed.connect(self._on_changed)
        self._rung.connect(self._on_rung)
        self._settings: SiteSettings | None = None

    def start(self, first_work: FirstWork | None = None) -> None:
        """Begin the day: what the desk needs first, then rounds with the site, for as long as the window is open.

        *first_work* is long, runs outside, and rings the bell as it goes.
        """
        self._read_settings()
        self.tell()
        if first_work is None:
            self.rounds.start()
            return

        def ready(changes: Changes) -> None:
            self._errands.ring(changes, "first_work")
            self.preparing.emit(False)
            self.rounds.start()

        def failed(error: Refusal | Trouble) -> None:
            # What was filled stays; the next start goes on from there.
            self._errands.failed("articles", None)(error)
            self.preparing.emit(False)
            self.rounds.start()

        self.preparing.emit(True)
        self._errands.lanes.run("outside", partial(first_work, self._rung.emit), ready, failed)

    def send_now(self) -> None:
        """A person asks that what waits goes now; a right that was missing may have been given since."""
        work = partial(syncing.retry_forbidden, self._errands.desk)
        self._errands.do("store", "outbox", work, lambda _nothing: self.sync_now())

    def sync_now(self) -> None:
        """A round now, because a person did something that asks for one."""
        self.rounds.wish()

    def retry_step(self, record_id: str) -> None:
        """Take a parked thing up again."""

        def taken_up(_nothing: object) -> None:
            self._errands.ring(Changes(outbox=True), "outbox")
            self.sync_now()

        work = partial(syncing.retry, self._errands.desk, record_id)
        self._errands.do("store", "outbox", work, taken_up)

    def pause_step(self, record_id: str) -> None:
        """Hold one thing back."""
        work = partial(syncing.pause, self._errands.desk, record_id)
        self._errands.do("store", "outbox", work, lambda _nothing: self._rang())

    def cancel_step(self, record_id: str) -> None:
        """Take one thing back; its text stays in the history."""

        def back(changes: Changes) -> None:
            self._errands.ring(changes, "outbox")
            self.withdrawn.emit(changes)

        self._errands.do("store", "outbox", partial(syncing.withdraw, self._errands.desk, record_id), back)

    def pause_all(self, paused: bool) -> None:
        """Send nothing until further notice, or again."""

        def done(_nothing: object) -> None:
            self._rang()
            if not paused:
                self.sync_now()

        self._errands.do(
            "store", "outbox", partial(syncing.pause_all, self._errands.desk, paused=paused), done
        )

    def carry_over(self, article_id: str, file: Path) -> None:
        """Write a story that may not be sent from here into a file."""
        work = partial(syncing.carry_over, self._errands.desk, article_id, file)
        self._errands.do("store", "outbox", work, lambda _nothing: None)

    def answer_deletions(self, choice: str) -> None:
        """A person decided about the many deletions the site asked for."""
        work = partial(syncing.answer_deletions, self._errands.desk, DeletionChoice(choice))

        def done(_nothing: object) -> None:
            self._rang()
            self.sync_now()

        self._errands.do("store", "outbox", work, done)

    def pair(self, address: str, code: str) -> None:
        """Connect this desk with a site by a code: *paired(Connected)* or *pairing_failed(sentence)*."""

        def done(connected: pairing.Connected) -> None:
            self.listening.leave()
            self._errands.be(replace(self._errands.desk.person, name=connected.user, role=connected.role))
            self.paired.emit(connected)
            self.sync_now()

        def failed(error: Refusal | Trouble) -> None:
            self.pairing_failed.emit(said(error.reason if isinstance(error, Refusal) else error.what))

        self._errands.lanes.run(
            "outside", partial(pairing.pair, self._errands.desk, address, code), done, failed
        )

    def bring_all(self) -> None:
        """Send this site what the site before had."""
        self._errands.change("outbox", pairing.bring_all, then=self.sync_now)

    def open_admin_page(self, show: Callable[[str], None]) -> None:
        """Ask the site for a way into its admin page and *show* that address."""
        self._errands.do("outside", "outbox", partial(pairing.entrance, self._errands.desk), show)

    def close(self) -> None:
        """No round begins any more, and nobody listens."""
        self.rounds.stop()
        self.listening.close()

    def _rang(self) -> None:
        self._errands.ring(Changes(outbox=True), "sync")

    @property
    def address(self) -> str:
        """The site this desk was connected with; empty while there is none."""
        return self._errands.desk.address.url

    @property
    def has_plug(self) -> bool:
        """Whether the site is the desk's own trial site, whose plug can be pulled."""
        return self._errands.desk.plug is not None

    def plug(self, in_: bool) -> None:
        """Pull the trial site's plug, or put it back."""
        plug = self._errands.desk.plug
        if plug is not None:
            self._errands.do("outside", "outbox", partial(plug, in_), lambda _nothing: self.sync_now())

    def tell(self) -> None:
        """Say how the site and the outbox stand, for the status line and the panel."""
        desk = self._errands.desk

        def read() -> tuple[Any, Any, Any]:
            return syncing.state(desk), syncing.steps(desk), syncing.deletions_asked(desk)

        def told(answer: tuple[Any, Any, Any]) -> None:
            rounds = self.rounds
            state = replace(answer[0], tries=rounds.failures, next_try=rounds.next_try)
            self.told.emit(state, rounds.running)
            self.steps_found.emit(answer[1])
            self.deletions_asked.emit(answer[2])

        self._telling.ask(read, told, self._errands.failed("outbox", None))

    def _on_changed(self, changes: Changes, by: str) -> None:
        if changes.outbox:
            if by != "sync":
                self.rounds.nudge()
            self.tell()

    def introduce(self) -> None:
        """A new window came in: tell it what is known of the site at once, and how the outbox stands."""
        if self._settings is not None:
            self.known.emit(self._settings)
        self.tell()

    def _read_settings(self) -> None:
        def read(settings: SiteSettings) -> None:
            self._settings = settings
            self.known.emit(settings)

        self._errands.do("store", "articles", partial(finding.settings, self._errands.desk), read)

    def _on_rung(self, changes: Changes) -> None:
        self._errands.ring(changes, "first_work")

    def _on_round(self, report: syncing.Report) -> None:
        self.listening.open()
        if self._trouble:
            self._errands.mended.emit(self._trouble)
            self._trouble = ""
        self._errands.ring(report.changes, "sync")
        if report.changes.site or report.changes.newsroom:
            self._read_settings()
        self.tell()

    def _on_round_failed(self, error: Refusal | Trouble, wished: bool) -> None:
        # Only a person who asked is told at once; for the rest the status line says it.
        if wished:
            self._errands.failed("outbox", self.sync_now)(error)
            self._trouble = said(error.reason if isinstance(error, Refusal) else error.what)
        self.tell()
