"""Koreksi in the window: words are marked by keys, walked through with F8, accepted into the text with a click."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QLabel, QLineEdit

from desktop_app.desk import finding, proofing
from desktop_app.domain.flag import Context, Findings, Flag, FlagKind
from desktop_app.domain.newsroom import Role
from desktop_app.domain.proof import MarkKind
from desktop_app.markup.stored import body_from_markdown, markdown_of
from desktop_app.ui.editor import marking

pytestmark = pytest.mark.qt


@pytest.fixture
def story(session, desk, qtbot):
    """A story that is open in the window."""
    from desktop_app.desk import writing

    body = body_from_markdown("Warga **sangat** senang.\n\nAir surut 😀, air jernih.")
    article_id, changes = writing.begin(desk, headline="Taman di buka", lead="Teras.", body=body)
    session.newsroom.errands.ring(changes, "test")
    with qtbot.waitSignal(session.newsroom.article_opened, timeout=10_000):
        session.newsroom.open_article(article_id)
    return article_id


def select(view, words, occurrence=0):
    text = view.toPlainText()
    at = -1
    for _ in range(occurrence + 1):
        at = text.index(words, at + 1)
    start = len(text[:at].encode("utf-16-le")) // 2
    cursor = QTextCursor(view.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(words.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.setFocus()


def mark(session, qtbot, instead, note=""):
    """As a person does: the key, the form, Enter."""
    window = session.window
    qtbot.keyClick(
        window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    form = window.marks.composer
    assert not form.isHidden()
    form.instead.clear()
    qtbot.keyClicks(form.instead, instead)
    qtbot.keyClicks(form.note, note)
    before = len(window.marks._placed)
    qtbot.keyClick(form.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.marks._placed) == before + 1, timeout=10_000)


def click(session, qtbot, name):
    # The newest: what it took the place of may still wait to be deleted.
    found = session.window.findChildren(QAbstractButton, name)[-1]
    assert found.isEnabled(), name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def inked(view):
    return [each.cursor.selectedText() for each in view.highlights.shown("marks")]


def test_a_word_is_marked_accepted_and_stands_in_the_text(session, qtbot, desk, story):
    window = session.window
    select(window.editor.view, "air", 0)
    mark(session, qtbot, "airnya", "Lebih tepat.")
    (found,) = proofing.marks(desk, story)
    assert (found.mark.quote, found.mark.suggestion, found.mark.note) == ("air", "airnya", "Lebih tepat.")
    assert found.mark.before.endswith("Air surut 😀, ")
    qtbot.waitUntil(lambda: inked(window.editor.view) == ["air"])
    click(session, qtbot, f"marks.accept.{found.mark.id}")
    qtbot.waitUntil(lambda: "airnya jernih" in window.editor.view.toPlainText(), timeout=10_000)
    assert "airnya jernih" in markdown_of(finding.open_article(desk, story).article.body)
    qtbot.waitUntil(lambda: inked(window.editor.view) == [] and not window.marks.open_marks)


def test_a_field_is_marked_too_and_f8_walks_through_all(session, qtbot, desk, story):
    window = session.window
    field = window.editor.heading.headline
    select(field, "di buka")
    mark(session, qtbot, "dibuka")
    select(window.editor.view, "sangat")
    mark(session, qtbot, "amat")
    assert proofing.marks(desk, story)[0].mark.block_id == "headline"
    assert len(field.extraSelections()) == 1
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert field.textCursor().selectedText() == "di buka"
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.editor.view.textCursor().selectedText() == "sangat"
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert field.hasFocus() or window.focusWidget() is field
    click(session, qtbot, "marks.accept_all")
    qtbot.waitUntil(lambda: field.text() == "Taman dibuka", timeout=10_000)
    qtbot.waitUntil(lambda: "amat" in window.editor.view.toPlainText(), timeout=10_000)


def test_replying_rejecting_and_reopening(session, qtbot, desk, story):
    window = session.window
    made, changes = proofing.mark(
        desk, story, block_id="lead", quote="Teras", suggestion="Pembuka", kind=MarkKind.STYLE
    )
    session.newsroom.errands.ring(changes, "sync")
    qtbot.waitUntil(lambda: len(window.marks.open_marks) == 1, timeout=10_000)
    click(session, qtbot, f"marks.talk.{made}")
    line = window.findChild(QLineEdit, f"marks.reply.{made}")
    qtbot.keyClicks(line, "Mengapa?")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(proofing.marks(desk, story)[0].mark.replies), timeout=10_000)
    qtbot.waitUntil(lambda: any(mark.replies for mark, _ in window.marks.open_marks), timeout=10_000)
    click(session, qtbot, f"marks.reject.{made}")
    qtbot.waitUntil(lambda: not window.marks.open_marks, timeout=10_000)
    click(session, qtbot, "marks.settled")
    click(session, qtbot, f"marks.reopen.{made}")
    qtbot.waitUntil(lambda: len(window.marks.open_marks) == 1, timeout=10_000)
    assert window.editor.heading.lead.text() == "Teras."


def test_the_readiness_line_leads_to_the_mark(session, qtbot, desk, story):
    window = session.window
    _, changes = proofing.mark(desk, story, block_id="headline", quote="di buka", note="Periksa")
    session.newsroom.errands.ring(changes, "sync")
    qtbot.waitUntil(lambda: len(window.marks.open_marks) == 1, timeout=10_000)
    click(session, qtbot, "readiness.marks")
    assert window.editor.heading.headline.textCursor().selectedText() == "di buka"
    assert [card.property("current") for card in window.marks._cards.values()] == [True]


def test_nothing_selected_is_said(session, qtbot, story):
    window = session.window
    window.editor.view.setFocus()
    qtbot.keyClick(
        window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert "Pilih dulu" in window.marks.refusal.text()
    assert window.marks.composer.isHidden()


def test_what_the_check_found_stands_in_the_same_list_and_leads_to_its_words(session, qtbot, desk, story):
    window = session.window
    second = finding.open_article(desk, story).article.body[1].id
    flag = Flag(11, 14, "air", FlagKind.SPELLING, "spelling", "Tidak ada di kamus.", ("udara",), block=second)
    window.findChild(QDockWidget, "marks_dock").raise_()
    # What the check of the opened story itself has to say comes first.
    qtbot.waitUntil(lambda: not session.newsroom.language._finding._busy, timeout=15_000)
    session.newsroom.language.found.emit(story, Findings((flag,), Context()))
    qtbot.waitUntil(lambda: bool(window.findChildren(QAbstractButton, "marks.flag.0")), timeout=15_000)
    line = window.findChildren(QAbstractButton, "marks.flag.0")[-1]
    assert line.text() == "air → udara"
    click(session, qtbot, "marks.flag.0")
    cursor = window.editor.view.textCursor()
    assert cursor.selectedText() == "air"


def test_a_long_list_is_cut_and_says_how_many_are_left(session, qtbot, story):
    window = session.window
    window.findChild(QDockWidget, "marks_dock").raise_()
    qtbot.waitUntil(lambda: not session.newsroom.language._finding._busy, timeout=15_000)
    flags = tuple(
        Flag(0, 4, f"kata{number}", FlagKind.SPELLING, "spelling", "Tidak ada.") for number in range(95)
    )
    session.newsroom.language.found.emit(story, Findings(flags, Context()))
    qtbot.waitUntil(lambda: bool(window.findChildren(QAbstractButton, "marks.flag.79")))
    said = [each.text() for each in window.marks.findChildren(QLabel)]
    assert "Bahasa (95)" in said
    assert "15 lagi; F8 membawa ke semuanya" in said
    assert not window.findChildren(QAbstractButton, "marks.flag.80")


class TestProofreader:
    @pytest.fixture
    def role(self):
        return Role.PROOFREADER

    def test_types_nothing_but_marks(self, session, qtbot, desk, story):
        window = session.window
        before = window.editor.view.toPlainText()
        qtbot.keyClicks(window.editor.view, "XYZ")
        qtbot.keyClicks(window.editor.heading.headline, "XYZ")
        assert window.editor.view.toPlainText() == before
        assert window.editor.heading.headline.text() == "Taman di buka"
        select(window.editor.view, "senang")
        assert marking.selected(window.editor) == (
            finding.open_article(desk, story).article.body[0].id,
            "senang",
            13,
        )
        mark(session, qtbot, "girang")
        (found,) = proofing.marks(desk, story)
        assert not window.findChild(QAbstractButton, f"marks.accept.{found.mark.id}").isEnabled()
        assert not window.marks.accept_all.isEnabled()
