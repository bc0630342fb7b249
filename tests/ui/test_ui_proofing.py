"""Flags in the editor: painted where they stand, asked for once, mended as a person would."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor

from desktop_app.domain.article import Article
from desktop_app.domain.document import Block, Paragraph, Run, Subhead
from desktop_app.domain.flag import Context, Flag, FlagKind
from desktop_app.ui.editor.pane import ArticleEditor

pytestmark = pytest.mark.qt
KNOWN = {"Resiko": ("Risiko",), "dirumah": ("di rumah",)}


def flags_of(passage):
    """A checker of three words."""
    found = [
        Flag(at, at + len(word), word, FlagKind.STYLE, "kata-baku", f"Tulis {fixes[0]}.", fixes, True)
        for word, fixes in KNOWN.items()
        if (at := passage.text.find(word)) >= 0
    ]
    if (at := passage.text.find("masyarkat")) >= 0:
        found.append(Flag(at, at + 9, "masyarkat", FlagKind.SPELLING, "spelling", "tidak ada di kamus."))
    return tuple(sorted(found, key=lambda flag: flag.start))


@pytest.fixture
def editor(qtbot):
    made = ArticleEditor()
    made.asked = []

    def answer(passages):
        made.asked += passages
        made.proofing.take(passages, tuple(flags_of(passage) for passage in passages))

    made.proofing.check_wished.connect(answer)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    document = (
        Block("a1", Paragraph((Run("Resiko 😀 bagi masyarkat "), Run("dirumah", bold=True), Run(" besar.")))),
        Block("a2", Subhead(2, (Run("Tanpa cela"),))),
    )
    made.show_article(Article("x", headline="Resiko banjir", lead="Teras."), document, "r1")
    made.proofing.begin(Context())
    return made


def marked(editor, layer):
    return [each.cursor.selectedText() for each in editor.view.highlights.shown(layer)]


def test_flags_are_painted_where_they_stand(editor, qtbot):
    assert marked(editor, "style") == ["Resiko", "dirumah"]
    assert marked(editor, "spelling") == ["masyarkat"]
    (headline,) = editor.heading.headline.extraSelections()
    assert headline.cursor.selectedText() == "Resiko"
    wave = editor.view.highlights.shown("spelling")[0].format.underlineStyle()
    assert wave == QTextCharFormat.UnderlineStyle.WaveUnderline


def test_only_what_changed_is_asked_again(editor, qtbot):
    editor.asked.clear()
    editor.view.setFocus()
    qtbot.keyClicks(editor.view, "X")
    qtbot.waitUntil(lambda: bool(editor.asked), timeout=5000)
    assert {passage.text[:7] for passage in editor.asked} == {"XResiko"}


def test_marks_stay_in_a_line_that_is_being_written(editor, qtbot):
    editor.proofing.check_wished.disconnect()
    editor.view.setFocus()
    cursor = editor.view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.view.setTextCursor(cursor)
    qtbot.keyClicks(editor.view, " Dan lagi.")
    qtbot.wait(80)  # past the moment of painting; the answer never comes
    assert marked(editor, "style") == ["Resiko", "dirumah"]
    cursor.setPosition(3)
    cursor.insertText("X")
    editor.view.setTextCursor(cursor)
    qtbot.waitUntil(lambda: marked(editor, "style") == ["dirumah"], timeout=5000)


def test_the_keys_go_from_flag_to_flag_and_say_it(editor, qtbot):
    editor.heading.headline.setFocus()
    seen = []
    for _ in range(5):
        qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_F8)
        area = editor.proofing.focused()
        seen.append(area.textCursor().selectedText())
    assert seen[:3] == ["Resiko", "Resiko", "masyarkat"] or "masyarkat" in seen
    assert set(seen) == {"Resiko", "masyarkat", "dirumah"}
    assert editor.footer.note.text()


def test_a_fix_is_one_step_and_keeps_the_words_style(editor, qtbot):
    flag, cursor = next(found for found in editor.proofing._every(editor.view) if found[0].text == "dirumah")
    assert editor.proofing.replace(cursor, flag, "di rumah")
    first = editor.view.read_document()[0].content
    assert [(run.text, run.bold) for run in first.runs][1] == ("di rumah", True)
    editor.view.undo()
    assert [run.text for run in editor.view.read_document()[0].content.runs][1] == "dirumah"


def test_words_that_changed_meanwhile_are_left_alone(editor, qtbot):
    flag, cursor = next(iter(editor.proofing._every(editor.view)))
    editor.view.document().clear()
    assert not editor.proofing.replace(cursor, flag, "Risiko")


def test_the_menu_offers_suggestions_when_they_come(editor, qtbot):
    words = []
    editor.flag_menu.suggestions_wished.connect(words.append)
    _, cursor = next(found for found in editor.proofing._every(editor.view) if found[0].text == "masyarkat")
    editor.view.setTextCursor(cursor)
    editor.view.setFocus()
    assert editor.flag_menu.open_at_caret()
    assert words == ["masyarkat"]
    editor.flag_menu.show_suggestions("masyarkat", ("masyarakat", "masyarakatku"))
    menu = editor.flag_menu.menu
    chosen = next(action for action in menu.actions() if "masyarakat”" in action.text())
    chosen.trigger()
    menu.close()
    assert "bagi masyarakat" in editor.view.toPlainText()


def test_what_a_person_decides_is_wished(editor, qtbot):
    rules, words = [], []
    editor.flag_menu.silence_wished.connect(rules.append)
    editor.flag_menu.word_wished.connect(words.append)
    for wanted in ("Resiko", "masyarkat"):
        _, cursor = next(found for found in editor.proofing._every(editor.view) if found[0].text == wanted)
        editor.view.setTextCursor(cursor)
        editor.flag_menu.open_at_caret()
        editor.flag_menu.menu.actions()[-1].trigger()
        editor.flag_menu.menu.close()
    assert rules == ["kata-baku"]
    assert words == ["masyarkat"]


def test_marks_can_be_put_away(editor, qtbot):
    editor.flag_menu.actions()[-1].trigger()
    assert marked(editor, "style") == []
    editor.flag_menu.actions()[-1].trigger()
    assert marked(editor, "style") == ["Resiko", "dirumah"]
