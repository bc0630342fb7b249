"""The slash menu, and the tables and embeds it makes."""

import pytest
from editing import caret, contents, p, story
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QTextCursor

from desktop_app.domain.document import (
    Embed,
    Quote,
    Rule,
    Run,
    Table,
)
from desktop_app.ui.editor.popover import put_at

pytestmark = pytest.mark.qt
K = Qt.Key


def test_slash_narrows_and_enter_makes_the_line_a_quote(editor, qtbot):
    qtbot.keyClicks(editor.view, "/kut")
    menu = editor.slash_menu
    assert menu.isVisible()
    assert menu.item(0).text() == "Kutipan"
    qtbot.keyClick(editor.view, K.Key_Return)
    qtbot.keyClicks(editor.view, "Kami siap")
    assert contents(editor) == [Quote(((Run("Kami siap"),),))]


def test_one_undo_takes_a_slash_command_back(editor, qtbot):
    qtbot.keyClicks(editor.view, "/garis")
    qtbot.keyClick(editor.view, K.Key_Return)
    assert contents(editor) == [Rule()]
    editor.view.undo()
    assert contents(editor) == [p("/garis")]


def test_escape_leaves_the_slash(editor, qtbot):
    qtbot.keyClicks(editor.view, "/fo")
    qtbot.keyClick(editor.view, K.Key_Escape)
    assert editor.slash_menu.isHidden()
    qtbot.keyClicks(editor.view, "to")
    assert contents(editor) == [p("/foto")]


def test_the_menu_stays_when_the_text_moves_under_it(editor, qtbot):
    story(editor, *(p(f"Alinea {number}") for number in range(60)), p(""))
    view = editor.view
    view.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(view, "/")
    assert editor.slash_menu.isVisible()
    before = editor.slash_menu.y()
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() - 4)
    assert editor.slash_menu.isVisible()
    assert editor.slash_menu.y() > before
    bar.setValue(0)
    assert editor.slash_menu.isHidden()


@pytest.mark.parametrize("name", ["tables", "embeds"])
def test_a_popover_stays_on_the_screen(editor, name):
    popover = getattr(editor.actions_of_text, name)
    popover.adjustSize()
    room = editor.view.screen().availableGeometry()
    low = editor.view.viewport().mapFromGlobal(room.bottomRight())
    put_at(QRect(low - QPoint(0, 20), QSize(1, 20)), popover, editor.view)
    assert room.contains(popover.geometry())


def test_a_slash_inside_words_opens_nothing(editor, qtbot):
    qtbot.keyClicks(editor.view, "km/jam")
    assert editor.slash_menu.isHidden()


def test_slash_foto_is_a_wish_and_leaves_an_empty_line(editor, qtbot):
    qtbot.keyClicks(editor.view, "/foto")
    with qtbot.waitSignal(editor.photo_wished):
        qtbot.keyClick(editor.view, K.Key_Tab)
    assert contents(editor) == []


def test_slash_sematan_takes_only_allowed_providers(editor, qtbot):
    qtbot.keyClicks(editor.view, "/sematan")
    qtbot.keyClick(editor.view, K.Key_Return)
    popover = editor.actions_of_text.embeds
    popover.address.setText("https://lain.id/x")
    qtbot.keyClick(popover.address, K.Key_Return)
    assert "YouTube" in popover.trouble.text()
    popover.address.setText("youtu.be/abcdefghijk")
    qtbot.keyClick(popover.address, K.Key_Return)
    assert contents(editor) == [Embed("https://youtu.be/abcdefghijk")]


def test_slash_tabel_by_arrow_keys(editor, qtbot):
    qtbot.keyClicks(editor.view, "/tabel")
    qtbot.keyClick(editor.view, K.Key_Return)
    grid = editor.actions_of_text.tables
    qtbot.keyClick(grid, K.Key_Left)
    qtbot.keyClick(grid, K.Key_Up)
    qtbot.keyClick(grid, K.Key_Return)
    for word in ("Koridor", "Unit", "1", "12"):
        qtbot.keyClicks(editor.view, word)
        qtbot.keyClick(editor.view, K.Key_Tab)
    assert contents(editor) == [
        Table(((Run("Koridor"),), (Run("Unit"),)), (((Run("1"),), (Run("12"),)), ((), ())))
    ]


def test_rows_and_columns_come_and_go(editor, qtbot):
    story(editor, Table(((Run("a"),), (Run("b"),)), (((Run("1"),), (Run("2"),)),)))
    caret(editor, editor.view.document().find("1").selectionStart())
    row_add, column_add, row_remove, column_remove, table_remove = editor.actions_of_text.of_table
    row_add.trigger()
    qtbot.keyClicks(editor.view, "3")
    column_add.trigger()
    qtbot.keyClicks(editor.view, "x")
    assert contents(editor) == [
        Table(
            ((Run("a"),), (), (Run("b"),)),
            (((Run("1"),), (), (Run("2"),)), ((Run("3"),), (Run("x"),), ())),
        )
    ]
    column_remove.trigger()
    row_remove.trigger()
    assert contents(editor) == [Table(((Run("a"),), (Run("b"),)), (((Run("1"),), (Run("2"),)),))]
    caret(editor, editor.view.document().find("1").selectionStart())
    table_remove.trigger()
    assert contents(editor) == []
    while editor.view.document().isUndoAvailable():
        editor.view.undo()
    assert contents(editor) == [Table(((Run("a"),), (Run("b"),)), (((Run("1"),), (Run("2"),)),))]
