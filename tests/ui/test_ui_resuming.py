"""A start puts a person where they left off, and calls nobody to a panel they did not ask for."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop_app.desk import finding, versions, writing
from desktop_app.domain.changes import Changes
from desktop_app.domain.outbox import SyncState
from desktop_app.markup.stored import body_from_markdown
from desktop_app.ui.icons import Icons
from desktop_app.ui.start import RESOURCES
from desktop_app.ui.status import StatusLine
from desktop_app.ui.theme import Mode, Theme

pytestmark = pytest.mark.qt


def front(session):
    """The panels that are in front of the others."""
    return {dock.objectName() for dock in session.window.docks if not dock.visibleRegion().isEmpty()}


def test_the_story_that_was_open_stands_open_at_the_next_start(start, desk, qtbot):
    older, _ = writing.begin(desk, short_title="Kemarin")
    writing.begin(desk, short_title="Hari Ini")
    first = start()
    assert first.newsroom.open_id == ""
    first.newsroom.open_article(older)
    qtbot.waitUntil(lambda: first.window.editor.article_id == older)
    again = start()
    qtbot.waitUntil(lambda: again.window.editor.article_id == older)
    assert "Kemarin" in again.window.windowTitle()


def test_the_caret_stands_at_its_word_again(start, desk, qtbot):
    body = body_from_markdown("\n\n".join(f"Alinea nomor {number} panjang." for number in range(60)))
    story, _ = writing.begin(desk, short_title="Panjang", body=body)
    first = start()
    first.newsroom.open_article(story)
    qtbot.waitUntil(lambda: first.window.editor.article_id == story)
    view = first.window.editor.view
    cursor = view.document().find("nomor 41")
    cursor.setPosition(cursor.selectionEnd())
    view.setTextCursor(cursor)
    first.window.close()
    again = start().window.editor
    qtbot.waitUntil(lambda: again.article_id == story)
    assert again.view.textCursor().block().text()[: again.view.textCursor().positionInBlock()] == (
        "Alinea nomor 41"
    )
    assert again.view.viewport().rect().contains(again.view.cursorRect())


def test_a_story_put_away_is_not_opened_again(start, desk, qtbot):
    gone, _ = writing.begin(desk, short_title="Batal")
    first = start()
    first.newsroom.open_article(gone)
    qtbot.waitUntil(lambda: first.window.editor.article_id == gone)
    with qtbot.waitSignal(first.newsroom.article_closed):
        first.newsroom.delete_article()
    again = start()
    with qtbot.waitSignal(again.newsroom.listed):
        again.window.articles.refresh()
    assert again.newsroom.open_id == ""


def test_a_first_day_says_what_it_prepares_and_opens_the_newest_story_as_soon_as_there_is_one(
    start, desk, qtbot
):
    may_begin, may_end = threading.Event(), threading.Event()

    def first_work(ring):
        assert may_begin.wait(20)
        _, changes = writing.begin(desk, short_title="Contoh")
        ring(changes)
        assert may_end.wait(20)
        return Changes(newsroom=True)

    session = start(first_work)
    try:
        qtbot.waitUntil(lambda: "Menyiapkan redaksi contoh" in session.window.status.site.text())
        assert session.newsroom.open_id == ""
        may_begin.set()
        qtbot.waitUntil(lambda: "Contoh" in session.window.windowTitle())
    finally:
        may_begin.set()
        may_end.set()
    qtbot.waitUntil(lambda: "Menyiapkan" not in session.window.status.site.text())


def test_a_start_with_nothing_to_go_on_with_leaves_the_preview_in_front(start, qtbot):
    session = start()
    with qtbot.waitSignal(session.newsroom.listed):
        session.window.articles.refresh()
    qtbot.wait(200)  # the photo desk has looked by now whether a day broke off
    assert front(session) == {"preview_dock"}


def test_after_a_crash_a_quiet_line_offers_what_was_being_written_and_asks_nothing(start, desk, qtbot):
    story, _ = writing.begin(desk, short_title="Banjir")
    versions.begin_session(desk)
    base = finding.open_article(desk, story).revision
    writing.save_draft(desk, story, fields={"lead": "Air surut."}, body=None, base=base)
    session = start()  # the session before never ended
    bar = session.window.trouble
    qtbot.waitUntil(bar.isVisible)
    assert "detik terakhir ada di sini: 1 naskah" in bar.sentence.text()
    rescued = session.window.findChild(QDialog, "recovered")
    assert not rescued.isVisible()
    assert bar.retry.text() == "Lihat"
    qtbot.mouseClick(bar.retry, Qt.MouseButton.LeftButton)
    assert rescued.isVisible()
    assert rescued.list.count() == 1


def test_nothing_is_called_sent_before_the_desk_is_open(qapp):
    status = StatusLine(Icons(RESOURCES / "icons", Theme(qapp, RESOURCES, Mode.LIGHT)))
    assert status.waiting.isHidden()
    assert status.waiting.text() == ""
    status.show_sync(SyncState(), busy=False)
    assert status.waiting.text() == "Semua terkirim"
