"""The quiet, fixed bar above the text."""

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from desktop_app.ui.editor.actions import Actions
from desktop_app.ui.words import tr

# What a button says when no icons were given; the accessible name is always the whole word.
_SIGNS = {
    "editor.undo": "↶",
    "editor.redo": "↷",
    "editor.bold": "B",
    "editor.italic": "I",
    "editor.link": "🔗",
    "editor.subhead": "H2",
    "editor.subsubhead": "H3",
    "editor.bullets": "•",
    "editor.numbers": "1.",
    "editor.quote": "❝",
    "editor.pull_quote": "❞",
    "editor.figure": "▣",
    "editor.related": "»",
    "editor.embed": "▷",
    "editor.table": "▦",
    "editor.rule": "―",
    "editor.source": "MD",
}
_BUTTON = QSize(32, 30)
_APART = 2  # pixels between two


class Toolbar(QWidget):
    """Buttons for the actions, in groups. Takes no focus from the text.

    What finds no room stands in the menu of *more*, in the same order.
    """

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor.toolbar")
        self.setAccessibleName(tr("Alat sunting"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_APART)
        self._parts: list[QWidget] = []
        self._rest = QMenu(self)
        groups = (
            (actions.bold, actions.italic, actions.link),
            (actions.subhead, actions.subsubhead),
            (actions.bullets, actions.numbers, actions.quote, actions.pull_quote),
            (actions.figure, actions.related, actions.embed, actions.table, actions.rule),
        )
        for at, group in enumerate(groups):
            self._parts += [self._gap()] if at else []
            self._parts += [tool_button(action, self) for action in group]
        self.more = self._more_button()
        for part in (*self._parts, self.more):
            row.addWidget(part)
        row.addStretch(1)
        always = (actions.source, actions.undo, actions.redo)
        for action in always:
            row.addWidget(tool_button(action, self))
        self._always = len(always) * (_BUTTON.width() + _APART)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._always + _BUTTON.width(), _BUTTON.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - self._always
        ends = list(accumulate(part.maximumWidth() + _APART for part in self._parts))
        if ends[-1] > room:
            room -= _BUTTON.width() + _APART
        self._show_first(bisect_right(ends, room))

    def _show_first(self, count: int) -> None:
        for at, part in enumerate(self._parts):
            part.setVisible(at < count)
        self.more.setVisible(count < len(self._parts))
        self._rest.clear()
        for part in self._parts[count:]:
            if isinstance(part, QToolButton):
                self._rest.addAction(part.defaultAction())
            else:
                self._rest.addSeparator()

    def _more_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setText("⋯")
        made.setObjectName("editor.more.button")
        made.setAccessibleName(tr("Alat sunting lain"))
        made.setToolTip(tr("Alat sunting lain"))
        made.setAutoRaise(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFixedSize(_BUTTON)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(self._rest)
        return made

    def _gap(self) -> QFrame:
        made = QFrame(self)
        made.setFrameShape(QFrame.Shape.VLine)
        made.setFixedSize(9, 18)
        made.setEnabled(False)
        return made


def tool_button(action: QAction, parent: QWidget) -> QToolButton:
    """A button for *action* that takes no focus from the text."""
    made = QToolButton(parent)
    made.setDefaultAction(action)
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setIconSize(QSize(18, 18))
    made.setFixedSize(_BUTTON)
    made.setObjectName(action.objectName() + ".button")
    made.setAccessibleName(action.text())
    made.setAccessibleDescription(action.shortcut().toString())
    if action.icon().isNull():
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        action.setIconText(_SIGNS.get(action.objectName(), action.text()[:2]))
        font = made.font()
        font.setBold(action.objectName() == "editor.bold")
        font.setItalic(action.objectName() == "editor.italic")
        made.setFont(font)
    return made
