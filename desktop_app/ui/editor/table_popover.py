"""Choosing the size of a new table on a small grid, by mouse or arrow keys."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextTable
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.document import Block, Table
from desktop_app.domain.ids import new_block_id
from desktop_app.ui.editor.ink import ink_for
from desktop_app.ui.editor.popover import put_at
from desktop_app.ui.editor.styles import BLOCK_ID
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.words import tr

COLUMNS, ROWS = 6, 8
_CELL = 22
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TablePopover(QFrame):
    """Enter or a click puts the table at the caret, Esc leaves everything as it is."""

    def __init__(self, view: BodyView) -> None:
        super().__init__(view, Qt.WindowType.Popup)
        self._view = view
        self.setObjectName("editor.table_popover")
        self.setProperty("popover", True)
        self.said = QLabel(self)
        self.said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.grid = _Grid(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.grid, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.said)
        self.setMouseTracking(True)
        self.choose(3, 3)

    def ask(self) -> None:
        """Open under the caret."""
        self.choose(3, 3)
        self.adjustSize()
        put_at(self._view.cursorRect(), self, self._view)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def choose(self, columns: int, rows: int) -> None:
        """Light up this many columns and rows; the first row is the header."""
        self.columns = min(COLUMNS, max(1, columns))
        self.rows = min(ROWS, max(2, rows))
        told = tr("{columns} kolom × {rows} baris").format(columns=self.columns, rows=self.rows)
        self.said.setText(told)
        self.setAccessibleName(tr("Tabel {size}").format(size=told))
        self.grid.update()

    def take(self) -> None:
        """Put the table into the text; the caret goes to its first cell."""
        self.hide()
        empty = ((),) * self.columns
        name = new_block_id()
        self._view.insert_blocks((Block(name, Table(empty, (empty,) * (self.rows - 1))),))
        self._enter(name)
        self._view.setFocus()

    def _enter(self, name: str) -> None:
        for frame in self._view.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable) and frame.format().property(BLOCK_ID) == name:
                self._view.setTextCursor(frame.cellAt(0, 0).firstCursorPosition())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.choose(self.columns + step[0], self.rows + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.take()
        else:
            super().keyPressEvent(event)


class _Grid(QWidget):
    def __init__(self, popover: TablePopover) -> None:
        super().__init__(popover)
        self._popover = popover
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * _CELL, ROWS * _CELL)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._popover.choose(int(at.x() // _CELL) + 1, int(at.y() // _CELL) + 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._popover.take()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink = ink_for(self.palette())
        painter = QPainter(self)
        for row in range(ROWS):
            for column in range(COLUMNS):
                on = row < self._popover.rows and column < self._popover.columns
                painter.setPen(ink.accent if on else ink.line)
                painter.setBrush(ink.accent if on and row == 0 else ink.card if on else ink.paper)
                painter.drawRect(QRectF(column * _CELL + 1.5, row * _CELL + 1.5, _CELL - 4, _CELL - 4))
        painter.end()
