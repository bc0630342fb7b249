"""Enter, Backspace, Delete and Tab: what each does in each role. Every handler says whether it took the key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextTable

from desktop_app.domain.ids import new_block_id
from desktop_app.ui.editor.conversion import set_role, table_at, thing_of
from desktop_app.ui.editor.styles import (
    BLOCK_ID,
    HEADS,
    LISTS,
    OBJECTS,
    Role,
    block_format,
    level_of,
    role_of,
)


def handle(cursor: QTextCursor, event: QKeyEvent) -> bool:
    """Do what *event* means at *cursor* when the house has a rule for it. The caller shows the moved cursor."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    others = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    if others:
        return False
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter if not shift:
            taken = enter
        case Qt.Key.Key_Backspace:
            taken = backspace
        case Qt.Key.Key_Delete if not shift:
            taken = delete
        case Qt.Key.Key_Tab:
            taken = tab
        case Qt.Key.Key_Backtab:
            taken = backtab
        case _:
            return False
    cursor.beginEditBlock()
    try:
        return taken(cursor)
    finally:
        cursor.endEditBlock()


def role_at(cursor: QTextCursor) -> Role:
    """The role of the line the cursor stands in."""
    return role_of(cursor.block().blockFormat())


def selected_object(cursor: QTextCursor) -> bool:
    """Whether exactly one object is selected."""
    if cursor.selectionEnd() - cursor.selectionStart() != 1:
        return False
    probe = QTextCursor(cursor.document())
    probe.setPosition(cursor.selectionEnd())
    return thing_of(probe.charFormat()) is not None


def object_before(cursor: QTextCursor) -> bool:
    """Whether the character left of the cursor is an object of this line."""
    return not cursor.atBlockStart() and thing_of(_left_of(cursor)) is not None


def _left_of(cursor: QTextCursor) -> QTextCharFormat:
    probe = QTextCursor(cursor.document())
    probe.setPosition(cursor.position())
    return probe.charFormat()


def new_line(cursor: QTextCursor, role: Role, level: int = 0) -> None:
    """Begin a line behind the caret; text right of the caret moves into it."""
    name = new_block_id()
    cursor.insertBlock(block_format(role, name, level), QTextCharFormat())
    set_role(cursor.block(), role, name, level)


def line_above(cursor: QTextCursor, role: Role = Role.P, level: int = 0) -> None:
    """Put an empty line above this one and leave the caret where it was; this line keeps its id."""
    line = cursor.block()
    kept = line.blockFormat()
    start = QTextCursor(line)
    start.insertBlock(block_format(role_of(kept), str(kept.property(BLOCK_ID) or ""), level_of(kept)))
    below = start.block()
    set_role(below, role_of(kept), "", level_of(kept))
    set_role(below.previous(), role, new_block_id(), level)


def line_below(cursor: QTextCursor, role: Role = Role.P) -> None:
    """Put an empty line below this one and go there."""
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    new_line(cursor, role)


# -- Enter ---------------------------------------------------------------------------------------------------


def enter(cursor: QTextCursor) -> bool:
    """Part the line, leave a list or quote, or go on behind an object."""
    if cursor.currentTable() is not None:
        return _next_row(cursor)
    if selected_object(cursor):
        cursor.setPosition(cursor.selectionEnd())
        line_below(cursor)
        return True
    if cursor.hasSelection():
        cursor.removeSelectedText()
    role = role_at(cursor)
    if role in OBJECTS:
        return _enter_object(cursor)
    if cursor.block().length() == 1 and role is not Role.P:
        level = level_of(cursor.blockFormat())
        set_role(cursor.block(), role if level else Role.P, "", 0)
        return True
    level = level_of(cursor.blockFormat())
    if cursor.atBlockStart() and cursor.block().length() > 1:
        line_above(cursor, role if role in LISTS or role is Role.Q else Role.P, level)
        return True
    if cursor.atBlockEnd():
        return _enter_at_end(cursor, role, level)
    new_line(cursor, role, level)
    return True


def _enter_at_end(cursor: QTextCursor, role: Role, level: int) -> bool:
    if role is Role.PULL:
        following = cursor.block().next()
        if following.isValid() and role_of(following.blockFormat()) is Role.BY:
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        else:
            new_line(cursor, Role.BY)
        return True
    new_line(cursor, Role.P if role in HEADS or role is Role.BY else role, level)
    return True


def _enter_object(cursor: QTextCursor) -> bool:
    if cursor.atBlockStart() and not cursor.atBlockEnd():
        line_above(cursor)
        return True
    new_line(cursor, Role.P)
    return True


def _next_row(cursor: QTextCursor) -> bool:
    table = cursor.currentTable()
    cell = table.cellAt(cursor)
    if cell.row() + 1 < table.rows():
        cursor.setPosition(table.cellAt(cell.row() + 1, cell.column()).lastPosition())
    else:
        cursor.setPosition(table.lastPosition() + 1)
    return True


# -- Backspace and Delete ------------------------------------------------------------------------------------


def backspace(cursor: QTextCursor) -> bool:
    """Undo the role at a line's start; select an object before deleting it."""
    if selected_object(cursor):
        remove_object(cursor)
        return True
    if cursor.hasSelection():
        return _remove_selection(cursor)
    if object_before(cursor):
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor)
        return True
    if not cursor.atBlockStart():
        return False
    block = cursor.block()
    role, level = role_of(block.blockFormat()), level_of(block.blockFormat())
    if cursor.currentTable() is not None:
        return _at_cell_edge(cursor, cursor.currentTable().cellAt(cursor).firstPosition())
    if role is not Role.P and role not in OBJECTS:
        set_role(block, role if level else Role.P)
        return True
    before = block.previous()
    if not before.isValid():
        return True
    return _backspace_into(cursor, block, before)


