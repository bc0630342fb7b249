"""Qt without a screen. Set before anything imports Qt; a Qt warning fails the test it appears in."""

import gc
import os
import threading
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Article
from desktop_app.domain.newsroom import Person, Role, SiteSettings
from desktop_app.foreign.reader import Reader
from desktop_app.page.render import Renderer
from desktop_app.photos.blobs import Blobs
from desktop_app.storage.store import Store
from desktop_app.sync.address import Address, nowhere
from desktop_app.ui.articles.pane import ArticlesPane
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.icons import Icons
from desktop_app.ui.theme import Mode, Theme

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # The browser engine refuses to start for root with its sandbox on; the application itself never does this.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    config.option.qt_log_level_fail = "WARNING"
    # What a person would wait for on a busy machine: patience costs nothing when all goes well.
    for waits in (QtBot.waitUntil, QtBot.waitSignal):
        waits.__kwdefaults__["timeout"] = 20_000


@pytest.fixture(scope="session", autouse=True)
def _calm_clipboard(qapp):
    """Our own data left on the clipboard would outlive Python on the offscreen platform and crash at exit."""
    yield
    qapp.clipboard().setText("")


class NoWorkers:
    """Stands where the photo workers are: no test here takes a photo in."""

    def thumbnail(self, _original, _size):
        return b""


@pytest.fixture
def role():
    """Who sits at the desk; a test may say otherwise."""
    return Role.ADMIN


@pytest.fixture(scope="session")
def reader():
    """One reader of foreign text for all windows: its process starts once, and only when something is pasted."""
    made = Reader()
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path, role, reader):
    """A real desk on a temporary folder, without a site."""
    store = Store.open(tmp_path / "meja")

    @lru_cache
    def renderer_for(site: SiteSettings) -> Renderer:
        return Renderer(RESOURCES / "public", site)

    yield Desk(
        store=store,
        blobs=Blobs(tmp_path / "meja" / "photos"),
        intake=NoWorkers(),
        person=Person("d", "Dewi Anggraini", role),
        device="meja-1",
        clock=lambda: datetime.now(UTC),
        renderer_for=renderer_for,
        address=Address("", "", nowhere),
        static=RESOURCES / "public" / "static",
        reader=reader,
    )
    store.close()


def lanes():
    """Every thread but the alarm clocks of idle workers, which end by themselves."""
    return sum(not isinstance(thread, threading.Timer) for thread in threading.enumerate())


@pytest.fixture
def start(desk, qapp, qtbot, tmp_path, monkeypatch):
    """Opens the window over *desk*, joined, as often as a test starts the day; what it remembers lasts."""
    from PySide6.QtCore import QSettings

    from desktop_app.ui.start import Session

    # The browser has tests of its own; here it would only slow every test down.
    monkeypatch.setattr("desktop_app.ui.preview.pane.PreviewPane.awaken", lambda _self: None)
    before = lanes()
    made = []

    def end():
        for session in made:
            session.close()
            session.window.deleteLater()
            if session._words is not None:
                qapp.removeTranslator(session._words)
        made.clear()
        qapp.setStyleSheet("")
        gc.collect()  # here, and not on whichever thread of a later test makes the next object

    def begin(first_work=None):
        end()
        memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        memory.setValue("mode", "light")
        session = Session(qapp, lambda: nullcontext((desk, first_work)), resources=RESOURCES, memory=memory)
        made.append(session)
        session.open()
        qtbot.waitUntil(lambda: session.window.isVisible() and session._newsroom is not None)
        return session

    yield begin
    end()
    assert lanes() == before


@pytest.fixture
def session(start):
    """The window over *desk*, joined."""
    return start()


@pytest.fixture
def editor(qtbot):
    """The editor with an empty story, the caret in its text. A module with needs of its own has one of its own."""
    made = ArticleEditor()
    qtbot.addWidget(made)
    made.resize(800, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.show_article(Article("a1", headline="Judul"), (), "r1")
    made.view.setFocus()
    qtbot.waitUntil(made.view.hasFocus)
    return made


@pytest.fixture
def theme(qapp):
    made = Theme(qapp, RESOURCES, Mode.LIGHT)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def icons(theme):
    return Icons(RESOURCES / "icons", theme)


@pytest.fixture
def articles(theme, icons, qtbot):
    pane = ArticlesPane(theme, icons)
    qtbot.addWidget(pane)
    pane.resize(300, 600)
    pane.show()
    return pane
