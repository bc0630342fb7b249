"""Bylines and tags: a field that is entered asks the newsroom for the names it knows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.domain.listing import KnownNames
from desktop_app.ui.editor.pane import ArticleEditor

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class NameWiring(QObject):
    """Slots of this object's own, not lambdas: Qt lets go of them when a change of language replaces the window."""

    def __init__(self, newsroom: "Newsroom", editor: ArticleEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._heading = editor.heading
        editor.heading.names_wished.connect(newsroom.names.find)
        newsroom.names.found.connect(self._on_found)

    def _on_found(self, known: KnownNames) -> None:
        self._heading.authors.set_known(known.authors)
        self._heading.tags.set_known(known.tags)
