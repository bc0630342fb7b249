r"""Name codes in plain fields: ``\gub`` and a space become the full name and title, as they do in the story's text.

A field opts in with the property :data:`WANTS_CODES`: the list whose code wins there when two have the same.
"""

import re
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.directory import Directory
from desktop_app.domain.lists import CODE_LISTS, NAMES, PLACES, ListEntry, folded

WANTS_CODES = "name_codes"
CREDITS = "credits"  # codes of the directory
_RANKS = (NAMES, CREDITS, PLACES)
# Not inside a word: a path like C:\\berkas is none.
_CODE = re.compile(r"(?<![^\s(\[“‘\"'–—-])\\([^\s\\]{1,100})$")
# What ends a code, as it ends a word.
ENDS = frozenset(' \u00a0,.;:!?)”"')
# Keys that leave the field or confirm it: a code standing last is no less meant.
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CodeBook:
    """The newsroom's codes and what they stand for."""

    def __init__(self) -> None:
        self._names: dict[str, Mapping[str, str]] = {}

    def show_entries(self, entries: Iterable[ListEntry]) -> None:
        """The codes of the newsroom's lists as they are now."""
        self._names = {list_: {} for list_ in CODE_LISTS} | {CREDITS: self._names.get(CREDITS, {})}
        for entry in entries:
            if entry.list in self._names:
                self._names[entry.list] = {**self._names[entry.list], folded(entry.key): entry.value}

    def show_directory(self, directory: Directory) -> None:
        """The codes of people and bodies that credits name, as they are now."""
        listed = [entry for entry in directory.entries if entry.listed]
        self._names[CREDITS] = {folded(code): entry.name for entry in listed for code in entry.codes}

    def ending(self, before: str, first: str = NAMES) -> tuple[int, str] | None:
        """How many characters at the end of *before* are a code, and its name; None when none stands there.

        Of equal codes the one in the list *first* counts, else a person's before a credit's and a place's.
        """
        found = _CODE.search(before)
        if found is None:
            return None
        code = folded(found[1])
        for list_ in (first, *_RANKS):
            name = self._names.get(list_, {}).get(code)
            if name is not None:
                return len(found[0]), name
        return None


class FieldCodes(QObject):
    """Watches the field with the focus. What is typed goes in first, then the name takes the code's place: one undo
    gives the code back.
    """

    def __init__(self, book: CodeBook, parent: QObject) -> None:
        super().__init__(parent)
        self._book = book
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
        self._watched = new if new is not None and new.property(WANTS_CODES) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            self._watched.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        typed = _typed(event)
        if typed is not None and isinstance(watched, QLineEdit | QPlainTextEdit) and not watched.isReadOnly():
            found = self._book.ending(_before(watched), str(watched.property(WANTS_CODES)))
            if found is not None:
                _expand(watched, *found, typed)
                return bool(typed)
        return False


def _typed(event: QEvent) -> str | None:
    """What ends a code: the sign that is typed, "" for a key that leaves the field, None for any other event."""
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return None
        if event.text() in ENDS:
            return event.text()
        return "" if Qt.Key(event.key()) in _LEAVING else None
    if isinstance(event, QInputMethodEvent) and not event.preeditString() and not event.replacementLength():
        return event.commitString() if event.commitString() in ENDS else None
    return None


def _before(field: QLineEdit | QPlainTextEdit) -> str:
    """The line in front of the caret; empty while something is selected, which is about to be replaced."""
    if isinstance(field, QLineEdit):
        # Positions are UTF-16 units.
        return "" if field.hasSelectedText() else _cut(field.text(), field.cursorPosition())
    cursor = field.textCursor()
    return "" if cursor.hasSelection() else _cut(cursor.block().text(), cursor.positionInBlock())


def _cut(text: str, position: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "replace")


def _expand(field: QLineEdit | QPlainTextEdit, length: int, name: str, typed: str) -> None:
    """Put *typed* in, then *name* in place of the *length* characters of the code before it."""
    units = len(_before(field)[-length:].encode("utf-16-le")) // 2
    if isinstance(field, QLineEdit):
        end = field.cursorPosition()
        if typed:
            field.insert(typed)
        field.setSelection(end - units, units)
        field.insert(name)
        field.setCursorPosition(field.cursorPosition() + len(typed))
        field.textEdited.emit(field.text())
        return
    cursor = field.textCursor()
    end = cursor.position()
    if typed:
        field.insertPlainText(typed)
    cursor = field.textCursor()
    cursor.beginEditBlock()
    cursor.setPosition(end - units)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    cursor.insertText(name)
    cursor.endEditBlock()
    cursor.setPosition(cursor.position() + len(typed))
    field.setTextCursor(cursor)
