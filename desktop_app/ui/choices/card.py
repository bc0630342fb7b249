"""One clash: both texts beside each other with the changed words marked, and the buttons that settle it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.conflict import Conflict, Weight
from desktop_app.domain.dates import clock, short_date
from desktop_app.markup.difference import Op, words
from desktop_app.ui.theme import Tones
from desktop_app.ui.widgets import Pane, button, label
from desktop_app.ui.words import tr

_FEWEST_LINES, _MOST_LINES = 3, 10
_LETTERS_A_LINE = 21  # of a text that has half the panel
_BESIDE = 330  # pixels; a narrower card shows the texts below each other
_ONE_VALUE = (
    *("short_title", "headline", "lead", "section", "language", "slug", "stage"),
    *("hero", "publish_at", "embargo_until"),
)
_WRITTEN = ("short_title", "headline", "lead")


def place_name(place: str) -> str:
    """Where the two differ, as people call it."""
    return {
        "short_title": tr("Judul pendek"),
        "headline": tr("Judul"),
        "lead": tr("Teras"),
        "section": tr("Rubrik"),
        "stage": tr("Tahap"),
        "hero": tr("Foto utama"),
        "publish_at": tr("Jadwal terbit"),
        "embargo_until": tr("Embargo"),
        "body": tr("Seluruh isi"),
    }.get(place, tr("Alinea"))


class ClashCard(Pane):
    """*settled(choice)*: "mine", "theirs", "both" or "merged". *written(text)*: a text of one's own."""

    settled = Signal(str)
    written = Signal(str)
    place_wished = Signal(str)

    def __init__(self, conflict: Conflict, tones: Tones, parent: QWidget) -> None:
        super().__init__(f"choices.card.{conflict.place}", place_name(conflict.place), parent)
        self._conflict, self._tones = conflict, tones
        self._look = conflict.weight is Weight.LOOK
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addLayout(self._head())
        if self._look:
            said = tr("Dua tulisan di alinea ini sudah digabung. Periksa sebentar.")
            column.addWidget(label(said, role="quiet", wrap=True))
            column.addWidget(self._text("merged", conflict.merged, conflict.base, tones.good_soft, said))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(10)
        self._pair.addWidget(self._side("theirs", self._theirs_said(), conflict.theirs, conflict.mine), 1)
        self._pair.addWidget(self._side("mine", self._mine_said(), conflict.mine, conflict.theirs), 1)
        column.addLayout(self._pair)
        column.addLayout(self._more())
        self._own = self._writing()
        column.addWidget(self._own)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() >= _BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._pair.direction() is not way:
            self._pair.setDirection(way)
        super().resizeEvent(event)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(place_name(self._conflict.place), role="section"))
        head.addStretch(1)
        find = self._button(
            tr("Lihat"), "find", "quiet", lambda: self.place_wished.emit(self._conflict.place)
        )
        head.addWidget(find)
        return head

    def _theirs_said(self) -> str:
        first = tr("Tulisan {by}") if self._look else tr("Berlaku sekarang, oleh {by}")
        if not self._conflict.theirs_by and not self._look:
            return tr("Yang berlaku sekarang")
        return first.format(by=self._conflict.theirs_by or tr("rekan")) + _when(self._conflict.theirs_at)

    def _mine_said(self) -> str:
        first = tr("Tulisan {by}") if self._look else tr("Yang lain, oleh {by}")
        return first.format(by=self._conflict.by) + _when(self._conflict.at)

    def _side(self, choice: str, said: str, text: str, other: str) -> QWidget:
        soft = self._tones.accent_soft if choice == "theirs" else self._tones.warn_soft
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(said, role="quiet", wrap=True))
        column.addWidget(self._text(choice, text, other, soft, said))
        use = self._button(tr("Pakai ini"), f"use_{choice}", "", lambda: self.settled.emit(choice))
        use.setAccessibleName(f"{tr('Pakai ini')}: {said}")
        column.addWidget(use)
        return side

    def _more(self) -> QHBoxLayout:
        row = QHBoxLayout()
        place = self._conflict.place
        if self._look:
            keep = self._button(
                tr("Biarkan gabungan"), "use_merged", "primary", lambda: self.settled.emit("merged")
            )
            row.addWidget(keep)
        elif place not in _ONE_VALUE:
            both = self._button(tr("Pakai keduanya"), "use_both", "quiet", lambda: self.settled.emit("both"))
            row.addWidget(both)
        if place in _WRITTEN or place not in _ONE_VALUE:
            row.addWidget(self._button(tr("Tulis baru…"), "write", "quiet", self._begin_writing))
        row.addStretch(1)
        return row

    def _writing(self) -> QWidget:
        own = QWidget(self)
        column = QVBoxLayout(own)
        column.setContentsMargins(0, 0, 0, 0)
        self._field = QPlainTextEdit(own)
        self._field.setObjectName(f"choices.own.{self._conflict.place}")
        self._field.setAccessibleName(tr("Tulis baru"))
        self._field.setTabChangesFocus(True)
        _fit(self._field, self._conflict.theirs)
        column.addWidget(self._field)
        use = self._button(
            tr("Pakai tulisan ini"),
            "use_own",
            "primary",
            lambda: self.written.emit(self._field.toPlainText()),
        )
        column.addWidget(use)
        own.hide()
        return own

    def _begin_writing(self) -> None:
        self._field.setPlainText(self._conflict.merged or self._conflict.theirs or self._conflict.mine)
        self._own.show()
        self._field.setFocus()

    def _button(self, text: str, name: str, kind: str, act: Callable[[], None]) -> QWidget:
        made = button(text, f"choices.{name}.{self._conflict.place}", kind=kind, parent=self)
        made.clicked.connect(act)
        return made

    def _text(self, name: str, text: str, other: str, soft: str, says: str) -> QPlainTextEdit:
        made = QPlainTextEdit(self)
        made.setObjectName(f"choices.{name}.{self._conflict.place}")
        made.setAccessibleName(says)
        made.setReadOnly(True)
        made.setTabChangesFocus(True)
        made.setPlainText(text or tr("(dihapus)"))
        # Two texts beside each other are as high as the longer one, so that all of both cards stands on one line.
        _fit(made, text if name == "merged" else max(text, other, key=len))
        _mark_changed(made, text, other, soft)
        return made


def _when(moment: datetime | None) -> str:
    return f", {short_date(moment)} {clock(moment)}" if moment else ""


def _fit(field: QPlainTextEdit, text: str) -> None:
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in text.split("\n"))
    shown = max(_FEWEST_LINES, min(_MOST_LINES, lines))
    field.setFixedHeight(field.fontMetrics().lineSpacing() * shown + 18)


def _mark_changed(field: QPlainTextEdit, text: str, other: str, soft: str) -> None:
    marked = QTextCharFormat()
    marked.setBackground(QColor(soft))
    at = 0
    for kind, piece in words(other, text) if text else ():
        size = len(piece.encode("utf-16-le", "surrogatepass")) // 2
        if kind is Op.INSERT:
            cursor = QTextCursor(field.document())
            cursor.setPosition(at)
            cursor.setPosition(at + size, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(marked)
        if kind is not Op.DELETE:
            at += size
