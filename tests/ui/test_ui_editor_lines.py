"""Lines moved, the story as Markdown, and its outline."""

import pytest
from editing import caret, contents, p, story
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop_app.domain.article import Article
from desktop_app.domain.document import (
    Block,
    Figure,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Run,
    Subhead,
    Table,
)

pytestmark = pytest.mark.qt
K = Qt.Key
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def test_lines_move_with_caret_and_marks_as_one_step(editor, qtbot):
    before = [p("satu"), Subhead(2, (Run("dua"),)), Paragraph((Run("ti"), Run("ga", bold=True)))]
    story(editor, *before)
    caret(editor, 2)
    qtbot.keyClick(editor.view, K.Key_Down, ALT_SHIFT)
    qtbot.keyClick(editor.view, K.Key_Down, ALT_SHIFT)
    assert contents(editor) == [before[1], before[2], before[0]]
    assert [block.id for block in editor.view.read_document()] == ["b1", "b2", "b0"]
    assert editor.view.textCursor().positionInBlock() == 2
    assert editor.view.textCursor().block().text() == "satu"
    qtbot.keyClick(editor.view, K.Key_Up, ALT_SHIFT)
    assert contents(editor) == [before[1], before[0], before[2]]
    editor.view.undo()
    assert contents(editor) == [before[1], before[2], before[0]]
    editor.view.undo()
    editor.view.undo()
    assert contents(editor) == before


@pytest.mark.parametrize("down", [True, False])
def test_what_belongs_together_moves_together(editor, qtbot, down):
    pull = PullQuote((Run("Kami siap"),), "Ani")
    items = ListBlock(False, (ListItem((Run("a"),), (ListItem((Run("b"),)),)), ListItem((Run("c"),))))
    table = Table(((Run("k"),),), (((Run("1"),),),))
    figure = Figure("7", (Run("kapsi"),))
    story(editor, pull, items, table, figure, p("akhir"))
    start = editor.view.document().find("siap").selectionStart()
    caret(editor, start)
    for _ in range(2):
        qtbot.keyClick(editor.view, K.Key_Down, ALT_SHIFT)
    # Past one item with what is below it, then past the next.
    assert contents(editor) == [items, pull, table, figure, p("akhir")]
    qtbot.keyClick(editor.view, K.Key_Down, ALT_SHIFT)
    assert contents(editor) == [items, table, pull, figure, p("akhir")]
    qtbot.keyClick(editor.view, K.Key_Down, ALT_SHIFT)
    assert contents(editor) == [items, table, figure, pull, p("akhir")]
    while editor.view.document().isUndoAvailable():
        editor.view.undo()
    assert contents(editor) == [pull, items, table, figure, p("akhir")]


def test_moving_at_the_ends_does_nothing(editor, qtbot):
    story(editor, p("satu"), p("dua"))
    caret(editor, 0)
    qtbot.keyClick(editor.view, K.Key_Up, ALT_SHIFT)
    assert contents(editor) == [p("satu"), p("dua")]
    assert not editor.view.document().isUndoAvailable()


def test_source_keeps_the_caret_both_ways_and_ids(editor, qtbot):
    story(
        editor, p("satu *dua*"), Paragraph((Run("Kata "), Run("tebal", bold=True), Run(" biasa"))), p("akhir")
    )
    at = editor.view.document().find("tebal").selectionStart() + 2
    caret(editor, at)
    editor.actions_of_text.source.trigger()
    source = editor.source
    assert source.isVisible()
    text = source.toPlainText()
    assert text == "satu \\*dua\\*\n\nKata **tebal** biasa\n\nakhir"
    assert source.textCursor().position() == text.index("tebal") + 2
    qtbot.keyClicks(source, "XY")
    editor.actions_of_text.source.trigger()
    assert editor.view.isVisible()
    assert [block.id for block in editor.view.read_document()] == ["b0", "b1", "b2"]
    assert contents(editor)[1] == Paragraph((Run("Kata "), Run("teXYbal", bold=True), Run(" biasa")))
    assert editor.view.textCursor().position() == at + 2
    editor.view.undo()
    assert contents(editor)[1] == Paragraph((Run("Kata "), Run("tebal", bold=True), Run(" biasa")))


def test_what_is_written_in_source_is_handed_on(editor, qtbot):
    story(editor, p("satu"))
    editor.show_source(True)
    source = editor.source
    cursor = source.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    source.setTextCursor(cursor)
    with qtbot.waitSignal(editor.edited, timeout=3000) as told:
        qtbot.keyClick(source, K.Key_Return)
        qtbot.keyClick(source, K.Key_Return)
        qtbot.keyClicks(source, "## Baru")
    body = told.args[1]
    assert [each.text for each in body] == ["satu", "## Baru"]
    assert body[0].id == "b0"
    editor.apply_remote(
        Article("a1"), (Block("b0", p("satu dari rekan")), Block(body[1].id, Subhead(2, (Run("Baru"),))))
    )
    assert source.toPlainText() == "satu dari rekan\n\n## Baru"


def test_the_tip_of_an_outline_row_is_text_and_never_markup(editor):
    story(editor, Subhead(2, (Run("<img src=x> <b>Halte</b>"),)))
    editor.actions_of_text.outline.trigger()
    assert editor.outline.list.item(0).toolTip() == "<span>&lt;img src=x&gt; &lt;b&gt;Halte&lt;/b&gt;</span>"


def test_outline_jumps(editor, qtbot):
    story(editor, p("satu"), Subhead(2, (Run("Halte"),)), Figure("7", (Run("Warga"),)), p("dua"))
    editor.actions_of_text.outline.trigger()
    outline = editor.outline
    assert [outline.list.item(row).text() for row in range(outline.list.count())] == ["Halte", "Warga"]
    qtbot.keyClicks(outline.sought, "war")
    qtbot.keyClick(outline.sought, K.Key_Return)
    assert not outline.isVisible()
    assert "Warga" in editor.view.textCursor().block().text()
