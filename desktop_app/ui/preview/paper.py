"""A page on paper (PDF) or as a picture, made by the preview's browser with the same shut doors, out of sight."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMarginsF,
    QObject,
    QSize,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop_app.ui.preview.profile import ShutProfile
from desktop_app.ui.preview.scheme import Answers, Fetch, address
from desktop_app.ui.words import tr

_PATH = "/cetak"
_MAX_HEIGHT = 16_000  # pixels: graphics memory ends somewhere beyond
_PATIENCE_MS = 60_000
_PAINT_MS = 400
_STILL = 3  # looks in a row


class _Page(QWebEnginePage):
    """Goes nowhere but to what it was given, and keeps what it has to say to itself."""

    def acceptNavigationRequest(
        self, url: QUrl | str, type: QWebEnginePage.NavigationType, isMainFrame: bool
    ) -> bool:
        return isMainFrame and QUrl(url) == address(_PATH)

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,
        sourceID: str,
    ) -> None:
        pass


class Paper(QObject):
    """Makes one file, then says so: *done* with its path, or *failed* with a sentence. Let it go after either."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers = Answers(fetch, self, inline_styles=True)
        self._profile = ShutProfile(self._answers, self)
        self._page: _Page | None = _Page(self._profile, self)
        self._view: QWebEngineView | None = None
        self._file = Path()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._give_up)

    def print_to(self, html: str, file: Path) -> None:
        """Write *html*, one self-contained page, as a PDF with A4 pages."""
        assert self._page is not None
        self._page.pdfPrintingFinished.connect(self._on_printed)
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(16, 16, 16, 16),
            QPageLayout.Unit.Millimeter,
        )
        self._load(html, file, lambda: self._page and self._page.printToPdf(str(file), layout))

    def picture_to(self, html: str, file: Path, width: int) -> None:
        """Save *html* as a picture *width* pixels wide and as high as the page is (at most 16,000 pixels)."""
        assert self._page is not None
        self._profile.settings().setAttribute(QWebEngineSettings.WebAttribute.ShowScrollBars, False)
        self._view = QWebEngineView()
        self._view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._view.setPage(self._page)
        self._view.resize(width, 800)
        self._view.show()
        self._load(html, file, lambda: QTimer.singleShot(_PAINT_MS, self, lambda: self._measure(width)))

    def close(self) -> None:
        """Let the page go before its profile."""
        self._patience.stop()
        if self._view is not None:
            self._view.close()
            self._view.deleteLater()
            self._view = None
        if self._page is not None:
            self._page.deleteLater()
            self._page = None

    # -- inside

    def _load(self, html: str, file: Path, then: Callable[[], object]) -> None:
        assert self._page is not None
        self._file = file
        self._answers.hold(_PATH, html)
        self._page.loadFinished.connect(lambda well: then() if well else self._give_up())
        self._patience.start(_PATIENCE_MS)
        self._page.load(address(_PATH))

    def _measure(self, width: int) -> None:
        if self._page is not None and self._view is not None:
            height = min(_MAX_HEIGHT, max(1, round(self._page.contentsSize().height())))
            self._view.resize(QSize(width, height))
            QTimer.singleShot(_PAINT_MS, self, self._grab)

    def _grab(self, before: QImage | None = None, alike: int = 0) -> None:
        """Painting comes in pieces, pictures late: the picture is taken when it stays the same."""
        if self._view is None:
            return
        now = self._view.grab().toImage()
        alike = alike + 1 if now == before else 0
        if alike == _STILL:
            self._finish(now.save(str(self._file)))
        else:
            QTimer.singleShot(_PAINT_MS, self, lambda: self._grab(now, alike))

    def _on_printed(self, _file: str, well: bool) -> None:
        self._finish(well)

    def _finish(self, well: bool) -> None:
        self._patience.stop()
        if well:
            self.done.emit(self._file)
        else:
            self.failed.emit(tr("{path}: tidak dapat ditulis.").format(path=self._file))

    def _give_up(self) -> None:
        self.failed.emit(tr("Halaman tidak selesai digambar. Coba lagi."))


def run(fetch: Fetch, job: Callable[[Paper], None]) -> str:
    """Do one *job* and wait for it, in a program without a window. Answers "" or why it failed."""
    paper = Paper(fetch)
    loop = QEventLoop()
    told: list[str] = []
    paper.done.connect(lambda _file: loop.quit())
    paper.failed.connect(told.append)
    paper.failed.connect(lambda _sentence: loop.quit())
    job(paper)
    loop.exec()
    paper.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    paper.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return told[0] if told else ""
