"""Sending verbs into the lanes and bringing their answers home: what every part of the newsroom works with."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.desk.bundle import Desk
from desktop_app.desk.syncing import CONNECT_AGAIN
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import Person
from desktop_app.ui.lanes import Lane, Running
from desktop_app.ui.words import said


class Errands(QObject):
    """*changed(Changes, by)* is the bell. *refused(place, sentence)*: a house rule said no, shown at its place.

    *troubled(sentence, again)*: the world failed; *again* does it once more, or is None. *mended(sentence)*: that
    trouble is over. *disconnected(sentence)*: nothing helps but to connect this desk with its site again.
    """

    changed = Signal(object, str)
    refused = Signal(str, str)
    troubled = Signal(str, object)
    mended = Signal(str)
    disconnected = Signal(str)

    def __init__(self, desk: Desk, lanes: Running, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lanes = lanes

    def be(self, person: Person) -> None:
        """From now on everything is done in *person*'s name and with their rights."""
        self.desk = replace(self.desk, person=person)
        self.ring(Changes(newsroom=True), "pairing")

    def ring(self, changes: Changes, by: str) -> None:
        """Something changed on disk: tell everybody."""
        if changes:
            self.changed.emit(changes, by)

    def rings(self, by: str) -> Callable[[Changes], None]:
        """What to do with Changes that come home from a verb of *by*."""
        return lambda changes: self.ring(changes, by)

    def do(self, lane: Lane, place: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Run *work* in *lane*; a refusal is shown at *place*, trouble offers to do it again."""
        again = partial(self.do, lane, place, work, done)
        self.lanes.run(lane, work, done, self.failed(place, again))

    def change(
        self,
        place: str,
        verb: Callable[..., Changes],
        *arguments: object,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Run a writing verb of the desk in the store lane and ring the bell with what it changed."""

        def done(changes: Changes) -> None:
            self.ring(changes, place)
            if then is not None:
                then()

        self.do("store", place, partial(verb, self.desk, *arguments), done)

    def failed(self, place: str, again: Callable[[], None] | None) -> Callable[[Refusal | Trouble], None]:
        """How a failure is told: a Refusal at its place, Trouble in the quiet bar."""

        def failed(error: Refusal | Trouble) -> None:
            if isinstance(error, Refusal):
                sentence, kind = said(error.reason), error.rule
            else:
                sentence, kind = said(error.what), error.kind
            if kind in CONNECT_AGAIN:
                self.disconnected.emit(sentence)
            elif isinstance(error, Refusal):
                self.refused.emit(place, sentence)
            else:
                self.troubled.emit(sentence, again)

        return failed
