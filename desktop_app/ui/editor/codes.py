r"""Name codes: ``\gub`` and a space become the full name and title. One undo gives the code back."""

import re
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from desktop_app.domain.lists import CODE_LISTS, ListEntry, folded
from desktop_app.ui.editor.view import BodyView

# Not inside a word: a path like C:\\berkas is none.
_CODE = re.compile(r"(?<![^\s(\[“‘\"'–—-])\\([^\s\\]{1,100})$")
# What ends a code, as it ends a word.
_ENDS = frozenset(' \u00a0,.;:!?)”"')


class Codes(QObject):
    """Watches what is typed in *view* and puts names in place of codes."""

    def __init__(self, view: BodyView) -> None:
        super().__init__(view)
        self._view = view
        self._names: Mapping[str, str] = {}
        view.typed.connect(self._on_typed)

    def show_entries(self, entries: Iterable[ListEntry]) -> None:
        """The newsroom's codes; of equal codes a person's comes before a photographer's and a place's."""
        ranked = sorted(entries, key=lambda entry: CODE_LISTS.index(entry.list), reverse=True)
        self._names = {folded(entry.key): entry.value for entry in ranked}

    def _on_typed(self, text: str) -> None:
        if text not in _ENDS or self._view.isReadOnly():
            return
        cursor = self._view.textCursor()
        before = _before(cursor, len(text))
        found = _CODE.search(before)
        name = self._names.get(folded(found[1])) if found else None
        if found is None or name is None:
            return
        end = cursor.position() - len(text)
        hand = QTextCursor(cursor)
        hand.setPosition(end - len(found[0].encode("utf-16-le")) // 2)
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
