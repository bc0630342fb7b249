"""The newsroom's part for copies that travel: a story's page as one file, marked DRAF."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import previewing
from desktop_app.domain.ids import ArticleId
from desktop_app.ui.newsroom.errands import Errands


class Drafts(QObject):
    """*kept(path)*: the copy is on disk. *proof_made(html, path)*: what is to be printed there."""

    kept = Signal(object)
    proof_made = Signal(str, object)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands

    def keep(self, article_id: str, file: Path) -> None:
        """Write the draft copy of a story to *file*."""
        work = partial(previewing.keep_draft, self._errands.desk, ArticleId(article_id), file)
        self._errands.do("outside", "preview", work, lambda _none: self.kept.emit(file))

    def make_proof(self, article_id: str, file: Path) -> None:
        """Make the numbered proof of a story, to be printed to *file*."""
        work = partial(previewing.draft_copy, self._errands.desk, ArticleId(article_id), numbered=True)
        self._errands.do("outside", "preview", work, lambda html: self.proof_made.emit(html, file))
