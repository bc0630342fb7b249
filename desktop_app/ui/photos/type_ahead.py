"""Keys pressed before the next photo has come: kept in order, and pressed again once it is there."""

from collections import deque

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_PATIENCE_MS = 15_000


class TypeAhead(QObject):
    """Guards one field. Between `wait` and `arrived` nothing reaches it; Escape, or no photo, lets the keys go."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._kept: deque[QKeyEvent] = deque()
        self._pressing = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._kept.clear)
        field.installEventFilter(self)

    @property
    def waiting(self) -> bool:
        """Whether keys are being kept."""
        return self._patience.isActive()

    def wait(self) -> None:
        """The photo these keys are meant for is on its way."""
        self._patience.start()

    def arrived(self) -> None:
        """It is there: press the keys, all before any other. One that asks for yet another photo keeps the rest.

        They are not put into the event queue: what the keyboard sends at that moment would overtake them, and a name
        would be saved half written, or under the photo before.
        """
        self._patience.stop()
        while self._kept and not self.waiting:
            if self._field.window().focusWidget() is not self._field:
                self._kept.clear()  # that was the last photo
                return
            self._pressing = True
            QCoreApplication.sendEvent(self._field, self._kept.popleft())
            self._pressing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._pressing or not self.waiting:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._patience.stop()
            self._kept.clear()
            return False
        self._kept.append(
            QKeyEvent(
                QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text(), event.isAutoRepeat()
            )
        )
        return True
