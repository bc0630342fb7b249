"""Pictures of the window and of the page, taken without a hand on the mouse: for the demo and for a look."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QDockWidget

from desktop_app.domain.opened import PreviewPage
from desktop_app.ui.start import Session
from desktop_app.ui.theme import Mode

SIZES = ((1280, 800), (1920, 1080))
PAGE_WIDTHS = (360, 768, 1280)  # pixels: a phone, a tablet, a desk
_LONGEST_MS = 20_000
_SETTLE_MS = 700
_WHOLE = "document.readyState==='complete'&&[...document.images].every(i=>i.complete||i.loading==='lazy')"

Step = Callable[[], None]


@dataclass
class Album:
    """What was taken: picture files in order, and the title the browser engine says the page has."""

    pictures: list[Path] = field(default_factory=list)
    page_title: str = ""


class Photographer(QObject):
    """Opens a story, then takes one picture after another into *album* and closes the window."""

    def __init__(self, session: Session, article_id: str, folder: Path, album: Album) -> None:
        super().__init__(session)
        self._session = session
        self._folder = folder
        self._album = album
        self._steps = self._plan(article_id)
        self._patience = QElapsedTimer()
        self._html = ""
        session.newsroom.page_rendered.connect(self._on_rendered)

    def begin(self) -> None:
        """Take the first step; the rest follow by themselves."""
        self._next()

    def _next(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self._ask_title()
            return
        step()
        self._patience.start()
        QTimer.singleShot(_SETTLE_MS, self, self._when_still)

    def _ask_title(self) -> None:
        browser = self._session.window.preview.browser
        if browser is None:
            self._close("")
        else:
            browser.run("document.title", self._close)

    def _close(self, title: object) -> None:
        self._album.page_title = str(title)
        # Out of the browser's own call first: it draws nothing while it waits for us.
        QTimer.singleShot(0, self, self._print_and_close)

    def _print_and_close(self) -> None:
        self._session.theme.choose(Mode.LIGHT)
        if self._album.page_title and self._html:
            self._print_pages()
        self._session.theme.choose(Mode.SYSTEM)
        self._session.window.close()

    def _on_rendered(self, page: PreviewPage) -> None:
        self._html = page.html

    def _print_pages(self) -> None:
        # While the window lives: with it the browser engine ends, and does not begin again in this program.
        from desktop_app.ui.preview.paper import run

        for width in PAGE_WIDTHS:
            file = self._folder / f"page-{width}.png"
            if not run(self._session.newsroom.asset, lambda paper: paper.picture_to(self._html, file, width)):  # noqa: B023
                self._album.pictures.append(file)

    def _when_still(self) -> None:
        browser = self._session.window.preview.browser
        if browser is None:
            if self._patience.elapsed() > _LONGEST_MS:
                self._close("")  # no browser engine here: the pictures taken so far have to do
            else:
                QTimer.singleShot(100, self, self._when_still)
            return
        browser.run(_WHOLE, self._on_page_told)

    def _on_page_told(self, whole: object) -> None:
        if whole is True or self._patience.elapsed() > _LONGEST_MS:
            QTimer.singleShot(_SETTLE_MS, self, self._next)
        else:
            QTimer.singleShot(100, self, self._when_still)

    def _plan(self, article_id: str) -> Iterator[Step]:
        window = self._session.window
        yield lambda: self._session.newsroom.open_article(article_id)
        for mode in (Mode.LIGHT, Mode.DARK):
            window.docks[0].raise_()
            for width, height in SIZES:
                yield lambda mode=mode, size=(width, height): self._dress(mode, *size)  # type: ignore[misc]
                self._grab(f"window-{mode.value}-{width}x{height}")
            for dock in window.findChildren(QDockWidget):
                yield dock.raise_
                self._grab(f"panel-{dock.objectName().removesuffix('_dock')}-{mode.value}")
        window.docks[0].raise_()

    def _dress(self, mode: Mode, width: int, height: int) -> None:
        self._session.theme.choose(mode)
        self._session.window.resize(width, height)

    def _grab(self, name: str) -> None:
        file = self._folder / f"{name}.png"
        self._session.window.grab().save(str(file))
        self._album.pictures.append(file)
