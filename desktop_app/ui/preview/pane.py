"""The preview: the public page at the widths readers have, by day and by night."""

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.opened import Asset, PreviewPage
from desktop_app.ui.icons import Icons
from desktop_app.ui.preview.looks import LooksButton
from desktop_app.ui.widgets import Pane, empty_state, hairline, label, tip
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.preview.browser import Browser

Fetch = Callable[[str, Callable[[Asset | None], None]], None]
WIDTHS = (360, 768, 1280)
FREE = 0  # as wide as the panel
_SHEET = 794  # pixels of A4's width
# A browser drawn by the graphics card has the whole window drawn by it, every key in the editor too: where the card
# is a program (an office computer without a driver, a remote desktop) that makes 13 ms out of half a millisecond.
_DRAWN_BY = "QT_QUICK_BACKEND"


class _Stage(QWidget):
    """Where the page stands. *resized* comes before it is painted at its new size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class PreviewPane(Pane):
    """Facts: a link was clicked, somebody pointed at a place of the page.

    *landed* says it as "b-" and a block's id, a field's name, or one of these behind "credit:" for a photo's credit.
    """

    link_clicked = Signal(str)
    landed = Signal(str)
    mark_wished = Signal()
    painted = Signal()
    look_wished = Signal(object)

    def __init__(self, icons: Icons, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__("preview", tr("Pratinjau"), parent)
        self._fetch = fetch
        self._waiting: PreviewPage | None = None
        self.selected: tuple[str, str, int] | None = None
        self.browser: Browser | None = None
        self._credit = ""
        self._second_click = QTimer(self)
        self._second_click.setSingleShot(True)
        self._second_click.setInterval(QApplication.doubleClickInterval())
        self._second_click.timeout.connect(lambda: self.landed.emit(self._credit))
        self.width_shown = WIDTHS[0]
        self._widths = QButtonGroup(self)
        self._chosen_colours = False
        self._window_dark = False
        self._paper = False
        self.looks = LooksButton(icons, self)
        self.dark = QToolButton(self)
        self.mark = QToolButton(self)
        self.told = label(role="quiet", parent=self)
        self._dress(icons)
        self.stage = _Stage(self)
        self.stage.setObjectName("preview.stage")
        self.stage.setProperty("stage", True)
        self.stage.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._empty = empty_state(
            tr("Pratinjau halaman"), tr("Buka sebuah berita untuk melihatnya seperti pembaca."), self.stage
        )
        # The browser takes a few seconds to come up on a slow computer; a story is open by then.
        self._coming = empty_state(tr("Pratinjau halaman"), tr("Halaman sedang dibuka…"), self.stage)
        self._coming.hide()
        self._lay_out()
        self.stage.resized.connect(self._place)

    def awaken(self) -> None:
        """Bring up the browser engine. Called once the window has been painted: it takes a moment."""
        if self.browser is not None:
            return
        os.environ.setdefault(_DRAWN_BY, "software")
        module = import_module("desktop_app.ui.preview.browser")
        browser: Browser = module.Browser(self._fetch, self._site_script, self.stage)
        self.browser = browser
        browser.link_clicked.connect(self._on_link)
        browser.landed.connect(self._on_landed)
        browser.selected.connect(self._on_selected)
        browser.painted.connect(self.painted)
        browser.paint(dark=self.dark.isChecked())
        browser.print_view(self._paper)
        browser.view.hide()
        self._place()
        if self._waiting is not None:
            self.show_page(self._waiting)

    def show_page(self, page: PreviewPage) -> None:
        """Show this page now, or as soon as the browser is there."""
        self._waiting = page
        self._empty.hide()
        self._coming.setVisible(self.browser is None)
        if self.browser is None:
            return
        self.browser.view.show()
        self.browser.show_page(page)

    def clear(self) -> None:
        """Nothing is open."""
        self._waiting = None
        self._coming.hide()
        self._empty.show()
        if self.browser is not None:
            self.browser.view.hide()

    def land_on(self, block_id: str) -> None:
        """Bring a paragraph into view."""
        if self.browser is not None:
            self.browser.land_on(block_id)

    def show_marks(self, marks: list[dict[str, object]]) -> None:
        """Paint marked words: ``{"place", "quote", "start", "tone"}`` each; see `script.js`."""
        if self.browser is not None:
            self.browser.show_marks(marks)

    def accompany(self, block_id: str) -> None:
        """Show gently where the caret is: a tint, and into view when it is out of it. "" shows nothing."""
        if self.browser is not None:
            self.browser.accompany(block_id)

    def follow(self, *, dark: bool) -> None:
        """The window's colours changed: the page follows until somebody chooses its own."""
        self._window_dark = dark
        if not self._chosen_colours:
            self.dark.setChecked(dark)

    def is_pointed_at(self) -> bool:
        """Whether words are selected here and the last touch was here, too."""
        focus = QApplication.focusWidget()
        return self.selected is not None and focus is not None and self.isAncestorOf(focus)

    def let_go(self) -> None:
        """Close the browser before the window goes."""
        if self.browser is not None:
            self.browser.close()
            self.browser = None

    # -- inside

    def _on_landed(self, place: str) -> None:
        # A credit leads to another panel, which would be under the second click of who selects a word of it.
        if place.startswith("credit:"):
            self._credit = place
            self._second_click.start()
        else:
            self.landed.emit(place)

    def _on_selected(self, found: list[Any] | None) -> None:
        if found:
            self._second_click.stop()
        self.selected = (str(found[0]), str(found[1]), int(found[2])) if found else None
        self.mark.setEnabled(self.selected is not None)

    def _site_script(self, told: Callable[[str], None]) -> None:
        def came(asset: Asset | None) -> None:
            told(asset.data.decode("utf-8") if asset is not None else "")

        self._fetch("/gaya/situs.js", came)

    def _dress(self, icons: Icons) -> None:
        names = {360: tr("Ponsel"), 768: tr("Tablet"), 1280: tr("Desktop")}
        for width in (*WIDTHS, FREE):
            each = QToolButton(self)
            each.setText(str(width) if width else tr("Bebas"))
            each.setCheckable(True)
            each.setChecked(width == self.width_shown)
            each.setObjectName(f"preview.width_{width}")
            each.setAccessibleName(
                tr("{device}, lebar {width} piksel").format(device=names[width], width=width)
                if width
                else tr("Selebar panel")
            )
            each.setToolTip(tip(each.accessibleName()))
            each.setMinimumWidth(44)
            self._widths.addButton(each, width)
        self._widths.idClicked.connect(self._on_width)
        self.dark.setObjectName("preview.dark")
        self.dark.setAccessibleName(tr("Halaman dalam warna gelap"))
        self.dark.setToolTip(tip(self.dark.accessibleName()))
        self.dark.setCheckable(True)
        self.dark.toggled.connect(self._on_dark)
        self.dark.clicked.connect(self._on_colours_chosen)
        self.looks.chosen.connect(self.look_wished)
        self.looks.paper.connect(self._on_paper)
        self.looks.zoomed.connect(self._place)
        self.looks.window_colours.connect(self._on_window_colours)
        icons.dress(self.dark, "moon")
        self.mark.setObjectName("preview.mark")
        self.mark.setAccessibleName(tr("Tandai kata yang dipilih"))
        self.mark.setToolTip(tip(f"{self.mark.accessibleName()} (Ctrl+Shift+M)"))
        self.mark.setEnabled(False)
        self.mark.clicked.connect(self.mark_wished)
        icons.dress(self.mark, "pencil-simple")
        self.told.setObjectName("preview.scale")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(4, 6, 4, 6)
        row.setSpacing(1)  # beside a scale all words have to stand in a panel of 386 pixels
        for width in (*WIDTHS, FREE):
            row.addWidget(self._widths.button(width))
        row.addWidget(self.told)
        row.addStretch(1)
        row.addWidget(self.looks)
        row.addWidget(self.mark)
        row.addWidget(self.dark)
        column.addLayout(row)
        column.addWidget(hairline(self))
        column.addWidget(self.stage, 1)
        self.setMinimumWidth(300)

    def _place(self, _zoom: int = 100) -> None:
        """Give the page exactly its width in its own pixels: shrunk to fit when the panel is narrower."""
        room = self.stage.rect()
        for each in (self._empty, self._coming):
            each.setGeometry(room)
        zoom = self.looks.zoom / 100
        width = _SHEET if self._paper else self.width_shown
        # A page of a width of its own cannot grow beyond the panel; a free one grows like any browser's.
        scale = min(zoom, room.width() / width) if width and room.width() > 0 else zoom
        self.told.setText("" if scale == 1.0 else f"{round(scale * 100)} %")
        if self.browser is None or room.width() < 1:
            return
        wide = min(room.width(), round(width * scale)) if width else room.width()
        self.browser.view.setGeometry(QRect((room.width() - wide) // 2, 0, wide, room.height()))
        self.browser.view.setZoomFactor(max(0.25, wide / width if width else zoom))

    def _on_width(self, width: int) -> None:
        self.width_shown = width
        self._place()

    def _on_colours_chosen(self) -> None:
        self._chosen_colours = True

    def _on_window_colours(self) -> None:
        self._chosen_colours = False
        self.dark.setChecked(self._window_dark)

    def _on_paper(self, paper: bool) -> None:
        self._paper = paper
        if self.browser is not None:
            self.browser.print_view(paper)
        self._place()

    def _on_dark(self, dark: bool) -> None:
        if self.browser is not None:
            self.browser.paint(dark=dark)

    def _on_link(self, url: QUrl) -> None:
        self.link_clicked.emit(url.toString())
