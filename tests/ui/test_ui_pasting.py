"""Pasting from other programs: a moment later, at its place, as one step; the keys go on meanwhile."""

from collections import Counter

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage, QTextCursor

from desktop_app.domain.article import Article
from desktop_app.domain.changes import NOTHING
from desktop_app.domain.document import Block, Embed, ListBlock, Paragraph, Run, Subhead
from desktop_app.domain.foreign import Pasted
from desktop_app.domain.ids import new_block_id
from desktop_app.foreign.html import read_html
from desktop_app.markup.from_text import contents_of_text
from desktop_app.markup.plain_text import plain_text
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.pasting import foreign_clip

pytestmark = pytest.mark.qt
HTML = (
    "<h2>Rilis</h2><p>Warga <b>kembali</b> ke <a href='https://a.id/?utm_source=x'>rumah</a>.</p>"
    "<ul><li>satu</li></ul><img src='https://a.id/x.jpg'>"
)


class Reading:
    """Answers when it is told to, as the worker would."""

    def __init__(self, editor, folder):
        self.editor, self.folder, self.asked = editor, folder, []
        editor.pasting.wished.connect(lambda ticket, clip: self.asked.append((ticket, clip)))

    def answer(self):
        ticket, clip = self.asked.pop(0)
        if clip.html:
            contents, _, remarks = read_html(clip.html, self.folder)
        else:
            contents, pieces = contents_of_text(clip.text)
            remarks = Counter({"paragraph.cut": pieces} if pieces else {})
        single = len(contents) == 1 and isinstance(contents[0], Paragraph)
        blocks = tuple(Block(new_block_id(), content) for content in contents)
        return self.editor.pasting.take(ticket, Pasted(blocks, single, tuple(remarks.items()), NOTHING))


@pytest.fixture
def editor(qtbot):
    made = ArticleEditor()
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    made.show_article(Article("a1", headline="Judul"), (), "r1")
    return made


@pytest.fixture
def reading(editor, tmp_path):
    return Reading(editor, tmp_path)


def mime(html="", text=""):
    made = QMimeData()
    if html:
        made.setHtml(html)
    if text:
        made.setText(text)
    return made


def paste(editor, **held):
    editor.view.insertFromMimeData(mime(**held))


def contents(editor):
    return [block.content for block in editor.view.read_document()]


def test_structure_comes_in_and_one_undo_takes_it_out(editor, reading):
    paste(editor, html=HTML, text="Rilis ...")
    assert contents(editor) == []
    reading.answer()
    found = contents(editor)
    assert [type(each) for each in found] == [Subhead, Paragraph, ListBlock]
    assert found[1].runs[3] == Run("rumah", link="https://a.id/")
    editor.view.undo()
    assert contents(editor) == []


def test_a_quiet_line_tells_what_stayed_outside_and_undoes_it(editor, reading, qtbot):
    paste(editor, html=HTML)
    reading.answer()
    assert editor.paste_notice.isVisible()
    assert "1 gambar dari web" in editor.paste_notice.sentence.text()
    assert "1 alamat dibersihkan" in editor.paste_notice.sentence.text()
    qtbot.mouseClick(editor.paste_notice.undo, Qt.MouseButton.LeftButton)
    assert contents(editor) == []
    assert not editor.paste_notice.isVisible()


def test_words_alone_in_place_of_what_was_pasted(editor, reading, qtbot):
    paste(editor, html=HTML, text="Rilis\nWarga kembali")
    reading.answer()
    qtbot.mouseClick(editor.paste_notice.text_only, Qt.MouseButton.LeftButton)
    assert contents(editor) == [Paragraph((Run("Rilis"),)), Paragraph((Run("Warga kembali"),))]


def test_what_is_typed_meanwhile_stays_and_stands_behind(editor, reading, qtbot):
    qtbot.keyClicks(editor.view, "awal ")
    paste(editor, html="<span>di <b>tengah</b></span>")
    qtbot.keyClicks(editor.view, " akhir")
    reading.answer()
    assert plain_text(editor.view.read_document()) == "awal di tengah akhir"


def test_two_pastes_in_one_place_stand_in_their_order(editor, reading):
    paste(editor, html="<p>Satu.</p><p>Dua.</p>")
    paste(editor, html="<p>Tiga.</p><p>Empat.</p>")
    reading.answer()
    reading.answer()
    assert plain_text(editor.view.read_document()) == "Satu.\n\nDua.Tiga.\n\nEmpat."


def test_a_paste_belongs_to_its_story(editor, reading):
    paste(editor, html=HTML)
    editor.show_article(Article("a2"), (), "r2")
    assert not reading.answer()  # it has to go in there
    assert contents(editor) == []


def test_a_failure_leaves_the_story_as_it_was(editor, reading, qtbot):
    qtbot.keyClicks(editor.view, "tetap")
    paste(editor, html="<table>" * 3)
    ticket, _ = reading.asked.pop()
    editor.pasting.fail(ticket)
    assert plain_text(editor.view.read_document()) == "tetap"
    assert not editor.paste_notice.isVisible()


def test_a_long_text_goes_in_by_pieces_and_out_in_one_step(editor, reading, qtbot):
    qtbot.keyClicks(editor.view, "kepala ekor")
    cursor = editor.view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Left, n=4)
    editor.view.setTextCursor(cursor)
    words = [f"kata{number}" for number in range(6_000)]
    paste(editor, text=" ".join(words))
    reading.answer()
    qtbot.waitUntil(lambda: editor.paste_notice.undo.isVisible(), timeout=20_000)
    assert plain_text(editor.view.read_document()).split() == ["kepala", *words, "ekor"]
    assert "potongan" in editor.paste_notice.sentence.text()
    editor.view.undo()
    assert plain_text(editor.view.read_document()) == "kepala ekor"


@pytest.mark.parametrize(("text", "wanted"), [
    ("- satu\n- dua", [ListBlock]),
    ("Satu.\n\nDua.", [Paragraph, Paragraph]),
    ("https://youtu.be/dQw4w9WgXcQ\n\nTeks", [Embed, Paragraph]),
    ("hanya kata", [Paragraph]),
])  # fmt: skip
def test_short_text_is_read_on_the_spot(editor, reading, text, wanted):
    paste(editor, text=text)
    assert reading.asked == []
    assert [type(each) for each in contents(editor)] == wanted


def test_an_address_over_words_makes_them_a_link(editor, reading, qtbot):
    qtbot.keyClicks(editor.view, "Kata")
    editor.view.selectAll()
    paste(editor, text="https://contoh.id/x")
    assert contents(editor) == [Paragraph((Run("Kata", link="https://contoh.id/x"),))]


def test_a_picture_alone_is_a_picture(qapp):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    held = QMimeData()
    held.setImageData(image)
    held.setHtml('<img src="https://a.id/x.png">')
    assert foreign_clip(held).image is not None
    held = QMimeData()
    held.setData("image/png", b"\x89PNG")
    assert foreign_clip(held).picture == b"\x89PNG"
