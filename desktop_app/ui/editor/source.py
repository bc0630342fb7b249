"""The story as Markdown, for those who think in it. The same grammar reads it back; block ids stay with their text."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtGui import QFontDatabase, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop_app.domain.document import Block, BlockText, Document
from desktop_app.domain.ids import BlockId, new_block_id
from desktop_app.markup.normal import normalize
from desktop_app.markup.reading import parse_block
from desktop_app.markup.runs import text_of
from desktop_app.markup.stored import split, write_body
from desktop_app.markup.writing import serialize
from desktop_app.ui.editor.lines import lines_of
from desktop_app.ui.editor.places import Place
from desktop_app.ui.editor.units import cut, units
from desktop_app.ui.editor.weave import splice
from desktop_app.ui.words import tr

_GAP = "\n\n"
_POINTS = 11.5


class SourceView(QPlainTextEdit):
    """One text with a history of its own; what it says counts when it is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor.source")
        self.setAccessibleName(tr("Isi berita sebagai Markdown"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(_POINTS)
        self.setFont(font)
        self._known: tuple[BlockText, ...] = ()

    def show_document(self, document: Document) -> None:
        """Begin anew with *document* and an empty history."""
        self._known = write_body(document)
        self.setPlainText(_GAP.join(each.text for each in self._known))

    def read_document(self) -> Document:
        """What the text says now, in normal form. A block that kept its text, or its place, keeps its id."""
        contents = [content for chunk in split(self._text()) for content in parse_block(chunk)]
        texts = [serialize(content) for content in contents]
        names = _names(self._known, texts)
        read = normalize(tuple(Block(name, content) for name, content in zip(names, contents, strict=True)))
        self._known = write_body(read)
        return read

    def amend(self, document: Document) -> None:
        """Take in what somebody else wrote as one step of the history, the caret as little moved as can be."""
        body = write_body(document)
        old, new = self._text(), _GAP.join(each.text for each in body)
        self._known = body
        start, end, middle = splice(old, new)
        if start == end and not middle:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(old[:start]))
        cursor.setPosition(units(old[:end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("".join(middle))

    def set_side(self, pixels: int) -> None:
        """Room left and right of the column, as in the rich view."""
        self.setViewportMargins(pixels, 14, pixels, 0)

    def place(self) -> Place | None:
        """Where the caret stands among the words of its block; None outside all blocks."""
        at = len(cut(self._text(), 0, self.textCursor().position()))
        self.read_document()
        for start, name, chunk in self._spans():
            if at <= start + len(chunk):
                steps = _steps(chunk)
                return Place(name, sum(1 for step in steps if step < at - start))
        return None

    def go_to(self, place: Place) -> None:
        """Put the caret there, if its block still stands."""
        for start, name, chunk in self._spans():
            if name == place.block_id:
                steps = _steps(chunk)
                inside = steps[place.offset] if place.offset < len(steps) else (steps[-1] + 1 if steps else 0)
                cursor = self.textCursor()
                cursor.setPosition(units(self._text()[: start + inside]))
                self.setTextCursor(cursor)
                self.ensureCursorVisible()
                return

    def _spans(self) -> list[tuple[int, str, str]]:
        """Where each known block begins in the text, with its id and its Markdown."""
        text, at = self._text(), 0
        found: list[tuple[int, str, str]] = []
        for chunk, known in zip(split(text), self._known, strict=False):
            at = max(at, text.find(chunk, at))
            found.append((at, known.id, chunk))
            at += len(chunk)
        return found

    def _text(self) -> str:
        parts = []
        block = self.document().begin()
        while block.isValid():
            parts.append(block.text().replace("\u2028", "\n"))
            block = block.next()
        return "\n".join(parts)


def _names(known: Sequence[BlockText], texts: Sequence[str]) -> list[BlockId]:
    """Ids for the blocks of a changed text: of the same text, else of the block that stood there, else new ones."""
    names: list[BlockId] = []
    matcher = SequenceMatcher(None, [each.text for each in known], texts, autojunk=False)
    for what, i, j, a, b in matcher.get_opcodes():
        for at in range(b - a):
            kept = what != "insert" and i + at < j
            names.append(known[i + at].id if kept else new_block_id())
    return names


def _steps(chunk: str) -> list[int]:
    """Where in a block's Markdown each letter of its words stands (lines of a list or quote, cells: one more each).

    Signs of the markup are passed over: the words are found in the Markdown letter by letter, in order.
    """
    words = "|".join(_words(chunk)) if chunk.startswith("|") else "\n".join(_words(chunk))
    steps: list[int] = []
    at = 0
    for letter in words:
        found = chunk.find(letter, at)
        if found < 0:
            found = at
        steps.append(found)
        at = found + 1 if chunk[found : found + 1] == letter else found
    return steps


def _words(chunk: str) -> list[str]:
    """The words of a block, line by line as the rich view shows them."""
    words: list[str] = []
    for content in parse_block(chunk):
        for line in lines_of((Block(BlockId(""), content),)):
            if line.table is None:
                words.append(line.text)
            else:
                words.extend(text_of(cell) for row in (line.table.header, *line.table.rows) for cell in row)
    return words
