r"""Name codes: ``\gub`` and a space become the full name and title. One undo gives the code back."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.name_codes import ENDS, CodeBook


class Codes(QObject):
    """Watches what is typed in *view* and puts names in place of codes."""

    def __init__(self, view: BodyView, book: CodeBook) -> None:
        super().__init__(view)
        self._view = view
        self._book = book
        view.typed.connect(self._on_typed)

    def _on_typed(self, text: str) -> None:
        if text not in ENDS or self._view.isReadOnly():
            return
        cursor = self._view.textCursor()
        before = _before(cursor, len(text))
        found = self._book.ending(before)
        if found is None:
            return
        length, name = found
        end = cursor.position() - len(text)
        hand = QTextCursor(cursor)
        hand.setPosition(end - len(before[-length:].encode("utf-16-le")) // 2)
        hand.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        hand.beginEditBlock()
        hand.insertText(name, hand.charFormat())
        hand.endEditBlock()


def _before(cursor: QTextCursor, typed: int) -> str:
    """The text of the line in front of what was just typed."""
    block = cursor.block()
    probe = QTextCursor(cursor)
    probe.setPosition(cursor.position() - typed)
    probe.setPosition(block.position(), QTextCursor.MoveMode.KeepAnchor)
    return probe.selectedText()
