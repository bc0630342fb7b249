"""The newsroom's part for stories that begin elsewhere: in a file, or in a template."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import importing, templates
from desktop_app.domain.beginnings import Imported
from desktop_app.domain.changes import article_changed
from desktop_app.domain.ids import ArticleId
from desktop_app.ui.newsroom.errands import Errands


class Imports(QObject):
    """*imported(Imported)*: a file became a story. *begun(id)*: a story began. *templates_found(templates)*."""

    imported = Signal(object)
    begun = Signal(str)
    templates_found = Signal(object)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands

    def take_in(self, paths: list[str]) -> None:
        """Make a story of each file; the answers come one by one."""
        for path in paths:
            work = partial(importing.take_in_file, self._errands.desk, Path(path))
            self._errands.do("outside", "articles", work, self._on_imported)

    def find_templates(self) -> None:
        """Tell the templates there are."""
        work = partial(templates.story_templates, self._errands.desk)
        self._errands.do("outside", "articles", work, self.templates_found.emit)

    def begin_from(self, key: str) -> None:
        """Begin a story from a template."""

        def begun(answer: tuple[ArticleId, object]) -> None:
            self._errands.ring(article_changed(answer[0]), "articles")
            self.begun.emit(answer[0])

        work = partial(templates.begin_from, self._errands.desk, key)
        self._errands.do("store", "articles", work, begun)

    def _on_imported(self, made: Imported) -> None:
        self._errands.ring(article_changed(made.id), "articles")
        self.imported.emit(made)
