"""Markdown typed by hand turns into what it means.

Each rule is one undo step of its own: Ctrl+Z gives the signs back.
"""

import re

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from desktop_app.domain.document import Embed, Rule
from desktop_app.domain.ids import new_block_id
from desktop_app.markup.embeds import normal_embed
from desktop_app.ui.editor.conversion import object_format, set_role
from desktop_app.ui.editor.keys import line_below, role_at
from desktop_app.ui.editor.lines import Thing
from desktop_app.ui.editor.styles import OBJECT_CHARACTER, Role, char_format, id_of, marks_of
from desktop_app.ui.editor.units import cut, units

_STARTS = {
    "## ": Role.H2,
    "### ": Role.H3,
    "> ": Role.Q,
    "- ": Role.UL,
    "* ": Role.UL,
    "1. ": Role.OL,
    "1) ": Role.OL,
}
_BOLD = re.compile(r"(?:^|[\s(\[\"'“‘—–/-])(\*\*)([^\s*](?:[^*\n\u2028\ufffc]*[^\s*\ufffc])?)(\*\*)$")
_ITALIC = re.compile(r"(?:^|[\s(\[\"'“‘—–/-])(_)([^\s_](?:[^_\n\u2028\ufffc]*[^\s_\ufffc])?)(_)$")


def apply(cursor: QTextCursor, typed: str) -> bool:
    """Look at the line left of the caret after *typed* was put in; True when a rule changed it."""
    if cursor.currentTable() is not None:
        return False
    match typed[-1:]:
        case " ":
            return _line_start(cursor)
        case "*":
            return _marks(cursor, _BOLD, bold=True)
        case "_":
            return _marks(cursor, _ITALIC, italic=True)
        case _:
            return False


def apply_on_enter(cursor: QTextCursor) -> bool:
    """Alone on a line, then Enter: three hyphens become a rule, the address of a film or a map its card."""
    if role_at(cursor) is not Role.P or cursor.currentTable() is not None:
        return False
    text = cursor.block().text()
    if text == "---":
        _card(cursor, Rule())
        return True
    address = normal_embed(text) if cursor.atBlockEnd() and _is_plain(cursor.block(), text) else None
    if address is None:
        return False
    _card(cursor, Embed(address))
    return True


def _is_plain(block: QTextBlock, text: str) -> bool:
    """Whether the saved document would take the line for an address too: neither bold, italic nor led elsewhere."""
    return all(
        marks_of(piece.format) in ((False, False, None), (False, False, text))
        for piece in block.textFormats()
    )


def _line_start(cursor: QTextCursor) -> bool:
    if role_at(cursor) is not Role.P:
        return False
    block = cursor.block()
    before = block.text()[: cursor.positionInBlock()]
    if before == "--- " and block.text().strip() == "---":
        _card(cursor, Rule())
        return True
    role = _STARTS.get(before)
    if role is None:
        return False
    cursor.beginEditBlock()
    cursor.setPosition(block.position())
    cursor.setPosition(block.position() + len(before), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    set_role(cursor.block(), role)
    cursor.endEditBlock()
    return True


def _card(cursor: QTextCursor, thing: Thing) -> None:
    """*thing* in place of the line, the caret on a line below, as one step."""
    cursor.beginEditBlock()
    block = cursor.block()
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    name = id_of(block.blockFormat()) or new_block_id()
    set_role(cursor.block(), Role.CARD, name)
    cursor.insertText(OBJECT_CHARACTER, object_format(thing, name))
    line_below(cursor)
    cursor.endEditBlock()


def _marks(
    cursor: QTextCursor, pattern: re.Pattern[str], *, bold: bool = False, italic: bool = False
) -> bool:
    block = cursor.block()
    # Positions in Qt are UTF-16 units; a text with wider characters is mapped through its own prefix.
    text = cut(block.text(), 0, cursor.positionInBlock())
    found = pattern.search(text)
    if found is None:
        return False
    start = block.position()

    def at(index: int) -> int:
        return start + units(text[:index])

    cursor.beginEditBlock()
    hand = QTextCursor(block)
    for group in (3, 2, 1):
        hand.setPosition(at(found.start(group)))
        hand.setPosition(at(found.end(group)), QTextCursor.MoveMode.KeepAnchor)
        if group == 2:
            hand.mergeCharFormat(char_format(bold=bold, italic=italic))
        else:
            hand.removeSelectedText()
    cursor.endEditBlock()
    cursor.setCharFormat(QTextCharFormat())
    return True