def _backspace_into(cursor: QTextCursor, block: QTextBlock, before: QTextBlock) -> bool:
    table = table_at(QTextCursor(before))
    if table is not None:
        if block.length() == 1 and block.next().isValid():
            cursor.deleteChar()  # an empty line below a table may go; Qt keeps the last one
        cursor.setPosition(table.lastCursorPosition().position())
        return True
    if role_of(before.blockFormat()) in OBJECTS and before.length() > 1:
        if block.length() == 1:
            cursor.deletePreviousChar()
            select_object(cursor, before)
            return True
        return select_object(cursor, before)
    if role_of(block.blockFormat()) in OBJECTS and before.length() > 1:
        cursor.setPosition(before.position() + before.length() - 1)
        return True
    join(cursor, before, block)
    return True


def delete(cursor: QTextCursor) -> bool:
    """As backspace, to the right."""
    if selected_object(cursor):
        remove_object(cursor)
        return True
    if cursor.hasSelection():
        return _remove_selection(cursor)
    if not cursor.atBlockEnd():
        probe = QTextCursor(cursor)
        probe.movePosition(QTextCursor.MoveOperation.Right)
        if object_before(probe):
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
            return True
        return False
    block, following = cursor.block(), cursor.block().next()
    if cursor.currentTable() is not None:
        return _at_cell_edge(cursor, cursor.currentTable().cellAt(cursor).lastPosition())
    if not following.isValid():
        return True
    if QTextCursor(following).currentTable() is not None:
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        return True
    if role_of(following.blockFormat()) in OBJECTS and block.length() > 1:
        return select_object(cursor, following)
    if role_of(block.blockFormat()) in OBJECTS:
        if following.length() > 1:
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
            return True
        cursor.deleteChar()
        return True
    join(cursor, block, following)
    return True


def _at_cell_edge(cursor: QTextCursor, edge: int) -> bool:
    """At a cell's edge nothing is joined; inside the cell Qt may go on."""
    return cursor.position() == edge


def _remove_selection(cursor: QTextCursor) -> bool:
    """Qt removes; what is left of an emptied heading or card becomes a paragraph again."""
    if cursor.hasComplexSelection() or cursor.currentTable() is not None:
        return False
    cursor.removeSelectedText()
    tidy(cursor)
    return True


def tidy(cursor: QTextCursor) -> None:
    """After a removal: an object line without its object, or an emptied special line, is a paragraph."""
    block = cursor.block()
    role = role_of(block.blockFormat())
    if (role in OBJECTS and not _holds_object(block)) or (
        block.length() == 1 and role not in LISTS and role is not Role.P
    ):
        set_role(block, Role.P)


def remove_object(cursor: QTextCursor) -> None:
    """Take the selected object out; a caption stays as a paragraph."""
    cursor.removeSelectedText()
    tidy(cursor)


def select_object(cursor: QTextCursor, block: QTextBlock) -> bool:
    """Select the object of a line; True, so that handlers can end with it."""
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
    if not selected_object(cursor):
        cursor.setPosition(block.position() + block.length() - 1)
    return True


def _holds_object(block: QTextBlock) -> bool:
    step = block.begin()
    while not step.atEnd():
        if thing_of(step.fragment().charFormat()) is not None:
            return True
        step += 1
    return False


def join(cursor: QTextCursor, first: QTextBlock, second: QTextBlock) -> None:
    """Join two lines. The first decides role and id, unless it is empty: then the second does."""
    kept: QTextBlockFormat = (second if first.length() == 1 else first).blockFormat()
    cursor.setPosition(second.position())
    cursor.deletePreviousChar()
    role = role_of(kept)
    set_role(cursor.block(), role, str(kept.property(BLOCK_ID) or ""), level_of(kept))


# -- Tab -----------------------------------------------------------------------------------------------------


def tab(cursor: QTextCursor) -> bool:
    """Next cell of a table, or one level deeper in a list."""
    table = table_at(cursor)
    if table is not None:
        return _next_cell(cursor, table)
    block = cursor.block()
    role = role_of(block.blockFormat())
    if role not in LISTS:
        return False
    before = block.previous()
    if before.isValid() and role_of(before.blockFormat()) in LISTS:
        set_role(block, role, "", 1)
    return True


def backtab(cursor: QTextCursor) -> bool:
    """Previous cell, or one level up."""
    table = table_at(cursor)
    if table is not None:
        cell = table.cellAt(cursor)
        at = max(0, cell.row() * table.columns() + cell.column() - 1)
        before = table.cellAt(at // table.columns(), at % table.columns())
        cursor.setPosition(before.lastPosition())
        return True
    block = cursor.block()
    role = role_of(block.blockFormat())
    if role not in LISTS:
        return False
    if level_of(block.blockFormat()):
        set_role(block, role)
        relist(block.next())
    return True


def relist(block: QTextBlock) -> None:
    """Number the lines from *block* on anew, after a line above changed its level."""
    while block.isValid() and role_of(block.blockFormat()) in LISTS:
        form = block.blockFormat()
        set_role(block, role_of(form), "", level_of(form))
        block = block.next()


def _next_cell(cursor: QTextCursor, table: QTextTable) -> bool:
    cell = table.cellAt(cursor)
    at = cell.row() * table.columns() + cell.column() + 1
    if at >= table.rows() * table.columns():
        table.appendRows(1)
    following = table.cellAt(at // table.columns(), at % table.columns())
    cursor.setPosition(following.lastPosition())
    return True
