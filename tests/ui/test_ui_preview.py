"""The preview in a real browser engine: it shows, follows, scales, and lets nothing out or run."""

import json
import os
import signal
import socket
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QLabel

from desktop_app.domain.opened import Asset, PreviewPage
from desktop_app.ui.icons import Icons
from desktop_app.ui.preview.pane import PreviewPane
from desktop_app.ui.theme import Mode, Theme

pytestmark = pytest.mark.qt
CSS = (
    "body{margin:0;color:#000;background:#fff}p{height:400px}"
    "@media (prefers-color-scheme: dark){body{background:rgb(1,2,3)}}@media print{p{color:rgb(9,0,0)}}"
)
SCRIPT = (
    "document.querySelectorAll('[data-countdown]').forEach(function(e){e.textContent='jalan';"
    "setInterval(function(){e.dataset.beats=1+Number(e.dataset.beats||0)},1000)});"
)


def html(first="Satu", more=""):
    return (
        "<!doctype html><html><head><meta charset=utf-8><meta name=color-scheme content='light dark'>"
        f"<title>{first}</title><link rel=stylesheet href='/gaya/situs.css?v=1'></head><body>"
        "<noscript><p id=no>Tanpa skrip</p></noscript><h1 id=judul>Judul</h1>"
        f"<p id=b-1>{first}</p><p id=b-2>Dua</p><p id=b-3>Tiga</p><b data-countdown>diam</b>{more}"
        "<a id=out href='https://example.org/keluar'>keluar</a></body></html>"
    )


def fetch(path, answer):
    files = {
        "/gaya/situs.css": Asset("text/css", CSS.encode()),
        "/gaya/situs.js": Asset("text/javascript", SCRIPT.encode()),
    }
    answer(files.get(path))


@pytest.fixture
def pane(qapp, qtbot):
    resources = Path(__file__).resolve().parents[2] / "resources"
    theme = Theme(qapp, resources, Mode.LIGHT)
    made = PreviewPane(Icons(resources / "icons", theme), fetch)
    made.resize(420, 600)
    made.show()
    made.awaken()
    yield made
    made.let_go()
    made.close()
    made.deleteLater()
    theme.deleteLater()
    qtbot.wait(50)


@pytest.fixture
def ask(pane, qtbot):
    def asked(code):
        came = []
        pane.browser.run(f"JSON.stringify({code})", came.append)
        qtbot.waitUntil(lambda: bool(came), timeout=10_000)
        return json.loads(came[0]) if came[0] else None

    return asked


def show(pane, qtbot, page):
    with qtbot.waitSignal(pane.painted, timeout=60_000):
        pane.show_page(page)


def test_a_page_is_shown_as_its_readers_see_it(pane, qtbot, ask):
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    assert ask("location.href") == "meja://situs/berita/satu"
    assert ask("document.getElementById('b-1').textContent") == "Satu"
    assert ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert ask("getComputedStyle(document.querySelector('noscript')).display") == "none"
    assert ask("document.querySelector('[data-countdown]').textContent") == "jalan"


def test_the_countdown_goes_on_while_it_is_seen(pane, qtbot, ask):
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    beats = "Number(document.querySelector('[data-countdown]').dataset.beats || 0)"
    pane.browser._clock.setInterval(10)
    qtbot.waitUntil(lambda: ask(beats) > 2, timeout=10_000)
    pane.browser.view.hide()
    qtbot.wait(30)
    before = ask(beats)
    qtbot.wait(60)
    assert ask(beats) == before


def test_the_browser_does_not_draw_the_window_of_the_editor(pane):
    # Without a screen Qt falls back to the processor by itself, so the wish is what can be looked at here.
    assert os.environ["QT_QUICK_BACKEND"] == "software"


def test_a_change_is_patched_and_the_reader_keeps_his_place(pane, qtbot, ask):
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    ask("(window.scrollTo(0, 350), window.kept = document.getElementById('b-2'), 1)")
    before = ask("window.scrollY")
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html("Baru", "<p id=b-4>Empat</p>")))
    assert ask("document.getElementById('b-1').textContent") == "Baru"
    assert ask("document.getElementById('b-4').textContent") == "Empat"
    assert ask("document.title") == "Baru"
    assert ask("window.kept === document.getElementById('b-2')")
    assert ask("window.scrollY") == before > 0
    assert ask("document.querySelector('[data-countdown]').textContent") == "jalan"


