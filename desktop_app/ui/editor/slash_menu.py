"""The menu behind "/" at the start of an empty line. The keys stay with the text; Esc leaves the sign there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QHideEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop_app.ui.editor.keys import role_at
from desktop_app.ui.editor.rows import HINT, Rows
from desktop_app.ui.editor.styles import Role
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.words import tr

_WIDTH = 290
_ROW = 32
_GAP = 6
_MOST_ROWS = 11
_ACTION = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Command:
    """*names*: what can be typed behind the slash, the first one is shown."""

    names: tuple[str, ...]
    action: QAction


class SlashMenu(QListWidget):
    """Opens over *view* while a plain line holds nothing but a slash and the beginning of a command."""

    def __init__(self, view: BodyView, commands: Sequence[Command]) -> None:
        super().__init__(view)
        self.setObjectName("editor.slash_menu")
        self.setAccessibleName(tr("Perintah sisip"))
        self.setProperty("rows", True)
        self.setProperty("popover", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(18, 18))
        self.setItemDelegate(Rows(self))
        self._view = view
        self._commands = tuple(commands)
        self.hide()
        view.typed.connect(self._on_typed)
        view.cursorPositionChanged.connect(self._on_moved)
        view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.itemClicked.connect(self._choose)
        self.currentItemChanged.connect(self._announce)

    def _on_typed(self, text: str) -> None:
        if text == "/" and self._written() == "/":
            self._fill("")

    def _on_moved(self) -> None:
        if self.isHidden():
            return
        said = self._written()
        if said is None:
            self.hide()
        else:
            self._fill(said[1:])

    def _on_scrolled(self) -> None:
        """A slash typed in the last visible line moves the text itself: the menu goes along while it can."""
        if self.isHidden():
            return
        if self._view.viewport().rect().intersects(self._view.cursorRect()):
            self._place()
        else:
            self.hide()

    def _written(self) -> str | None:
        """The slash and what follows, when the line is that and nothing else; the caret at its end."""
        cursor = self._view.textCursor()
        text = cursor.block().text()
        plain = role_at(cursor) is Role.P and cursor.currentTable() is None and cursor.atBlockEnd()
        return text if plain and not cursor.hasSelection() and text.startswith("/") else None

    def _fill(self, said: str) -> None:
        self.clear()
        for command in self._matching(said.casefold().strip()):
            item = QListWidgetItem(command.action.icon(), command.action.text(), self)
            item.setData(HINT, f"/{command.names[0]}")
            item.setData(_ACTION, self._commands.index(command))
            item.setSizeHint(QSize(_WIDTH - 20, _ROW))
        if not self.count():
            self.hide()
            return
        self.setCurrentRow(0)
        self._place()
        # Only while the menu is open: asked about every event of the text, it would be felt in every key.
        self._view.installEventFilter(self)
        self.show()
        self.raise_()
        self._announce(self.currentItem())

    def _announce(self, item: QListWidgetItem | None) -> None:
        """The keys stay with the text, so a screen reader has to be told what Enter would do."""
        if item is not None and not self.isHidden():
            said = f"{item.text()}, {item.data(HINT)}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, said))

    def _matching(self, said: str) -> list[Command]:
        """Commands of which a name begins so, then those whose title holds it."""
        able = [command for command in self._commands if command.action.isEnabled()]
        first = [each for each in able if any(name.startswith(said) for name in each.names)]
        rest = [each for each in able if each not in first and said in each.action.text().casefold()]
        return first + rest

    def _place(self) -> None:
        """Below the caret, or above it where the window has more room there; over its other parts, too."""
        window = self._view.window()
        if self.parent() is not window:
            self.setParent(window)
        height = min(_MOST_ROWS, self.count()) * _ROW + 10
        caret = QRect(self._view.cursorRect())
        under = self._view.viewport().mapTo(window, caret.bottomLeft())
        below, above = window.height() - under.y() - _GAP, under.y() - caret.height() - _GAP
        if height <= below or below >= above:
            y, height = under.y() + _GAP, min(height, below)
        else:
            height = min(height, above)
            y = under.y() - caret.height() - _GAP - height
        self.setGeometry(min(under.x(), window.width() - _WIDTH), y, _WIDTH, height)

    def hideEvent(self, event: QHideEvent) -> None:
        self._view.removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and not self.isHidden():
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.hide()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self.setCurrentRow((self.currentRow() + by) % self.count())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._choose(self.currentItem())
            case _:
                return False
        return True

    def _choose(self, item: QListWidgetItem | None) -> None:
        self.hide()
        if item is None or self._written() is None:
            return
        action = self._commands[item.data(_ACTION)].action
        # One step of the history: undo brings the typed command back and takes away what it made.
        cursor = self._view.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        action.trigger()
        cursor.endEditBlock()
