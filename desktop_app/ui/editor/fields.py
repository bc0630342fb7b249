"""Fields for text that is one paragraph but may need more than one line on screen."""

from collections.abc import Iterator

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextBlock, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QSizePolicy, QWidget

from desktop_app.ui.editor.highlights import Highlights
from desktop_app.ui.editor.units import units
from desktop_app.ui.editor.weave import splice

_PADDING = 4


class ParagraphField(QPlainTextEdit):
    """Grows with its text up to *most_lines*. Enter asks for the next field; pasted line ends become spaces."""

    next_wished = Signal()

    def __init__(self, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_lines = most_lines
        self.highlights = Highlights(self)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(_PADDING)
        self.textChanged.connect(self._fit)

    def text(self) -> str:
        """The text as one line; a no-break space stays one."""
        return " ".join(block.text().replace("\u2028", " ") for block in _blocks(self.document()))

    def set_text(self, text: str) -> None:
        """Begin anew with *text* and an empty history."""
        self.highlights.forget()
        self.setPlainText(" ".join(text.splitlines()))
        self._fit()

    def give_page(self) -> QTextDocument:
        """Give away the text with its history, for another field to :meth:`take_page`."""
        page = self.document()
        empty = QTextDocument(self)
        empty.setDocumentLayout(QPlainTextDocumentLayout(empty))
        page.setParent(None)
        self.setDocument(empty)
        return page

    def take_page(self, page: QTextDocument, text: str) -> None:
        """Go on with the text and history another field gave away, when it still says *text*."""
        said = " ".join(block.text().replace("\u2028", " ") for block in _blocks(page)).strip()
        if said != text:
            return
        page.setParent(self)
        self.setDocument(page)
        self._fit()

    def amend(self, text: str) -> None:
        """Change to *text* as one undoable step that moves the caret as little as possible."""
        start, end, middle = splice(self.text(), text)
        if start == end and not middle:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(self.text()[:start]))
        cursor.setPosition(units(self.text()[:end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("".join(middle))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wished.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(320, self._tall(1))

    def _tall(self, lines: int) -> int:
        spacing = self.fontMetrics().lineSpacing()
        margins = self.contentsMargins()
        frame = margins.top() + margins.bottom() + 2 * self.frameWidth()
        return spacing * lines + 2 * _PADDING + frame + 2

    def _fit(self) -> None:
        lines = sum(max(1, block.layout().lineCount()) for block in _blocks(self.document()))
        wanted = self._tall(min(self._most_lines, max(1, lines)))
        if self.minimumHeight() != wanted or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()
