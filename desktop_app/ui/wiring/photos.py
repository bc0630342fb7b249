"""Photos: the panel's wishes to the newsroom, small pictures to everybody who shows them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from desktop_app.domain.credit import credit_line
from desktop_app.domain.document import Figure
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.opened import OpenArticle, TakenIn
from desktop_app.ui.articles.pane import THUMB_PIXELS, ArticlesPane
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.photos.pane import PhotosPane

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom

_FIGURE_PIXELS = 1200


class PhotoWiring(QObject):
    """*bring_up* shows the photo panel."""

    def __init__(
        self,
        newsroom: "Newsroom",
        photos: PhotosPane,
        editor: ArticleEditor,
        articles: ArticlesPane,
        bring_up: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._photos = photos
        self._editor = editor
        self._articles = articles
        self._bring_up = bring_up
        self._site = SiteSettings()
        self._opened: OpenArticle | None = None
        self._figures: dict[str, QImage] = {}
        pictures = newsroom.pictures
        self._pictures = pictures
        photos.files_wished.connect(pictures.take_in)
        photos.credit_wished.connect(pictures.credit)
        photos.focus_wished.connect(pictures.set_focus)
        photos.hero_wished.connect(pictures.use_as_hero)
        photos.hero_dropped.connect(pictures.drop_hero)
        photos.body_wished.connect(editor.insert_figure)
        photos.thumbnail_wished.connect(pictures.thumbnail)
        editor.photo_wished.connect(bring_up)
        editor.files_dropped.connect(pictures.take_in)
        editor.thumbnail_wished.connect(lambda photo: pictures.thumbnail(photo, _FIGURE_PIXELS))
        articles.thumbnail_wished.connect(lambda photo: pictures.thumbnail(photo, THUMB_PIXELS))
        # Slots of this object's own, not lambdas: Qt lets go of them when a change of language replaces the window.
        pictures.found.connect(self._on_found)
        pictures.intake_begun.connect(self._on_intake_begun)
        pictures.taken_in.connect(self._on_taken_in)
        pictures.thumbnail_made.connect(self._on_thumbnail)
        newsroom.line.known.connect(self._on_site_known)
        newsroom.article_opened.connect(self._on_opened)
        newsroom.article_refreshed.connect(self._on_refreshed)
        newsroom.article_closed.connect(self._on_closed)

    def show_credit(self, place: str) -> None:
        """Bring up the credit of the main picture ("hero"), or of the figure in a block ("b-" and its id)."""
        photo_id = self._photo_at(place)
        if photo_id:
            self._bring_up()
            self._photos.choose_photo(photo_id)

    def _photo_at(self, place: str) -> str:
        if self._opened is None:
            return ""
        hero = self._opened.article.hero
        if place == "hero":
            return hero.photo_id if hero else ""
        for block in self._opened.document:
            if f"b-{block.id}" == place and isinstance(block.content, Figure):
                return block.content.photo_id
        return ""

    def _on_found(self, photos: object) -> None:
        self._photos.show_photos(photos)  # type: ignore[arg-type]

    def _on_intake_begun(self, count: int) -> None:
        self._photos.show_intake(count)

    def _on_taken_in(self, taken: TakenIn) -> None:
        self._photos.show_taken(taken)
        if taken.photos or taken.refused:  # a day that had nothing to go on with calls nobody here
            self._bring_up()

    def _on_thumbnail(self, photo_id: str, size: int, image: QImage) -> None:
        if size == _FIGURE_PIXELS:
            self._figures[photo_id] = image
            self._show_figure(photo_id)
        elif size == THUMB_PIXELS:
            self._articles.show_thumbnail(photo_id, image)
        self._photos.show_thumbnail(photo_id, size, image)

    def _show_figure(self, photo_id: str) -> None:
        photo = self._opened.photos.get(PhotoId(photo_id)) if self._opened else None
        line = credit_line(photo.credit, self._site.name) if photo else ""
        self._editor.show_photo(photo_id, self._figures[photo_id], line, bool(photo and photo.confirmed))

    def _on_opened(self, opened: OpenArticle) -> None:
        self._figures.clear()
        self._opened = opened
        self._photos.show_article(opened)

    def _on_refreshed(self, opened: OpenArticle) -> None:
        self._opened = opened
        self._photos.show_article(opened)
        for photo_id in self._figures:
            self._show_figure(photo_id)

    def _on_closed(self) -> None:
        self._opened = None
        self._photos.show_article(None)

    def _on_site_known(self, site: SiteSettings) -> None:
        self._site = site
        self._photos.set_site(site.name)
        self._pictures.house_known(site.house)
