"""The outbox pane by the mouse: every button says which thing it is about, and what the person reads is true."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from desktop_app.domain.outbox import DeletionsAsked, Leg, Progress, Step, StepState, SyncState
from desktop_app.ui.icons import Icons
from desktop_app.ui.outbox.pane import OutboxPane
from desktop_app.ui.outbox.step_card import StepCard
from desktop_app.ui.theme import Mode, Theme
from desktop_app.ui.widgets import Elided

pytestmark = pytest.mark.qt
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture
def pane(qtbot, qapp):
    made = OutboxPane(Icons(RESOURCES / "icons", Theme(qapp, RESOURCES, Mode.LIGHT)))
    qtbot.addWidget(made)
    made.resize(460, 700)
    made.show()
    yield made
    qapp.setStyleSheet("")


def step(state, record_id="a1", **more):
    return Step(f"s-{record_id}", "article", record_id, "Banjir surut", state, **more)


def show(qtbot, pane, *steps):
    """The steps, once they are on the screen."""
    pane.show_steps(steps)
    cards = [pane.findChild(StepCard, f"outbox.step_{one.record_id}") for one in steps]
    qtbot.waitUntil(lambda: all(card.isVisible() for card in cards))


def buttons(pane, record_id="a1"):
    """The names of what may be done about one thing."""
    card = pane.findChildren(QAbstractButton)
    names = [one.objectName() for one in card if one.isVisible()]
    return {name.split(".")[1].removesuffix(f"_{record_id}") for name in names if name.endswith(record_id)}


def click(qtbot, pane, name):
    qtbot.mouseClick(pane.findChild(QAbstractButton, f"outbox.{name}"), Qt.MouseButton.LeftButton)


def read(pane):
    return " ".join(one.text() for one in pane.findChildren(QLabel) if one.isVisible())


def test_the_sum_is_the_status_lines_and_names_files_apart(pane, qtbot):
    pane.show_state(SyncState(waiting=2), False)
    file = Step("f" * 64, "blob", "p1", 'Berkas foto "banjir.jpg"', StepState.WAITING, "")
    show(qtbot, pane, step(StepState.WAITING), step(StepState.WAITING, "a2"))
    assert pane.summary.text() == "2 menunggu"
    pane.show_steps((step(StepState.WAITING), step(StepState.WAITING, "a2"), file))
    assert pane.summary.text() == "2 menunggu · 1 berkas foto"
    pane.show_state(SyncState(waiting=2, held=1), False)
    assert pane.summary.text() == "1 menunggu · 1 tertahan · 1 berkas foto"
    pane.show_state(SyncState(waiting=1, held=1), False)
    pane.show_steps((step(StepState.PARKED),))
    assert pane.summary.text() == "1 tertahan"


@pytest.mark.parametrize(
    ("kind", "title", "read_as"),
    [
        ("article", "Banjir", "Naskah: Banjir"),
        ("photo", "banjir.jpg", "Data foto: banjir.jpg"),
        ("blob", 'Berkas foto "banjir.jpg"', 'Berkas foto "banjir.jpg"'),
        ("contributor", "Direktori kredit «AFP»", "Direktori kredit «AFP»"),
    ],
)
def test_a_kind_is_said_once(pane, qtbot, kind, title, read_as):
    show(qtbot, pane, Step("s", kind, "a1", title, StepState.WAITING))
    assert pane.findChild(StepCard).findChild(Elided).accessibleName() == read_as


@pytest.mark.parametrize(
    ("state", "more", "offered"),
    [
        (StepState.WAITING, {"can_cancel": True}, {"pause", "cancel"}),
        (StepState.WAITING, {}, {"pause"}),
        (StepState.SENDING, {"can_cancel": True}, set()),
        (StepState.RETRYING, {"can_cancel": True}, {"retry", "pause", "cancel"}),
        (StepState.PAUSED, {"can_cancel": True}, {"retry", "cancel"}),
        (StepState.PARKED, {"can_cancel": True}, {"retry", "cancel"}),
        (StepState.PARKED, {"can_cancel": True, "forbidden": True}, {"retry", "cancel", "carry"}),
    ],
)
def test_what_may_be_done_follows_from_how_it_stands(pane, qtbot, state, more, offered):
    show(qtbot, pane, step(state, **more))
    assert buttons(pane) == offered


@pytest.mark.parametrize("name", ["retry", "pause", "cancel"])
def test_a_button_speaks_of_its_own_thing(pane, qtbot, name):
    both = [step(StepState.RETRYING, record_id, can_cancel=True) for record_id in ("a1", "a2")]
    show(qtbot, pane, *both)
    with qtbot.waitSignal(getattr(pane, f"{name}_wished")) as told:
        click(qtbot, pane, f"{name}_a2")
    assert told.args == ["a2"]


def test_reason_tries_and_the_next_try_are_read(pane, qtbot):
    why = "Situs sedang sibuk."
    show(qtbot, pane, step(StepState.RETRYING, reason=why, tries=3, next_try=NOON))
    said = read(pane)
    assert why in said
    assert "Sudah dicoba 3 kali." in said
    assert "12.00" in said  # in Jakarta
    assert "Akan dicoba lagi" in said


def test_the_head_says_how_often_the_site_was_tried_and_when_it_is_again(pane):
    offline = SyncState(waiting=1, reachable=False, trouble="Situs tidak menjawab.", tries=4, next_try=NOON)
    pane.show_state(offline, False)
    assert "Situs tidak menjawab. Dicoba 4 kali; berikutnya pukul 12.00.00 WIB." in read(pane)
    pane.show_state(replace(offline, next_try=None), True)  # this very moment
    assert "Sudah dicoba 4 kali." in read(pane)
    for quiet in (replace(offline, paused=True), replace(offline, trouble="", tries=0)):
        pane.show_state(quiet, False)
        assert "icoba" not in read(pane)


def test_everything_is_held_and_let_go(pane, qtbot):
    with qtbot.waitSignal(pane.pause_all_wished) as told:
        click(qtbot, pane, "hold")
    assert told.args == [True]
    pane.show_state(SyncState(waiting=1, paused=True, trouble="Situs tidak menjawab."), False)
    assert "Pengiriman ditahan." in read(pane)
    with qtbot.waitSignal(pane.pause_all_wished) as told:
        click(qtbot, pane, "hold")
    assert told.args == [False]
    pane.show_state(SyncState(waiting=1, trouble="Situs tidak menjawab."), False)
    assert "Situs tidak menjawab." in read(pane)


def test_a_long_round_is_seen_and_can_be_ended(pane, qtbot):
    pane.show_progress(Progress(Leg.SENDING, 1, 3))
    assert not pane.progress.isVisible()  # over before anybody reads
    pane.show_progress(Progress(Leg.RECEIVING, 400, 10_000))
    assert "Menerima 400 dari 10000" in read(pane)
    with qtbot.waitSignal(pane.stop_wished):
        click(qtbot, pane, "stop")
    pane.show_state(SyncState(), False)
    assert not pane.progress.isVisible()


@pytest.mark.parametrize("choice", ["keep", "accept"])
def test_many_deletions_are_asked_about(pane, qtbot, choice):
    pane.show_question(DeletionsAsked(25, 100, 900, ("Banjir", "")))
    assert "25 dari 100" in read(pane)
    assert "Banjir; (tanpa judul)" in read(pane)
    with qtbot.waitSignal(pane.deletions_answered) as told:
        click(qtbot, pane, choice)
    assert told.args == [choice]
    pane.show_question(None)
    assert not pane.question.isVisible()


def test_a_story_that_may_not_be_sent_is_carried_over_as_a_file(pane, qtbot, monkeypatch, tmp_path):
    asked = []

    def answer(_parent, _title, name, _kinds):
        asked.append(name)
        return str(tmp_path / "naskah.md"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    show(qtbot, pane, step(StepState.PARKED, forbidden=True))
    with qtbot.waitSignal(pane.carry_over_wished) as told:
        click(qtbot, pane, "carry_a1")
    assert told.args == ["a1", tmp_path / "naskah.md"]
    assert asked == ["Banjir surut.md"]


def test_an_empty_outbox_says_so(pane, qtbot):
    show(qtbot, pane, step(StepState.WAITING))
    assert "1 menunggu" in read(pane)
    pane.show_steps(())
    assert "Semua sudah terkirim" in read(pane)


def test_what_another_site_had_is_brought_along_by_one_click(pane, qtbot):
    pane.show_state(SyncState(), False)
    assert not pane.left.isVisible()
    pane.show_state(SyncState(left_behind=37), False)
    assert "37 berita dan foto berasal dari situs lain" in pane.left_words.text()
    with qtbot.waitSignal(pane.bring_wished):
        click(qtbot, pane, "bring")
