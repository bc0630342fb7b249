"""The newsroom's part for its lists: name codes, photographers, places, words."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import lists
from desktop_app.domain.changes import Changes
from desktop_app.domain.lists import CODE_LISTS, WORDS
from desktop_app.ui.newsroom.errands import Errands


class Lists(QObject):
    """*found(entries)*: every line of every list, whenever one changed here or came in from the site."""

    found = Signal(object)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        errands.changed.connect(self._on_changed)

    def find(self) -> None:
        """Tell all lines."""
        work = partial(lists.list_entries, self._errands.desk, *CODE_LISTS, WORDS)
        self._errands.do("store", "lists", work, self.found.emit)

    def keep(self, list_: str, key: str, value: str, note: str) -> None:
        """Write one line."""
        self._errands.change("lists", lists.keep_entry, list_, key, value, note)

    def drop(self, list_: str, key: str) -> None:
        """Take one line away; its history stays."""
        self._errands.change("lists", lists.drop_entry, list_, key)

    def _on_changed(self, changes: Changes, _by: str) -> None:
        if changes.newsroom:
            self.find()
