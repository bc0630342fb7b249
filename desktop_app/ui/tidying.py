"""Python's rubbish, collected on the interface thread alone and in pieces nobody feels.

Objects that hold each other in a ring are found by Python's collector, which runs on whatever thread happens to make an
object. A timer or a model let go of on a lane brings Qt down, so while a window lives the collector is asked from here.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 100
_YOUNG = 700  # objects made since the last time, as Python itself would have it
_AFTER = 10  # collections of one age before the next older age has its turn
_OLD_EVERY_S = 30.0
# What the start has made lives as long as the desk. Looked through again and again, its 170,000 objects would hold up
# a key for a tenth of a second every few minutes.
_STARTED_MS = 4000


class Tidying(QObject):
    """From :meth:`start` to :meth:`stop` no other thread collects."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._old_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._tidy)
        self._started = QTimer(self)
        self._started.setSingleShot(True)
        self._started.setInterval(_STARTED_MS)
        self._started.timeout.connect(gc.freeze)

    def start(self) -> None:
        """Take the collector over."""
        gc.disable()
        self._timer.start()
        self._started.start()

    def stop(self) -> None:
        """Let Python collect as it likes again."""
        self._timer.stop()
        self._started.stop()
        gc.enable()

    def _tidy(self) -> None:
        young, middle, old = gc.get_count()
        if young < _YOUNG:
            return
        if old >= _AFTER and time.monotonic() - self._old_at >= _OLD_EVERY_S:
            self._old_at = time.monotonic()
            gc.collect(2)
        else:
            gc.collect(1 if middle >= _AFTER else 0)
