"""The audit log: the menu line, the window, and who reads for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from desktop_app.domain.audit import Line
from desktop_app.domain.opened import OpenArticle
from desktop_app.ui.auditing.pane import AuditWindow
from desktop_app.ui.menus import Menus
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class AuditWiring(QObject):
    """While the window is out of sight nobody reads."""

    def __init__(self, newsroom: "Newsroom", menus: Menus, window: QMainWindow) -> None:
        super().__init__(window)
        self._newsroom = newsroom
        self.audit = AuditWindow(window)
        menus.add_to_newsroom("audit", tr("Catatan audit…"), self._show, "Ctrl+Shift+A", "clipboard-text")
        self.audit.lines_wished.connect(newsroom.audit.find)
        self.audit.story_wished.connect(newsroom.open_article)
        newsroom.audit.found.connect(self._on_found)
        newsroom.audit.grown.connect(self._on_grown)
        newsroom.article_opened.connect(self._on_opened)
        newsroom.article_closed.connect(self._on_closed)

    def _show(self) -> None:
        self.audit.open_for(self._newsroom.open_id)
        self.audit.show()
        self.audit.raise_()
        self.audit.activateWindow()

    def _on_found(self, lines: tuple[Line, ...]) -> None:
        self.audit.show_lines(lines)

    def _on_grown(self) -> None:
        if self.audit.isVisible():
            self.audit.refresh()

    def _on_opened(self, opened: OpenArticle) -> None:
        self._follow(opened.article.id)

    def _on_closed(self) -> None:
        self._follow("")

    def _follow(self, article_id: str) -> None:
        self.audit.follow(article_id)
        if self.audit.isVisible() and self.audit.of_story:
            self.audit.refresh()
