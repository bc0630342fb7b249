"""The small bar over selected words: the marks and roles one reaches for most. The fixed toolbar has them all."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout

from desktop_app.ui.editor.keys import selected_object
from desktop_app.ui.editor.toolbar import tool_button
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.words import tr

# A selection by mouse is finished when the button is let go; one by keys when the keys rest.
_AFTER_KEYS_MS = 400
_GAP = 8


class FloatingBar(QFrame):
    """Never takes the focus; goes away with the selection, while scrolling and at Esc."""

    def __init__(self, view: BodyView, groups: Sequence[Sequence[QAction]]) -> None:
        super().__init__(view)
        self.setObjectName("editor.floating_bar")
        self.setAccessibleName(tr("Alat untuk pilihan"))
        self.setProperty("popover", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view = view
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(1)
        for at, group in enumerate(groups):
            if at:
                row.addSpacing(8)
            for action in group:
                row.addWidget(tool_button(action, self))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_AFTER_KEYS_MS)
        self._rest.timeout.connect(self._show_over)
        view.mouse_released.connect(self._on_released)
        view.selectionChanged.connect(self._on_selection)
        view.textChanged.connect(self.hide)
        view.verticalScrollBar().valueChanged.connect(self.hide)
        self.hide()

    def _on_selection(self) -> None:
        self.hide()
        if self._fits() and not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._rest.start()
        else:
            self._rest.stop()

    def _fits(self) -> bool:
        cursor = self._view.textCursor()
        return (
            cursor.hasSelection()
            and self._view.hasFocus()
            and not self._view.isReadOnly()
            and not selected_object(cursor)
            and not cursor.hasComplexSelection()
            and bool(cursor.selectedText().strip("\u2029\ufffc "))
        )

    def _show_over(self) -> None:
        if not self._fits():
            return
        self.adjustSize()
        cursor = self._view.textCursor()
        start, end = type(cursor)(cursor), type(cursor)(cursor)
        start.setPosition(cursor.selectionStart())
        end.setPosition(cursor.selectionEnd())
        first, last = self._rect(self._view.cursorRect(start)), self._rect(self._view.cursorRect(end))
        room = self._view.rect()
        middle = (
            (first.left() + last.right()) // 2
            if first.top() == last.top()
            else first.left() + self.width() // 2
        )
        x = max(4, min(middle - self.width() // 2, room.width() - self.width() - 4))
        y = first.top() - self.height() - _GAP
        if y < 2:
            y = min(last.bottom() + _GAP, room.height() - self.height() - 4)
        self.move(x, y)
        self.show()
        self.raise_()

    def _rect(self, rect: QRect) -> QRect:
        return QRect(self._view.viewport().mapTo(self._view, rect.topLeft()), rect.size())

    def _on_released(self) -> None:
        if self._fits():
            self._rest.stop()
            # After the view itself has seen the release: a click into a selection takes it away.
            QTimer.singleShot(0, self, self._show_over)

    def showEvent(self, event: QShowEvent) -> None:
        # Only while the bar is there: asked about every event of the text, it would be felt in every key.
        self._view.installEventFilter(self)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._view.removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.KeyPress) and watched is self._view:
            self._rest.stop()
            self.hide()
        return super().eventFilter(watched, event)
