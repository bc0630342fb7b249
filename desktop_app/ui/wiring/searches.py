"""Finding: the jump box and kept searches, between the list and the newsroom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.domain.listing import ArticleRow, SavedSearch
from desktop_app.ui.articles.jump_box import JumpBox
from desktop_app.ui.articles.pane import ArticlesPane
from desktop_app.ui.menus import Menus
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class SearchWiring(QObject):
    """Joined once the newsroom is there."""

    def __init__(self, newsroom: "Newsroom", articles: ArticlesPane, menus: Menus, window: QWidget) -> None:
        super().__init__(window)
        self._articles = articles
        self.jump = JumpBox(window)
        menus.add_to_story("jump", tr("Loncat ke berita…"), self.jump.ask, "Ctrl+P", "magnifying-glass")
        searches = newsroom.searches
        self.jump.wished.connect(searches.find_nearest)
        self.jump.chosen.connect(newsroom.open_article)
        articles.saved.keep_wished.connect(searches.keep)
        articles.saved.drop_wished.connect(searches.drop)
        # Slots of this object's own, not lambdas: Qt lets go of them when a change of language replaces the window.
        searches.nearest_found.connect(self._on_nearest)
        searches.saved_found.connect(self._on_saved)
        searches.find_saved()

    def _on_nearest(self, text: str, rows: tuple[ArticleRow, ...]) -> None:
        self.jump.show_rows(text, rows)

    def _on_saved(self, found: tuple[SavedSearch, ...]) -> None:
        self._articles.saved.show_searches(found)