def test_widths_are_the_pages_own_and_shrink_to_fit(pane, qtbot, ask):
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    here = "document.documentElement.clientWidth"  # what a scroll bar took from the page would be missing
    for width in (768, 1280, 360):
        pane.findChild(object, f"preview.width_{width}").click()
        qtbot.waitUntil(lambda w=width: abs(ask(here) - w) <= 3, timeout=10_000)
    assert pane.browser.view.width() == 360


def test_dark_is_the_pages_own_dark_and_back(pane, qtbot, ask):
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    pane.dark.click()
    qtbot.waitUntil(lambda: ask("getComputedStyle(document.body).backgroundColor") == "rgb(1, 2, 3)")
    pane.dark.click()
    qtbot.waitUntil(lambda: ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)")


def test_pointing_at_a_paragraph_tells_its_place_and_a_link_goes_nowhere(pane, qtbot, ask):
    credit = "<figcaption>Takarir <span class=credit>photo <b>N</b></span></figcaption>"
    more = (
        f"<figure id=foto-utama>{credit}</figure><figure id=b-9>{credit}</figure>"
        "<nav class=trail><a href='/rubrik/budaya'>Budaya</a></nav>"
        "<p class=byline><span class=authors>Oleh <b>Dewi</b></span></p>"
        "<footer class=story-foot><nav class=tags><a href='/tag/air'>air</a></nav></footer>"
    )
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html(more=more)))
    with qtbot.waitSignal(pane.landed, timeout=10_000) as told:
        ask("(document.getElementById('b-2').click(), 1)")
    assert told.args == ["b-2"]
    with qtbot.waitSignal(pane.landed, timeout=10_000) as told:
        ask("(document.getElementById('judul').click(), 1)")
    assert told.args == ["headline"]
    select = "getSelection().selectAllChildren(document.querySelector('#b-9 .credit b'))"
    told = []
    pane.landed.connect(told.append)
    pane._second_click.setInterval(150)
    ask(f"(document.querySelector('#b-9 .credit').click(), {select}, 1)")
    qtbot.waitUntil(lambda: pane.selected is not None, timeout=10_000)
    qtbot.wait(200)
    assert told == []  # who selects a word is not led away from it
    ask("(getSelection().removeAllRanges(), 1)")
    pane._second_click.setInterval(0)
    for part, place in (
        ("#foto-utama .credit", "credit:hero"),
        ("#b-9 .credit b", "credit:b-9"),
        (".authors b", "authors"),
        (".tags a", "tags"),
        (".trail a", "section"),
    ):
        with qtbot.waitSignal(pane.landed, timeout=10_000) as told:
            ask(f"(document.querySelector('{part}').click(), 1)")
        assert told.args == [place]
    assert ask("location.pathname") == "/berita/satu"
    page = pane.browser._page
    clicked = QWebEnginePage.NavigationType.NavigationTypeLinkClicked
    with qtbot.waitSignal(pane.link_clicked) as told:
        assert not page.acceptNavigationRequest(QUrl("https://example.org/keluar"), clicked, True)
    assert told.args == ["https://example.org/keluar"]
    typed = QWebEnginePage.NavigationType.NavigationTypeTyped
    assert not page.acceptNavigationRequest(QUrl("file:///etc/passwd"), typed, True)


def test_words_selected_on_the_page_are_told_and_marked_ones_painted(pane, qtbot, ask):
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html("Air surut, <b>air</b> jernih")))
    pane.show_marks([{"place": "1", "quote": "air jernih", "start": 11, "tone": "bad"}])
    pane.show_marks([{"place": "1", "quote": "air", "start": 11, "tone": "warn"}])
    painted = "[...CSS.highlights].map(([n, h]) => [n, [...h].map(String)])"
    assert ask(painted) == [["meja-warn", ["air"]]]
    assert ask("[...CSS.highlights.get('meja-warn')][0].startContainer.parentElement.tagName") == "B"
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html("Kini air surut, <i>air</i> jernih")))
    assert ask("[...CSS.highlights.get('meja-warn')].map(String)") == ["air"]
    code = (
        "(()=>{const p=document.getElementById('b-1'),r=document.createRange();r.setStart(p.firstChild,5);"
        "r.setEnd(p.querySelector('i').firstChild,3);getSelection().removeAllRanges();"
        "getSelection().addRange(r);return 1})()"
    )
    ask(code)
    qtbot.waitUntil(lambda: pane.selected == ("1", "air surut, air", 5), timeout=10_000)
    assert pane.mark.isEnabled()
    ask("(getSelection().removeAllRanges(), 1)")
    qtbot.waitUntil(lambda: pane.selected is None and not pane.mark.isEnabled(), timeout=10_000)


