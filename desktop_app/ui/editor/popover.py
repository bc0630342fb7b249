"""A small field under the caret for one address: of a link, of an embed."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTextEdit, QVBoxLayout

from desktop_app.ui.words import tr


class AddressPopover(QFrame):
    """Enter takes the address, Esc leaves everything as it is. What taking means is said by :meth:`take`."""

    def __init__(self, view: QTextEdit, name: str, title: str, field: str, hint: str, take: str) -> None:
        super().__init__(view, Qt.WindowType.Popup)
        self._view = view
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
        below = self._view.cursorRect(cursor).bottomLeft() + QPoint(0, 6)
        self.move(self._view.viewport().mapToGlobal(below))
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
            return
        self.done()

    def done(self) -> None:
        """Close and give the text its focus back."""
        self.hide()
        self._view.setFocus()
