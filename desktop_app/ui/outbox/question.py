"""The one question the outbox asks: the site wants many stories gone. Nothing goes before somebody has answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.outbox import DeletionChoice, DeletionsAsked
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr


class DeletionsQuestion(QFrame):
    """*answered* carries the choice: "keep" or "accept"."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox.question")
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        self.sentence = label(wrap=True, parent=self)
        self.titles = label(role="quiet", wrap=True, parent=self)
        column.addWidget(self.sentence)
        column.addWidget(self.titles)
        row = QHBoxLayout()
        self.keep = button(tr("Pertahankan semuanya"), "outbox.keep", kind="primary", parent=self)
        self.accept = button(tr("Biarkan terhapus"), "outbox.accept", kind="quiet", parent=self)
        row.addWidget(self.keep)
        row.addWidget(self.accept)
        row.addStretch(1)
        column.addLayout(row)
        self.keep.clicked.connect(lambda: self.answered.emit(DeletionChoice.KEEP.value))
        self.accept.clicked.connect(lambda: self.answered.emit(DeletionChoice.ACCEPT.value))
        self.hide()

    def ask(self, asked: DeletionsAsked | None) -> None:
        """Show the question, or nothing."""
        if asked is not None:
            words = tr(
                "Situs meminta {count} dari {all} berita dihapus dari meja ini. Belum ada yang dihapus."
            )
            self.sentence.setText(words.format(count=asked.count, all=asked.living))
            named = [title or tr("(tanpa judul)") for title in asked.titles]
            self.titles.setText(tr("Antara lain: {name}").format(name="; ".join(named)))
        self.setVisible(asked is not None)
