"""A comparison to read: the fields that changed, then the story with what came and what went, word by word."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop_app.domain.names import place_name, role_name
from desktop_app.markup.comparison import BlockChange, Comparison, Pieces, State
from desktop_app.markup.difference import Op
from desktop_app.ui.theme import Theme
from desktop_app.ui.words import said, tr

_AROUND = 1  # blocks that stay in sight beside a change; what lies further is folded to one line
_INDENT = 14.0
_HAIR = "\u200a"


class DifferenceView(QTextEdit):
    """Reads like the story. Words that came stand on green, underlined; words that went on red, struck through."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.difference")
        self.setAccessibleName(tr("Perubahan"))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(14)
        self._theme = theme
        self._shown: Comparison | None = None
        self._whole = False
        theme.changed.connect(self._draw)

    def show_comparison(self, found: Comparison | None, *, whole: bool = False) -> None:
        """Show what changed; *whole*: every block, else only what stands near a change."""
        self._shown, self._whole = found, whole
        self._draw()

    def _draw(self) -> None:
        self.clear()
        found = self._shown
        if found is None:
            return
        hand = QTextCursor(self.document())
        hand.beginEditBlock()
        if found.empty:
            self._line(hand, tr("Kedua versi sama."), self._quiet())
        for change in found.fields:
            self._label(hand, said(place_name(change.place)))
            self._pieces(hand, change.pieces, self._plain())
        if found.fields and found.blocks:
            self._label(hand, tr("Isi"))
        self._body(hand, found.blocks)
        hand.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _body(self, hand: QTextCursor, blocks: tuple[BlockChange, ...]) -> None:
        near = _near_a_change(blocks)
        folded = 0
        for place, block in enumerate(blocks):
            if block.state is State.SAME and not self._whole and place not in near:
                folded += 1
                continue
            self._fold(hand, folded)
            folded = 0
            self._block(hand, block)
        self._fold(hand, folded)

    def _fold(self, hand: QTextCursor, count: int) -> None:
        if count:
            self._line(
                hand, tr("⋯ {count} bagian tidak berubah").format(count=count), self._quiet(), centred=True
            )

    def _block(self, hand: QTextCursor, block: BlockChange) -> None:
        form = self._plain()
        if block.role == "subhead":
            form.setFontWeight(QFont.Weight.DemiBold.value)
        if block.role in ("quote", "pull_quote"):
            form.setFontItalic(True)
        if block.state is State.SAME:
            form.setForeground(QColor(self._theme.tones.muted))
        if block.state is State.MOVED:
            self._line(hand, tr("↕ Dipindahkan"), self._quiet())
        if block.role not in ("paragraph", "subhead"):
            self._line(hand, said(role_name(block.role)), self._quiet())
        indent = 0.0 if block.role in ("paragraph", "subhead") else _INDENT
        self._pieces(hand, block.pieces, form, indent=indent)

    # -- lines

    def _label(self, hand: QTextCursor, text: str) -> None:
        form = self._quiet()
        form.setFontWeight(QFont.Weight.DemiBold.value)
        self._line(hand, text, form, above=12.0)

    def _line(
        self,
        hand: QTextCursor,
        text: str,
        form: QTextCharFormat,
        *,
        centred: bool = False,
        above: float = 4.0,
    ) -> None:
        self._begin(hand, above=above, below=1.0, centred=centred)
        hand.insertText(text, form)

    def _pieces(
        self, hand: QTextCursor, pieces: Pieces, form: QTextCharFormat, *, indent: float = 0.0
    ) -> None:
        self._begin(hand, above=1.0, below=9.0, indent=indent)
        before = Op.KEEP
        for op, text in pieces:
            if before is Op.DELETE and op is Op.INSERT:
                hand.insertText(_HAIR, form)  # so that the old word and the new do not read as one
            before = op
            hand.insertText(text.replace("\n", "\u2028"), self._marked(form, op))

    def _begin(
        self, hand: QTextCursor, *, above: float, below: float, indent: float = 0.0, centred: bool = False
    ) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(above)
        form.setBottomMargin(below)
        form.setLeftMargin(indent)
        form.setLineHeight(138, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if centred:
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if self.document().isEmpty():
            hand.setBlockFormat(form)
        else:
            hand.insertBlock(form)

    def _plain(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(self._theme.tones.text))
        made.setFontPointSize(11.0)
        return made

    def _quiet(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(self._theme.tones.muted))
        made.setFontPointSize(9.0)
        return made

    def _marked(self, form: QTextCharFormat, op: Op) -> QTextCharFormat:
        if op is Op.KEEP:
            return form
        tones = self._theme.tones
        made = QTextCharFormat(form)
        coming = op is Op.INSERT
        made.setBackground(QColor(tones.good_soft if coming else tones.bad_soft))
        made.setForeground(QColor(tones.good if coming else tones.bad))
        made.setFontUnderline(coming)
        made.setFontStrikeOut(not coming)
        return made


def _near_a_change(blocks: tuple[BlockChange, ...]) -> set[int]:
    near: set[int] = set()
    for place, block in enumerate(blocks):
        if block.state is not State.SAME:
            near.update(range(place - _AROUND, place + _AROUND + 1))
    return near
