"""The quiet, fixed bar above the text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

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


class Toolbar(QWidget):
    """Buttons for the actions, in groups. Takes no focus from the text."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor.toolbar")
        self.setAccessibleName(tr("Alat sunting"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        groups = (
            (actions.bold, actions.italic, actions.link),
            (actions.subhead, actions.subsubhead),
            (actions.bullets, actions.numbers, actions.quote, actions.pull_quote),
            (actions.figure, actions.related, actions.embed, actions.table, actions.rule),
        )
        for at, group in enumerate(groups):
            if at:
                row.addWidget(self._gap())
            for action in group:
                row.addWidget(tool_button(action, self))
        row.addStretch(1)
        for action in (actions.source, actions.undo, actions.redo):
            row.addWidget(tool_button(action, self))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

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
    made.setFixedSize(32, 30)
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
