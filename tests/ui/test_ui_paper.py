"""A page on paper and as a picture, in the real browser engine, out of sight."""

import os

import pytest
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtPdf import QPdfDocument
from test_ui_window import begin

from desktop_app.ui.preview.paper import run

pytestmark = pytest.mark.qt
PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><style>body{margin:0;background:#0a0}p{margin:0;height:1500px}"
    "@media print{p{break-after:page}}</style></head><body><noscript>Tanpa skrip</noscript>"
    "<p>Alinea satu</p><p>Alinea dua</p></body></html>"
)


def nothing(_path, answer):
    answer(None)


def test_a_pdf_holds_the_words_page_by_page(qapp, tmp_path):
    file = tmp_path / "draf.pdf"
    assert run(nothing, lambda paper: paper.print_to(PAGE, file)) == ""
    document = QPdfDocument()
    document.load(str(file))
    texts = [document.getAllText(number).text() for number in range(document.pageCount())]
    assert "Alinea satu" in texts[0]
    assert any("Alinea dua" in text for text in texts[1:])
    assert not any("Tanpa skrip" in text for text in texts)
    size = document.pagePointSize(0)
    assert abs(size.width() - 595.3) < 1
    assert abs(size.height() - 841.9) < 1
    document.close()


def test_a_picture_is_the_whole_page_at_its_width(qapp, tmp_path):
    file = tmp_path / "halaman.png"
    assert run(nothing, lambda paper: paper.picture_to(PAGE, file, 420)) == ""
    picture = QImage(str(file))
    assert (picture.width(), picture.height()) == (420, 3000)
    assert picture.pixelColor(410, 2950) == QColor("#0a0")


def test_where_nothing_can_be_written_it_says_so(qapp, tmp_path):
    said = run(nothing, lambda paper: paper.picture_to(PAGE, tmp_path / "tiada" / "a.png", 360))
    assert "a.png" in said
    said = run(nothing, lambda paper: paper.print_to(PAGE, tmp_path / "tiada" / "a.pdf"))
    assert "a.pdf" in said
    assert not os.path.exists(tmp_path / "tiada")


@pytest.mark.parametrize(("name", "ending"), [("draft_html", "html"), ("draft_pdf", "pdf")])
def test_the_menu_keeps_a_draft_of_what_was_just_typed(session, qtbot, tmp_path, monkeypatch, name, ending):
    begin(session, qtbot)
    qtbot.keyClicks(session.window.editor.view, "Air sungai surut.")
    proposed = []

    def chosen(_parent, _title, name, _kinds):
        proposed.append(name)
        return str(tmp_path / "salinan"), ""

    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", chosen)
    session.window.findChild(QAction, f"menu.{name}").trigger()
    file = tmp_path / f"salinan.{ending}"
    qtbot.waitUntil(lambda: str(file) in session.window.trouble.sentence.text(), timeout=60_000)
    assert proposed[0].endswith(f"-draf.{ending}")
    if ending == "html":
        words = file.read_text(encoding="utf-8")
    else:
        document = QPdfDocument()
        document.load(str(file))
        words = document.getAllText(0).text()
        document.close()
    assert "Air sungai surut." in words
    assert "DRAF, belum untuk umum." in words


def test_without_a_story_the_menu_says_what_to_do(session, qtbot):
    session.window.findChild(QAction, "menu.draft_pdf").trigger()
    assert session.window.trouble.sentence.text() == "Buka dulu sebuah berita."
