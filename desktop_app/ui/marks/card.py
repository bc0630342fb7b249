"""One mark as a card: its words, what is said under it, and the buttons that settle it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.proof import Mark
from desktop_app.markup.anchors import Anchor, Standing
from desktop_app.ui.icons import Icons
from desktop_app.ui.marks.wording import change_of, look_of, outcome_of
from desktop_app.ui.widgets import Badge, button, label, polish
from desktop_app.ui.words import tr


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a card's buttons ask for: a mark's id, and the words of a reply."""

    go: Callable[[str], None]
    accept: Callable[[str], None]
    reject: Callable[[str], None]
    resolve: Callable[[str], None]
    reopen: Callable[[str], None]
    reply: Callable[[str, str], None]


class Card(QFrame):
    """Shows one mark; a click anywhere on it goes to the words."""

    def __init__(
        self, mark: Mark, anchor: Anchor, icons: Icons, wishes: Wishes, *, may_write: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.mark_id = mark.id
        self._wishes = wishes
        self.setProperty("card", True)
        self.setProperty("current", False)
        self.setObjectName(f"marks.card.{mark.id}")
        look = look_of(mark.kind)
        self.setAccessibleName(f"{look.word}: {change_of(mark)}. {mark.note}".rstrip())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 8)
        column.setSpacing(5)
        column.addLayout(self._head(mark, anchor, icons))
        self.words = label(change_of(mark), wrap=True, parent=self)
        self.words.setProperty("role", "words")
        column.addWidget(self.words)
        if mark.note:
            column.addWidget(label(mark.note, role="quiet", wrap=True, parent=self))
        for reply in mark.replies:
            said = f"{reply.by}, {clock(reply.at)}: {reply.text}"
            column.addWidget(label(said, role="quiet", wrap=True, parent=self))
        self.answer = QLineEdit(self)
        self.answer.setObjectName(f"marks.reply.{mark.id}")
        self.answer.setPlaceholderText(tr("Tulis tanggapan, lalu Enter"))
        self.answer.setAccessibleName(tr("Tanggapan"))
        self.answer.returnPressed.connect(self._on_reply)
        self.answer.hide()
        column.addWidget(self.answer)
        if mark.open:
            column.addLayout(self._settling(mark, anchor, may_write=may_write))
        else:
            row = QHBoxLayout()
            row.addWidget(label(outcome_of(mark), role="quiet", wrap=True, parent=self), 1)
            row.addWidget(self._button(tr("Buka lagi"), "reopen", wishes.reopen, "quiet"))
            column.addLayout(row)

    def show_current(self, *, current: bool) -> None:
        """Whether this is the mark the walk has come to."""
        if self.property("current") != current:
            self.setProperty("current", current)
            polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._wishes.go(self.mark_id)

    def _head(self, mark: Mark, anchor: Anchor, icons: Icons) -> QHBoxLayout:
        look = look_of(mark.kind)
        row = QHBoxLayout()
        row.setSpacing(6)
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap(look.icon, 16, look.tone))
        picture.setAccessibleName(look.word)
        row.addWidget(picture)
        row.addWidget(Badge(look.word, look.tone, self))
        if anchor.standing is Standing.MOVED:
            row.addWidget(Badge(tr("pindah"), "plain", self))
        elif anchor.standing is Standing.LOST:
            row.addWidget(Badge(tr("kata sudah tidak ada"), "warn", self))
        row.addStretch(1)
        when = f", {short_date(mark.at)} {clock(mark.at)}" if mark.at else ""
        row.addWidget(label(f"{mark.by}{when}", role="quiet", parent=self))
        return row

    def _settling(self, mark: Mark, anchor: Anchor, *, may_write: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        if mark.suggestion is not None:
            accept = self._button(tr("Terima"), "accept", self._wishes.accept)
            accept.setEnabled(may_write and anchor.standing is not Standing.LOST)
            if not may_write:
                accept.setToolTip(tr("Peran Anda mengusulkan; penulis yang menerima."))
            row.addWidget(accept)
            row.addWidget(self._button(tr("Tolak"), "reject", self._wishes.reject, "quiet"))
        row.addWidget(self._button(tr("Selesai"), "resolve", self._wishes.resolve, "quiet"))
        row.addStretch(1)
        talk = button(tr("Balas"), f"marks.talk.{mark.id}", kind="quiet", parent=self)
        talk.clicked.connect(self._on_talk)
        row.addWidget(talk)
        return row

    def _button(self, text: str, name: str, wish: Callable[[str], None], kind: str = "") -> QWidget:
        made = button(text, f"marks.{name}.{self.mark_id}", kind=kind, parent=self)
        made.clicked.connect(lambda: wish(self.mark_id))
        return made

    def _on_talk(self) -> None:
        self.answer.show()
        self.answer.setFocus()

    def _on_reply(self) -> None:
        text = self.answer.text().strip()
        if text:
            self._wishes.reply(self.mark_id, text)
