"""What waits for a choice: the open story's clashes, then the other stories that have some."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.conflict import Conflict, Waiting
from desktop_app.ui.choices.card import ClashCard
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Pane, button, empty_state, hairline, label
from desktop_app.ui.words import tr


class ChoicesPane(Pane):
    """*settle_wished(conflict_id, choice)*, *write_wished(conflict_id, text)*, *undo_wished(conflict_id)*.

    *place_wished*: show where it is; *article_wished*: open another story that waits.
    """

    settle_wished = Signal(str, str)
    write_wished = Signal(str, str)
    undo_wished = Signal(str)
    place_wished = Signal(str)
    article_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("choices", tr("Perlu dipilih"), parent)
        self._theme = theme
        self._conflicts: tuple[Conflict, ...] = ()
        self._elsewhere: tuple[Waiting, ...] = ()
        self._settled = ""
        self._drawn: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area)
        theme.changed.connect(self._redraw)
        self._draw()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to choose, to look at or to take back."""
        return not (self._conflicts or self._elsewhere or self._settled)

    def show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        """The open clashes of the open story."""
        self._conflicts = conflicts
        self._draw()

    def show_elsewhere(self, waiting: tuple[Waiting, ...]) -> None:
        """Other stories with something to choose."""
        self._elsewhere = waiting
        self._draw()

    def offer_undo(self, conflict_id: str) -> None:
        """A choice was just made (empty: forget it); one click takes it back."""
        self._settled = conflict_id
        self._draw()

    def _redraw(self) -> None:
        self._drawn = None
        self._draw()

    def _draw(self) -> None:
        shows = (self._conflicts, self._elsewhere, self._settled)
        if shows == self._drawn:
            return
        self._drawn = shows
        at = self._area.focusWidget()
        keys = self.hasFocus() or (at is not None and at.hasFocus())
        self._fill()
        if keys:  # they would go with the sheet they were on, to whatever field comes first in the window
            first = self._area.viewport().findChild(QAbstractButton)
            (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        if self.empty:
            said = tr("Tulisan rekan dan tulisan Anda sudah bersatu.")
            self._area.setWidget(empty_state(tr("Tidak ada bentrokan"), said, self))
            return
        sheet = Pane("choices.sheet", tr("Perlu dipilih"), self)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        if self._settled:
            column.addLayout(self._undo(sheet))
        if self._conflicts:
            note = tr("Dua orang mengubah tempat yang sama. Keduanya disimpan; pilih mana yang berlaku.")
            column.addWidget(label(note, role="quiet", wrap=True))
        for conflict in sorted(self._conflicts, key=lambda one: not one.asks):
            column.addWidget(hairline(sheet))
            column.addWidget(self._card(conflict, sheet))
        if self._elsewhere:
            column.addWidget(hairline(sheet))
            column.addWidget(label(tr("Di berita lain"), role="section"))
            for waiting in self._elsewhere:
                column.addLayout(self._other(waiting, sheet))
        column.addStretch(1)
        self._area.setWidget(sheet)

    def _undo(self, sheet: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(
            label(tr("Pilihan disimpan. Tulisan yang lain tetap ada di Riwayat."), role="quiet", wrap=True), 1
        )
        undo = button(tr("Urungkan"), "choices.undo", parent=sheet)
        undo.clicked.connect(partial(self.undo_wished.emit, self._settled))
        row.addWidget(undo)
        return row

    def _card(self, conflict: Conflict, sheet: QWidget) -> ClashCard:
        card = ClashCard(conflict, self._theme.tones, sheet)
        card.settled.connect(partial(self.settle_wished.emit, conflict.id))
        card.written.connect(partial(self.write_wished.emit, conflict.id))
        card.place_wished.connect(self.place_wished)
        return card

    def _other(self, waiting: Waiting, sheet: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(waiting.title or tr("Sebuah foto"), wrap=True), 1)
        said = (
            tr("{count} perlu dipilih").format(count=waiting.choose)
            if waiting.choose
            else tr("{count} dilihat").format(count=waiting.look)
        )
        row.addWidget(label(said, role="quiet"))
        if waiting.title:
            go = button(tr("Buka"), f"choices.open.{waiting.article_id}", kind="quiet", parent=sheet)
            go.setAccessibleName(f"{tr('Buka')}: {waiting.title}")
            go.clicked.connect(partial(self.article_wished.emit, waiting.article_id))
            row.addWidget(go)
        return row
