"""Both texts of each clash beside each other, changed words marked, and the buttons that settle it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.conflict import Conflict
from desktop_app.domain.dates import clock, short_date
from desktop_app.markup.difference import Op, words
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Pane, button, empty_state, hairline, label
from desktop_app.ui.words import tr

_LINES = 3


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


class ChoicesPane(Pane):
    """*settle_wished(conflict_id, choice)*: "mine", "theirs" or "both". *place_wished*: show where it is."""

    settle_wished = Signal(str, str)
    place_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("choices", tr("Perlu dipilih"), parent)
        self._theme = theme
        self._shown: tuple[Conflict, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area)
        self.show_conflicts(())

    def show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        """The open clashes of the open story."""
        if conflicts == self._shown:
            return
        self._shown = conflicts
        if not conflicts:
            self._area.setWidget(
                empty_state(
                    tr("Tidak ada bentrokan"), tr("Tulisan rekan dan tulisan Anda sudah bersatu."), self
                )
            )
            return
        sheet = Pane("choices.sheet", tr("Perlu dipilih"), self)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        note = tr("Dua orang mengubah tempat yang sama. Keduanya disimpan; pilih mana yang berlaku.")
        column.addWidget(label(note, role="quiet", wrap=True))
        for conflict in conflicts:
            column.addWidget(hairline(sheet))
            self._add(column, sheet, conflict)
        column.addStretch(1)
        self._area.setWidget(sheet)

    def _add(self, column: QVBoxLayout, sheet: QWidget, conflict: Conflict) -> None:
        head = QHBoxLayout()
        head.addWidget(label(place_name(conflict.place), role="section"))
        head.addStretch(1)
        find = button(tr("Lihat"), f"choices.find.{conflict.place}", kind="quiet", parent=sheet)
        find.clicked.connect(self._wish(self.place_wished.emit, conflict.place))
        head.addWidget(find)
        column.addLayout(head)
        when = f", {short_date(conflict.at)} {clock(conflict.at)}" if conflict.at else ""
        tones = self._theme.tones
        for said, text, other, soft, choice in (
            (tr("Yang berlaku sekarang"), conflict.theirs, conflict.mine, tones.accent_soft, "theirs"),
            (
                tr("Yang lain, oleh {by}").format(by=conflict.by) + when,
                conflict.mine,
                conflict.theirs,
                tones.warn_soft,
                "mine",
            ),
        ):
            column.addWidget(label(said, role="quiet", wrap=True))
            column.addWidget(self._text(sheet, text, other, soft, f"choices.{choice}.{conflict.place}", said))
            use = button(tr("Pakai ini"), f"choices.use_{choice}.{conflict.place}", parent=sheet)
            use.setAccessibleName(f"{tr('Pakai ini')}: {said}")
            use.clicked.connect(self._wish(self.settle_wished.emit, conflict.id, choice))
            column.addWidget(use)
        if conflict.place not in ("short_title", "headline", "lead", "section", "stage", "hero"):
            both = button(
                tr("Pakai keduanya"), f"choices.use_both.{conflict.place}", kind="quiet", parent=sheet
            )
            both.clicked.connect(self._wish(self.settle_wished.emit, conflict.id, "both"))
            column.addWidget(both)

    @staticmethod
    def _wish(say: Callable[..., None], *values: str) -> Callable[[], None]:
        return lambda: say(*values)

    @staticmethod
    def _text(sheet: QWidget, text: str, other: str, soft: str, name: str, says: str) -> QPlainTextEdit:
        made = QPlainTextEdit(sheet)
        made.setObjectName(name)
        made.setAccessibleName(says)
        made.setReadOnly(True)
        made.setTabChangesFocus(True)
        made.setPlainText(text or tr("(dihapus)"))
        made.setFixedHeight(made.fontMetrics().lineSpacing() * _LINES + 18)
        if text:
            marked = QTextCharFormat()
            marked.setBackground(QColor(soft))
            at = 0
            for kind, piece in words(other, text):
                size = len(piece.encode("utf-16-le", "surrogatepass")) // 2
                if kind is Op.INSERT:
                    cursor = QTextCursor(made.document())
                    cursor.setPosition(at)
                    cursor.setPosition(at + size, QTextCursor.MoveMode.KeepAnchor)
                    cursor.mergeCharFormat(marked)
                if kind is not Op.DELETE:
                    at += size
        return made
