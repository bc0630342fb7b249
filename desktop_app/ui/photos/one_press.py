"""Enter once for each press: a key that is held down, or was never let go of, agrees to nothing by itself."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class OnePress(QObject):
    """Keeps the repeats of a held Enter from *watched*, which agree to something with that key."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__(watched[0])
        for each in watched:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return event.isAutoRepeat() and Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
