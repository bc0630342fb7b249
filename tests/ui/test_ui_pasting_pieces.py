"""What is large goes in piece by piece: nothing is lost, whatever is done meanwhile, and one undo takes it back."""

import pytest
from editing import contents, p, story
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop_app.domain.article import Article
from desktop_app.domain.document import Block, Paragraph, Run, Table
from desktop_app.domain.ids import new_block_id
from desktop_app.ui.editor.clipboard import Slice
from desktop_app.ui.editor.pieces import MoreRows, pieces_of

pytestmark = pytest.mark.qt

ROWS = tuple(((Run(f"Kota {at}"),), (Run(str(at)),)) for at in range(200))
TABLE = Table(((Run("Nama"),), (Run("Jumlah"),)), ROWS)
BOOK = tuple(p(f"Alinea {number}: " + "kata " * 700) for number in range(8))


def put(editor, *pasted):
    editor.pasting.put(Slice(tuple(Block(new_block_id(), each) for each in pasted), inline=False))


def gone_in(editor):
    return editor.pasting._pieces is None


def plain(document_contents):
    return [
        Paragraph(tuple(Run(run.text.strip()) for run in each.runs)) if isinstance(each, Paragraph) else each
        for each in document_contents
    ]


def test_a_table_of_four_hundred_cells_stands_whole_and_goes_in_one_step(editor, qtbot):
    story(editor, p("Awal"), p("Akhir"))
    editor.view.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    put(editor, TABLE, p("Sesudahnya"))
    assert not gone_in(editor)
    qtbot.waitUntil(lambda: gone_in(editor))
    assert contents(editor) == [p("Awal"), TABLE, p("Sesudahnya"), p("Akhir")]
    editor.view.undo()
    assert contents(editor) == [p("Awal"), p("Akhir")]
    editor.view.redo()
    assert contents(editor) == [p("Awal"), TABLE, p("Sesudahnya"), p("Akhir")]


@pytest.mark.parametrize("pasted", [(TABLE,), BOOK])
def test_what_is_typed_meanwhile_stands_behind_and_keeps_an_undo_of_its_own(editor, qtbot, pasted):
    put(editor, *pasted)
    assert not gone_in(editor)
    qtbot.keyClicks(editor.view, "ketikan")
    qtbot.waitUntil(lambda: gone_in(editor))
    assert plain(contents(editor)) == plain([*pasted, p("ketikan")])
    qtbot.keyClicks(editor.view, " lagi")
    assert plain(contents(editor)) == plain([*pasted, p("ketikan lagi")])


def test_leaving_the_story_loses_nothing_of_it(editor):
    bodies = []
    editor.edited.connect(lambda _fields, body: bodies.append((editor.article_id, body)))
    put(editor, *BOOK)
    assert not gone_in(editor)
    editor.show_article(Article("a2", headline="Lain"), (), "r1")
    owner, body = bodies[-1]
    assert owner == "a1"
    assert [block.text.split(":")[0] for block in body] == [f"Alinea {number}" for number in range(8)]
    assert contents(editor) == []


def test_who_takes_the_beginning_back_does_not_get_the_rest(editor, qtbot):
    story(editor, p("Awal"))
    editor.view.moveCursor(QTextCursor.MoveOperation.End)
    put(editor, *BOOK)
    qtbot.keyClick(editor.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: gone_in(editor))
    assert contents(editor) == [p("Awal")]


def test_undoing_a_word_typed_meanwhile_lets_the_rest_come(editor, qtbot):
    put(editor, *BOOK)
    qtbot.keyClicks(editor.view, "x")
    editor.view.undo()
    qtbot.waitUntil(lambda: gone_in(editor))
    assert plain(contents(editor)) == plain(BOOK)


def test_rows_whose_table_was_taken_away_meanwhile_still_come(editor, qtbot):
    put(editor, TABLE)
    cursor = editor.view.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    qtbot.waitUntil(lambda: gone_in(editor))
    (table,) = contents(editor)
    assert table.rows[-1] == ROWS[-1]
    assert len(table.rows) > 100


def test_inside_a_cell_a_large_table_is_its_words(editor, qtbot):
    story(editor, Table(((Run("a"),), (Run("b"),)), (((Run("c"),), ()),)))
    cursor = editor.view.textCursor()
    cursor.setPosition(editor.view.document().begin().next().position())
    editor.view.setTextCursor(cursor)
    put(editor, TABLE)
    qtbot.waitUntil(lambda: gone_in(editor))
    (table,) = contents(editor)
    assert (len(table.header), len(table.rows)) == (2, 1)
    assert "Kota 199" in "".join(run.text for run in table.header[0])


def test_pieces_of_a_wide_table_keep_every_cell():
    rows = tuple(tuple((Run(f"{row}.{column}"),) for column in range(7)) for row in range(60))
    first, *more = pieces_of((Block("t", Table(rows[0], rows[1:])),))
    assert all(isinstance(each, MoreRows) for each in more)
    table = first[0].content
    assert (table.header, *table.rows, *(row for each in more for row in each.rows)) == rows
