"""Where a person left off: that story stands open again, the caret at its word; on the very first day, the newest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from desktop_app.domain.listing import Listing
from desktop_app.domain.opened import OpenArticle
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.places import Place, place_of, position_of
from desktop_app.ui.status import StatusLine

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom

_STORY, _BLOCK, _OFFSET = "story", "story/block", "story/offset"


class ResumeWiring(QObject):
    """*memory* holds the story that was open last and the caret's place in it, for whichever desk that was."""

    def __init__(
        self,
        newsroom: "Newsroom",
        editor: ArticleEditor,
        status: StatusLine,
        memory: QSettings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._newsroom = newsroom
        self._view = editor.view
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

    def leave(self) -> None:
        """Note where the caret stands: the window closes."""
        place = place_of(self._view.document(), self._view.textCursor().position())
        if place is not None:
            self._memory.setValue(_BLOCK, place.block_id)
            self._memory.setValue(_OFFSET, place.offset)

    def _on_opened(self, opened: OpenArticle) -> None:
        self._left_off = ""
        if self._memory.value(_STORY) == opened.article.id and self._memory.contains(_BLOCK):
            self._go_to(Place(str(self._memory.value(_BLOCK)), int(str(self._memory.value(_OFFSET, 0)))))
        self._memory.remove(_STORY)  # with the place below it
        self._memory.setValue(_STORY, opened.article.id)

    def _go_to(self, place: Place) -> None:
        at = position_of(self._view.document(), place)
        if at is not None:
            cursor = self._view.textCursor()
            cursor.setPosition(at)
            self._view.setTextCursor(cursor)
            self._view.ensureCursorVisible()

    def _on_closed(self) -> None:
        self._memory.remove(_STORY)

    def _on_preparing(self, under_way: bool) -> None:
        self._first_day = under_way
        self._status.show_preparing(under_way)

    def _open(self, article_id: str) -> None:
        if not self._newsroom.open_id:  # somebody was quicker
            self._newsroom.open_article(article_id)
