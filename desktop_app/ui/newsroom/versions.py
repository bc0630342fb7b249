"""The newsroom's part for versions: the save points of the open story and what changed between two of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import versions
from desktop_app.domain.ids import ArticleId, RevisionId
from desktop_app.ui.lanes import Latest
from desktop_app.ui.newsroom.errands import Errands


class Versions(QObject):
    """*found(timeline)*. *compared(old, new, Comparison)*. *recovered(stories)* after a crash.

    A timeline of a story left meanwhile is passed over.
    """

    found = Signal(object)
    compared = Signal(str, str, object)
    recovered = Signal(object)

    def __init__(self, errands: Errands, open_id: Callable[[], ArticleId], parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._open_id = open_id
        # Many save points are many texts: read beside the person's own saves, not among them.
        self._timeline = Latest(errands.lanes, "outside")
        self._comparing = Latest(errands.lanes, "outside")

    def find(self) -> None:
        """Every save point of the open story."""
        article_id = self._open_id()
        if not article_id:
            return

        def home(told: object) -> None:
            if article_id == self._open_id():
                self.found.emit(told)

        self._timeline.ask(
            partial(versions.timeline, self._errands.desk, article_id),
            home,
            self._errands.failed("history", None),
        )

    def begin_session(self) -> None:
        """Note that somebody works here; tell what a session that ended badly was writing."""
        work = partial(versions.begin_session, self._errands.desk)
        self._errands.do("store", "history", work, self.recovered.emit)

    def end_session(self) -> None:
        """The session ends as it should; called while the lanes still take work."""
        self._errands.do(
            "store", "history", partial(versions.end_session, self._errands.desk), lambda _none: None
        )

    def compare(self, old: str, new: str) -> None:
        """What changed between two save points of the open story."""
        self.compare_in(self._open_id(), old, new)

    def compare_in(self, article_id: str, old: str, new: str) -> None:
        """What changed between two save points of a story."""
        work = partial(
            versions.compare_versions,
            self._errands.desk,
            ArticleId(article_id),
            RevisionId(old),
            RevisionId(new),
        )
        self._comparing.ask(
            work, lambda told: self.compared.emit(old, new, told), self._errands.failed("history", None)
        )
