"""The preview's looks: colours that follow, printed, free width, zoom, the caret's paragraph, and other places."""

import pytest
from PySide6.QtGui import QAction
from test_ui_preview import ask, html, pane, show  # noqa: F401 - fixtures
from test_ui_window import begin

from desktop_app.domain.opened import Look, PreviewPage
from desktop_app.ui.theme import Mode

pytestmark = pytest.mark.qt
GROUND = "getComputedStyle(document.body).backgroundColor"
DARK, LIGHT = "rgb(1, 2, 3)", "rgb(255, 255, 255)"


def look(pane, name):  # noqa: F811
    pane.looks.findChild(QAction, f"preview.look_{name}").trigger()


def test_the_page_follows_the_windows_colours_until_somebody_chooses(pane, qtbot, ask):  # noqa: F811
    pane.follow(dark=True)
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    qtbot.waitUntil(lambda: ask(GROUND) == DARK)
    pane.dark.click()
    qtbot.waitUntil(lambda: ask(GROUND) == LIGHT)
    pane.follow(dark=False)
    pane.follow(dark=True)
    assert ask(GROUND) == LIGHT
    look(pane, "window_colours")
    qtbot.waitUntil(lambda: ask(GROUND) == DARK)


def test_the_printed_page_is_shown_and_left_again(pane, qtbot, ask):  # noqa: F811
    pane.follow(dark=True)
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    look(pane, "print")
    qtbot.waitUntil(lambda: ask(GROUND) == LIGHT)
    qtbot.waitUntil(lambda: ask("getComputedStyle(document.getElementById('b-3')).color") == "rgb(9, 0, 0)")
    look(pane, "page")
    qtbot.waitUntil(lambda: ask(GROUND) == DARK)
    assert ask("getComputedStyle(document.getElementById('b-3')).color") == "rgb(0, 0, 0)"


def test_free_width_is_the_panels_and_zoom_grows_the_page(pane, qtbot, ask):  # noqa: F811
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    pane.findChild(object, "preview.width_0").click()
    qtbot.waitUntil(lambda: abs(ask("window.innerWidth") - pane.stage.width()) <= 2, timeout=10_000)
    look(pane, "larger")
    qtbot.waitUntil(lambda: abs(ask("window.innerWidth") - pane.stage.width() / 1.25) <= 2, timeout=10_000)
    assert pane.told.text() == "125 %"
    look(pane, "actual")
    qtbot.waitUntil(lambda: abs(ask("window.innerWidth") - pane.stage.width()) <= 2, timeout=10_000)
    pane.findChild(object, "preview.width_1280").click()
    look(pane, "smaller")
    assert pane.browser.view.width() <= pane.stage.width()


def test_the_carets_paragraph_is_tinted_and_brought_into_sight(pane, qtbot, ask):  # noqa: F811
    more = "".join(f"<p id=b-{number}>{number}</p>" for number in range(4, 12))
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html(more=more)))
    pane.accompany("2")
    assert ask("[...CSS.highlights.get('meja-beside')].map(String)") == ["Dua"]
    assert ask("window.scrollY") == 0
    pane.accompany("9")
    qtbot.waitUntil(lambda: ask("document.getElementById('b-9').getBoundingClientRect().top") < 600)
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html("Baru", more)))
    assert ask("[...CSS.highlights.get('meja-beside')].map(String)") == ["9"]
    pane.accompany("")
    assert ask("CSS.highlights.has('meja-beside')") is False


def test_each_look_shows_the_open_story_elsewhere_and_a_dark_window_a_dark_page(session, qtbot):
    begin(session, qtbot)
    window = session.window
    qtbot.keyClicks(window.editor.heading.short_title, "Kali Besar surut")
    shown = []
    session.newsroom.page_rendered.connect(shown.append)
    for one in (Look.SHARE, Look.RESULT, Look.HOME, Look.SECTION, Look.FEED, Look.PAGE):
        window.preview.looks.looks[one].trigger()
        qtbot.waitUntil(lambda: bool(shown) and "Kali Besar surut" in shown[-1].html, timeout=20_000)
        paths = {Look.HOME: "/", Look.SECTION: "/rubrik/", Look.PAGE: "/berita/kali-besar-surut"}
        wanted = paths.get(one, f"/tampilan/{one.value}")
        qtbot.waitUntil(lambda path=wanted: shown[-1].path.startswith(path), timeout=20_000)
    session.theme.choose(Mode.DARK)
    assert window.preview.dark.isChecked()
    session.theme.choose(Mode.LIGHT)
    assert not window.preview.dark.isChecked()
