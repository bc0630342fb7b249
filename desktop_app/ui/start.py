"""Opening the window: Qt itself, theme, words, lanes, newsroom; then the day, until the window closes."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app.domain.errors import Trouble
from desktop_app.ui.crash import CrashWindow, catch
from desktop_app.ui.icons import Icons
from desktop_app.ui.lanes import Lanes
from desktop_app.ui.newsroom.door import Desk, FirstWork, Newsroom
from desktop_app.ui.theme import Mode, Theme
from desktop_app.ui.window import Window
from desktop_app.ui.words import Words, read_words

_log = logging.getLogger(__name__)
_PROBES = 200
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def open_window(
    desk: Desk,
    *,
    first_work: FirstWork | None = None,
    resources: Path = RESOURCES,
    shown: Callable[["Session"], None] | None = None,
) -> int:
    """Open the desk's window and live in it. Answers the exit code.

    *first_work* runs outside the interface thread once the window is painted (filling the demo newsroom).
    *shown* is told of the session then: for taking pictures and for the self-test.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    check_none_is_kept()
    session = Session(app, desk, resources=resources, memory=QSettings("meja-redaksi", "window"))
    before = sys.excepthook
    sys.excepthook = catch(session.show_crash)
    try:
        session.open(first_work, shown)
        return app.exec()
    finally:
        session.close()
        sys.excepthook = before


class Session(QObject):
    """What lives as long as the application: lanes, newsroom, theme; and the window, which a language may replace."""

    def __init__(self, app: QApplication, desk: Desk, *, resources: Path, memory: QSettings) -> None:
        super().__init__()
        app.setApplicationDisplayName("Meja Redaksi")
        app.setApplicationName("meja-redaksi")
        self._app = app
        self._resources = resources
        self._memory = memory
        self._language = str(memory.value("language", "id"))
        self._words: Words | None = None
        self._speak(self._language)
        self.theme = Theme(app, resources, Mode(str(memory.value("mode", Mode.SYSTEM.value))))
        self.icons = Icons(resources / "icons", self.theme)
        self.lanes = Lanes()
        self.newsroom = Newsroom(desk, self.lanes)
        self.window = self._make_window()
        self._crash: CrashWindow | None = None

    def open(
        self,
        first_work: FirstWork | None = None,
        shown: Callable[["Session"], None] | None = None,
    ) -> None:
        """Show the window; everything dear happens after its first paint."""

        def painted() -> None:
            self.window.start()
            self.newsroom.start(first_work)
            QTimer.singleShot(0, self.window, self.window.preview.awaken)
            if shown is not None:
                shown(self)

        self.window.first_painted.connect(painted)
        self.window.show()

    def close(self) -> None:
        """Bring everything to disk and let everything go, browser first."""
        self.window.close()
        self.newsroom.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def show_crash(self, report: str) -> None:
        """The calm window with the report."""
        self._crash = CrashWindow(report, self.window)
        self._crash.show()

    def speak(self, language: str) -> None:
        """Say everything in another language, from a new window in the old one's place."""
        if language == self._language:
            return
        self._memory.setValue("language", language)
        self._speak(language)
        old = self.window
        old.close()
        old.deleteLater()
        self.window = self._make_window()
        window = self.window
        window.first_painted.connect(window.start)
        window.first_painted.connect(window.preview.awaken)
        window.show()
        self.newsroom.tell()
        if self.newsroom.open_id:
            self.newsroom.open_article(self.newsroom.open_id)

    def _speak(self, language: str) -> None:
        if self._words is not None:
            self._app.removeTranslator(self._words)
        self._language = language
        self._words = read_words(self._resources / "words", language, self)
        if self._words is not None:
            self._app.installTranslator(self._words)

    def _make_window(self) -> Window:
        window = Window(self.newsroom, self.theme, self.icons, self._memory, self._language)
        window.language_wished.connect(self.speak)
        return window


def check_none_is_kept() -> None:
    """Refuse a Qt binding that loses references to None: it would abort within seconds of typing.

    PySide6 6.12.0 does so on Python 3.11. Raises Trouble "qt.binding".
    """
    before = sys.getrefcount(None)
    for _ in range(_PROBES):
        QGuiApplication.setApplicationVersion("")
    lost = before - sys.getrefcount(None)
    if lost > _PROBES // 2:
        raise Trouble(
            "Versi PySide6 ini tidak cocok dengan Python di komputer ini. Jalankan `make run` agar versi yang tepat "
            "dipasang.",
            cause=f"None lost {lost} references in {_PROBES} calls",
            kind="qt.binding",
        )
