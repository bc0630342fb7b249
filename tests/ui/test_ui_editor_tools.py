"""What stands around the text: lengths, the floating bar, links, names, cards, and a whole story by keyboard."""

from itertools import combinations

import pytest
from editing import contents, p, select, story
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QToolButton

from desktop_app.domain.article import Article
from desktop_app.domain.document import (
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    RelatedArticle,
    Run,
    Subhead,
)

pytestmark = pytest.mark.qt
K = Qt.Key


def test_lengths_of_story_and_selection(editor, qtbot):
    story(editor, p("satu dua tiga"))
    qtbot.waitUntil(lambda: editor.footer.count.text() == "3 kata  ·  13 karakter  ·  1 menit baca")
    select(editor, 0, 8)
    qtbot.waitUntil(lambda: editor.footer.count.text() == "2 kata  ·  8 karakter dipilih")


def test_the_floating_bar_comes_with_a_selection_and_goes_with_it(editor, qtbot):
    story(editor, p("satu dua tiga"))
    editor.view.setFocus()
    select(editor, 0, 4)
    qtbot.waitUntil(editor.floating_bar.isVisible)
    qtbot.keyClick(editor.view, K.Key_Right)
    assert not editor.floating_bar.isVisible()


def test_what_finds_no_room_in_the_bar_stands_in_its_menu(editor, qtbot):
    story(editor, p("satu"))
    bar, menu = editor.toolbar, editor.toolbar.more.menu()

    def held():
        buttons = [made for made in bar.findChildren(QToolButton) if made.isVisible()]
        assert all(bar.rect().contains(made.geometry()) for made in buttons)
        assert not any(one.geometry().intersects(two.geometry()) for one, two in combinations(buttons, 2))
        shown = [made.defaultAction() for made in buttons if made is not bar.more]
        return shown, [action for action in menu.actions() if not action.isSeparator()]

    def room(width):
        editor.resize(width, 700)
        qtbot.waitUntil(lambda: bar.more.isVisible() == (width < 600))
        qtbot.wait(50)  # until the rows around it have found their places

    room(1000)
    everything, left = held()
    assert left == []
    room(320)
    shown, left = held()
    assert {*shown, *left} == {*everything}
    assert len(shown) + len(left) == len(everything)
    pull_quote = next(action for action in left if action.objectName() == "editor.pull_quote")
    pull_quote.trigger()
    assert isinstance(contents(editor)[0], PullQuote)


def test_an_address_pasted_on_words_makes_a_link(editor, qtbot):
    story(editor, p("satu dua"))
    select(editor, 0, 4)
    QApplication.clipboard().setText("https://contoh.id/a")
    editor.view.paste()
    assert contents(editor) == [Paragraph((Run("satu", link="https://contoh.id/a"), Run(" dua")))]


def test_names_are_completed_one_at_a_time(editor, qtbot):
    field = editor.heading.tags
    with qtbot.waitSignal(editor.heading.names_wished):
        field.setFocus()
    field.set_known(("transportasi", "transjakarta", "banjir"))
    qtbot.keyClicks(field, "banjir, tra")
    assert field.offered == ["transportasi", "transjakarta"]
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup, K.Key_Down)
    qtbot.keyClick(popup, K.Key_Return)
    assert field.text() == "banjir, transjakarta"
    assert editor.heading.values()["tags"] == ("banjir", "transjakarta")


def test_each_field_says_where_it_appears(editor, qtbot):
    editor.heading.short_title.set_text("Halte baru Jl. Thamrin!")
    assert editor.heading.places["short_title"].text().endswith("/berita/halte-baru-jl-thamrin")
    editor.show_article(Article("a2", short_title="Lain", slug="sudah-terbit"), (), "r1")
    assert editor.heading.places["short_title"].text().endswith("/berita/sudah-terbit")


