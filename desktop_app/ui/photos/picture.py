"""The big preview of one photo, where a click says which point must stay in every crop."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.crops import UNSET_FOCUS
from desktop_app.ui.theme import Theme
from desktop_app.ui.words import tr

_STEP = 0.02


class Picture(QWidget):
    """Shows the photo whole with its focal point. *focus_chosen(x, y)*: 0..1 from the upper left."""

    focus_chosen = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._focus: tuple[float, float] | None = None
        self.setObjectName("photos.picture")
        self.setAccessibleName(tr("Foto; klik, tombol panah, atau Enter untuk menyetujui titik fokus"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(190)

    def sizeHint(self) -> QSize:
        return QSize(320, 190)

    def show_image(self, image: QImage) -> None:
        """The photo itself; a null image while it is on its way."""
        self._image = image
        self.update()

    def show_focus(self, focus: tuple[float, float] | None) -> None:
        """The point chosen before, if any."""
        self._focus = focus
        self.update()

    def _frame(self) -> QRectF:
        room = QRectF(self.rect())
        if self._image.isNull():
            return room
        size = self._image.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        frame = QRectF(QPointF(0, 0), size)
        frame.moveCenter(room.center())
        return frame

    def paintEvent(self, event: QPaintEvent) -> None:
        tones = self._theme.tones
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tones.hover))
        frame = self._frame()
        if self._image.isNull():
            painter.setPen(QColor(tones.muted))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, tr("Foto sedang dimuat…"))
        else:
            painter.drawImage(frame, self._image)
            if self._focus is not None:
                at = QPointF(
                    frame.left() + self._focus[0] * frame.width(),
                    frame.top() + self._focus[1] * frame.height(),
                )
                for colour, width in (("#000000", 4.0), ("#ffffff", 2.0)):
                    painter.setPen(QPen(QColor(colour), width))
                    painter.drawEllipse(at, 11, 11)
                    painter.drawPoint(at)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tones.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        frame = self._frame()
        if (
            event.button() != Qt.MouseButton.LeftButton
            or self._image.isNull()
            or not frame.contains(event.position())
        ):
            return
        x = (event.position().x() - frame.left()) / frame.width()
        y = (event.position().y() - frame.top()) / frame.height()
        self._choose(x, y)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-_STEP, 0.0),
            Qt.Key.Key_Right: (_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -_STEP),
            Qt.Key.Key_Down: (0.0, _STEP),
        }
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._image.isNull():
            self._choose(*(self._focus or UNSET_FOCUS))
            return
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._image.isNull():
            super().keyPressEvent(event)
            return
        x, y = self._focus or UNSET_FOCUS
        self._choose(x + step[0], y + step[1])

    def _choose(self, x: float, y: float) -> None:
        self._focus = (round(min(1.0, max(0.0, x)), 3), round(min(1.0, max(0.0, y)), 3))
        self.update()
        self.focus_chosen.emit(*self._focus)
