"""The newsroom's part for its audit log: reading it, a limited number of lines at a time."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import auditing
from desktop_app.domain.changes import Changes
from desktop_app.ui.lanes import Latest
from desktop_app.ui.newsroom.errands import Errands


class AuditLog(QObject):
    """*found(lines)*: what was asked for, newest first. *grown*: there is more to read than before."""

    found = Signal(object)
    grown = Signal()

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._asking = Latest(errands.lanes, "store")
        errands.changed.connect(self._on_changed)

    def find(self, article_id: str, limit: int) -> None:
        """The newest *limit* lines of one story, or of everything."""
        work = partial(auditing.lines, self._errands.desk, article_id=article_id, limit=limit)
        self._asking.ask(work, self.found.emit, self._errands.failed("audit", None))

    def _on_changed(self, changes: Changes, _by: str) -> None:
        if changes.audit:
            self.grown.emit()
