"""A person at the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop_app.domain.article import Article
from desktop_app.domain.document import Block, Embed, Paragraph, Quote, Rule, Run, Subhead
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.styles import char_format

pytestmark = pytest.mark.qt


@pytest.fixture
def editor(qtbot):
    made = ArticleEditor()
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    made.show_article(Article("a1", headline="Judul"), (), "r1")
    return made


def contents(editor):
    return [block.content for block in editor.view.read_document()]


def test_a_story_by_keys(editor, qtbot):
    view = editor.view
    qtbot.keyClicks(view, "## Halte baru")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "Kata **tebal** biasa")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "---")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "> Kutipan")
    assert contents(editor) == [
        Subhead(2, (Run("Halte baru"),)),
        Paragraph((Run("Kata "), Run("tebal", bold=True), Run(" biasa"))),
        Rule(),
        Quote(((Run("Kutipan"),),)),
    ]


def test_a_typed_address_of_a_film_becomes_its_card(editor, qtbot):
    view, film = editor.view, "https://youtu.be/dQw4w9WgXcQ"
    qtbot.keyClicks(view, film.removeprefix("https://"))  # half an address is words
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, film)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(view, "Lalu")
    words = Paragraph((Run("youtu.be/dQw4w9WgXcQ"),))
    assert contents(editor) == [words, Embed(film), Paragraph((Run("Lalu"),))]
    view.undo()
    view.undo()
    assert view.toPlainText() == f"youtu.be/dQw4w9WgXcQ\n{film}"
    assert view.textCursor().positionInBlock() == len(film)
    view.redo()
    assert view.toPlainText() == "youtu.be/dQw4w9WgXcQ\n\ufffc\n"
    view.textCursor().insertText("https://youtu.be/dQw4w9WgXcQ", char_format(bold=True))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.toPlainText().count("\ufffc") == 1


def test_undo_goes_by_words(editor, qtbot):
    qtbot.keyClicks(editor.view, "satu dua tiga")
    editor.view.undo()
    assert editor.view.document().toPlainText().rstrip() == "satu dua"


def test_a_remote_change_leaves_caret_and_words(editor, qtbot):
    one, two = Block("x1", Paragraph((Run("Satu."),))), Block("x2", Paragraph((Run("Dua."),)))
    editor.show_article(Article("a1"), (one, two), "r1")
    cursor = editor.view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    editor.view.setTextCursor(cursor)
    qtbot.keyClicks(editor.view, " Tiga")
    editor.apply_remote(Article("a1"), (Block("x1", Paragraph((Run("Satu, baru."),))), two))
    assert contents(editor) == [Paragraph((Run("Satu, baru."),)), Paragraph((Run("Dua. Tiga"),))]
    assert editor.view.textCursor().atEnd()
    editor.view.undo()
    assert contents(editor)[0] == Paragraph((Run("Satu."),))


def test_what_was_typed_is_handed_on(editor, qtbot):
    with qtbot.waitSignal(editor.edited, timeout=3000) as told:
        qtbot.keyClicks(editor.view, "Halo")
    fields, body = told.args
    assert fields == {}
    assert [each.text for each in body] == ["Halo"]
