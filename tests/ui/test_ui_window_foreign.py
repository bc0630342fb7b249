"""The whole window with the real reader: what is pasted, typed by code, imported and compared ends up on disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from test_ui_window import begin

from desktop_app.desk import finding, lists
from desktop_app.domain.lists import NAMES
from desktop_app.markup.stored import markdown_of

pytestmark = pytest.mark.qt
CLIPBOARD = Path(__file__).parents[1] / "foreign" / "clipboard"
SOON_MS = 30_000


def stored(session, desk):
    return markdown_of(finding.open_article(desk, session.newsroom.open_id).article.body)


def paste(session, html):
    held = QMimeData()
    held.setHtml(html)
    session.window.editor.view.insertFromMimeData(held)


def test_what_word_put_on_the_clipboard_is_on_disk_with_its_structure(session, qtbot, desk):
    begin(session, qtbot)
    paste(session, (CLIPBOARD / "word_headings_and_title.html").read_text(encoding="utf-8"))
    wanted = (CLIPBOARD / "word_headings_and_title.md").read_text(encoding="utf-8").strip()
    qtbot.waitUntil(lambda: stored(session, desk) == wanted, timeout=SOON_MS)


def test_a_paste_whose_story_was_left_while_it_was_read_goes_into_that_story(session, qtbot, desk):
    begin(session, qtbot)
    left = session.newsroom.open_id
    qtbot.keyClicks(session.window.editor.view, "Awal.")
    qtbot.keyClick(session.window.editor.view, Qt.Key.Key_Return)
    paste(session, "<p>Kalimat <b>pertama</b>.</p><p>Kedua.</p>")
    begin(session, qtbot)
    wanted = "Awal.\n\nKalimat **pertama**.\n\nKedua."
    qtbot.waitUntil(
        lambda: markdown_of(finding.open_article(desk, left).article.body) == wanted, timeout=SOON_MS
    )
    assert stored(session, desk) == ""


def test_a_hostile_paste_is_refused_and_the_story_stays(session, qtbot, desk):
    begin(session, qtbot)
    qtbot.keyClicks(session.window.editor.view, "Tetap di sini.")
    qtbot.waitUntil(lambda: stored(session, desk) == "Tetap di sini.", timeout=SOON_MS)
    paste(session, "<div>" * 30_000 + "x")
    qtbot.waitUntil(lambda: "bersarang" in session.window.trouble.sentence.text(), timeout=SOON_MS)
    assert stored(session, desk) == "Tetap di sini."


def test_a_code_written_at_this_desk_expands_at_once(session, qtbot, desk):
    begin(session, qtbot)
    session.newsroom.lists.keep(NAMES, "gub", "Gubernur Jakarta", "")
    codes = session.window.editor.codes
    qtbot.waitUntil(lambda: codes.ending("\\gub") is not None, timeout=SOON_MS)
    qtbot.keyClicks(session.window.editor.view, "Kata \\gub kemarin")
    qtbot.waitUntil(lambda: stored(session, desk) == "Kata Gubernur Jakarta kemarin", timeout=SOON_MS)
    assert [entry.key for entry in lists.list_entries(desk, NAMES)] == ["gub"]


def test_a_page_dropped_on_the_text_becomes_a_story_of_its_own(session, qtbot, desk, tmp_path):
    begin(session, qtbot)
    before = session.newsroom.open_id
    page = tmp_path / "rilis.html"
    page.write_text("<h1>Rilis Baru</h1><p>Isi rilis.</p>", encoding="utf-8")
    session.window.editor.view.files_dropped.emit([str(page)])
    qtbot.waitUntil(lambda: session.newsroom.open_id not in ("", before), timeout=SOON_MS)
    qtbot.waitUntil(lambda: stored(session, desk) == "Isi rilis.", timeout=SOON_MS)
    assert "1 blok masuk" in session.window.trouble.sentence.text()


def test_riwayat_shows_the_words_that_changed(session, qtbot, desk):
    begin(session, qtbot)
    window = session.window
    qtbot.keyClicks(window.editor.view, "Air surut.")
    qtbot.waitUntil(lambda: stored(session, desk) == "Air surut.", timeout=SOON_MS)
    window._named("history_dock").raise_()
    window.history.show()
    session.newsroom.versions.find()
    qtbot.waitUntil(lambda: "Air surut." in window.history.difference.toPlainText(), timeout=SOON_MS)
    assert window.history.list.count() >= 1
    qtbot.mouseClick(window.history.widen, Qt.MouseButton.LeftButton)
    assert window.history._wide.isVisible()
    window.history._wide.close()
