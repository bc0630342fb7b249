"""One frame as large as the screen: next, previous, stars, back. Nothing else."""

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.light_table import THROWN_OUT, Frame
from desktop_app.ui.photos.frames import stars
from desktop_app.ui.theme import Theme
from desktop_app.ui.words import tr

_KEPT = 7  # pictures; enough for the way back


class Viewer(QWidget):
    """*moved(+1 or -1)*, *rated(stars)*, *closed*. Pictures next door are kept, so that a key shows them at once."""

    moved = Signal(int)
    rated = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("viewer")
        self.setAccessibleName(tr("Foto sebesar layar"))
        self.setWindowTitle(tr("Foto"))
        self._theme = theme
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._frame: Frame | None = None
        self._line = ""
        self._place = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def open(self) -> None:
        """Come up over everything."""
        self.setGeometry(self.screen().geometry())  # not every window manager makes it so large by itself
        self.showFullScreen()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def want(self, photo_id: str) -> bool:
        """Whether this photo's picture is still missing here."""
        return photo_id not in self._pictures

    def show_frame(self, frame: Frame, line: str, place: tuple[int, int]) -> None:
        """The frame in front, its credit line, and which of how many it is."""
        self._frame, self._line, self._place = frame, line, place
        self.update()

    def show_picture(self, photo_id: str, image: QImage) -> None:
        """A picture came."""
        if not self.isVisible():
            return
        self._pictures[photo_id] = image
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#101214"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self._frame
        if frame is None:
            return
        bottom = 58
        room = self.rect().adjusted(12, 12, -12, -bottom)
        picture = self._pictures.get(frame.id)
        painter.setPen(QColor("#d9dee2"))
        if picture is None or picture.isNull():
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tr("Memuat…"))
        else:
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(room.center())
            painter.drawImage(place, picture)
        words = QRect(20, self.height() - bottom, self.width() - 40, bottom)
        at = tr("{done} dari {all}").format(done=self._place[0], all=self._place[1])
        credit = self._line or tr("Kredit belum ada")
        text = "   ·   ".join(part for part in (at, frame.file_name, credit, stars(frame)) if part)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QColor("#8f9aa3"))
        keys = tr("← → pindah · 1-5 nilai · X buang · Esc kembali")
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Down):
            self.moved.emit(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Backspace, Qt.Key.Key_Up):
            self.moved.emit(-1)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self.rated.emit(int(key) - int(Qt.Key.Key_0))
        elif key == Qt.Key.Key_X:
            self.rated.emit(THROWN_OUT)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self._pictures.clear()
        self.closed.emit()
