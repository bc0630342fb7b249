"""The form under the publish button: WIB wherever the computer sits, reasons where they are needed."""

import os
import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDateTime, Qt, QTimeZone
from PySide6.QtWidgets import QAbstractButton

from desktop_app.desk import auditing, finding, syncing, writing
from desktop_app.domain.alarm import Alarm, AlarmKind
from desktop_app.domain.audit import Act as Audited
from desktop_app.domain.errors import Trouble
from desktop_app.storage import outbox
from desktop_app.ui.readiness.release import Act, ReleaseForm

pytestmark = pytest.mark.qt
NOW = datetime(2027, 6, 21, 20, 0, tzinfo=UTC)  # 03.00 WIB on the 22nd


@pytest.fixture(params=["America/Detroit", "Asia/Jakarta", "Pacific/Kiritimati"])
def computers_zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    os.environ.pop("TZ", None)
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def form(qtbot, qapp):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    made = ReleaseForm(parent)
    parent.show()
    yield made
    parent.close()
    parent.deleteLater()


def test_the_moment_is_wib_wherever_the_computer_sits(computers_zone, form, qtbot):
    form.ask(Act.SCHEDULE, NOW)
    assert form.when.text() == "22-06-2027 03.15"
    form.when.setDateTime(QDateTime(2027, 6, 22, 8, 0, 0, 0, QTimeZone.utc()))
    with qtbot.waitSignal(form.wished) as told:
        qtbot.mouseClick(form.go, Qt.MouseButton.LeftButton)
    act, at, _, _ = told.args
    assert act is Act.SCHEDULE
    assert at.astimezone(UTC) == datetime(2027, 6, 22, 1, 0, tzinfo=UTC)


def test_a_red_line_needs_a_reason_and_a_correction_a_word_to_readers(form, qtbot):
    form.ask(Act.OVERRIDE, NOW, red="Belum disahkan korektor.")
    assert form.says.text() == "Belum disahkan korektor."
    assert not form.go.isEnabled()
    qtbot.keyClicks(form.reason, "Siaga banjir")
    assert form.go.isEnabled()
    form.ask(Act.CORRECT, NOW)
    assert not form.go.isEnabled()
    assert form.reason.isHidden()
    qtbot.keyClicks(form.note, "Semula 14, seharusnya 12.")
    with qtbot.waitSignal(form.wished) as told:
        qtbot.keyClick(form.note, Qt.Key.Key_Return)
    assert told.args == [Act.CORRECT, None, "Semula 14, seharusnya 12.", ""]
    form.ask(Act.WITHDRAW, NOW)
    assert form.go.isEnabled()


def test_publishing_past_a_red_line_is_a_reason_in_the_audit_log(session, qtbot, desk):
    window = session.window
    article_id, changes = writing.begin(desk, headline="Banjir")
    session.newsroom.errands.ring(changes, "test")
    with qtbot.waitSignal(session.newsroom.article_opened, timeout=10_000):
        session.newsroom.open_article(article_id)
    panel = window.readiness
    assert not panel.publish.isEnabled()
    assert not panel.schedule.isEnabled()
    assert "Belum dapat terbit" in panel.why.text()
    assert panel.publish.accessibleDescription()
    panel.override.click()
    qtbot.keyClicks(panel.form.reason, "Siaga banjir")
    panel.form.go.click()

    def entries():
        return [each for each in auditing.entries(desk) if each.act == Audited.OVERRIDE]

    qtbot.waitUntil(lambda: bool(entries()), timeout=10_000)
    assert entries()[0].reason == "Siaga banjir"
    with desk.store.reading() as tx:
        assert outbox.waiting(tx) > 0


def test_an_alarm_is_said_in_the_bar_and_at_the_story(session, qtbot, desk):
    window = session.window
    article_id, changes = writing.begin(desk, headline="Banjir")
    session.newsroom.errands.ring(changes, "test")
    with qtbot.waitSignal(session.newsroom.article_opened, timeout=10_000):
        session.newsroom.open_article(article_id)
    why = "“Banjir” terjadwal 08.00 WIB dan belum terbit."
    session.newsroom.releases.alarmed.emit((Alarm(article_id, AlarmKind.MISSED, "Banjir", why),))
    assert why in window.trouble.sentence.text()
    assert window.readiness.alarm.text() == why
    session.newsroom.releases.alarmed.emit(())
    assert window.readiness.alarm.isHidden()
    assert window.trouble.isHidden()  # what is over is not said any longer
    assert window.findChild(QAbstractButton, "readiness.publish") is window.readiness.publish


def test_the_bar_lets_go_of_a_silent_site_once_a_round_went_well_and_of_nothing_else(session):
    bar, rounds = session.window.trouble, session.newsroom.line.rounds
    rounds.went_wrong.emit(Trouble("Situs sedang dimatikan.", kind="site.unreachable"), True)
    assert bar.sentence.text() == "Situs sedang dimatikan."
    rounds.went_well.emit(syncing.Report())
    assert bar.isHidden()
    rounds.went_wrong.emit(Trouble("Situs sedang dimatikan.", kind="site.unreachable"), True)
    bar.say("Foto itu rusak.")
    rounds.went_well.emit(syncing.Report())
    assert not bar.isHidden()


def test_an_embargo_is_set_in_wib_shown_and_lifted(computers_zone, session, qtbot, desk):
    panel = session.window.readiness
    article_id, changes = writing.begin(desk, headline="Banjir")
    session.newsroom.errands.ring(changes, "test")
    with qtbot.waitSignal(session.newsroom.article_opened, timeout=10_000):
        session.newsroom.open_article(article_id)
    assert panel.held.isHidden()
    panel.embargo.click()
    assert panel.form.lift.isHidden()
    panel.form.when.setDateTime(QDateTime(2127, 6, 22, 8, 0, 0, 0, QTimeZone.utc()))
    panel.form.go.click()

    def until():
        return finding.open_article(desk, article_id).article.embargo_until

    qtbot.waitUntil(lambda: until() is not None)
    assert until().astimezone(UTC) == datetime(2127, 6, 22, 1, 0, tzinfo=UTC)
    qtbot.waitUntil(lambda: "22-06-2127 08.00 WIB" in panel.held.text())
    panel.embargo.click()
    assert panel.form.when.text() == "22-06-2127 08.00"
    panel.form.lift.click()
    qtbot.waitUntil(lambda: until() is None)
    qtbot.waitUntil(panel.held.isHidden)
