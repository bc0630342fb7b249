"""The window over a real desk on a temporary folder: a story from blank page to ready, by keys and mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from desktop_app.desk import finding, writing
from desktop_app.domain.article import Stage
from desktop_app.domain.errors import Trouble
from desktop_app.domain.listing import Query
from desktop_app.domain.outbox import SyncState
from desktop_app.storage import records
from desktop_app.ui import start
from desktop_app.ui.start import check_none_is_kept
from desktop_app.ui.theme import DARK, LIGHT, Mode

pytestmark = pytest.mark.qt


def begin(session, qtbot):
    with qtbot.waitSignal(session.newsroom.article_opened):
        qtbot.keyClick(session.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_a_story_written_by_keys_is_on_disk_and_in_the_list(session, qtbot, desk):
    begin(session, qtbot)
    window = session.window
    qtbot.keyClicks(window.editor.heading.short_title, "Banjir surut")
    qtbot.keyClicks(window.editor.heading.headline, "Banjir di Rawa Terate surut")
    qtbot.keyClicks(window.editor.view, "Air surut pada pagi hari.")
    rows = lambda: finding.list_articles(desk, Query(text="surut")).rows  # noqa: E731
    qtbot.waitUntil(
        lambda: bool(rows()) and rows()[0].headline == "Banjir di Rawa Terate surut", timeout=10_000
    )
    qtbot.waitUntil(lambda: session.newsroom.all_saved)
    opened = finding.open_article(desk, session.newsroom.open_id)
    assert "Air surut pada pagi hari." in opened.article.body[0].text
    qtbot.waitUntil(lambda: window.articles.model.row(0) is not None)
    qtbot.waitUntil(lambda: window.articles.model.row(0).short_title == "Banjir surut")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Banjir surut"))


def test_readiness_follows_and_leads_to_the_field(session, qtbot):
    begin(session, qtbot)
    window = session.window
    before = window.readiness.summary.text()
    qtbot.keyClicks(window.editor.heading.lead, "Teras.")
    qtbot.waitUntil(lambda: window.readiness.summary.text() != before, timeout=10_000)
    window.docks[2].raise_()
    line = window.readiness.findChild(QAbstractButton, "readiness.headline")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.editor.heading.headline.hasFocus)


def test_the_stage_moves_with_the_last_words(session, qtbot, desk):
    begin(session, qtbot)
    window = session.window
    qtbot.keyClicks(window.editor.heading.headline, "Kata terakhir")
    qtbot.mouseClick(
        window.readiness.findChild(QAbstractButton, "readiness.stage_photo"), Qt.MouseButton.LeftButton
    )
    article = lambda: finding.open_article(desk, session.newsroom.open_id).article  # noqa: E731
    qtbot.waitUntil(lambda: article().stage is Stage.PHOTO)
    assert article().headline == "Kata terakhir"


def test_a_refusal_is_said_in_its_place(session, qtbot):
    begin(session, qtbot)
    session.newsroom.releases.publish()
    qtbot.waitUntil(lambda: "Belum dapat terbit" in session.window.readiness.refusal.text())


def test_work_from_elsewhere_joins_what_is_being_typed(session, qtbot, desk):
    begin(session, qtbot)
    window = session.window
    article_id = session.newsroom.open_id
    base = finding.open_article(desk, article_id).revision
    writing.save_draft(desk, article_id, fields={"lead": "Dari rekan."}, body=None, base=base)
    qtbot.keyClicks(window.editor.heading.headline, "Dari saya")
    article = lambda: finding.open_article(desk, article_id).article  # noqa: E731
    qtbot.waitUntil(lambda: article().headline == "Dari saya", timeout=10_000)
    qtbot.waitUntil(lambda: window.editor.heading.lead.text() == "Dari rekan.", timeout=10_000)
    assert article().lead == "Dari rekan."


def test_closing_right_after_a_key_loses_nothing(session, qtbot, desk):
    begin(session, qtbot)
    article_id = session.newsroom.open_id
    qtbot.keyClicks(session.window.editor.view, "Kalimat yang baru saja diketik.")
    session.close()
    body = finding.open_article(desk, article_id).article.body
    assert "Kalimat yang baru saja diketik." in body[0].text


def test_a_full_disk_is_said_quietly_and_saved_when_there_is_room(session, qtbot, desk, monkeypatch):
    begin(session, qtbot)
    whole = writing.save_draft
    monkeypatch.setattr(
        writing,
        "save_draft",
        lambda *_a, **_k: (_ for _ in ()).throw(Trouble("Diska penuh.", kind="disk.full")),
    )
    qtbot.keyClicks(session.window.editor.heading.headline, "Tidak hilang")
    bar = session.window.trouble
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert bar.sentence.text() == "Diska penuh."
    monkeypatch.setattr(writing, "save_draft", whole)
    qtbot.mouseClick(bar.retry, Qt.MouseButton.LeftButton)
    article = lambda: finding.open_article(desk, session.newsroom.open_id).article  # noqa: E731
    qtbot.waitUntil(lambda: article().headline == "Tidak hilang", timeout=10_000)


def test_english_is_a_menu_away_and_the_open_story_stays(session, qtbot):
    begin(session, qtbot)
    qtbot.keyClicks(session.window.editor.heading.headline, "Tetap di sini")
    session.speak("en")
    window = session.window
    assert window.articles.new.accessibleName() == "New story"
    qtbot.waitUntil(lambda: window.editor.heading.headline.text() == "Tetap di sini", timeout=10_000)
    qtbot.keyClicks(window.editor.view, "satu dua")
    session.speak("id")
    assert session.window.articles.new.accessibleName() == "Berita baru"
    editor = session.window.editor
    words = lambda: editor.view.document().toPlainText().rstrip()  # noqa: E731
    qtbot.waitUntil(lambda: words() == "satu dua", timeout=10_000)
    editor.actions_of_text.undo.trigger()
    assert words() == "satu"
    editor.heading.headline.undo()
    assert editor.heading.headline.text() == ""
    editor.actions_of_text.redo.trigger()
    assert words() == "satu dua"
    qtbot.waitUntil(lambda: session.newsroom.all_saved, timeout=10_000)


def test_one_key_finds_words_in_the_story_and_stories_outside(session, qtbot):
    begin(session, qtbot)
    window = session.window
    window.activateWindow()
    window.editor.view.setFocus()
    qtbot.waitUntil(window.editor.view.hasFocus, timeout=5000)
    qtbot.keyClick(window.editor.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.editor.find_bar.isVisible()
    qtbot.keyClick(window.editor.find_bar.sought, Qt.Key.Key_Escape)
    assert not window.editor.find_bar.isVisible()
    window.readiness.sign.setFocus()
    window.articles.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not window.editor.find_bar.isVisible()


def test_every_action_of_the_menus_has_a_name(session):
    window = session.window
    names = [action.objectName() for menu in window.menuBar().actions() for action in menu.menu().actions()]
    assert all(name for name, action in zip(names, names, strict=True) if name)
    keys = [
        a.shortcut().toString()
        for m in window.menuBar().actions()
        for a in m.menu().actions()
        if a.shortcut().toString()
    ]
    assert len(keys) == len(set(keys)), sorted(keys)


def test_the_binding_is_sound(qapp):
    check_none_is_kept()


def test_a_binding_that_loses_none_is_refused(qapp, monkeypatch):
    counts = iter([10_000, 9_000])
    monkeypatch.setattr(start.sys, "getrefcount", lambda _thing: next(counts))
    with pytest.raises(Trouble, match="PySide6"):
        check_none_is_kept()


def test_the_app_never_switches_the_sandbox_off():
    for file in (Path(start.__file__).parents[1]).rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "DISABLE_SANDBOX" not in text, file
        assert "no-sandbox" not in text, file


def test_a_clash_shows_both_texts_and_a_click_settles_it(session, qtbot, desk):
    begin(session, qtbot)
    window, article_id = session.window, session.newsroom.open_id
    qtbot.keyClicks(window.editor.heading.headline, "Dua belas hadir")
    qtbot.waitUntil(lambda: session.newsroom.all_saved and bool(_headline(desk, article_id)), timeout=10_000)
    with desk.store.writing() as tx:
        base = records.seal(tx, "article", article_id)
    writing.save_draft(desk, article_id, fields={"headline": "Tujuh belas hadir"}, body=None, base=base)
    saved = writing.save_draft(
        desk, article_id, fields={"headline": "Empat belas hadir"}, body=None, base=base
    )
    session.newsroom.errands.ring(saved.changes, "sync")

    def texts():
        found = window.choices.findChildren(QPlainTextEdit)
        return {each.toPlainText() for each in found if each.isReadOnly()}

    qtbot.waitUntil(lambda: texts() == {"Tujuh belas hadir", "Empat belas hadir"}, timeout=10_000)
    assert not window._named("choices_dock").isHidden()
    use = window.choices.findChild(QAbstractButton, "choices.use_mine.headline")
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _headline(desk, article_id) == "Empat belas hadir", timeout=10_000)
    undo = []
    qtbot.waitUntil(
        lambda: (
            undo.append(window.choices.findChild(QAbstractButton, "choices.undo")) or undo[-1] is not None
        ),
        timeout=10_000,
    )
    qtbot.mouseClick(undo[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _headline(desk, article_id) == "Tujuh belas hadir", timeout=10_000)
    qtbot.waitUntil(lambda: "Empat belas hadir" in texts(), timeout=10_000)


def _headline(desk, article_id):
    return finding.open_article(desk, article_id).article.headline


def test_at_its_least_size_no_pane_covers_another(session, qtbot):
    begin(session, qtbot)
    window = session.window
    window.resize(window.minimumSize())
    for dock in window.docks:
        dock.show()
    qtbot.waitUntil(lambda: window.width() == window.minimumWidth())
    qtbot.wait(100)  # until the rows have found their places
    split = window.split
    assert split.width() >= split.minimumSizeHint().width()
    places = [split.widget(at).geometry() for at in range(split.count())]
    assert not places[0].intersects(places[1])
    assert all(split.rect().contains(place) for place in places)
    for dock in window.docks:
        dock.raise_()
        qtbot.wait(20)
        assert split.width() >= split.minimumSizeHint().width(), dock.objectName()


def ink(icon):
    """The colour an icon is drawn in, by its strongest pixel."""
    image = icon.pixmap(16, 16).toImage()
    dots = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(dots, key=lambda dot: dot.alpha()).name()


def test_the_signs_of_the_status_line_and_of_the_search_boxes_turn_with_the_theme(session, monkeypatch):
    window, theme = session.window, session.theme
    monkeypatch.setattr(
        theme, "_dress", theme.changed.emit
    )  # the sheet of all widgets is not what is asked about
    session.newsroom.line.told.emit(SyncState(conflicts=1), False)
    lenses = [
        window.findChild(QLineEdit, f"{room}.search").actions()[0] for room in ("articles", "light_table")
    ]
    for mode, tones in ((Mode.DARK, DARK), (Mode.LIGHT, LIGHT)):
        theme.choose(mode)
        assert ink(window.status.waiting.icon()) == tones.bad
        assert {ink(lens.icon()) for lens in lenses} == {tones.muted}
