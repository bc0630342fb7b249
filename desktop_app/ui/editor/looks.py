"""How the letters of each role look: size, weight and colour, laid over the document without touching it.

These formats are not part of the document: they cost no undo step and change with light and dark at once.
Block formats are never set here (one set during highlighting makes undo endless).
"""

from PySide6.QtGui import (
    QFont,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFrame,
    QTextTable,
)

from desktop_app.ui.editor.ink import Ink
from desktop_app.ui.editor.styles import Role, marks_of, role_of
from desktop_app.ui.editor.units import units

# Size relative to the body text.
_SIZE = {Role.H2: 1.38, Role.H3: 1.16, Role.PULL: 1.3, Role.BY: 0.88, Role.FIG: 0.88}


class Looks(QSyntaxHighlighter):
    """Dresses one document. *body_points* is the size of plain text."""

    def __init__(self, document: QTextDocument, ink: Ink, body_points: float) -> None:
        super().__init__(document)
        self._points = body_points
        self._ink = ink
        self._whole: dict[Role, QTextCharFormat] = {}
        self._link = QTextCharFormat()
        self._head = QTextCharFormat()
        self.set_ink(ink)

    def set_ink(self, ink: Ink) -> None:
        """Change the colours, for instance when the window turns dark."""
        self._ink = ink
        self._whole = {role: self._made(role) for role in Role}
        self._head.setFontWeight(QFont.Weight.DemiBold.value)
        self._link = QTextCharFormat()
        self._link.setForeground(ink.accent)
        self._link.setFontUnderline(True)
        self._link.setUnderlineColor(ink.accent)
        self.rehighlight()

    def _made(self, role: Role) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._ink.text)
        if role in _SIZE:
            made.setFontPointSize(self._points * _SIZE[role])
        if role in (Role.H2, Role.H3):
            made.setFontWeight(QFont.Weight.Bold.value)
        if role is Role.PULL:
            made.setForeground(self._ink.accent)
        if role in (Role.BY, Role.FIG, Role.Q):
            made.setForeground(self._ink.muted)
        return made

    def _in_head(self, block: QTextBlock) -> bool:
        """Whether the line stands in the first row of a table."""
        frame: QTextFrame | None = self.document().frameAt(block.position())
        return isinstance(frame, QTextTable) and frame.cellAt(block.position()).row() == 0

    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        role = role_of(block.blockFormat())
        if role is not Role.P:
            whole = self._whole[role]
            # An object character keeps its own format; letters around it are dressed.
            self.setFormat(0, units(text), whole)
        elif self._in_head(block):
            self.setFormat(0, units(text), self._head)
        start = block.position()
        step = block.begin()
        while not step.atEnd():
            fragment = step.fragment()
            if marks_of(fragment.charFormat())[2]:
                over = QTextCharFormat(self._whole[role]) if role is not Role.P else QTextCharFormat()
                over.merge(self._link)
                self.setFormat(fragment.position() - start, fragment.length(), over)
            step += 1
