"""Moving whole lines up and down: Alt+Shift+↑ and Alt+Shift+↓. One press is one step of the history.

What moves together: a pull quote with the line under it, a list item with the items below it, a table, and all
lines a selection touches.
"""

from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from desktop_app.ui.editor.conversion import read_lines, set_role, table_at, to_document, write_lines
from desktop_app.ui.editor.keys import relist
from desktop_app.ui.editor.patch import amend
from desktop_app.ui.editor.styles import BLOCK_ID, LISTS, Role, id_of, level_of, role_of


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that move as one, by the positions where the first begins and the last ends (its line end left out)."""

    start: int
    end: int
    table: bool = False


def move(cursor: QTextCursor, *, down: bool) -> bool:
    """Move what *cursor* touches past its neighbour; the cursor goes along. False when there is none."""
    document = cursor.document()
    parts = _parts(document)
    touched = [
        at
        for at, part in enumerate(parts)
        if part.start <= cursor.selectionEnd() and part.end >= cursor.selectionStart()
    ]
    if not touched:
        return False
    first, last = touched[0], touched[-1]
    if last > first and cursor.selectionEnd() == parts[last].start:
        last -= 1  # a selection that ends where a line begins does not touch it
    other = last + 1 if down else first - 1
    if not 0 <= other < len(parts):
        return False
    mine = parts[first : last + 1]
    if parts[other].table or any(part.table for part in mine):
        return _move_blocks(cursor, down=down)
    _swap(cursor, _Part(mine[0].start, mine[-1].end), parts[other], down=down)
    return True


def _parts(document: QTextDocument) -> list[_Part]:
    parts: list[_Part] = []
    block = document.begin()
    while block.isValid():
        table = table_at(QTextCursor(block))
        if table is not None:
            parts.append(_Part(table.firstPosition(), table.lastPosition(), table=True))
            block = document.findBlock(table.lastPosition() + 1)
            continue
        last = _last_of(block)
        parts.append(_Part(block.position(), last.position() + last.length() - 1))
        block = last.next()
    return parts


def _last_of(block: QTextBlock) -> QTextBlock:
    """The last line that goes with *block*."""
    form = block.blockFormat()
    role, level = role_of(form), level_of(form)
    last, following = block, block.next()
    if role is Role.PULL and following.isValid() and role_of(following.blockFormat()) is Role.BY:
        return following
    while role in LISTS and following.isValid() and QTextCursor(following).currentTable() is None:
        below = following.blockFormat()
        if role_of(below) not in LISTS or level_of(below) <= level:
            break
        last, following = following, following.next()
    return last


def _swap(cursor: QTextCursor, mine: _Part, other: _Part, *, down: bool) -> None:
    document = cursor.document()
    above, below = (mine, other) if down else (other, mine)
    lines = (*read_lines(document, below.start, below.end), *read_lines(document, above.start, above.end))
    anchor, position = cursor.anchor() - mine.start, cursor.position() - mine.start
    hand = QTextCursor(document)
    hand.beginEditBlock()
    hand.setPosition(above.start)
    hand.setPosition(below.end, QTextCursor.MoveMode.KeepAnchor)
    hand.removeSelectedText()
    set_role(hand.block(), Role.P)
    write_lines(hand, lines, into_current=True)
    _renumber(hand.block())
    hand.endEditBlock()
    start = above.start + (other.end - other.start + 1 if down else 0)
    cursor.setPosition(start + anchor)
    cursor.setPosition(start + position, QTextCursor.MoveMode.KeepAnchor)


def _renumber(block: QTextBlock) -> None:
    """Lists around the lines that moved count on as one."""
    following = block.next()
    if following.isValid() and QTextCursor(following).currentTable() is None:
        relist(following)


def _move_blocks(cursor: QTextCursor, *, down: bool) -> bool:
    """The way round a table: whole blocks, by way of the document."""
    target = cursor.document()
    now = to_document(target)
    name = _name_at(cursor)
    at = next((at for at, block in enumerate(now) if block.id == name), -1)
    other = at + 1 if down else at - 1
    if at < 0 or not 0 <= other < len(now):
        return False
    order = list(now)
    order[at], order[other] = order[other], order[at]
    offset = cursor.positionInBlock()
    amend(target, tuple(order))
    _land(cursor, order[other].id, offset)
    return True


def _name_at(cursor: QTextCursor) -> str:
    """The id of the block the cursor stands in."""
    table = table_at(cursor)
    if table is None:
        return id_of(cursor.blockFormat())
    said = table.format().property(BLOCK_ID)
    return said if isinstance(said, str) else ""


def _land(cursor: QTextCursor, name: str, offset: int) -> None:
    for part in _parts(cursor.document()):
        hand = QTextCursor(cursor.document())
        hand.setPosition(part.start)
        if _name_at(hand) == name:
            cursor.setPosition(part.start if part.table else min(part.start + offset, part.end))
            return
