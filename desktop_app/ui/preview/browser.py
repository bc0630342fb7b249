"""The browser behind the preview: one page, its own world of scripts, every door to the outside shut.

Importing this module loads the browser engine; the pane does so only after the window has been painted.
"""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEnginePermission,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from desktop_app.domain.opened import PreviewPage
from desktop_app.ui.preview.profile import OURS, ShutProfile
from desktop_app.ui.preview.scheme import SCHEME, Answers, Fetch, address

_LOADS_PER_PAGE = 100
_SECOND_MS = 1000


class _Page(QWebEnginePage):
    """Goes nowhere by itself: a clicked link becomes a signal."""

    link_clicked = Signal(QUrl)
    landed = Signal(str)
    selected = Signal(object)

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        type: QWebEnginePage.NavigationType,
        isMainFrame: bool,
    ) -> bool:
        there = QUrl(url)
        if type == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.link_clicked.emit(there)
            return False
        typed = QWebEnginePage.NavigationType.NavigationTypeTyped
        reloaded = QWebEnginePage.NavigationType.NavigationTypeReload
        return type in (typed, reloaded) and isMainFrame and there.scheme() == SCHEME

    def createWindow(self, type: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,
        sourceID: str,
    ) -> None:
        # Page scripts are off, so only our own script speaks here.
        word, _, place = message.partition(" ")
        if word == "meja-land":
            self.landed.emit(place)
        elif word == "meja-select":
            self.selected.emit(json.loads(place))


class Browser(QObject):
    """Shows PreviewPages in *view*: the first of a path is loaded, later ones patched into place."""

    link_clicked = Signal(QUrl)
    landed = Signal(str)
    selected = Signal(object)
    painted = Signal()

    def __init__(
        self, fetch: Fetch, site_script: Callable[[Callable[[str], None]], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._script = (Path(__file__).parent / "script.js").read_text(encoding="utf-8")
        self._site_script = ""
        # The profile and what it calls must outlive every page (else the engine crashes at exit): they belong to
        # this object, the pages to the view, and `close` lets the pages go first.
        self._answers = Answers(fetch, self)
        self._profile = ShutProfile(self._answers, self)
        self.view = QWebEngineView(parent)
        self.view.setObjectName("preview.page")
        self.view.setContextMenuPolicy(self.view.contextMenuPolicy().NoContextMenu)
        self.view.setAcceptDrops(False)
        self._page: _Page | None = None
        self._loads = 0
        self._path = ""
        self._html = ""
        self._ready = False
        self._dark = False
        self._paper = False
        self._beside = ""
        self._new_page()
        site_script(self._take_site_script)
        # The countdown goes on while somebody can see it.
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._beat)
        self._clock.start()

    def show_page(self, page: PreviewPage) -> None:
        """Show *page*: patched when its path is on screen already, else loaded."""
        if page.path == self._path and page.html == self._html:
            return
        same = page.path == self._path
        self._path, self._html = page.path, page.html
        self._answers.hold(page.path, page.html)
        if same and self._ready:
            self._run(f"meja.show({json.dumps(page.html)})", self._on_patched)
        elif not same or self._loads == 0:
            self._load()

    def paint(self, *, dark: bool) -> None:
        """Show the page as a reader with a dark or light screen sees it."""
        self._dark = dark
        if self._ready:
            self._run(f"meja.paint({json.dumps(dark)})")

    def print_view(self, paper: bool) -> None:
        """Show the page as it would be printed, or on a screen again."""
        self._paper = paper
        if self._ready:
            self._run(f"meja.print({json.dumps(paper)})")

    def accompany(self, block_id: str) -> None:
        """Tint a block and bring it into view when it is out of it."""
        self._beside = block_id
        if self._ready:
            self._run(f"meja.beside({json.dumps(block_id)}, true)")

    def show_marks(self, marks: list[dict[str, object]]) -> None:
        """Paint words of the page: ``{"place", "quote", "start", "tone"}`` each."""
        if self._ready:
            self._run(f"meja.marks({json.dumps(marks)})")

    def land_on(self, block_id: str) -> None:
        """Scroll a block, or a field by its name, into view."""
        if self._ready:
            self._run(f"meja.land({json.dumps(block_id)})")

    def run(self, code: str, told: Callable[[object], None]) -> None:
        """Ask the page something in our own world; *told* gets the answer. For tests and the self-test."""
        assert self._page is not None
        self._page.runJavaScript(code, OURS.value, told)

    def close(self) -> None:
        """Let the page go before its profile."""
        self._ready = False
        self._clock.stop()
        if self._page is not None:
            page, self._page = self._page, None
            page.renderProcessTerminated.disconnect(self._on_renderer_gone)
            page.deleteLater()
        self.view.close()
        self.view.deleteLater()

    # -- inside

    def _beat(self) -> None:
        if self._ready and self.view.isVisible() and not self.view.window().isMinimized():
            self._run("meja.beat()")

    def _take_site_script(self, text: str) -> None:
        self._site_script = text
        if self._ready:
            self._run(text)

    def _new_page(self) -> None:
        old = self._page
        page = _Page(self._profile, self.view)
        page.link_clicked.connect(self.link_clicked)
        page.landed.connect(self.landed)
        page.selected.connect(self.selected)
        page.loadFinished.connect(self._on_loaded)
        page.renderProcessTerminated.connect(self._on_renderer_gone)
        page.permissionRequested.connect(_deny)
        zoom = self.view.zoomFactor() if old is not None else 1.0
        self._page = page
        self.view.setPage(page)
        self.view.setZoomFactor(zoom)
        self._loads = 0
        if old is not None:
            old.deleteLater()

    def _load(self) -> None:
        if self._loads >= _LOADS_PER_PAGE:
            self._new_page()
        self._loads += 1
        self._ready = False
        assert self._page is not None
        self._page.load(address(self._path))

    def _on_loaded(self, well: bool) -> None:
        if self._page is None or not well:
            return
        self._ready = True
        self._run(self._script)
        self._run(f"meja.show({json.dumps(self._html)}); meja.paint({json.dumps(self._dark)})")
        self._run(f"meja.print({json.dumps(self._paper)}); meja.beside({json.dumps(self._beside)}, false)")
        self._run(self._site_script, self._on_patched)

    def _on_patched(self, _answer: object) -> None:
        self.painted.emit()

    def _on_renderer_gone(self) -> None:
        self._new_page()
        if self._path:
            self._load()

    def _run(self, code: str, told: Callable[[object], None] | None = None) -> None:
        if self._page is None:
            return
        if told is None:
            self._page.runJavaScript(code, OURS.value)
        else:
            self._page.runJavaScript(code, OURS.value, told)


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()
