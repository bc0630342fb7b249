"""Choosing between two texts: seen beside each other, settled by a click, taken back by another."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from desktop_app.domain.conflict import Conflict, Waiting, Weight
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import ArticleId
from desktop_app.markup.stored import read_body
from desktop_app.ui.choices.pane import ChoicesPane
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.theme import Theme

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
CLASH = Conflict(
    "c1", ArticleId("a1"), "b1", "Dua belas orang.", "Empat belas orang.", "Tujuh belas orang.", "r1", "r2",
    by="Dewi", at=NOON, theirs_by="Budi", theirs_at=NOON,
)  # fmt: skip


@pytest.fixture
def pane(qtbot, qapp):
    made = ChoicesPane(Theme(qapp, Path(__file__).resolve().parents[2] / "resources"))
    qtbot.addWidget(made)
    made.resize(420, 700)
    made.show()
    yield made
    qapp.setStyleSheet("")


def find(pane, kind, name):
    return pane.findChild(kind, f"choices.{name}")


def test_both_texts_stand_beside_each_other_with_who_and_when(pane):
    pane.show_conflicts((CLASH,))
    theirs, mine = find(pane, QPlainTextEdit, "theirs.b1"), find(pane, QPlainTextEdit, "mine.b1")
    assert (theirs.toPlainText(), mine.toPlainText()) == (CLASH.theirs, CLASH.mine)
    assert theirs.accessibleName() == "Berlaku sekarang, oleh Budi, 24-11-2026 12.00 WIB"
    assert mine.accessibleName() == "Yang lain, oleh Dewi, 24-11-2026 12.00 WIB"
    assert theirs.mapTo(pane, theirs.rect().topLeft()).y() == mine.mapTo(pane, mine.rect().topLeft()).y()


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_a_click_settles(pane, qtbot, choice):
    pane.show_conflicts((CLASH,))
    with qtbot.waitSignal(pane.settle_wished) as told:
        qtbot.mouseClick(find(pane, QAbstractButton, f"use_{choice}.b1"), Qt.MouseButton.LeftButton)
    assert told.args == ["c1", choice]


def test_the_keys_stay_in_the_panel_when_what_they_were_on_is_settled(pane, qtbot):
    pane.show_conflicts((CLASH,))
    pane.activateWindow()
    used = find(pane, QAbstractButton, "use_mine.b1")
    used.setFocus()
    qtbot.waitUntil(used.hasFocus)
    pane.show_conflicts(())
    assert pane.hasFocus()
    pane.show_conflicts((CLASH,))
    find(pane, QAbstractButton, "use_mine.b1").setFocus()
    pane.offer_undo("c1")
    qtbot.waitUntil(find(pane, QAbstractButton, "undo").hasFocus)


def test_a_text_of_ones_own(pane, qtbot):
    pane.show_conflicts((CLASH,))
    qtbot.mouseClick(find(pane, QAbstractButton, "write.b1"), Qt.MouseButton.LeftButton)
    field = find(pane, QPlainTextEdit, "own.b1")
    assert field.isVisible()
    assert field.toPlainText() == CLASH.theirs
    field.selectAll()
    qtbot.keyClicks(field, "Lima belas orang.")
    with qtbot.waitSignal(pane.write_wished) as told:
        qtbot.mouseClick(find(pane, QAbstractButton, "use_own.b1"), Qt.MouseButton.LeftButton)
    assert told.args == ["c1", "Lima belas orang."]


def test_a_headline_is_never_both(pane):
    pane.show_conflicts((replace(CLASH, place="headline"),))
    assert find(pane, QAbstractButton, "use_both.headline") is None
    assert find(pane, QAbstractButton, "write.headline") is not None


def test_what_was_joined_is_shown_for_a_look(pane, qtbot):
    pane.show_conflicts((replace(CLASH, weight=Weight.LOOK, merged="Gabungan."),))
    assert find(pane, QPlainTextEdit, "merged.b1").toPlainText() == "Gabungan."
    with qtbot.waitSignal(pane.settle_wished) as told:
        qtbot.mouseClick(find(pane, QAbstractButton, "use_merged.b1"), Qt.MouseButton.LeftButton)
    assert told.args == ["c1", "merged"]


def test_a_choice_can_be_taken_back_and_other_stories_opened(pane, qtbot):
    assert pane.empty
    pane.offer_undo("c1")
    pane.show_elsewhere((Waiting(ArticleId("a2"), "Banjir", 2, 0),))
    assert not pane.empty
    with qtbot.waitSignal(pane.undo_wished) as told:
        qtbot.mouseClick(find(pane, QAbstractButton, "undo"), Qt.MouseButton.LeftButton)
    assert told.args == ["c1"]
    with qtbot.waitSignal(pane.article_wished) as told:
        qtbot.mouseClick(find(pane, QAbstractButton, "open.a2"), Qt.MouseButton.LeftButton)
    assert told.args == ["a2"]


def test_the_paragraph_that_waits_has_a_bar(qtbot):
    view = BodyView()
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show_document(read_body((BlockText("b1", "Satu."), BlockText("b2", "Dua."))))
    view.show()

    def bars():
        picture = view.viewport().grab().toImage()
        warn = view._ink.warn.rgb()
        return [y for y in range(picture.height()) if picture.pixel(2, y) == warn]

    assert bars() == []
    view.show_waiting({"b2": True})
    assert bars()
    view.show_waiting({})
    assert bars() == []
