"""Marks in the text people type in: which words are selected, and ink under those that are marked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop_app.domain.proof import Mark
from desktop_app.markup.anchors import Standing, locate
from desktop_app.ui.editor.heading import TEXTS
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.places import Place, place_of, position_of, texts_of
from desktop_app.ui.editor.units import cut, units
from desktop_app.ui.editor.walking import Area, Stop

Ink = Callable[[Mark], tuple[str, str]]  # the ground behind the words and the line under them


def selected(editor: ArticleEditor) -> tuple[str, str, int] | None:
    """The words selected in a field or in the body: (place, words, first character); None when there are none.

    A selection over several blocks is cut to the first.
    """
    for name in TEXTS:
        field = editor.heading.text_field(name)
        cursor = field.textCursor()
        if field.hasFocus() and cursor.hasSelection():
            return _trimmed(name, field.text(), cursor)
    cursor = editor.view.textCursor()
    if editor.in_source or not cursor.hasSelection():
        return None
    document = editor.view.document()
    begin = place_of(document, cursor.selectionStart())
    end = place_of(document, cursor.selectionEnd())
    if begin is None or end is None:
        return None
    text = texts_of(document).get(begin.block_id, "")
    stop = end.offset if end.block_id == begin.block_id else len(text)
    quote = text[begin.offset : stop]
    start = begin.offset + len(quote) - len(quote.lstrip())
    return (begin.block_id, quote.strip(), start) if quote.strip() else None


def show(editor: ArticleEditor, marks: Sequence[Mark], ink: Ink) -> None:
    """Paint the open marks where their words stand now, in the fields and in the body."""
    marks = [mark for mark in marks if mark.open]
    fields = {name: editor.heading.text_field(name).text() for name in TEXTS}
    # Asked after every save; reading a long story is only worth it when there is something to find in it.
    body = texts_of(editor.view.document()) if marks else {}
    in_fields: dict[str, list[QTextEdit.ExtraSelection]] = {name: [] for name in TEXTS}
    in_body: list[QTextEdit.ExtraSelection] = []
    for mark in marks:
        anchor = locate(mark, {**fields, **body})
        if anchor.standing is Standing.LOST:
            continue
        if anchor.place in fields:
            made = QTextEdit.ExtraSelection()
            made.cursor = _range(editor, anchor.place, anchor.start, anchor.end)
            made.format = _format(*ink(mark))
            in_fields[anchor.place].append(made)
        else:
            start, end = _positions(editor, anchor.place, anchor.start, anchor.end)
            if start is not None and end is not None:
                in_body.append(editor.view.highlights.selection(start, end, _format(*ink(mark))))
    for name, selections in in_fields.items():
        editor.heading.text_field(name).highlights.set("marks", selections)
    editor.view.highlights.set("marks", in_body)


def stops(editor: ArticleEditor, marks: Sequence[Mark], go: Callable[[str], object]) -> list[Stop]:
    """Where the open marks' words stand, for walking through them; *go(mark id)* gets there."""
    fields = {name: editor.heading.text_field(name).text() for name in TEXTS}
    body = texts_of(editor.view.document())
    found = []
    for mark in marks:
        anchor = locate(mark, {**fields, **body})
        if not mark.open or anchor.standing is Standing.LOST:
            continue
        if anchor.place in fields:
            cursor = _range(editor, anchor.place, anchor.start, anchor.end)
            area: Area = editor.heading.text_field(anchor.place)
            start, end = cursor.selectionStart(), cursor.selectionEnd()
        else:
            area = editor.view
            first, last = _positions(editor, anchor.place, anchor.start, anchor.end)
            if first is None or last is None:
                continue
            start, end = first, last
        found.append(Stop(area, start, end, partial(go, mark.id)))
    return found


def go_to(editor: ArticleEditor, mark: Mark) -> bool:
    """Select a mark's words; for lost ones the caret goes to where they were. False when there is no such place."""
    fields = {name: editor.heading.text_field(name).text() for name in TEXTS}
    anchor = locate(mark, {**fields, **texts_of(editor.view.document())})
    if not anchor.place:
        return False
    if anchor.place in fields:
        field = editor.heading.text_field(anchor.place)
        field.setTextCursor(_range(editor, anchor.place, anchor.start, anchor.end))
        field.setFocus()
        return True
    editor.land_on(anchor.place)
    start, end = _positions(editor, anchor.place, anchor.start, anchor.end)
    if start is None or end is None:
        return False
    cursor = QTextCursor(editor.view.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.view.setTextCursor(cursor)
    editor.view.ensureCursorVisible()
    return True


def _trimmed(name: str, text: str, cursor: QTextCursor) -> tuple[str, str, int] | None:
    before = cut(text, 0, cursor.selectionStart())
    quote = cut(text, cursor.selectionStart(), cursor.selectionEnd())
    start = len(before) + len(quote) - len(quote.lstrip())
    return (name, quote.strip(), start) if quote.strip() else None


def _range(editor: ArticleEditor, name: str, start: int, end: int) -> QTextCursor:
    field = editor.heading.text_field(name)
    text = field.text()
    cursor = QTextCursor(field.document())
    cursor.setPosition(units(text[:start]))
    cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _positions(editor: ArticleEditor, place: str, start: int, end: int) -> tuple[int | None, ...]:
    document = editor.view.document()
    return tuple(position_of(document, Place(place, offset)) for offset in (start, end))


def _format(ground: str, line: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(QColor(ground))
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    made.setUnderlineColor(QColor(line))
    return made
