"""A text of some lines that grows with what is in it: a caption is read whole, not through a slot of three lines."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_FEWEST_LINES = 3
_MOST_LINES = 9
_AROUND = 22  # padding and border of the style sheet, and the margins of the document


class GrowingText(QPlainTextEdit):
    """Between three and nine lines high; a longer text is scrolled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = 0
        block = self.document().begin()
        while block.isValid() and lines < _MOST_LINES:
            lines += max(1, block.layout().lineCount())
            block = block.next()
        shown = max(_FEWEST_LINES, min(_MOST_LINES, lines))
        wanted = self.fontMetrics().lineSpacing() * shown + _AROUND
        if self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)
