"""How the page will cut the photo, drawn live from the picture that is already here."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.crops import CROPS, UNSET_FOCUS, crop_box
from desktop_app.ui.theme import Theme
from desktop_app.ui.words import tr

_GAP = 8
_WORDS_HIGH = 18
_HIGH = 66


class CropStrip(QWidget):
    """Every crop side by side around the focal point. Without one they are drawn around the usual place, and say so."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._size = (0, 0)
        self._focus: tuple[float, float] | None = None
        self.setObjectName("photos.crops")
        self.setAccessibleName(tr("Potongan untuk halaman"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HIGH + _WORDS_HIGH)

    def sizeHint(self) -> QSize:
        return QSize(320, _HIGH + _WORDS_HIGH)

    def show_image(self, image: QImage, size: tuple[int, int]) -> None:
        """The upright picture, and the pixels of its original: a crop smaller than its slot is marked."""
        self._image = image
        self._size = size
        self.update()

    def show_focus(self, focus: tuple[float, float] | None) -> None:
        """The point every crop keeps; None while nobody has looked."""
        self._focus = focus
        self.update()

    @property
    def unseen(self) -> bool:
        """Whether nobody has chosen a focal point yet."""
        return self._focus is None

    def too_small(self) -> tuple[str, ...]:
        """Names of crops for which the original has fewer pixels than the page would like."""
        if not all(self._size):
            return ()
        found = []
        for crop in CROPS:
            left, upper, right, lower = crop_box(self._size, crop.size, self._focus or UNSET_FOCUS)
            if right - left < crop.size[0] or lower - upper < crop.size[1]:
                found.append(crop.name)
        return tuple(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._high() + _WORDS_HIGH)

    def _high(self) -> int:
        shapes = sum(crop.size[0] / crop.size[1] for crop in CROPS)
        return max(24, min(_HIGH, int((self.width() - _GAP * (len(CROPS) - 1)) / shapes)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tones = self._theme.tones
        font = painter.font()
        font.setPointSizeF(8.0)
        painter.setFont(font)
        shapes = [crop.size[0] / crop.size[1] for crop in CROPS]
        high = self._high()
        small = self.too_small()
        left = 0
        for crop, shape in zip(CROPS, shapes, strict=True):
            place = QRect(left, 0, round(high * shape), high)
            self._one(painter, place, crop.size)
            painter.setPen(QColor(tones.warn if crop.name in small else tones.muted))
            word = f"{_title(crop.name)} ⚠" if crop.name in small else _title(crop.name)
            painter.drawText(
                QRect(left, high + 2, place.width() + _GAP, _WORDS_HIGH - 2), Qt.AlignmentFlag.AlignLeft, word
            )
            left += place.width() + _GAP

    def _one(self, painter: QPainter, place: QRect, slot: tuple[int, int]) -> None:
        tones = self._theme.tones
        painter.fillRect(place, QColor(tones.hover))
        if not self._image.isNull():
            size = (self._image.width(), self._image.height())
            box = crop_box(size, slot, self._focus or UNSET_FOCUS)
            source = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
            painter.drawImage(QRectF(place), self._image, source)
        if self._focus is None:
            painter.setPen(QPen(QColor(tones.warn), 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(place.adjusted(0, 0, -1, -1))


def _title(name: str) -> str:
    return {
        "hero": tr("Utama"),
        "card": tr("Kartu"),
        "thumb": "4:3",
        "square": "1:1",
        "social": tr("Sosial"),
    }.get(name, name)
