"""Between a position in the text people type in and a place in the story: block id and offset among its words.

A place outlives edits elsewhere and the way between rich text and Markdown, where positions mean nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument, QTextFrame, QTextTable

from desktop_app.ui.editor.conversion import block_lines, read_lines
from desktop_app.ui.editor.lines import Line, grouped
from desktop_app.ui.editor.styles import Role, id_of, role_of
from desktop_app.ui.editor.units import cut, units

# A line of these is a block of its own.
_ALONE = (Role.P, Role.H2, Role.H3)


@dataclass(frozen=True, slots=True)
class Place:
    """*offset* counts the letters of the block's words, one more for each line (item, cell) that ends before it."""

    block_id: str
    offset: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of one line and where they begin in the document."""

    line: Line
    start: int
    text: str


def place_of(document: QTextDocument, position: int) -> Place | None:
    """The place at *position* (UTF-16 units), or before it where no block stands; None in an empty story."""
    best: Place | None = None
    for block_id, stretches in _blocks(document):
        offset = 0
        for stretch in stretches:
            end = stretch.start + units(stretch.text)
            if stretch.start <= position <= end:
                inside = cut(stretch.text, 0, position - stretch.start)
                return Place(block_id, offset + len(inside))
            if stretch.start > position:
                return best or Place(block_id, 0)
            offset += len(stretch.text) + 1
            best = Place(block_id, max(0, offset - 1))
    return best


def block_id_at(document: QTextDocument, position: int) -> str:
    """The id of the block at *position*, at the cost of its line alone where that says it; empty in an empty story."""
    line = document.findBlock(position)
    form = line.blockFormat()
    if role_of(form) in _ALONE and line.text().strip() and _table_of(document, line) is None and id_of(form):
        return id_of(form)
    place = place_of(document, position)
    return place.block_id if place is not None else ""


def position_of(document: QTextDocument, place: Place) -> int | None:
    """The position of a place, its offset cut to the block's length; None when the block is gone."""
    for block_id, stretches in _blocks(document):
        if block_id != place.block_id:
            continue
        left = place.offset
        for at, stretch in enumerate(stretches):
            if left <= len(stretch.text) or at == len(stretches) - 1:
                return stretch.start + units(stretch.text[:left])
            left -= len(stretch.text) + 1
    return None


def _blocks(document: QTextDocument) -> Iterator[tuple[str, list[_Stretch]]]:
    placed = [stretch for part in _stretches(document) for stretch in part]
    at_line: dict[int, list[_Stretch]] = {}
    for stretch in placed:
        at_line.setdefault(id(stretch.line), []).append(stretch)
    lines = list({id(stretch.line): stretch.line for stretch in placed}.values())
    for block, group in grouped(lines):
        yield block.id, [stretch for line in group for stretch in at_line[id(line)]]


def _stretches(document: QTextDocument) -> Iterator[list[_Stretch]]:
    block = document.begin()
    while block.isValid():
        table = _table_of(document, block)
        if table is None:
            yield list(_of_block(block))
            block = block.next()
            continue
        yield list(_of_table(document, table))
        block = document.findBlock(table.lastPosition() + 1)


def _table_of(document: QTextDocument, block: QTextBlock) -> QTextTable | None:
    frame: QTextFrame | None = document.frameAt(block.position())
    return frame if isinstance(frame, QTextTable) else None


def _of_block(block: QTextBlock) -> Iterator[_Stretch]:
    """Each line behind its object, if it has one."""
    start = block.position()
    for line in block_lines(block):
        text = line.text
        shift = 1 if line.thing is not None else 0
        yield _Stretch(line, start + shift, text)
        start += shift + units(text)


def _of_table(document: QTextDocument, table: QTextTable) -> Iterator[_Stretch]:
    line = next(
        each for each in read_lines(document, table.firstPosition(), table.lastPosition()) if each.table
    )
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            start = cell.firstPosition()
            text = document.findBlock(start).text()
            yield _Stretch(line, start, text)


def texts_of(document: QTextDocument) -> dict[str, str]:
    """The words of every block by its id, counted as a Place's offset counts them."""
    return {
        block_id: "\n".join(stretch.text for stretch in stretches)
        for block_id, stretches in _blocks(document)
    }
