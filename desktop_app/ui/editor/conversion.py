"""Between a Document and the QTextDocument people type in. Nothing else reads or writes one.

The role of a line lives in its block format; an object (photo, related article, embed, rule) is one object
character whose format carries it as JSON, so that it survives cutting, dragging, splitting and undo.
"""

import json
from collections.abc import Iterator, Sequence

from PySide6.QtGui import (
    QColor,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextTable,
    QTextTableFormat,
)

from desktop_app.domain.document import Document, Embed, Figure, RelatedArticle, Rule, Run, Runs, Table
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.markup.normal import normalize
from desktop_app.ui.editor.lines import Line, Thing, document_of, lines_of
from desktop_app.ui.editor.styles import (
    BLOCK_ID,
    HARD_BREAK,
    LISTS,
    OBJECT,
    OBJECT_CHARACTER,
    OBJECT_TYPE,
    OBJECTS,
    TABLE_LINE,
    Role,
    block_format,
    cell_format,
    char_format,
    id_of,
    level_of,
    list_format,
    marks_of,
    role_of,
)
from desktop_app.ui.editor.units import cut

_CELL_PADDING = 6
_WHOLE = 1 << 30


def fill(target: QTextDocument, document: Document) -> None:
    """Put *document* into *target*, which starts with an empty history. Only for a document nobody types in yet."""
    target.setUndoRedoEnabled(False)
    target.clear()
    cursor = QTextCursor(target)
    cursor.setBlockFormat(block_format(Role.P))
    write_lines(cursor, lines_of(document), into_current=True)
    target.setUndoRedoEnabled(True)
    target.setModified(False)


def to_document(source: QTextDocument) -> Document:
    """What stands in *source*, in normal form. Reading changes nothing and always gives the same ids."""
    return normalize(document_of(read_lines(source)))


# -- writing -------------------------------------------------------------------------------------------------


def write_lines(cursor: QTextCursor, lines: Sequence[Line], *, into_current: bool) -> None:
    """Write *lines* at *cursor*, which must stand at the end of its block; it ends behind what was written.

    With *into_current* the first line takes the (empty) block of the cursor, otherwise it follows that block.
    """
    for line in lines:
        if line.table is not None:
            _write_table(cursor, line)
            into_current = True
            continue
        if into_current:
            set_role(cursor.block(), line.role, line.id, line.level)
            cursor.setBlockCharFormat(QTextCharFormat())
        else:
            cursor.insertBlock(block_format(line.role, line.id, line.level), QTextCharFormat())
            join_list(cursor.block())
        into_current = False
        if line.thing is not None:
            cursor.insertText(OBJECT_CHARACTER, object_format(line.thing, line.id))
        write_runs(cursor, line.runs)


def write_runs(cursor: QTextCursor, runs: Runs) -> None:
    """Insert styled text inside one block; line breaks become U+2028."""
    for run in runs:
        text = run.text.replace("\n", HARD_BREAK)
        cursor.insertText(text, char_format(bold=run.bold, italic=run.italic, link=run.link))


def set_role(block: QTextBlock, role: Role, block_id: str = "", level: int = 0) -> None:
    """Make *block* a line of this role, in or out of a list, keeping its text and marks."""
    around = block.textList()
    if around is not None:
        around.remove(block)
    QTextCursor(block).setBlockFormat(block_format(role, block_id or id_of(block.blockFormat()), level))
    join_list(block)


def join_list(block: QTextBlock) -> None:
    """Number *block* with the list above it when it continues one, else begin a list; other roles: nothing."""
    form = block.blockFormat()
    role, level = role_of(form), level_of(form)
    if role not in LISTS:
        return
    before = block.previous()
    while before.isValid() and role_of(before.blockFormat()) in LISTS:
        above = before.blockFormat()
        around = before.textList()
        if level_of(above) == level:
            if role_of(above) is role and isinstance(around, QTextList):
                around.add(block)
                return
            break
        if level_of(above) < level:
            break
        before = before.previous()
    QTextCursor(block).createList(list_format(role, level))


def _write_table(cursor: QTextCursor, line: Line) -> None:
    table = line.table
    if table is None:
        return
    columns = max(1, len(table.header), *(len(row) for row in table.rows))
    form = QTextTableFormat()
    form.setProperty(BLOCK_ID, line.id)
    form.setHeaderRowCount(1)
    form.setCellPadding(_CELL_PADDING)
    form.setCellSpacing(0)
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QColor(TABLE_LINE))
    form.setTopMargin(4)
    form.setBottomMargin(12)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    # The empty block Qt leaves behind a table inherits the format here, so it must be a plain paragraph.
    made = cursor.insertTable(len(table.rows) + 1, columns, form)
    _write_rows(made, 0, (table.header, *table.rows))
    cursor.setPosition(made.lastPosition() + 1)
    set_role(cursor.block(), Role.P)
    form_after = cursor.blockFormat()
    form_after.clearProperty(BLOCK_ID)
    cursor.setBlockFormat(form_after)


def add_rows(table: QTextTable, rows: Sequence[tuple[Runs, ...]]) -> None:
    """Write further rows below a table's last. What stands right of its last column joins that one."""
    first = table.rows()
    table.appendRows(len(rows))
    _write_rows(table, first, rows)


def _write_rows(table: QTextTable, first: int, rows: Sequence[tuple[Runs, ...]]) -> None:
    for at, row in enumerate(rows, first):
        for column, runs in enumerate(row):
            inner = table.cellAt(at, column).firstCursorPosition()
            inner.setBlockFormat(cell_format())
            write_runs(inner, runs)


