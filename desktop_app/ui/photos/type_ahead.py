"""Keys pressed before the next photo has come: kept in order, and pressed again once it is there."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_PATIENCE_MS = 15_000


class TypeAhead(QObject):
    """Guards one field. Between `wait` and `arrived` nothing reaches it; Escape, or no photo, lets the keys go."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._kept: list[QKeyEvent] = []
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
        self._kept.clear()
        self._patience.start()

    def arrived(self) -> None:
        """It is there: press the keys. One that asks for yet another photo has the rest kept again."""
        self._patience.stop()
        kept, self._kept = self._kept, []
        for event in kept:
            QCoreApplication.postEvent(self._field, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not self.waiting:
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
