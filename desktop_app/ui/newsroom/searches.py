"""The newsroom's part for finding: the jump box and the searches people keep."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import searching
from desktop_app.domain.listing import Query
from desktop_app.ui.lanes import Latest
from desktop_app.ui.newsroom.errands import Errands


class Searches(QObject):
    """*nearest_found(text, rows)* for a jump; *saved_found(searches)* whenever they changed."""

    nearest_found = Signal(str, object)
    saved_found = Signal(object)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._jumping = Latest(errands.lanes, "store")

    def find_nearest(self, text: str) -> None:
        """The stories that answer *text* best; only the newest wish counts."""
        self._jumping.ask(
            partial(searching.nearest, self._errands.desk, text),
            lambda rows: self.nearest_found.emit(text, rows),
            self._errands.failed("articles", None),
        )

    def find_saved(self) -> None:
        """The searches kept here."""
        self._errands.do(
            "store", "articles", partial(searching.saved, self._errands.desk), self.saved_found.emit
        )

    def keep(self, name: str, query: Query) -> None:
        """Keep a search."""
        work = partial(searching.keep, self._errands.desk, name, query)
        self._errands.do("store", "articles", work, lambda _none: self.find_saved())

    def drop(self, name: str) -> None:
        """Forget one."""
        work = partial(searching.drop, self._errands.desk, name)
        self._errands.do("store", "articles", work, lambda _none: self.find_saved())