def object_format(thing: Thing, block_id: str = "") -> QTextCharFormat:
    """The character format that makes an object character stand for *thing*."""
    made = QTextCharFormat()
    made.setObjectType(OBJECT_TYPE)
    made.setProperty(OBJECT, json.dumps(_plain(thing), ensure_ascii=False, sort_keys=True))
    made.setProperty(BLOCK_ID, block_id)
    return made


def _plain(thing: Thing) -> dict[str, str]:
    match thing:
        case Figure():
            return {"kind": "figure", "photo": thing.photo_id}
        case RelatedArticle():
            return {"kind": "related", "article": thing.article_id, "title": thing.title}
        case Embed():
            return {"kind": "embed", "url": thing.url}
        case _:
            return {"kind": "rule"}


def thing_of(form: QTextFormat) -> Thing | None:
    """The object a character format stands for, or None when it is not one of ours."""
    if form.objectType() != OBJECT_TYPE:
        return None
    said = form.property(OBJECT)
    plain = json.loads(said) if isinstance(said, str) else {}
    match plain.get("kind"):
        case "figure":
            return Figure(PhotoId(plain["photo"]))
        case "related":
            return RelatedArticle(ArticleId(plain["article"]), plain["title"])
        case "embed":
            return Embed(plain["url"])
        case "rule":
            return Rule()
        case _:
            return None


def table_at(cursor: QTextCursor) -> QTextTable | None:
    """The table the cursor stands in, if any."""
    return cursor.currentTable()


# -- reading -------------------------------------------------------------------------------------------------


def read_lines(source: QTextDocument, start: int = 0, end: int = _WHOLE) -> tuple[Line, ...]:
    """The lines between two positions (UTF-16 units), the first and last cut there. A touched table comes whole."""
    return tuple(_frame_lines(source.rootFrame(), start, end))


def _frame_lines(frame: QTextFrame, start: int, end: int) -> Iterator[Line]:
    step = frame.begin()
    while not step.atEnd():
        inner: QTextFrame | None = step.currentFrame()
        if inner is None:
            block = step.currentBlock()
            at = block.position()
            if at <= end and at + block.length() > start:
                yield from block_lines(block, start, end)
        elif inner.firstPosition() <= end and inner.lastPosition() >= start:
            if isinstance(inner, QTextTable):
                yield from table_lines(inner)
            else:
                yield from _frame_lines(inner, start, end)
        step += 1


def block_lines(block: QTextBlock, start: int = 0, end: int = _WHOLE) -> Iterator[Line]:
    """One block as one line, or several when text was typed beside an object."""
    form = block.blockFormat()
    role, name, level = role_of(form), id_of(form), level_of(form)
    held: Thing | None = None
    held_id = ""
    runs: list[Run] = []
    for text, style in _pieces(block, start, end):
        thing = thing_of(style)
        if thing is None:
            bold, italic, link = marks_of(style)
            runs.append(Run(text.replace(HARD_BREAK, "\n"), bold, italic, link))
            continue
        for _ in text:
            yield from _settled(role, name, level, held, held_id, runs)
            held, runs = thing, []
            said = style.property(BLOCK_ID)
            held_id = said if isinstance(said, str) else ""
    if held is None:
        plain = Role.P if role in OBJECTS else role
        yield Line(plain, name, tuple(runs), level if plain in LISTS else 0)
    else:
        yield from _settled(role, name, level, held, held_id, runs)


def _settled(
    role: Role, name: str, level: int, held: Thing | None, held_id: str, runs: list[Run]
) -> Iterator[Line]:
    """What stands before the next object of a block: an earlier object and the text behind it."""
    text = tuple(runs)
    if isinstance(held, Figure):
        yield Line(Role.FIG, held_id or name, text, thing=held)
        return
    if held is not None:
        yield Line(Role.CARD, held_id or name, thing=held)
    if any(run.text.strip() for run in text):
        plain = Role.P if role in OBJECTS else role
        yield Line(plain, "" if held is not None else name, text, level if plain in LISTS else 0)


def _pieces(block: QTextBlock, start: int, end: int) -> Iterator[tuple[str, QTextCharFormat]]:
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        at, length = fragment.position(), fragment.length()
        if at < end and at + length > start:
            text = fragment.text()
            if at < start or at + length > end:
                text = cut(text, start - at, end - at)
            yield text, fragment.charFormat()
        step += 1


def table_lines(table: QTextTable) -> Iterator[Line]:
    """A table as one line, and behind it what has no place in a cell."""
    stray: list[Line] = []
    rows = [
        tuple(_cell(table, row, column, stray) for column in range(table.columns()))
        for row in range(table.rows())
    ]
    said = table.format().property(BLOCK_ID)
    name = said if isinstance(said, str) else ""
    yield Line(Role.P, name, table=Table(rows[0], tuple(rows[1:])))
    yield from stray  # an object in a cell has no place in the grammar: it follows the table


def _cell(table: QTextTable, row: int, column: int, stray: list[Line]) -> Runs:
    cell = table.cellAt(row, column)
    runs: list[Run] = []
    step = cell.begin()
    while not step.atEnd():
        inner: QTextFrame | None = step.currentFrame()
        if inner is not None:
            stray.extend(_frame_lines(inner, 0, _WHOLE))
        else:
            for line in block_lines(step.currentBlock()):
                if line.thing is not None:
                    stray.append(line)
                    continue
                if runs and line.runs:
                    runs.append(Run(" "))
                runs.extend(line.runs)
        step += 1
    return tuple(runs)
