"""What travels between editors: the slice as canonical Markdown, beside plain text for everybody else.

Foreign HTML is never put into a document; from outside only plain text is taken.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextTable

from desktop_app.domain.document import Block, BlockText, Document, Paragraph, Run, Runs, Table
from desktop_app.domain.ids import BlockId, new_block_id
from desktop_app.markup.normal import normalize
from desktop_app.markup.plain_text import plain_text
from desktop_app.markup.stored import read_body, write_body
from desktop_app.ui.editor.conversion import (
    block_lines,
    read_lines,
    set_role,
    to_document,
    write_lines,
    write_runs,
)
from desktop_app.ui.editor.lines import Line, document_of, lines_of
from desktop_app.ui.editor.styles import HEADS, LISTS, OBJECTS, Role, block_format, id_of, level_of, role_of

FORMAT = "application/x-meja-redaksi-body+json"

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0\ufdd1\ufffc]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a story. *inline*: words of one line, to be put inside a line."""

    document: Document
    inline: bool


def slice_of(cursor: QTextCursor) -> Slice:
    """The selected part, cut at its ends."""
    table = cursor.currentTable()
    if table is not None and cursor.hasComplexSelection():
        return Slice(normalize(_cells(cursor, table)), inline=False)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    lines = _inside(cursor, start, end) if table is not None else read_lines(cursor.document(), start, end)
    first = cursor.document().findBlock(start)
    inline = first == cursor.document().findBlock(end) and not any(line.thing for line in lines)
    whole = start == first.position() and end == first.position() + first.length() - 1
    if inline and not whole:
        # Words out of a heading are words; only a whole line brings its role along.
        lines = tuple(Line(Role.P, line.id, line.runs) for line in lines)
    elif lines and lines[-1].text == "" and lines[-1].thing is None and lines[-1].table is None:
        lines = lines[:-1]
    return Slice(normalize(document_of(lines)), inline)


def _inside(cursor: QTextCursor, start: int, end: int) -> tuple[Line, ...]:
    """A selection within one cell: its text, without the table around it."""
    found: list[Line] = []
    block = cursor.document().findBlock(start)
    while block.isValid() and block.position() < end:
        found.extend(block_lines(block, start, end))
        block = block.next()
    return tuple(found)


def _cells(cursor: QTextCursor, table: QTextTable) -> Document:
    # The stubs call these four numbers one object.
    row, rows, column, columns = cast("tuple[int, int, int, int]", cursor.selectedTableCells())
    whole = next(
        line.table
        for line in read_lines(cursor.document(), table.firstPosition(), table.lastPosition())
        if line.table
    )
    grid = (whole.header, *whole.rows)[row : row + rows]
    cut = tuple(each[column : column + columns] for each in grid)
    return (Block(new_block_id(), Table(cut[0], cut[1:])),)


def mime_of(part: Slice) -> QMimeData:
    """The slice for the clipboard or a drag."""
    made = QMimeData()
    body = [[each.id, each.text] for each in write_body(part.document)]
    said = json.dumps({"inline": part.inline, "body": body}, ensure_ascii=False)
    made.setData(FORMAT, said.encode())
    made.setText(plain_text(part.document))
    return made


def read_mime(mime: QMimeData) -> Slice | None:
    """A slice of our own out of *mime*; None when it holds none, or one that is not well formed."""
    if not mime.hasFormat(FORMAT):
        return None
    try:
        said = json.loads(bytes(mime.data(FORMAT).data()))
        body = tuple(BlockText(BlockId(str(name)), str(text)) for name, text in said["body"])
        return Slice(read_body(body), said["inline"] is True)
    except (ValueError, KeyError, TypeError):
        return None


def plain_slice(text: str) -> Slice:
    """Plain text as paragraphs, nothing guessed.

    Blank lines part paragraphs and single line ends are breaks; text without blank lines has one paragraph a line.
    """
    clean = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")).strip("\n")
    if "\n" not in clean:
        return Slice((Block(new_block_id(), Paragraph((Run(clean),))),) if clean else (), inline=True)
    parts = _BLANK_LINES.split(clean) if _BLANK_LINES.search(clean) else clean.split("\n")
    return Slice(
        tuple(Block(new_block_id(), Paragraph((Run(part),))) for part in parts if part.strip()),
        inline=False,
    )


def insert(cursor: QTextCursor, part: Slice, *, fresh: bool = False) -> None:
    """Put a slice in place of the selection, as one step of the history.

    Copies get ids of their own; the blocks of a *fresh* slice have ids nobody else has, and the whole story need not
    be read to know.
    """
    cursor.beginEditBlock()
    try:
        cursor.removeSelectedText()
        if cursor.currentTable() is not None or (part.inline and not _takes_role(cursor)):
            write_runs(cursor, _words(part.document))
        else:
            document = part.document if fresh else _renamed(part.document, cursor)
            _insert_lines(cursor, lines_of(document))
    finally:
        cursor.endEditBlock()


def _takes_role(cursor: QTextCursor) -> bool:
    """An empty plain line becomes what is put into it; any other line stays what it is."""
    return cursor.block().length() == 1 and role_of(cursor.blockFormat()) is Role.P


def _words(document: Document) -> Runs:
    runs: list[Run] = []
    for line in lines_of(document):
        cells: Iterable[Runs] = (line.runs,)
        if line.table is not None:
            cells = (cell for row in (line.table.header, *line.table.rows) for cell in row)
        for cell in cells:
            if runs and cell:
                runs.append(Run(" "))
            runs.extend(cell)
    return tuple(runs)


def _renamed(document: Document, cursor: QTextCursor) -> Document:
    used = {block.id for block in to_document(cursor.document())}
    return tuple(replace(block, id=new_block_id()) if block.id in used else block for block in document)


def _insert_lines(cursor: QTextCursor, lines: tuple[Line, ...]) -> None:
    if not lines:
        return
    block = cursor.block()
    here = block.blockFormat()
    role = role_of(here)
    empty = block.length() == 1
    at_start = cursor.atBlockStart() and role not in OBJECTS
    tail = not cursor.atBlockEnd() and not at_start and role not in OBJECTS
    if not empty and not at_start and role not in OBJECTS and lines[0].role is Role.P and not lines[0].table:
        # The first paragraph goes on where the caret stands, as in any word processor.
        if tail:
            _split(cursor)
        write_runs(cursor, lines[0].runs)
        lines = lines[1:]
        if not lines:
            if tail:
                cursor.deleteChar()
            return
    elif tail:
        _split(cursor)
    elif not empty and at_start:
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        set_role(cursor.block(), Role.P, new_block_id())
        empty = True
    if role in OBJECTS:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    write_lines(cursor, lines, into_current=empty)
    if tail and lines[-1].role is Role.P and lines[-1].thing is None and lines[-1].table is None:
        following = cursor.block().next()
        if role_of(following.blockFormat()) is Role.P:
            cursor.deleteChar()


def _split(cursor: QTextCursor) -> None:
    """Cut the line at the caret; the caret stays with the first half, the second gets an id of its own."""
    form = cursor.blockFormat()
    role = role_of(form)
    second = Role.P if role in HEADS else role
    cursor.insertBlock(block_format(second, new_block_id(), level_of(form)))
    set_role(cursor.block(), second, id_of(cursor.blockFormat()), level_of(form) if second in LISTS else 0)
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
