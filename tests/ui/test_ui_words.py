"""Every text of the windows has its English, and sentences from below find theirs."""

import ast
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit

from desktop_app.domain.article import Article
from desktop_app.domain.readiness import Evidence, readiness
from desktop_app.ui.words import Words, read_words, said, tr

pytestmark = pytest.mark.qt
ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "resources" / "words"


def literals():
    for file in sorted((ROOT / "desktop_app" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                yield file.name, node.args[0]


def table():
    return json.loads((WORDS / "en.json").read_text(encoding="utf-8"))


def test_every_text_is_a_literal_with_an_english_entry():
    known = table()["texts"]
    asked = list(literals())
    assert len(asked) > 100
    assert [where for where, node in asked if not isinstance(node, ast.Constant)] == []
    assert sorted({node.value for _, node in asked} - set(known)) == []


def test_no_english_entry_is_left_over():
    asked = {node.value for _, node in literals() if isinstance(node, ast.Constant)}
    assert sorted(set(table()["texts"]) - asked) == []


def test_holes_are_the_same_on_both_sides():
    for source, target in (*table()["texts"].items(), *table()["sentences"].items()):
        for hole in ("{count}", "{name}", "{why}", "{time}", "{done}", "{all}", "{line}", "{path}"):
            assert (hole in source) == (hole in target), source


@pytest.fixture
def english(qapp):
    words = read_words(WORDS, "en")
    qapp.installTranslator(words)
    yield words
    qapp.removeTranslator(words)


def test_texts_change_with_the_language(qapp, english):
    assert tr("Terbitkan") == "Publish"
    qapp.removeTranslator(english)
    assert tr("Terbitkan") == "Terbitkan"


def test_no_python_runs_when_qt_asks_for_its_words(qapp, english):
    """Else a thread that decodes a picture and one that has Python's turn wait for each other: nobody ever wakes."""
    assert "translate" not in vars(Words)
    asked = {source for _, node in literals() if isinstance(node, ast.Constant) for source in [node.value]}
    words = json.loads((WORDS / "id.json").read_text(encoding="utf-8"))["qt"]
    assert {
        each for each in asked & set(words) if words[each] != each
    } == set()  # Qt's table answers everywhere


def test_unknown_texts_say_themselves(english):
    assert tr("Belum pernah ada") == "Belum pernah ada"
    assert said("Kalimat baru {aneh}.") == "Kalimat baru {aneh}."
    assert said("") == ""


def test_sentences_are_found_by_pattern_and_inside_each_other(english):
    assert said("banjir.jpg: keterangan foto belum ditulis.") == "banjir.jpg: the caption is missing."
    assert said("Belum dapat terbit. Tulis judulnya.") == "Cannot go live yet. Write the headline."


def test_every_line_of_the_readiness_list_has_its_english(english):
    for check in readiness(Evidence(Article(id="x"), {})):
        for sentence in (check.label, check.why):
            assert not sentence or said(sentence) != sentence or sentence == "Tag", sentence


def test_an_unknown_language_has_no_table():
    assert read_words(WORDS, "xx") is None


@pytest.fixture
def indonesian(qapp):
    words = read_words(WORDS, "id")
    qapp.installTranslator(words)
    yield words
    qapp.removeTranslator(words)


def test_what_qt_says_by_itself_is_indonesian_too(qtbot, indonesian):
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    box = dialog.findChild(QDialogButtonBox)
    assert [one.text().replace("&", "") for one in box.buttons()] == ["Buka", "Batal"]
    field = QLineEdit("kata")
    qtbot.addWidget(field)
    said_there = [one.text().partition("\t")[0] for one in field.createStandardContextMenu().actions()]
    assert {"&Urungkan", "Pilih semua"} <= set(said_there)
    assert not {"&Undo", "&Paste", "Select All"} & set(said_there)
