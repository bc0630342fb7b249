"""The names on the panels' tabs: whole where there is room, cut where they would push list and text into each other."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMainWindow, QTabBar

from desktop_app.ui.words import tr

_ROOM_FOR_ALL = 1150  # pixels of window: rail, list, a column of text, and seven whole names


class DockTabs(QObject):
    """Looks after the tab bars of *window*, which Qt makes by itself."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tight: bool | None = None
        window.installEventFilter(self)

    def settle(self) -> None:
        """Dress the bars that are there now."""
        self._tight = self._window.width() < _ROOM_FOR_ALL
        for bar in self._window.findChildren(QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideRight if self._tight else Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(False)
            bar.setDrawBase(False)
            bar.setAccessibleName(tr("Panel"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        known = event.type() == QEvent.Type.Resize and self._tight is not None
        if known and self._tight != (self._window.width() < _ROOM_FOR_ALL):
            self.settle()
        return super().eventFilter(watched, event)
