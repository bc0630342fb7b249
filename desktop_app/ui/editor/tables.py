"""Rows and columns of the table at the caret. Every change is one step of the history."""

from PySide6.QtGui import QTextCursor, QTextTable

from desktop_app.markup.normal import WIDEST_TABLE
from desktop_app.ui.editor.conversion import table_at
from desktop_app.ui.editor.styles import cell_format


def add_row(cursor: QTextCursor) -> None:
    """A row below the caret's."""
    table = table_at(cursor)
    if table is None:
        return
    at = table.cellAt(cursor)
    cursor.beginEditBlock()
    table.insertRows(at.row() + 1, 1)
    _dress(table, range(at.row() + 1, at.row() + 2), range(table.columns()))
    cursor.endEditBlock()
    cursor.setPosition(table.cellAt(at.row() + 1, at.column()).firstPosition())


def add_column(cursor: QTextCursor) -> None:
    """A column right of the caret's, as long as the table is not too wide for a page."""
    table = table_at(cursor)
    if table is None or table.columns() >= WIDEST_TABLE:
        return
    at = table.cellAt(cursor)
    row, column = at.row(), at.column() + 1
    cursor.beginEditBlock()
    table.insertColumns(column, 1)
    _dress(table, range(table.rows()), range(column, column + 1))
    cursor.endEditBlock()
    cursor.setPosition(table.cellAt(row, column).firstPosition())


def remove_row(cursor: QTextCursor) -> None:
    """The caret's row; with the last one the table goes."""
    table = table_at(cursor)
    if table is not None:
        table.removeRows(table.cellAt(cursor).row(), 1)


def remove_column(cursor: QTextCursor) -> None:
    """The caret's column; with the last one the table goes."""
    table = table_at(cursor)
    if table is not None:
        table.removeColumns(table.cellAt(cursor).column(), 1)


def remove_table(cursor: QTextCursor) -> None:
    """The whole table."""
    table = table_at(cursor)
    if table is not None:
        table.removeRows(0, table.rows())


def _dress(table: QTextTable, rows: range, columns: range) -> None:
    # Cells that Qt makes take the format of their neighbours, which may be of any role.
    for row in rows:
        for column in columns:
            table.cellAt(row, column).firstCursorPosition().setBlockFormat(cell_format())
