"""Clashes: what waits goes to the panel, its number to the tab, a bar to the paragraph; choices go to the newsroom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget

from desktop_app.domain.conflict import Conflict, Waiting
from desktop_app.domain.opened import OpenArticle
from desktop_app.ui.choices.pane import ChoicesPane
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class ChoicesWiring(QObject):
    """The panel is there only while something, in any story, waits to be chosen or can be taken back."""

    def __init__(
        self,
        newsroom: "Newsroom",
        choices: ChoicesPane,
        editor: ArticleEditor,
        dock: QDockWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._choices, self._editor, self._dock = newsroom, choices, editor, dock
        self._waiting: tuple[Waiting, ...] = ()
        self._story = ""
        choices.settle_wished.connect(newsroom.choices.settle)
        choices.write_wished.connect(newsroom.choices.write)
        choices.undo_wished.connect(newsroom.choices.undo)
        choices.undo_wished.connect(self._on_undone)
        choices.article_wished.connect(newsroom.open_article)
        newsroom.choices.found.connect(self._on_found)
        newsroom.choices.settled.connect(choices.offer_undo)
        newsroom.article_opened.connect(self._on_story)
        newsroom.article_refreshed.connect(self._on_story)
        newsroom.article_closed.connect(self._on_closed)
        self._show()
        newsroom.choices.find()

    def _on_undone(self, _conflict_id: str) -> None:
        self._choices.offer_undo("")

    def _on_found(self, waiting: tuple[Waiting, ...]) -> None:
        self._waiting = waiting
        self._show()

    def _on_story(self, opened: OpenArticle) -> None:
        if opened.article.id != self._story:
            self._choices.offer_undo("")
        self._story = opened.article.id
        self._show_conflicts(opened.conflicts)

    def _on_closed(self) -> None:
        self._story = ""
        self._choices.offer_undo("")
        self._show_conflicts(())

    def _show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        self._choices.show_conflicts(conflicts)
        self._editor.view.show_waiting(
            {name: clash.asks for clash in conflicts for name in clash.place.split("+")}
        )
        self._show()

    def _show(self) -> None:
        self._choices.show_elsewhere(tuple(one for one in self._waiting if one.article_id != self._story))
        count = sum(one.choose for one in self._waiting)
        self._dock.setWindowTitle(
            tr("Perlu dipilih ({count})").format(count=count) if count else tr("Perlu dipilih")
        )
        if self._choices.empty and self._choices.hasFocus():
            self._editor.view.setFocus(Qt.FocusReason.OtherFocusReason)  # the panel goes, the work is there
        self._dock.setVisible(not self._choices.empty)
