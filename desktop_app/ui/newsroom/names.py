"""The newsroom's part for names: bylines and tags the desk knows, for completion."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import finding
from desktop_app.ui.lanes import Latest
from desktop_app.ui.newsroom.errands import Errands


class Names(QObject):
    """*found(KnownNames)* answers :meth:`find`."""

    found = Signal(object)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._asked = Latest(errands.lanes, "store")

    def find(self) -> None:
        """Look them up; nobody waits for the answer, so trouble is not told."""
        self._asked.ask(
            partial(finding.known_names, self._errands.desk), self.found.emit, lambda _error: None
        )
