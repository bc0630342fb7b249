"""A field for several names, parted by commas, that completes the one being typed."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

_MOST_ROWS = 8


class NamesField(QLineEdit):
    """*entered*: the focus came here, a good moment to :meth:`set_known` the names."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[str, ...] = ()
        self._offered = QStringListModel(self)
        # Not setCompleter: that would complete the whole line instead of the name at the caret.
        self._completer = QCompleter(self._offered, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_ROWS)
        self._list = self._completer.popup() or QListView(self)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    @property
    def offered(self) -> list[str]:
        """What the list under the field shows."""
        return self._offered.stringList() if self._list.isVisible() else []

    def set_known(self, names: Sequence[str]) -> None:
        """The names to complete from, the likeliest first."""
        self._known = tuple(names)

    def _offer(self) -> None:
        start, end = self._span()
        said = self.text()[start:end].strip().casefold()
        others = {
            part.strip().casefold() for part in (self.text()[:start] + "," + self.text()[end:]).split(",")
        }
        fitting = [name for name in self._known if said in name.casefold() and name.casefold() not in others]
        # Those that begin so come first; a name that stands there whole needs no offer.
        fitting.sort(key=lambda name: not name.casefold().startswith(said))
        if not said or not fitting or fitting[0].casefold() == said:
            self._list.hide()
            return
        self._offered.setStringList(fitting[:50])
        self._completer.complete()
        self._list.setCurrentIndex(self._offered.index(0))

    def _span(self) -> tuple[int, int]:
        """From and to of the name at the caret."""
        text, at = self.text(), self.cursorPosition()
        start = text.rfind(",", 0, at) + 1
        end = text.find(",", at)
        return start, len(text) if end < 0 else end

    def _take(self, name: str) -> None:
        start, end = self._span()
        lead = " " if start else ""
        tail = self.text()[end:]
        self.setText(f"{self.text()[:start]}{lead}{name}{tail}")
        self.setCursorPosition(start + len(lead) + len(name))
        self.textEdited.emit(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # While names are offered these keys belong to the list; Qt sends them here first.
        if self._list.isVisible() and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Escape,
        ):
            event.ignore()
            return
        super().keyPressEvent(event)
