"""Cutting what was pasted into pieces that go into the text between two keys."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop_app.domain.document import Block, Document, Runs, Table
from desktop_app.domain.ids import new_block_id
from desktop_app.markup.plain_text import plain_text

# What goes in at once, in characters and blocks.
_SIZE = 6_000
_BLOCKS = 12
# Qt lays a whole table out anew when a row is added, so rows go in by few large pieces rather than many small ones.
_CELLS = 150


@dataclass(frozen=True, slots=True)
class MoreRows:
    """Rows for the table that stands at the end of the piece before."""

    rows: tuple[tuple[Runs, ...], ...]

    def as_table(self) -> Document:
        """A table of their own, for when somebody took the first one away meanwhile."""
        return (Block(new_block_id(), Table(self.rows[0], self.rows[1:])),)


Piece = Document | MoreRows


def pieces_of(document: Document, *, cut_tables: bool = True) -> Iterator[Piece]:
    """The blocks in portions; a large table begins one of its own and goes on in :class:`MoreRows`."""
    portion: list[Block] = []
    size = 0
    for block in document:
        table = block.content
        if cut_tables and isinstance(table, Table) and len(table.rows) * _width(table) > _CELLS:
            if portion:
                yield tuple(portion)
            yield from _of_table(block, table)
            portion, size = [], 0
            continue
        portion.append(block)
        size += len(plain_text((block,)))
        if size >= _SIZE or len(portion) >= _BLOCKS:
            yield tuple(portion)
            portion, size = [], 0
    if portion:
        yield tuple(portion)


def _of_table(block: Block, table: Table) -> Iterator[Piece]:
    width = _width(table)
    at_once = max(1, _CELLS // width)
    header = (*table.header, *((),) * (width - len(table.header)))
    yield (replace(block, content=Table(header, table.rows[:at_once])),)
    for start in range(at_once, len(table.rows), at_once):
        yield MoreRows(table.rows[start : start + at_once])


def _width(table: Table) -> int:
    return max(1, len(table.header), *(len(row) for row in table.rows))
