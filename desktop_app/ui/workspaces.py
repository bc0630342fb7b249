"""The workspaces of the window: a slim rail on the left, and the sheet of the one that was chosen."""

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.icons import Icons
from desktop_app.ui.words import tr

_RAIL_WIDTH = 62
_ICON = QSize(22, 22)


class Workspaces(QWidget):
    """*chosen(name)* after a workspace came up. The panels on the right belong to the first one: they go with it."""

    chosen = Signal(str)

    def __init__(self, window: QMainWindow, icons: Icons) -> None:
        super().__init__(window)
        self.setObjectName("workspaces")
        self._window = window
        self._icons = icons
        self._names: list[str] = []
        self._panels: QByteArray | None = None
        self.rail = QFrame(self)
        self.rail.setObjectName("workspaces.rail")
        self.rail.setProperty("rail", True)
        self.rail.setFixedWidth(_RAIL_WIDTH)
        self._buttons = QButtonGroup(self)
        self._column = QVBoxLayout(self.rail)
        self._column.setContentsMargins(6, 10, 6, 10)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self.stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self._buttons.idClicked.connect(lambda at: self.choose(self._names[at]))

    @property
    def current(self) -> str:
        """The name of the workspace in front."""
        return self._names[self.stack.currentIndex()] if self._names else ""

    def add(self, name: str, title: str, icon: str, sheet: QWidget) -> None:
        """Put *sheet* on the rail under *title*. The first one stands in front."""
        made = QToolButton(self.rail)
        made.setObjectName(f"workspaces.{name}")
        made.setText(title)
        made.setAccessibleName(tr("Ruang kerja {name}").format(name=title))
        made.setToolTip(f"{title} (Ctrl+Shift+{len(self._names) + 1})")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIconSize(_ICON)
        made.setCheckable(True)
        made.setChecked(not self._names)
        made.setFixedWidth(_RAIL_WIDTH - 12)
        made.setShortcut(f"Ctrl+Shift+{len(self._names) + 1}")
        self._icons.dress(made, icon)
        self._buttons.addButton(made, len(self._names))
        self._column.insertWidget(len(self._names), made)
        self._names.append(name)
        self.stack.addWidget(sheet)

    def choose(self, name: str) -> None:
        """Bring a workspace to the front; its sheet takes the keyboard."""
        at = self._names.index(name)
        self._buttons.button(at).setChecked(True)
        if name != self.current:
            self._move_panels(away=at != 0)
            self.stack.setCurrentIndex(at)
            self.chosen.emit(name)
        if (sheet := self.stack.currentWidget()) is not None:
            sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move_panels(self, *, away: bool) -> None:
        if not away:
            if self._panels is not None:
                self._window.restoreState(self._panels)
                self._panels = None
            return
        if self._panels is None:
            self._panels = self._window.saveState()
            for dock in self._window.findChildren(QDockWidget):
                dock.hide()