def test_a_book_on_one_line_goes_in_bit_by_bit_and_comes_out_in_one_step(editor, qtbot):
    text = "Gubernur meninjau taman kota. " * 2_000
    QApplication.clipboard().setText(text.strip())
    qtbot.keyClick(
        editor.view, K.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    words = lambda: " ".join(run.text for content in contents(editor) for run in content.runs).split()  # noqa: E731
    qtbot.waitUntil(lambda: words() == text.split(), timeout=10_000)
    assert len(contents(editor)) > 10
    editor.view.undo()
    assert contents(editor) == []
    editor.view.redo()
    assert words() == text.split()


def test_a_whole_story_by_keyboard_alone(editor, qtbot):
    """Fields, body, subheads, a list, a quote with its speaker, a link, a table, a rule, corrections: no mouse."""
    window, view = editor, editor.view
    focused = QApplication.focusWidget
    editor.heading.short_title.setFocus()
    qtbot.keyClicks(focused(), "Halte Thamrin dibuka")
    qtbot.keyClick(focused(), K.Key_Return)
    qtbot.keyClicks(focused(), "Gubernur meresmikan halte baru di Jalan Thamrin")
    qtbot.keyClick(focused(), K.Key_Return)
    qtbot.keyClicks(focused(), "Halte baru dibuka Selasa pagi dan langsung ramai.")
    qtbot.keyClick(focused(), K.Key_Return)
    assert focused() is view
    sentence = "Gubernur meninjau halte baru itu bersama warga dan mendengar keluhan mereka tentang trotoar. "
    for _ in range(3):
        qtbot.keyClicks(view, (sentence * 5).strip())
        qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClicks(view, "## Warga _menyambut_ dengan **gembira**")
    qtbot.keyClick(view, K.Key_Return)
    for _ in range(3):
        qtbot.keyClicks(view, (sentence * 6).strip())
        qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClicks(view, "- satu")
    qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClick(view, K.Key_Tab)
    qtbot.keyClicks(view, "di dalam")
    for _ in range(3):
        qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClicks(view, "/sorot")
    qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClicks(view, "Halte ini milik warga")
    qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClicks(view, "Ani, warga")
    qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClicks(view, "Lihat situs")
    qtbot.keyClick(view, K.Key_Left, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, K.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(focused(), "contoh.id/halte")
    qtbot.keyClick(focused(), K.Key_Return)
    assert focused() is view
    qtbot.keyClick(view, K.Key_End)
    qtbot.keyClicks(view, " kami")
    qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClicks(view, "---")
    qtbot.keyClick(view, K.Key_Return)
    qtbot.keyClicks(view, "salahh")
    qtbot.keyClick(view, K.Key_Backspace)
    qtbot.keyClick(view, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(view, "Akhir.")
    kinds = [type(content).__name__ for content in contents(editor)]
    assert kinds == [
        *["Paragraph"] * 3,
        "Subhead",
        *["Paragraph"] * 3,
        "ListBlock",
        "PullQuote",
        "Paragraph",
        "Rule",
        "Paragraph",
    ]
    said = contents(editor)
    assert said[3] == Subhead(
        2, (Run("Warga "), Run("menyambut", italic=True), Run(" dengan "), Run("gembira", bold=True))
    )
    assert said[7] == ListBlock(False, (ListItem((Run("satu"),), (ListItem((Run("di dalam"),)),)),))
    assert said[8] == PullQuote((Run("Halte ini milik warga"),), "Ani, warga")
    assert said[9] == Paragraph((Run("Lihat "), Run("situs", link="https://contoh.id/halte"), Run(" kami")))
    assert said[11] == p("Akhir.")
    editor.flush()
    qtbot.waitUntil(lambda: int((editor.footer.count.text() or "0").split()[0]) > 400, timeout=5000)
    assert window.heading.values()["short_title"] == "Halte Thamrin dibuka"


def test_a_click_takes_a_card_as_one_and_a_key_takes_it_away(editor, qtbot):
    story(editor, p("satu"), RelatedArticle("9", "Lain"), p("dua"))
    block = editor.view.document().findBlockByNumber(1)
    rect = editor.view.document().documentLayout().blockBoundingRect(block)
    qtbot.mouseClick(editor.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert editor.view.textCursor().selectedText() == "\ufffc"
    qtbot.keyClick(editor.view, K.Key_Delete)
    assert contents(editor) == [p("satu"), p("dua")]
    editor.view.undo()
    assert contents(editor) == [p("satu"), RelatedArticle("9", "Lain"), p("dua")]


def test_rules_work_for_an_input_method_too_and_undo_gives_the_signs_back(editor, qtbot):
    for typed, made in (("## ", Subhead), ("- ", ListBlock), ("> ", Quote)):
        story(editor)
        event = QInputMethodEvent("", [])
        event.setCommitString(typed)
        QApplication.sendEvent(editor.view, event)
        qtbot.keyClicks(editor.view, "kata")
        assert [type(content) for content in contents(editor)] == [made]
        editor.view.undo()
        editor.view.undo()
        assert editor.view.document().toPlainText() == typed
