"""The small form for a new mark: which kind, what should stand there instead, and why."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.proof import MarkKind
from desktop_app.ui.marks.wording import look_of
from desktop_app.ui.widgets import Elided, button, label
from desktop_app.ui.words import tr


@dataclass(frozen=True, slots=True)
class Pointed:
    """Words somebody selected: in which block or field, and from which character of its text."""

    place: str
    quote: str
    start: int


class Composer(QFrame):
    """*made(Pointed, kind, note, suggestion or None)*. Enter makes the mark, Escape gives it up."""

    made = Signal(object, object, str, object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("marks.composer")
        self.setAccessibleName(tr("Catatan baru"))
        self.setProperty("card", True)
        self._pointed: Pointed | None = None
        self.quote = Elided(parent=self)
        self.kind = QComboBox(self)
        self.kind.setObjectName("marks.kind")
        self.kind.setAccessibleName(tr("Jenis catatan"))
        for kind in MarkKind:
            self.kind.addItem(look_of(kind).word, kind)
        self.instead = self._line("marks.suggestion", tr("Seharusnya"))
        self.note = self._line("marks.note", tr("Catatan untuk penulis"))
        self.make = button(tr("Tandai"), "marks.make", kind="primary", parent=self)
        self.give_up = button(tr("Batal"), "marks.give_up", kind="quiet", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.quote)
        column.addWidget(self.kind)
        column.addWidget(label(tr("Seharusnya"), role="section", parent=self))
        column.addWidget(self.instead)
        column.addWidget(label(tr("Catatan untuk penulis"), role="section", parent=self))
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.give_up)
        row.addWidget(self.make)
        column.addLayout(row)
        self.make.clicked.connect(self._on_made)
        self.give_up.clicked.connect(self.close_form)
        self.instead.returnPressed.connect(self._on_made)
        self.note.returnPressed.connect(self._on_made)
        self.hide()

    def ask(self, pointed: Pointed) -> None:
        """Begin a mark on these words; what stands there is the first proposal of what should."""
        self._pointed = pointed
        self.quote.setText(f"“{pointed.quote}”")
        self.instead.setText(pointed.quote)
        self.note.clear()
        self.show()
        self.instead.setFocus(Qt.FocusReason.OtherFocusReason)
        self.instead.selectAll()

    def close_form(self) -> None:
        """Give the mark up."""
        self._pointed = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _on_made(self) -> None:
        if self._pointed is None:
            return
        instead = self.instead.text()
        suggestion = instead if instead != self._pointed.quote else None
        self.made.emit(self._pointed, self.kind.currentData(), self.note.text(), suggestion)
        self.close_form()

    def _line(self, name: str, says: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(name)
        made.setAccessibleName(says)
        return made
