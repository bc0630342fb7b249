"""Koreksi: every mark of the open story in reading order, open ones first, and the form for a new one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.flag import Flag, FlagKind
from desktop_app.domain.proof import Mark
from desktop_app.markup.anchors import LOST, Anchor
from desktop_app.ui.icons import Icons
from desktop_app.ui.marks.card import Card, Wishes
from desktop_app.ui.marks.composer import Composer, Pointed
from desktop_app.ui.widgets import Pane, button, empty_state, hairline, label, tip
from desktop_app.ui.words import said, tr

# More lines than this nobody reads at once, and building them would be felt in a key.
_MOST_FLAGS = 80
# The check speaks after every save; its list is built anew when the keys rest, and only in sight.
_REST_MS = 300
Placed = tuple[Mark, Anchor]


class MarksPane(Pane):
    """Wishes about marks, by id; *shown* says which mark somebody went to."""

    mark_wished = Signal(object, object, str, object)
    accept_wished = Signal(str)
    accept_all_wished = Signal()
    reject_wished = Signal(str)
    resolve_wished = Signal(str)
    reopen_wished = Signal(str)
    reply_wished = Signal(str, str)
    shown = Signal(object, object)
    flag_wished = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("marks", tr("Koreksi"), parent)
        self._icons = icons
        self._placed: tuple[Placed, ...] = ()
        self._flags: tuple[Flag, ...] = ()
        self._beyond = 0
        self._built: object = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._build_in_sight)
        self._cards: dict[str, Card] = {}
        self._current = ""
        self.may_write = True
        self.summary = label(wrap=True, parent=self)
        self.summary.setObjectName("marks.summary")
        self.refusal = label(role="refusal", wrap=True, parent=self)
        self.refusal.setObjectName("marks.refusal")
        self.refusal.hide()
        self.accept_all = button(tr("Terima semua usul"), "marks.accept_all", parent=self)
        icons.dress(self.accept_all, "check-circle", "accent")
        self.settled = button(tr("Tampilkan yang selesai"), "marks.settled", kind="quiet", parent=self)
        self.settled.setCheckable(True)
        self.composer = Composer(self)
        self._area = QScrollArea(self)
        self._lay_out()
        self._wishes = Wishes(
            self._go,
            self.accept_wished.emit,
            self.reject_wished.emit,
            self.resolve_wished.emit,
            self.reopen_wished.emit,
            self.reply_wished.emit,
        )
        self.accept_all.clicked.connect(self.accept_all_wished)
        self.settled.toggled.connect(self._build)
        self.composer.made.connect(self.mark_wished)
        self.show_marks(())

    def show_marks(self, placed: Sequence[Placed]) -> None:
        """The marks of the open story with where their words stand, in reading order."""
        before, self._placed = self._placed, tuple(placed)
        self.refusal.hide()
        if self._placed != before or self._built is None:
            self._build()

    def show_flags(self, flags: Sequence[Flag]) -> None:
        """What the language check found, in reading order: in the same list, below what people wrote."""
        self._flags, self._beyond = tuple(flags[:_MOST_FLAGS]), max(0, len(flags) - _MOST_FLAGS)
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._build()

    def _build_in_sight(self) -> None:
        if self.isVisible():
            self._build()

    def clear(self) -> None:
        """Nothing is open."""
        self.composer.close_form()
        self._flags, self._beyond, self._placed = (), 0, ()
        self.refusal.hide()
        self._build()

    def ask(self, pointed: Pointed) -> None:
        """Begin a mark on selected words."""
        self.refusal.hide()
        self.composer.ask(pointed)

    def refuse(self, sentence: str) -> None:
        """A house rule said no, or nothing was selected."""
        self.refusal.setText(sentence)
        self.refusal.show()

    def choose(self, mark_id: str) -> None:
        """Bring one mark into view and go to its words."""
        self._go(mark_id)

    @property
    def open_marks(self) -> tuple[Placed, ...]:
        """Those nobody settled yet."""
        return tuple(each for each in self._placed if each[0].open)

    # -- inside

    def _go(self, mark_id: str) -> None:
        found = next(((mark, anchor) for mark, anchor in self._placed if mark.id == mark_id), None)
        if found is None:
            return
        self._current = mark_id
        for each in self._cards.values():
            each.show_current(current=each.mark_id == mark_id)
        card = self._cards.get(mark_id)
        if card is not None:
            self._area.ensureWidgetVisible(card, 0, 20)
        self.shown.emit(*found)

    def _build(self) -> None:
        settled = [each for each in self._placed if not each[0].open]
        open_ = list(self.open_marks)
        suggested = [mark for mark, _ in open_ if mark.suggestion is not None]
        self.accept_all.setVisible(bool(suggested))
        self.accept_all.setEnabled(self.may_write)
        why = "" if self.may_write else tr("Peran Anda mengusulkan; penulis yang menerima.")
        self.accept_all.setToolTip(tip(why))
        self.settled.setVisible(bool(settled))
        self.settled.setText(
            tr("Sembunyikan yang selesai")
            if self.settled.isChecked()
            else tr("Tampilkan yang selesai ({count})").format(count=len(settled))
        )
        self.summary.setText(
            tr("{count} catatan terbuka. F8: berikutnya").format(count=len(open_))
            if open_
            else tr("Tidak ada catatan terbuka")
        )
        wanted = (*open_, *(settled if self.settled.isChecked() else ()))
        # Where a flag stands is asked when it is clicked: a word typed before it changes nothing here.
        said_of_flags = [(flag.kind, flag.text, flag.fixes, flag.message) for flag in self._flags]
        shown = (wanted, said_of_flags, self._beyond, self.may_write)
        if shown == self._built:
            return
        self._built = shown
        top = self._area.verticalScrollBar().value()
        self._cards = {}
        if not wanted and not self._flags:
            self._area.setWidget(
                empty_state(
                    tr("Semua catatan sudah selesai") if settled else tr("Belum ada catatan"),
                    tr("Pilih kata di naskah atau di pratinjau, lalu tekan Ctrl+Shift+M."),
                    self,
                )
            )
            return
        sheet = Pane("marks.sheet", tr("Catatan koreksi"), self)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(14, 10, 14, 14)
        column.setSpacing(8)
        for mark, anchor in wanted:
            card = Card(
                mark, anchor or LOST, self._icons, self._wishes, may_write=self.may_write, parent=sheet
            )
            card.show_current(current=mark.id == self._current)
            self._cards[mark.id] = card
            column.addWidget(card)
        if self._flags:
            count = len(self._flags) + self._beyond
            column.addWidget(label(tr("Bahasa ({count})").format(count=count), role="section", parent=sheet))
        for number, flag in enumerate(self._flags):
            column.addWidget(self._line(flag, number, sheet))
        if self._beyond:
            told = tr("{count} lagi; F8 membawa ke semuanya").format(count=self._beyond)
            column.addWidget(label(told, role="quiet", parent=sheet))
        column.addStretch(1)
        self._area.setWidget(sheet)
        QTimer.singleShot(0, self._area, lambda: self._area.verticalScrollBar().setValue(top))

    def _line(self, flag: Flag, number: int, sheet: QWidget) -> QPushButton:
        """One finding of the check: its icon, the words, the first fix; what it is about in the tooltip."""
        fix = f" → {flag.fixes[0]}" if flag.fixes else ""
        made = button(
            f"{flag.text}{fix}".replace("&", "&&"), f"marks.flag.{number}", kind="line", parent=sheet
        )
        spelling = flag.kind is FlagKind.SPELLING
        self._icons.dress(made, "text-aa" if spelling else "info", "bad" if spelling else "accent")
        kind = tr("Ejaan") if spelling else tr("Gaya")
        made.setAccessibleName(f"{kind}: {flag.text}{fix}. {said(flag.message)}")
        made.setToolTip(tip(said(flag.message)))
        made.clicked.connect(partial(self._go_to_flag, number))
        return made

    def _go_to_flag(self, number: int) -> None:
        if number < len(self._flags):
            self.flag_wished.emit(self._flags[number])

    def _lay_out(self) -> None:
        self._area.setObjectName("marks.area")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 8)
        head.setSpacing(8)
        head.addWidget(self.summary)
        acts = QHBoxLayout()
        acts.addWidget(self.accept_all)
        acts.addWidget(self.settled)
        acts.addStretch(1)
        head.addLayout(acts)
        head.addWidget(self.refusal)
        head.addWidget(self.composer)
        column.addLayout(head)
        column.addWidget(hairline(self))
        column.addWidget(self._area, 1)
        self.setMinimumWidth(300)
