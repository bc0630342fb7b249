"""Reading the open text again and again, looking only at the lines that changed since the last time.

Each text block carries the number of its last reading as its user state, which Qt drops when a block is made anew
(by typing, undo, paste); an edit takes the numbers off the blocks it touched. Nobody else may use user states.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextDocument, QTextFrame, QTextTable

from desktop_app.domain.document import Document
from desktop_app.markup.normal import normalize
from desktop_app.ui.editor.conversion import block_lines, table_lines
from desktop_app.ui.editor.lines import Line, document_of

_UNREAD = -1


class Reader(QObject):
    """Reads one document. Not inside an edit block: what changed is told only when that ends."""

    def __init__(self, source: QTextDocument) -> None:
        super().__init__(source)
        self._source = source
        self._known: dict[int, tuple[Line, ...]] = {}
        self._last = 0
        source.contentsChange.connect(self._on_change)

    def read(self) -> Document:
        """The same as :func:`conversion.to_document`, at the cost of what changed."""
        lines = tuple(self._lines())
        if len(self._known) > 2 * self._source.blockCount() + 100:
            self._forget()
        return normalize(document_of(lines))

    def _lines(self) -> Iterator[Line]:
        step = self._source.rootFrame().begin()
        while not step.atEnd():
            inner: QTextFrame | None = step.currentFrame()
            if inner is None:
                yield from self._of(step.currentBlock())
            elif isinstance(inner, QTextTable):
                yield from table_lines(inner)
            step += 1

    def _of(self, block: QTextBlock) -> tuple[Line, ...]:
        known = self._known.get(block.userState())
        if known is None:
            known = tuple(block_lines(block))
            self._last += 1
            self._known[self._last] = known
            block.setUserState(self._last)
        return known

    def _on_change(self, position: int, _removed: int, added: int) -> None:
        block = self._source.findBlock(position)
        while block.isValid() and block.position() <= position + added:
            block.setUserState(_UNREAD)
            block = block.next()

    def _forget(self) -> None:
        """Drop readings of blocks that are gone."""
        block, kept = self._source.begin(), {}
        while block.isValid():
            state = block.userState()
            if state in self._known:
                kept[state] = self._known[state]
            block = block.next()
        self._known = kept
