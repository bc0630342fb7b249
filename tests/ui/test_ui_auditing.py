"""The audit log in a window: who, what, when, which desk and why; of one story or of all; never more than asked."""

import pytest
from PySide6.QtCore import Qt

from desktop_app.desk import auditing, publishing, writing
from desktop_app.domain.audit import Act
from desktop_app.domain.changes import Changes
from desktop_app.ui.auditing.pane import AuditWindow
from desktop_app.ui.wiring.audit import AuditWiring

pytestmark = pytest.mark.qt


@pytest.fixture
def audit(session):
    return session.window.findChild(AuditWindow)


def cells(audit):
    model = audit.lines
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_was_done_is_read_where_it_was_done_and_why(session, audit, qtbot, desk):
    article_id, changes = writing.begin(desk, short_title="Banjir <b>surut</b>")
    changes |= publishing.publish(desk, article_id, override="Siaga banjir")
    session.newsroom.errands.ring(changes, "test")
    with qtbot.waitSignal(session.newsroom.article_opened):
        session.newsroom.open_article(article_id)
    action = session.window.findChild(object, "menu.audit")
    action.trigger()
    qtbot.waitUntil(lambda: len(cells(audit)) == 1)
    when, who, what, story, why, where = cells(audit)[0]
    assert "WIB" in when
    assert (who, what, where) == (desk.person.name, "Melewati garis merah", desk.device)
    assert story == "Banjir <b>surut</b>"
    assert why.startswith("Siaga banjir; ")
    assert audit.of_story
    assert audit.table.isColumnHidden(3)


def test_one_story_or_all_of_them_and_what_is_new_comes_by_itself(session, audit, qtbot, desk):
    first, _ = writing.begin(desk, short_title="Satu")
    second, changes = writing.begin(desk, short_title="Dua")
    for article_id in (first, second):
        changes |= publishing.publish(desk, article_id, override="Uji")
    session.newsroom.errands.ring(changes, "test")
    with qtbot.waitSignal(session.newsroom.article_opened):
        session.newsroom.open_article(first)
    session.window.findChild(object, "menu.audit").trigger()
    qtbot.waitUntil(lambda: [row[3] for row in cells(audit)] == ["Satu"])
    qtbot.mouseClick(audit.findChild(object, "audit.all"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: {row[3] for row in cells(audit)} == {"Satu", "Dua"})
    session.newsroom.errands.ring(publishing.publish(desk, second, override="Lagi"), "test")
    qtbot.waitUntil(lambda: len(cells(audit)) == 3)
    audit.table.selectRow(0)
    with qtbot.waitSignal(session.newsroom.article_opened) as opened:
        audit.table.activated.emit(audit.lines.index(0, 0))
    assert opened.args[0].article.id == second


def test_what_was_signed_is_no_word_for_people(session, audit, qtbot, desk):
    with desk.store.writing() as tx:
        auditing.note(desk, tx, Act.SIGN, "article", "a", details=("f" * 64,))
        auditing.note(desk, tx, Act.OVERRIDE, "article", "a", reason="Siaga", details=("sign_off",))
    session.window.findChild(object, "menu.audit").trigger()
    qtbot.waitUntil(lambda: len(cells(audit)) == 2)
    assert {row[4] for row in cells(audit)} == {"", "Siaga; Disahkan korektor"}


def test_never_more_lines_than_asked_for(session, audit, qtbot, desk):
    for number in range(203):
        with desk.store.writing() as tx:
            auditing.note(desk, tx, Act.SIGN, "article", "a", reason=str(number))
    session.window.findChild(object, "menu.audit").trigger()
    qtbot.waitUntil(lambda: len(cells(audit)) == 200)
    assert cells(audit)[0][4] == "202"
    assert not audit.more.isHidden()
    qtbot.mouseClick(audit.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(cells(audit)) == 203)
    assert audit.more.isHidden()
    assert "203" in audit.told.text()


def test_nobody_reads_while_the_window_is_shut(session, audit, qtbot, desk, monkeypatch):
    asked = []
    wiring = session.window.findChild(AuditWiring)
    audit.lines_wished.connect(lambda *wish: asked.append(wish))
    session.newsroom.errands.ring(Changes(audit=True), "test")
    wiring.audit.follow("a1")
    assert asked == []
