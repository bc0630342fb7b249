"""Where a person left off: the story that was open stands open again; on the very first day, the newest one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from desktop_app.domain.listing import Listing
from desktop_app.domain.opened import OpenArticle
from desktop_app.ui.status import StatusLine

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom

_STORY = "story"


class ResumeWiring(QObject):
    """*memory* holds the id of the story that was open last, for whichever desk that was."""

    def __init__(self, newsroom: "Newsroom", status: StatusLine, memory: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._newsroom = newsroom
        self._status = status
        self._memory = memory
        self._left_off = str(memory.value(_STORY, ""))
        self._first_day = False
        newsroom.listed.connect(self._on_listed)
        newsroom.article_opened.connect(self._on_opened)
        newsroom.article_closed.connect(self._on_closed)
        newsroom.line.preparing.connect(self._on_preparing)

    def _on_listed(self, listing: Listing) -> None:
        shown = [row.id for row in listing.rows]
        left_off, self._left_off = self._left_off, ""
        if left_off in shown:
            self._open(left_off)
        elif self._first_day and shown:
            self._open(shown[0])

    def _on_opened(self, opened: OpenArticle) -> None:
        self._left_off = ""
        self._memory.setValue(_STORY, opened.article.id)

    def _on_closed(self) -> None:
        self._memory.remove(_STORY)

    def _on_preparing(self, under_way: bool) -> None:
        self._first_day = under_way
        self._status.show_preparing(under_way)

    def _open(self, article_id: str) -> None:
        if not self._newsroom.open_id:  # somebody was quicker
            self._newsroom.open_article(article_id)
