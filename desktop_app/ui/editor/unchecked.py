"""Which lines of a text nobody has looked at since they changed, kept at the cost of the change alone."""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextDocument


class Unchecked(QObject):
    """One stretch of *document* that holds every line changed since it was settled; all of it at first.

    Two changes far apart make the stretch between them part of it: looked at once too often, never too seldom.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._start = 0
        self._end = document.characterCount()
        document.contentsChange.connect(self._on_change)

    def everything(self) -> None:
        """Nothing counts as looked at any more."""
        self._start, self._end = 0, self._document.characterCount()

    def lines(self) -> Iterator[QTextBlock]:
        """The lines of the stretch, from the top. Whoever leaves off tells :meth:`settle_before` where."""
        if self._start > self._end:
            return
        block = self._document.findBlock(self._start)
        while block.isValid() and block.position() <= self._end:
            yield block
            block = block.next()

    def settle_before(self, block: QTextBlock | None) -> None:
        """Every line before *block* has been looked at; without one, all have."""
        if block is None:
            self._start, self._end = 1, 0
        else:
            self._start = max(self._start, block.position())

    def _on_change(self, position: int, removed: int, added: int) -> None:
        if self._start > self._end:
            self._start, self._end = position, position + added
            return
        self._start = min(self._start, position)
        self._end = max(position, self._end - removed) + added
