"""Ctrl+K: a small field under the selection for the address of a link."""

from PySide6.QtGui import QTextCursor

from desktop_app.markup.links import normal_link
from desktop_app.ui.editor.popover import AddressPopover
from desktop_app.ui.editor.styles import char_format, marks_of
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.words import tr


class LinkPopover(AddressPopover):
    """Sets, changes or removes the link of the selected words."""

    def __init__(self, view: BodyView) -> None:
        super().__init__(view, "link", tr("Tautan"), tr("Alamat tautan"), "https://…", tr("Pasang"))
        self._cursor = QTextCursor()
        self.remove.clicked.connect(self._on_remove)

    def ask(self) -> None:
        """Open under the selection; without one, for the link or the word at the caret."""
        cursor = link_range(self._view.textCursor())
        self._cursor = cursor
        old = link_at(cursor)
        self.remove.setVisible(old is not None)
        self.open_at(cursor, old or "")

    def take(self, said: str) -> str:
        if not said:
            set_link(self._cursor, None)
            return ""
        if "@" in said and "/" not in said and ":" not in said:
            said = f"mailto:{said}"
        elif "://" not in said and not said.startswith("mailto:"):
            said = f"https://{said}"
        link = normal_link(said)
        if link is None:
            return tr("Alamat ini tidak bisa dipakai. Pakai https://, http:// atau surel.")
        set_link(self._cursor, link)
        return ""

    def _on_remove(self) -> None:
        set_link(self._cursor, None)
        self.done()


def link_at(cursor: QTextCursor) -> str | None:
    """The link at the start of a selection, or at the caret."""
    probe = QTextCursor(cursor)
    probe.setPosition(cursor.selectionStart())
    if cursor.hasSelection():
        probe.movePosition(QTextCursor.MoveOperation.Right)
    return marks_of(probe.charFormat())[2]


def link_range(cursor: QTextCursor) -> QTextCursor:
    """The selection within its first line; else the whole link at the caret; else the word at the caret."""
    found = QTextCursor(cursor)
    if cursor.hasSelection():
        block = cursor.document().findBlock(cursor.selectionStart())
        end = min(cursor.selectionEnd(), block.position() + block.length() - 1)
        found.setPosition(cursor.selectionStart())
        found.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return found
    link = link_at(cursor)
    if link is None:
        found.select(QTextCursor.SelectionType.WordUnderCursor)
        return found
    step = cursor.block().begin()
    while not step.atEnd():
        fragment = step.fragment()
        start, end = fragment.position(), fragment.position() + fragment.length()
        if start <= cursor.position() <= end and marks_of(fragment.charFormat())[2] == link:
            found.setPosition(start)
            found.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            break
        step += 1
    return found


def set_link(cursor: QTextCursor, link: str | None) -> None:
    """Link the selection, or with None free it; with nothing selected put the address in as linked text."""
    cursor.beginEditBlock()
    if not cursor.hasSelection():
        if link is not None:
            bare = link.removeprefix("https://").removeprefix("http://").removeprefix("mailto:")
            cursor.insertText(bare, char_format(link=link))
        cursor.endEditBlock()
        return
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    for piece_start, piece_end, bold, italic in _pieces(cursor, start, end):
        hand = QTextCursor(cursor.document())
        hand.setPosition(piece_start)
        hand.setPosition(piece_end, QTextCursor.MoveMode.KeepAnchor)
        hand.setCharFormat(char_format(bold=bold, italic=italic, link=link))
    cursor.endEditBlock()


def _pieces(cursor: QTextCursor, start: int, end: int) -> list[tuple[int, int, bool, bool]]:
    found = []
    block = cursor.document().findBlock(start)
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        form = fragment.charFormat()
        left = max(start, fragment.position())
        right = min(end, fragment.position() + fragment.length())
        if left < right and not form.objectType():
            bold, italic, _ = marks_of(form)
            found.append((left, right, bold, italic))
        step += 1
    return found
