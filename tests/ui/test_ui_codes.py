"""Name codes become names as they are typed, and the newsroom's lists are edited in their window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.article import Article
from desktop_app.domain.directory import Contributor, Directory
from desktop_app.domain.lists import NAMES, PLACES, WORDS, ListEntry, entry_id
from desktop_app.markup.plain_text import plain_text
from desktop_app.ui.editor.fields import ParagraphField
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.icons import Icons
from desktop_app.ui.lists.pane import ListsWindow
from desktop_app.ui.name_codes import CREDITS, WANTS_CODES, CodeBook, FieldCodes
from desktop_app.ui.start import RESOURCES
from desktop_app.ui.theme import Mode, Theme

pytestmark = pytest.mark.qt


def entry(list_, key, value, **more):
    return ListEntry(entry_id(list_, key), list_, key, value, **more)


ENTRIES = (
    entry(NAMES, "gub", "Gubernur DKI Jakarta 😀 Rano"),
    entry(PLACES, "gub", "Gubug"),
    entry(PLACES, "bk", "Balai Kota", other="Balaikota"),
    entry(WORDS, "daring", ""),
)
DIRECTORY = Directory((Contributor("1", "Rina Kartika", codes=("rk",)),))


@pytest.fixture
def editor(qtbot):
    made = ArticleEditor()
    qtbot.addWidget(made)
    made.show()
    made.show_article(Article("a1", headline="Judul"), (), "r1")
    made.codes.show_entries(each for each in ENTRIES if each.list != WORDS)
    made.codes.show_directory(DIRECTORY)
    return made


def text(editor):
    return plain_text(editor.view.read_document())


@pytest.mark.parametrize(("typed", "stands"), [
    ("\\gub hadir", "Gubernur DKI Jakarta 😀 Rano hadir"),
    ("kata \\GUB, di \\bk.", "kata Gubernur DKI Jakarta 😀 Rano, di Balai Kota."),
    ("(\\rk) memotret", "(Rina Kartika) memotret"),
    ("\\tidakada kode", "\\tidakada kode"),
    ("C:\\bk tetap", "C:\\bk tetap"),
    ("\\daring bukan kode", "\\daring bukan kode"),
])  # fmt: skip
def test_a_code_and_a_space_become_the_name(editor, qtbot, typed, stands):
    qtbot.keyClicks(editor.view, typed)
    assert text(editor) == stands


def test_signs_beyond_the_basic_plane_stay_whole(editor, qtbot):
    editor.view.insertPlainText("😀 ")
    qtbot.keyClicks(editor.view, "\\gub x")
    assert text(editor) == "😀 Gubernur DKI Jakarta 😀 Rano x"


def test_one_undo_gives_the_code_back(editor, qtbot):
    qtbot.keyClicks(editor.view, "\\bk ")
    assert text(editor).strip() == "Balai Kota"
    editor.view.undo()
    assert text(editor).strip() == "\\bk"


@pytest.fixture
def fields(qtbot):
    """A headline, a caption and a line for photographers, as the window holds them."""
    box = QWidget()
    column = QVBoxLayout(box)
    book = CodeBook()
    book.show_entries(ENTRIES)
    book.show_directory(DIRECTORY)
    made = {"headline": ParagraphField(3, box), "caption": QPlainTextEdit(box), "creators": QLineEdit(box)}
    for name, field in made.items():
        field.setProperty(WANTS_CODES, CREDITS if name == "creators" else NAMES)
        column.addWidget(field)
    FieldCodes(book, box)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    box.activateWindow()
    yield made
    box.close()


def said(field):
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


@pytest.mark.parametrize("name", ["headline", "caption", "creators"])
@pytest.mark.parametrize(("typed", "stands"), [
    ("😀 \\gub hadir", "😀 Gubernur DKI Jakarta 😀 Rano hadir"),
    ("(\\rk) dan C:\\bk tetap", "(Rina Kartika) dan C:\\bk tetap"),
    ("\\tidakada, \\bk.", "\\tidakada, Balai Kota."),
])  # fmt: skip
def test_fields_know_the_codes_too(fields, qtbot, name, typed, stands):
    field = fields[name]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    if typed.startswith("😀"):
        field.insert("😀") if isinstance(field, QLineEdit) else field.insertPlainText("😀")
        typed = typed[1:]
    qtbot.keyClicks(field, typed)
    assert said(field) == stands


@pytest.mark.parametrize("name", ["headline", "caption", "creators"])
def test_one_undo_gives_a_field_its_code_back(fields, qtbot, name):
    field = fields[name]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "di \\bk ")
    assert said(field) == "di Balai Kota "
    field.undo()
    assert said(field) == "di \\bk "


def test_a_code_standing_last_counts_when_the_field_is_left(fields, qtbot):
    for name, key in (("headline", Qt.Key.Key_Return), ("creators", Qt.Key.Key_Tab)):
        field = fields[name]
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, "\\rk")
        qtbot.keyClick(field, key)
        assert said(field) == "Rina Kartika"


def test_every_field_of_the_story_and_of_a_credit_asks_for_codes(session):
    window = session.window
    names = (
        "editor.short_title",
        "editor.headline",
        "editor.lead",
        "photos.creators",
        "photos.source",
        "photos.caption",
    )
    for name in names:
        found = window.findChildren(QWidget, name)
        assert found, name
        assert all(each.property(WANTS_CODES) in (NAMES, CREDITS) for each in found), name


@pytest.fixture
def window(qapp, qtbot):
    made = ListsWindow(Icons(RESOURCES / "icons", Theme(qapp, RESOURCES, Mode.LIGHT)))
    qtbot.addWidget(made)
    made.show()
    made.show_entries(ENTRIES)
    return made


def shown(window):
    model = window.table.model()
    return [[model.index(row, column).data() for column in range(2)] for row in range(model.rowCount())]


def test_each_list_has_its_lines_and_both_texts_of_a_clash(window):
    assert shown(window) == [["\\gub", "Gubernur DKI Jakarta 😀 Rano"]]
    window.tabs.setCurrentIndex(1)
    assert ["\\bk", "Balai Kota   ⇄   Balaikota"] in shown(window)
    window.tabs.setCurrentIndex(2)
    assert shown(window) == [["daring", ""]]


def test_a_line_is_written_changed_and_removed(window, qtbot):
    wishes = []
    window.keep_wished.connect(lambda *line: wishes.append(line))
    window.drop_wished.connect(lambda *line: wishes.append(line))
    qtbot.keyClicks(window.key, "wagub")
    qtbot.keyClicks(window.value, "Wakil Gubernur")
    qtbot.keyClick(window.value, Qt.Key.Key_Return)
    window.table.selectRow(0)
    assert (window.key.text(), window.value.text()) == ("gub", "Gubernur DKI Jakarta 😀 Rano")
    qtbot.mouseClick(window.drop, Qt.MouseButton.LeftButton)
    assert wishes == [(NAMES, "wagub", "Wakil Gubernur", ""), (NAMES, "gub")]


def test_a_search_narrows_the_lines(window, qtbot):
    window.tabs.setCurrentIndex(1)
    qtbot.keyClicks(window.search, "balai")
    assert shown(window) == [["\\bk", "Balai Kota   ⇄   Balaikota"]]
