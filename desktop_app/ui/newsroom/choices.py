"""The newsroom's part for clashes: where something waits, settling it, taking a choice back."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import choosing
from desktop_app.domain.changes import Changes
from desktop_app.ui.newsroom.errands import Errands


class Choices(QObject):
    """*found(tuple[Waiting])*: where this newsroom has something to choose. *settled(conflict_id)*: a choice stands."""

    found = Signal(object)
    settled = Signal(str)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        errands.changed.connect(self._on_changed)

    def find(self) -> None:
        """Tell where something waits."""
        work = partial(choosing.waiting, self._errands.desk)
        self._errands.do("store", "choices", work, self.found.emit)

    def settle(self, conflict_id: str, choice: str) -> None:
        """Let one text of a clash stand, or both."""
        self._settle(conflict_id, choosing.Choice(choice), "")

    def write(self, conflict_id: str, text: str) -> None:
        """Let a text stand that is written anew."""
        self._settle(conflict_id, None, text)

    def undo(self, conflict_id: str) -> None:
        """Take a choice back."""
        self._errands.change("choices", choosing.undo, conflict_id)

    def _settle(self, conflict_id: str, choice: choosing.Choice | None, text: str) -> None:
        then = partial(self.settled.emit, conflict_id)
        self._errands.change("choices", choosing.settle, conflict_id, choice, text, then=then)

    def _on_changed(self, changes: Changes, _by: str) -> None:
        if changes.articles or changes.photos:
            self.find()
