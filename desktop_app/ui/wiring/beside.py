"""Two stories beside each other: the menu line, the window, and who reads for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMainWindow

from desktop_app.domain.credit import credit_line
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.listing import Listing
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.opened import OpenArticle
from desktop_app.domain.photo import Photo
from desktop_app.ui.editor.beside import LEFT, RIGHT, BesideWindow
from desktop_app.ui.editor.objects import Shown
from desktop_app.ui.menus import Menus
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


_PIXELS = 900  # the longer side of a picture in a column


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
        self._photos: dict[PhotoId, Photo] = {}
        self._site = ""
        self.beside.thumbnail_wished.connect(self._on_thumbnail_wished)
        newsroom.pictures.thumbnail_made.connect(self._on_thumbnail)
        newsroom.line.known.connect(self._on_site_known)

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
        self._photos.update(opened.photos)
        self.beside.show_story(side, opened)

    def _on_thumbnail_wished(self, photo_id: str) -> None:
        self._newsroom.pictures.thumbnail(photo_id, _PIXELS)

    def _on_thumbnail(self, photo_id: str, size: int, image: QImage) -> None:
        photo = self._photos.get(PhotoId(photo_id))
        if size == _PIXELS and photo is not None and not image.isNull():
            line = credit_line(photo.credit, self._site)
            self.beside.show_photo(photo_id, Shown(image, line, photo.confirmed))

    def _on_site_known(self, site: SiteSettings) -> None:
        self._site = site.name
