"""One gesture in several texts, each with a history of its own: taken back in one, it is taken back in all."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument


@dataclass(slots=True)
class _Part:
    """One text's share: how long its history was before and after, and what it said after."""

    document: QTextDocument
    before: int
    after: int = 0
    said: str = ""


class Together(QObject):
    """Remembers the last such gesture. A text that was written in since keeps its share; the others still follow."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._done = True
        self._following = False

    def begin(self, documents: Iterable[QTextDocument]) -> None:
        """The gesture begins; *documents* are all it may change."""
        self.forget()
        self._parts = [_Part(document, document.availableUndoSteps()) for document in documents]

    def end(self) -> None:
        """It has been made."""
        for part in self._parts:
            part.after = part.document.availableUndoSteps()
            part.said = part.document.toPlainText()
        self._parts = [part for part in self._parts if part.after != part.before]
        self._done = True
        if len(self._parts) < 2:
            self._parts = []
        for part in self._parts:
            part.document.contentsChanged.connect(self._on_change)

    def forget(self) -> None:
        """Nothing hangs together any more: another story was opened."""
        for part in self._parts:
            part.document.contentsChanged.disconnect(self._on_change)
        self._parts = []

    def _on_change(self) -> None:
        if self._following:
            return
        self._following = True
        if self._done and any(_undone(part) for part in self._parts):
            self._done = False
            for part in self._parts:
                if (
                    part.document.availableUndoSteps() == part.after
                    and part.document.toPlainText() == part.said
                ):
                    part.document.undo()
        elif not self._done and any(_redone(part) for part in self._parts):
            self._done = True
            for part in self._parts:
                if part.document.availableUndoSteps() == part.before and part.document.isRedoAvailable():
                    part.document.redo()
        self._following = False


def _undone(part: _Part) -> bool:
    return part.document.availableUndoSteps() == part.before and part.document.isRedoAvailable()


def _redone(part: _Part) -> bool:
    return part.document.availableUndoSteps() == part.after and part.document.toPlainText() == part.said