def test_nothing_leaves_and_nothing_runs(pane, qtbot, ask):
    reached = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    stop = threading.Event()

    def listen():
        while not stop.is_set():
            try:
                server.accept()[0].close()
                reached.append(1)
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    there = f"http://127.0.0.1:{server.getsockname()[1]}"
    hostile = (
        f"<script>document.title='jalan'</script><img src='{there}/a.png' onerror=\"document.title='jalan'\">"
        f"<iframe src='{there}/b'></iframe><link rel=stylesheet href='{there}/c.css'>"
        f"<video src='{there}/d.mp4' autoplay></video><object data='{there}/e'></object>"
        f"<meta http-equiv=refresh content='0;url={there}/f'><img src='file:///etc/hostname' id=file>"
        f"<style>@import url({there}/g.css);body{{background:url({there}/h.png)}}</style>"
        f"<form action='{there}/i'><input autofocus></form><a id=ping ping='{there}/j' href='#x'>x</a>"
    )
    try:
        show(pane, qtbot, PreviewPage("a1", "/berita/jahat", html("Aman", hostile)))
        ask("(document.getElementById('ping').click(), 1)")
        ask("(document.querySelector('form').submit(), 1)")
        qtbot.wait(600)
    finally:
        stop.set()
        thread.join()
        server.close()
    assert reached == []
    assert ask("document.title") == "Aman"
    assert ask("location.href").startswith("meja://situs/berita/jahat")
    assert ask("document.getElementById('file').naturalWidth") == 0


def test_the_page_is_told_its_rules_whole(pane, qtbot, ask):
    """The binding once sent each rule letter by letter: a header nobody obeys."""
    inside = "<style>body{outline:rgb(9, 9, 9) solid 1px}</style><p style='height:1px' id=b-9>x</p>"
    show(pane, qtbot, PreviewPage("a1", "/berita/aturan", html(more=inside)))
    assert ask("getComputedStyle(document.body).outlineColor") != "rgb(9, 9, 9)"
    assert ask("document.getElementById('b-9').offsetHeight") == 400


def test_a_page_of_three_megabytes_is_shown(pane, qtbot, ask):
    show(
        pane,
        qtbot,
        PreviewPage(
            "a1",
            "/berita/besar",
            html(more=("<i>" + "kata " * 200 + "</i><br>") * 3_000 + "<u id=end>ujung</u>"),
        ),
    )
    assert ask("document.getElementById('end').textContent") == "ujung"


def test_a_killed_renderer_comes_back_with_the_page(pane, qtbot, ask):
    show(pane, qtbot, PreviewPage("a1", "/berita/satu", html()))
    with qtbot.waitSignal(pane.painted, timeout=60_000):
        os.kill(pane.browser._page.renderProcessPid(), signal.SIGKILL)
    assert ask("document.getElementById('b-1').textContent") == "Satu"


def test_pages_are_recycled(pane, qtbot, ask, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.preview.browser._LOADS_PER_PAGE", 2)
    for number in range(4):
        show(pane, qtbot, PreviewPage("a1", f"/berita/{number}", html(str(number))))
    assert ask("document.getElementById('b-1').textContent") == "3"
    assert pane.browser._loads == 2


def test_a_page_that_waits_for_the_browser_is_said_to_come(qapp, qtbot):
    resources = Path(__file__).resolve().parents[2] / "resources"
    theme = Theme(qapp, resources, Mode.LIGHT)
    made = PreviewPane(Icons(resources / "icons", theme), fetch)
    qtbot.addWidget(made)
    made.show()

    def said():
        return [each.text() for each in made.stage.findChildren(QLabel) if each.isVisible()]

    assert "Buka sebuah berita untuk melihatnya seperti pembaca." in said()
    made.show_page(PreviewPage("a1", "/berita/satu", html()))
    assert "Halaman sedang dibuka…" in said()
    assert "Buka sebuah berita untuk melihatnya seperti pembaca." not in said()
    with qtbot.waitSignal(made.painted, timeout=60_000):
        made.awaken()
    assert said() == []
    made.let_go()
    theme.deleteLater()
