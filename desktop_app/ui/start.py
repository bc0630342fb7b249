"""Opening the window: Qt itself, theme, words, lanes, newsroom; then the day, until the window closes."""

import linecache
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.ui.crash import CrashWindow, catch
from desktop_app.ui.icons import Icons
from desktop_app.ui.lanes import Lanes
from desktop_app.ui.theme import Mode, Theme
from desktop_app.ui.tidying import Tidying
from desktop_app.ui.window import Window
from desktop_app.ui.words import Words, read_words, said

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Desk, FirstWork, Newsroom

_log = logging.getLogger(__name__)
_PROBES = 200
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
# Holds the desk open: entered once, for as long as the window lives. With it what a first start has still to do.
Opening = Callable[[], AbstractContextManager["tuple[Desk, FirstWork | None]"]]


def open_window(
    opening: "Opening",
    *,
    resources: Path = RESOURCES,
    shown: Callable[["Session"], None] | None = None,
) -> int:
    """Open the desk's window and live in it. Answers the exit code.

    *opening* is entered outside the interface thread once the window is painted, and left when it has closed.
    *shown* is told of the session when its newsroom has come in: for taking pictures and for the self-test.
    Raises the Trouble of an *opening* that never succeeded.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    check_none_is_kept()
    forget_sources()
    session = Session(app, opening, resources=resources, memory=QSettings("meja-redaksi", "window"))
    before = sys.excepthook
    sys.excepthook = catch(session.show_crash)
    signals = {which: signal.signal(which, session.leave) for which in (signal.SIGINT, signal.SIGTERM)}
    try:
        session.open(shown)
        code = app.exec()
    finally:
        session.close()
        sys.excepthook = before
        for which, was in signals.items():
            signal.signal(which, was)
    if session.trouble is not None:
        raise session.trouble
    return code


class Session(QObject):
    """What lives as long as the application: lanes, newsroom, theme; and the window, which a language may replace."""

    def __init__(self, app: QApplication, opening: "Opening", *, resources: Path, memory: QSettings) -> None:
        super().__init__()
        app.setApplicationDisplayName("Meja Redaksi")
        app.setApplicationName("meja-redaksi")
        self._app = app
        self._opening = opening
        self._held = ExitStack()
        self._resources = resources
        self._memory = memory
        self._language = str(memory.value("language", "id"))
        self._words: Words | None = None
        self._speak(self._language)
        self.theme = Theme(app, resources, Mode(str(memory.value("mode", Mode.SYSTEM.value))))
        self.icons = Icons(resources / "icons", self.theme)
        self.lanes = Lanes()
        self._tidying = Tidying(self)
        self.trouble: Trouble | None = None
        self._newsroom: Newsroom | None = None
        self._closed = False
        self._shown: Callable[[Session], None] | None = None
        self.window = self._make_window()
        self._crash: CrashWindow | None = None

    @property
    def newsroom(self) -> "Newsroom":
        """The newsroom, once the desk is open."""
        assert self._newsroom is not None
        return self._newsroom

    def open(self, shown: Callable[["Session"], None] | None = None) -> None:
        """Show the window; everything dear happens after its first paint."""
        self._shown = shown
        self._tidying.start()
        self.window.first_painted.connect(self._on_painted)
        self.window.show()

    def leave(self, *_signal: object) -> None:
        """The computer is being shut down, or Ctrl+C was pressed in the terminal: close as a person would."""
        self.window.close()

    def close(self) -> None:
        """Bring everything to disk and let everything go, browser first."""
        self._closed = True
        self.window.close()
        if self._newsroom is not None:
            self._newsroom.close()
        self.lanes.close()
        self._still_all_timers()
        self._held.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._tidying.stop()

    def _still_all_timers(self) -> None:
        """Nothing rings any more in a window that has closed: what it would ask for has been let go of."""
        for owner in (self.window, self._newsroom):
            for timer in owner.findChildren(QTimer) if owner is not None else ():
                timer.stop()

    # -- the desk: its libraries and its database cost more than the window, so a person sees the window first

    def _on_painted(self) -> None:
        self._open_desk()
        QTimer.singleShot(0, self.window, self.window.preview.awaken)

    def _open_desk(self) -> None:
        self.trouble = None
        self.lanes.run("store", self._enter, self._on_desk, self._on_no_desk)

    def _enter(self) -> "tuple[Desk, FirstWork | None]":
        import_module("desktop_app.ui.newsroom.door")
        opened = self._held.enter_context(self._opening())
        forget_sources()
        return opened

    def _on_desk(self, opened: "tuple[Desk, FirstWork | None]") -> None:
        if self._closed:
            return
        from desktop_app.ui.newsroom.door import Newsroom

        desk, first_work = opened
        self._newsroom = Newsroom(desk, self.lanes)
        self.window.join(self._newsroom)
        self._newsroom.line.start(first_work)
        self._newsroom.language.start()
        self._newsroom.versions.begin_session()
        if self._shown is not None:
            self._shown(self)

    def _on_no_desk(self, error: Refusal | Trouble) -> None:
        self.trouble = error if isinstance(error, Trouble) else Trouble(error.reason, kind=error.rule)
        self.window.trouble.say(said(self.trouble.what), self._open_desk)

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
        # What is open goes along with its history: a language is no reason to lose an undo.
        handed = old.editor.hand_over()
        old.close()
        old.deleteLater()
        self.window = self._make_window()
        window = self.window
        window.editor.take_over(handed)
        window.first_painted.connect(window.preview.awaken)
        window.show()
        if self._newsroom is None:
            return
        window.join(self._newsroom)
        self.newsroom.line.introduce()
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
        window = Window(self.theme, self.icons, self._memory, self._language)
        window.language_wished.connect(self.speak)
        return window


def forget_sources() -> None:
    """Give back some 25 MB: the Qt binding reads every imported module's source to look for its own name in it, and
    Python's `linecache` keeps what was read.
    """
    linecache.clearcache()


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
