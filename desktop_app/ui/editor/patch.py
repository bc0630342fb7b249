"""Changing an open document to another one by small undoable edits, block by block, so that the caret stays."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextTable,
)

from desktop_app.domain.document import Block, Document, Run, Runs
from desktop_app.domain.ids import BlockId
from desktop_app.markup.runs import normal_runs
from desktop_app.ui.editor.conversion import (
    block_lines,
    object_format,
    read_lines,
    set_role,
    to_document,
    write_lines,
    write_runs,
)
from desktop_app.ui.editor.lines import Line, document_of, lines_of
from desktop_app.ui.editor.styles import BLOCK_ID, OBJECTS, Role, id_of, level_of, role_of
from desktop_app.ui.editor.units import units
from desktop_app.ui.editor.weave import splice, weave

Letter = tuple[str, bool, bool, str | None]


def amend(target: QTextDocument, wanted: Document) -> bool:
    """Make *target* hold *wanted* as one step of its history. False when it already does."""
    if to_document(target) == wanted:
        return False
    lines = lines_of(wanted)
    cursor = QTextCursor(target)
    cursor.beginEditBlock()
    try:
        _amend(target, lines)
    finally:
        cursor.endEditBlock()
    # New tables can be seen only after the edit block that made them, so the rest goes on where it ended: it is
    # still one step to undo.
    cursor.joinPreviousEditBlock()
    try:
        _name(target, lines)
        if to_document(target) != wanted:
            _rewrite(target, lines)
    finally:
        cursor.endEditBlock()
    return True


def _rewrite(target: QTextDocument, lines: Sequence[Line]) -> None:
    """All of it anew: right in every case, but the caret loses its place."""
    cursor = QTextCursor(target)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    set_role(cursor.block(), Role.P)
    write_lines(cursor, lines, into_current=True)


class _Place:
    """Where one line of the editor stands: a text block, or a table."""

    def __init__(self, line: Line, block: QTextBlock | None, table: QTextTable | None) -> None:
        self.line = line
        self.block = block
        self.table = table


def _amend(target: QTextDocument, wanted: Sequence[Line]) -> None:
    places = _places(target)
    have = [_key(place.line) for place in places]
    want = [_key(line) for line in wanted]
    steps = SequenceMatcher(None, have, want, autojunk=False).get_opcodes()
    # From the end to the beginning, so that positions in front stay what they are.
    for what, i, j, a, b in reversed(steps):
        if what == "equal":
            continue
        if what == "replace" and j - i == b - a and _alike(places[i:j], wanted[a:b]):
            for place, line in zip(places[i:j], wanted[a:b], strict=True):
                _amend_line(place, line)
            continue
        if b > a:
            _insert_behind(target, places[j - 1] if j else None, wanted[a:b])
        for place in reversed(places[i:j]):
            _remove(target, place)


def _name(target: QTextDocument, wanted: Sequence[Line]) -> None:
    """Give the lines the ids they are wanted to have; the text is right already."""
    places = _places(target)
    if len(places) != len(wanted):
        return
    for place, line in zip(places, wanted, strict=True):
        if place.line.id == line.id:
            continue
        if place.table is not None:
            form = place.table.format()
            form.setProperty(BLOCK_ID, line.id)
            place.table.setFormat(form)
        elif place.block is not None:
            change = QTextBlockFormat()
            change.setProperty(BLOCK_ID, line.id)
            QTextCursor(place.block).mergeBlockFormat(change)
            if line.thing is not None:
                cursor = QTextCursor(place.block)
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(object_format(line.thing, line.id))


def _places(target: QTextDocument) -> list[_Place]:
    found: list[_Place] = []
    step = target.rootFrame().begin()
    while not step.atEnd():
        inner: QTextFrame | None = step.currentFrame()
        if isinstance(inner, QTextTable):
            line = next(
                each for each in read_lines(target, inner.firstPosition(), inner.lastPosition()) if each.table
            )
            found.append(_Place(line, None, inner))
        elif inner is None:
            block = step.currentBlock()
            lines = tuple(block_lines(block))
            if len(lines) == 1 and (lines[0].text or lines[0].thing is not None):
                line = lines[0]
            else:
                # An empty line, or text beside an object: replaced as a whole when it has to go.
                line = Line(role_of(block.blockFormat()), id_of(block.blockFormat()), level=-len(lines) - 1)
            if lines != () and block.length() != 1:
                found.append(_Place(line, block, None))
        step += 1
    return found


def _key(line: Line) -> tuple[object, ...]:
    return (line.role, line.level, normal_runs(line.runs) if line.runs else (), line.thing, line.table)


def _alike(places: Sequence[_Place], wanted: Sequence[Line]) -> bool:
    """Whether each line can be changed letter by letter into its successor."""
    return all(
        place.block is not None
        and place.line.table is None
        and line.table is None
        and place.line.level >= 0
        and place.line.thing == line.thing
        for place, line in zip(places, wanted, strict=True)
    )


def _amend_line(place: _Place, line: Line) -> None:
    block = place.block
    if block is None:
        return
    form = block.blockFormat()
    if role_of(form) is not line.role or level_of(form) != line.level:
        set_role(block, line.role, line.id, line.level)
    shift = 1 if line.thing is not None else 0
    old, new = _letters(place.line.runs), _letters(line.runs)
    start, end, middle = splice(old, new)
    cursor = QTextCursor(block)
    base = block.position() + shift
    cursor.setPosition(base + _units(old[:start]))
    cursor.setPosition(base + _units(old[:end]), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    write_runs(cursor, runs_of(middle))


def _insert_behind(target: QTextDocument, place: _Place | None, lines: Sequence[Line]) -> None:
    cursor = QTextCursor(target)
    into_current = False
    if place is None:
        first = target.begin()
        if first.length() > 1 or QTextCursor(first).currentTable() is not None:
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            set_role(cursor.block(), Role.P)
        into_current = True
    elif place.table is not None:
        cursor.setPosition(place.table.lastPosition() + 1)
        into_current = cursor.block().length() == 1
        if not into_current:
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            set_role(cursor.block(), Role.P)
            into_current = True
    elif place.block is not None:
        cursor.setPosition(place.block.position() + place.block.length() - 1)
    write_lines(cursor, lines, into_current=into_current)


def _remove_table(cursor: QTextCursor, table: QTextTable) -> None:
    """Take a table out. Qt would join the lines around it, so each keeps its end, its role and its id."""
    cursor.setPosition(table.lastPosition() + 1)
    below = cursor.blockFormat()
    cursor.insertBlock()
    cursor.setPosition(table.firstPosition() - 1)
    above = cursor.block()
    kept = above.blockFormat() if QTextCursor(above).currentTable() is None else None
    table.removeRows(0, table.rows())
    block = cursor.block()
    if kept is not None:
        set_role(block, role_of(kept), id_of(kept), level_of(kept))
    following = block.next()
    if following.isValid():
        set_role(following, role_of(below), id_of(below), level_of(below))


def _remove(target: QTextDocument, place: _Place) -> None:
    cursor = QTextCursor(target)
    if place.table is not None:
        _remove_table(cursor, place.table)
        return
    block = place.block
    if block is None:
        return
    start, length = block.position(), block.length()
    cursor.setPosition(start)
    cursor.setPosition(start + length - 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    block = cursor.block()
    following, before = block.next(), block.previous()
    if following.isValid() and QTextCursor(following).currentTable() is None:
        kept = following.blockFormat()
        cursor.deleteChar()
        set_role(cursor.block(), role_of(kept), id_of(kept), level_of(kept))
    elif before.isValid() and QTextCursor(before).currentTable() is None:
        cursor.deletePreviousChar()
    else:
        set_role(block, Role.P)
        cursor.setBlockCharFormat(QTextCharFormat())


# -- three-way, for words typed while a change was on its way ---------------------------------------------------


def woven(versions: Sequence[Document], mine: Document, theirs: Document) -> Document:
    """*theirs* with everything typed here meanwhile. *versions*: what was stored or sent, oldest first."""
    if mine == theirs or any(mine == version for version in versions[-1:]):
        return theirs
    if theirs in versions:
        return mine
    known = {block.id for block in versions[0]} if versions else set()
    oldest = {block.id: block for block in versions[0]} if versions else {}
    here = {block.id: block for block in mine}
    there = {block.id for block in theirs}
    kept: list[Block] = []
    for block in theirs:
        forms = [each for version in versions for each in version if each.id == block.id]
        if block.id in here:
            kept.append(_woven_block(forms, here[block.id], block))
        elif block not in forms:
            kept.append(block)  # new there, or changed there after it was deleted here
    for at, block in enumerate(mine):
        if block.id in there:
            continue
        if block.id in known and oldest[block.id] == block:
            continue  # deleted there, untouched here
        _put_behind(kept, [each.id for each in mine[:at]], block)
    return _ordered(versions, mine, theirs, kept)


def _ordered(
    versions: Sequence[Document], mine: Document, theirs: Document, kept: Sequence[Block]
) -> Document:
    """Blocks moved here stay where they were moved to, unless the other side moved some too."""
    common = {block.id for block in mine} & {block.id for block in theirs}
    order = [block.id for block in mine if block.id in common]
    there = [block.id for block in theirs if block.id in common]
    if order == there or not any(_subsequence(there, version) for version in versions):
        return tuple(kept)
    slots = iter(order)
    by_id = {block.id: block for block in kept}
    return tuple(by_id[next(slots)] if block.id in common else block for block in kept)


def _subsequence(names: Sequence[str], version: Document) -> bool:
    rest = iter(block.id for block in version)
    return all(any(name == each for each in rest) for name in names)


def _put_behind(kept: list[Block], before: Sequence[BlockId], block: Block) -> None:
    names = {each.id: at for at, each in enumerate(kept)}
    for name in reversed(before):
        if name in names:
            kept.insert(names[name] + 1, block)
            return
    kept.insert(0, block)


def _woven_block(forms: Sequence[Block], mine: Block, theirs: Block) -> Block:
    if mine == theirs or theirs in forms:
        return mine
    if mine in forms:
        return theirs
    ours, other = lines_of((mine,)), lines_of((theirs,))
    if (
        len(ours) != 1
        or len(other) != 1
        or ours[0].role is not other[0].role
        or ours[0].table
        or other[0].table
    ):
        return mine
    if ours[0].role in OBJECTS:
        return mine
    old = [_letters(lines_of((form,))[0].runs) for form in forms if len(lines_of((form,))) == 1]
    letters = weave(old, _letters(ours[0].runs), _letters(other[0].runs))
    made = document_of((replace(ours[0], runs=runs_of(letters)),))
    return made[0]


def _letters(runs: Runs) -> tuple[Letter, ...]:
    return tuple((sign, run.bold, run.italic, run.link) for run in runs for sign in run.text)


def runs_of(letters: Sequence[Letter]) -> Runs:
    """Styled letters as runs."""
    runs: list[Run] = []
    for sign, bold, italic, link in letters:
        last = runs[-1] if runs else None
        if last is not None and (last.bold, last.italic, last.link) == (bold, italic, link):
            runs[-1] = Run(last.text + sign, bold, italic, link)
        else:
            runs.append(Run(sign, bold, italic, link))
    return tuple(runs)


def _units(letters: Sequence[Letter]) -> int:
    return units("".join(letter[0] for letter in letters))
