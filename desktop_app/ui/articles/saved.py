"""The star in the search box: keep what is searched for, and come back to it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu

from desktop_app.domain.listing import Query, SavedSearch
from desktop_app.ui.icons import Icons
from desktop_app.ui.words import tr


class SavedSearches(QObject):
    """*keep_wished(name, query)*, *drop_wished(name)*, *chosen(query)*. *asked*: name and query as they stand."""

    keep_wished = Signal(str, object)
    drop_wished = Signal(str)
    chosen = Signal(object)

    def __init__(self, box: QLineEdit, icons: Icons, asked: Callable[[], tuple[str, Query]]) -> None:
        super().__init__(box)
        self._asked = asked
        self._searches: tuple[SavedSearch, ...] = ()
        self.menu = QMenu(box)
        self.menu.setObjectName("articles.saved")
        self.star = box.addAction(icons.icon("star", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self.star.setToolTip(tr("Pencarian tersimpan"))
        self.star.setText(tr("Pencarian tersimpan"))
        icons.dress(self.star, "star", "muted")
        self.star.triggered.connect(lambda _checked=False: self._open(box))
        self.menu.aboutToShow.connect(self._fill)

    def show_searches(self, searches: tuple[SavedSearch, ...]) -> None:
        """What is kept."""
        self._searches = searches

    def _open(self, box: QLineEdit) -> None:
        self.menu.popup(box.mapToGlobal(box.rect().bottomLeft()))

    def _fill(self) -> None:
        self.menu.clear()
        name, query = self._asked()
        keep = self._add(self.menu, tr("Simpan pencarian ini"), partial(self.keep_wished.emit, name, query))
        keep.setEnabled(bool(name))
        if not self._searches:
            self._add(self.menu, tr("Belum ada pencarian tersimpan"), None)
            return
        self.menu.addSeparator()
        for each in self._searches:
            self._add(self.menu, each.name, partial(self.chosen.emit, each.query))
        self.menu.addSeparator()
        below = self.menu.addMenu(tr("Hapus dari daftar"))
        for each in self._searches:
            self._add(below, each.name, partial(self.drop_wished.emit, each.name))

    def _add(self, menu: QMenu, text: str, do: Callable[[], object] | None) -> QAction:
        action = menu.addAction(text)
        action.setEnabled(do is not None)
        if do is not None:
            action.triggered.connect(lambda _checked=False: do())
        return action
