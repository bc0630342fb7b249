"""The newsroom's part for reading stories beside each other."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import finding
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.listing import Query
from desktop_app.ui.newsroom.errands import Errands

_MOST = 40


class Beside(QObject):
    """*found(side, Listing)*, *opened(side, OpenArticle)*."""

    found = Signal(str, object)
    opened = Signal(str, object)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands

    def find(self, side: str, text: str) -> None:
        """Stories that match *text*, newest first."""
        work = partial(finding.list_articles, self._errands.desk, Query(text=text, limit=_MOST))
        self._errands.do("store", "articles", work, lambda told: self.found.emit(side, told))

    def read(self, side: str, article_id: str) -> None:
        """One story whole."""
        work = partial(finding.open_article, self._errands.desk, ArticleId(article_id))
        self._errands.do("store", "articles", work, lambda told: self.opened.emit(side, told))
