"""What stands around the text: slash menu, find and replace, moving lines, source view, outline, tables."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from desktop_app.domain.article import Article
from desktop_app.domain.document import (
    Block,
    Embed,
    Figure,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    RelatedArticle,
    Rule,
    Run,
    Subhead,
    Table,
)
from desktop_app.ui.editor.pane import ArticleEditor

pytestmark = pytest.mark.qt
K = Qt.Key
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(qtbot):
    made = ArticleEditor()
    qtbot.addWidget(made)
    made.resize(800, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.show_article(Article("a1", headline="Judul"), (), "r1")
    made.view.setFocus()
    qtbot.waitUntil(made.view.hasFocus)
    return made


def p(text, **marks):
    return Paragraph((Run(text, **marks),))


def story(editor, *contents):
    editor.show_article(
        Article("a1"), tuple(Block(f"b{at}", content) for at, content in enumerate(contents)), "r1"
    )


def contents(editor):
    return [block.content for block in editor.view.read_document()]


def caret(editor, at):
    cursor = editor.view.textCursor()
    cursor.setPosition(at)
    editor.view.setTextCursor(cursor)


def select(editor, start, end):
    cursor = editor.view.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.view.setTextCursor(cursor)


# -- slash menu


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


# -- find and replace


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


# -- moving lines


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


# -- Markdown source


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


# -- outline, counts, floating bar


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


def test_an_address_pasted_on_words_makes_a_link(editor, qtbot):
    story(editor, p("satu dua"))
    select(editor, 0, 4)
    QApplication.clipboard().setText("https://contoh.id/a")
    editor.view.paste()
    assert contents(editor) == [Paragraph((Run("satu", link="https://contoh.id/a"), Run(" dua")))]


# -- fields


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
