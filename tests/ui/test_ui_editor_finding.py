"""Find and replace in the open story: counted, listed, marks kept, one step to undo."""

import pytest
from editing import contents, p, story
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from desktop_app.domain.article import Article
from desktop_app.domain.document import (
    Block,
    Figure,
    Paragraph,
    PullQuote,
    RelatedArticle,
    Run,
    Table,
)
from desktop_app.ui.editor.rows import HINT

pytestmark = pytest.mark.qt
K = Qt.Key


def test_find_counts_lists_and_steps_round(editor, qtbot):
    story(editor, p("Banjir di Rawa. banjir lagi"), Figure("7", (Run("Warga saat banjir"),)))
    qtbot.keyClick(editor.view, K.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = editor.find_bar
    assert bar.isVisible()
    qtbot.keyClicks(bar.sought, "banjir")
    assert bar.count.text() == "1 dari 3"
    assert bar.list.count() == 3
    qtbot.keyClick(bar.sought, K.Key_Return)
    qtbot.keyClick(bar.sought, K.Key_Return)
    assert bar.count.text() == "3 dari 3"
    assert editor.view.textCursor().selectedText() == ""
    qtbot.keyClick(bar.sought, K.Key_Return)
    assert bar.count.text() == "1 dari 3"
    bar.exact.setChecked(True)
    assert bar.count.text() == "1 dari 2"
    qtbot.keyClick(bar.sought, K.Key_Escape)
    assert not bar.isVisible()
    assert editor.view.textCursor().selectedText() == "banjir"
    assert editor.view.extraSelections() == []


def test_whole_words_and_signs_of_one_family(editor, qtbot):
    story(editor, p("Rp\u00a05 juta “siap” kata-katanya kata"))
    bar = editor.find_bar
    editor.seek()
    for sought, words, expected in (
        ("Rp 5", False, 1),
        ('"siap"', False, 1),
        ("kata", False, 3),
        ("kata", True, 2),
    ):
        bar.words.setChecked(words)
        bar.sought.setText(sought)
        assert len(editor.view.highlights.shown("matches")) == expected, sought


def test_replace_all_keeps_marks_and_is_one_step(editor, qtbot):
    before = [
        Paragraph((Run("Pak "), Run("Gubernur", bold=True), Run(" dan gubernur😀 lain"))),
        PullQuote((Run("Kata gubernur"),), "Gubernur"),
        RelatedArticle("9", "Gubernur meninjau"),
        Table(((Run("gubernur"),),), ()),
    ]
    story(editor, *before)
    editor.seek(replacing=True)
    bar = editor.find_bar
    bar.sought.setText("gubernur")
    bar.new.setText("Wali Kota")
    assert bar.count.text().endswith("dari 6")
    bar.all_button.click()
    assert bar.count.text() == "5 diganti, 1 judul kartu dibiarkan"
    assert contents(editor) == [
        Paragraph((Run("Pak "), Run("Wali Kota", bold=True), Run(" dan Wali Kota😀 lain"))),
        PullQuote((Run("Kata Wali Kota"),), "Wali Kota"),
        RelatedArticle("9", "Gubernur meninjau"),
        Table(((Run("Wali Kota"),),), ()),
    ]
    editor.view.undo()
    assert contents(editor) == before


def test_replace_goes_on_behind_what_it_put_in(editor, qtbot):
    story(editor, p("aa aa"))
    editor.seek(replacing=True)
    bar = editor.find_bar
    bar.sought.setText("a")
    bar.new.setText("aa")
    for _ in range(2):
        qtbot.keyClick(bar.new, K.Key_Return)
    assert contents(editor) == [p("aaaa aa")]


def test_letters_that_stay_keep_their_marks(editor, qtbot):
    story(editor, Paragraph((Run("peru"), Run("bah", italic=True), Run("an"))))
    editor.seek(replacing=True)
    editor.find_bar.sought.setText("perubahan")
    editor.find_bar.new.setText("perubahannya")
    editor.find_bar.replace_all()
    assert contents(editor) == [Paragraph((Run("peru"), Run("bah", italic=True), Run("annya")))]


# -- titles and lead


@pytest.fixture
def titled(editor):
    """A story with one word in every text of it."""
    blocks = (
        Block("b0", p("Gubernur datang. gubernur pergi")),
        Block("b1", RelatedArticle("9", "Gubernur lain")),
    )
    article = Article("a1", short_title="Gubernur", headline="Apa kata gubernur", lead="Teras gubernur 😀.")
    editor.show_article(article, blocks, "r1")
    return editor


def said(editor):
    heading = editor.heading
    titles = [heading.short_title.text(), heading.headline.text(), heading.lead.text()]
    return [*titles, "".join(run.text for run in contents(editor)[0].runs)]


OLD = ["Gubernur", "Apa kata gubernur", "Teras gubernur 😀.", "Gubernur datang. gubernur pergi"]
NEW = ["Wali Kota", "Apa kata Wali Kota", "Teras Wali Kota 😀.", "Wali Kota datang. Wali Kota pergi"]


def replace_everywhere(editor):
    editor.seek(replacing=True)
    editor.find_bar.sought.setText("gubernur")
    editor.find_bar.new.setText("Wali Kota")
    editor.find_bar.replace_all()


def test_titles_and_lead_are_searched_in_the_order_of_reading(titled, qtbot):
    bar = titled.find_bar
    titled.heading.headline.setFocus()
    qtbot.waitUntil(titled.heading.headline.hasFocus)
    qtbot.keyClick(titled.heading.headline, K.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(bar.sought, "gubernur")
    assert bar.count.text() == "2 dari 6"  # from where the caret was
    assert [bar.list.item(at).data(HINT) for at in range(6)] == ["Judul pendek", "Judul", "Teras", "", "", ""]
    assert len(titled.heading.headline.highlights.shown("match")) == 1
    qtbot.keyClick(bar.sought, K.Key_Return)
    qtbot.keyClick(bar.sought, K.Key_Escape)
    assert titled.heading.lead.textCursor().selectedText() == "gubernur"
    assert titled.heading.lead.hasFocus()
    assert all(field.extraSelections() == [] for field in titled.heading.texts())


def test_replacing_everywhere_is_one_gesture_to_take_back(titled):
    replace_everywhere(titled)
    assert said(titled) == NEW
    assert titled.find_bar.count.text() == "5 diganti, 1 judul kartu dibiarkan"
    titled.view.undo()
    assert said(titled) == OLD
    titled.view.redo()
    assert said(titled) == NEW
    titled.heading.headline.undo()
    assert said(titled) == OLD
    titled.heading.lead.redo()
    assert said(titled) == NEW


def test_a_text_written_in_since_keeps_its_words(titled, qtbot):
    replace_everywhere(titled)
    titled.heading.lead.moveCursor(QTextCursor.MoveOperation.End)
    titled.heading.lead.insertPlainText(" Lagi")
    titled.view.undo()
    assert said(titled) == [OLD[0], OLD[1], NEW[2] + " Lagi", OLD[3]]


def test_another_story_has_nothing_of_it_to_take_back(titled):
    replace_everywhere(titled)
    titled.show_article(Article("a2", headline="Lain"), (Block("c0", p("Isi")),), "r1")
    titled.heading.headline.insertPlainText("X")
    titled.heading.headline.undo()
    assert said(titled) == ["", "Lain", "", "Isi"]


def test_one_place_in_a_title_is_replaced_and_the_search_goes_on_below(titled, qtbot):
    titled.heading.short_title.setFocus()
    qtbot.waitUntil(titled.heading.short_title.hasFocus)
    qtbot.keyClick(titled.heading.short_title, K.Key_H, Qt.KeyboardModifier.ControlModifier)
    titled.find_bar.sought.setText("gubernur")
    titled.find_bar.new.setText("Wali Kota")
    for _ in range(2):
        titled.find_bar.replace_one()
    assert said(titled) == [*NEW[:2], *OLD[2:]]
    assert titled.find_bar.count.text() == "1 dari 4"
