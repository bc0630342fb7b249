"""A small field under the caret for one address: of a link, of an embed."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.words import tr

_GAP = 6


def put_at(caret: QRect, popup: QWidget, view: QTextEdit) -> None:
    """Move *popup* under *caret* (in the view's own pixels), or above it where the screen ends too soon."""
    room = view.screen().availableGeometry()
    corner = view.viewport().mapToGlobal(caret.bottomLeft()) + QPoint(0, _GAP)
    if corner.y() + popup.height() > room.bottom():
        corner.setY(max(room.top(), corner.y() - caret.height() - 2 * _GAP - popup.height()))
    corner.setX(max(room.left(), min(corner.x(), room.right() - popup.width())))
    popup.move(corner)


class AddressPopover(QFrame):
    """Enter takes the address, Esc leaves everything as it is. What taking means is said by :meth:`take`."""

    def __init__(self, view: QTextEdit, name: str, title: str, field: str, hint: str, take: str) -> None:
        super().__init__(view, Qt.WindowType.Popup)
        self._view = view
        self._at = QRect()
        self.setObjectName(f"editor.{name}_popover")
        self.setProperty("popover", True)
        self.setAccessibleName(title)
        self.address = QLineEdit(self)
        self.address.setObjectName(f"editor.{name}_address")
        self.address.setAccessibleName(field)
        self.address.setPlaceholderText(hint)
        self.address.setMinimumWidth(300)
        self.apply = QPushButton(take, self)
        self.apply.setObjectName(f"editor.{name}_apply")
        self.apply.setDefault(True)
        self.remove = QPushButton(tr("Lepas"), self)
        self.remove.setObjectName(f"editor.{name}_remove")
        self.remove.hide()
        self.trouble = QLabel(self)
        self.trouble.setObjectName(f"editor.{name}_trouble")
        self.trouble.setProperty("role", "refusal")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        row = QHBoxLayout()
        for widget in (self.address, self.apply, self.remove):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(row)
        column.addWidget(self.trouble)
        self.address.returnPressed.connect(self._on_apply)
        self.address.textEdited.connect(self.trouble.hide)
        self.apply.clicked.connect(self._on_apply)

    def open_at(self, cursor: QTextCursor, text: str) -> None:
        """Show under *cursor* with *text* to change."""
        self.address.setText(text)
        self.address.selectAll()
        self.trouble.hide()
        self.adjustSize()
        self._at = self._view.cursorRect(cursor)
        put_at(self._at, self, self._view)
        self.show()
        self.address.setFocus(Qt.FocusReason.PopupFocusReason)

    def take(self, said: str) -> str:
        """Do it with what was typed; the answer is a sentence when that cannot be, else empty."""
        raise NotImplementedError

    def _on_apply(self) -> None:
        sentence = self.take(self.address.text().strip())
        if sentence:
            self.trouble.setText(sentence)
            self.trouble.show()
            self.adjustSize()
            put_at(self._at, self, self._view)
            return
        self.done()

    def done(self) -> None:
        """Close and give the text its focus back."""
        self.hide()
        self._view.setFocus()
