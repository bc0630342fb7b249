"""Find and replace in the open story: counted, listed, marks kept, one step to undo."""

import pytest
from editing import contents, p, story
from PySide6.QtCore import Qt

from desktop_app.domain.document import (
    Figure,
    Paragraph,
    PullQuote,
    RelatedArticle,
    Run,
    Table,
)

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
