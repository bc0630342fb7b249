"""Two stories beside each other: the menu line, the window, and who reads for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from desktop_app.domain.listing import Listing
from desktop_app.domain.opened import OpenArticle
from desktop_app.ui.editor.beside import LEFT, RIGHT, BesideWindow
from desktop_app.ui.menus import Menus
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class BesideWiring(QObject):
    """Opens with the open story on the left and the newest stories to choose from on the right."""

    def __init__(self, newsroom: "Newsroom", menus: Menus, window: QMainWindow) -> None:
        super().__init__(window)
        self._newsroom = newsroom
        self.beside = BesideWindow(window)
        menus.add_to_story("beside", tr("Dua berita berdampingan…"), self._show, "Ctrl+Shift+Y", "columns")
        self.beside.found_wished.connect(newsroom.beside.find)
        self.beside.story_wished.connect(newsroom.beside.read)
        newsroom.beside.found.connect(self._on_found)
        newsroom.beside.opened.connect(self._on_opened)

    def _show(self) -> None:
        if self._newsroom.open_id:
            self._newsroom.beside.read(LEFT, self._newsroom.open_id)
        else:
            self._newsroom.beside.find(LEFT, "")
        self._newsroom.beside.find(RIGHT, "")
        self.beside.show()
        self.beside.raise_()
        self.beside.activateWindow()

    def _on_found(self, side: str, found: Listing) -> None:
        self.beside.show_listing(side, found)

    def _on_opened(self, side: str, opened: OpenArticle) -> None:
        self.beside.show_story(side, opened)
