"""Cards inside the text: photo, related article, embed and rule.

Pictures arrive as QImage from outside (:meth:`Cards.show_photo`); nothing here reads a file or decodes one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from desktop_app.domain.document import Embed, Figure, RelatedArticle
from desktop_app.domain.ids import PhotoId
from desktop_app.ui.editor.conversion import thing_of
from desktop_app.ui.editor.ink import Ink
from desktop_app.ui.words import tr

_TALLEST = 300.0
_EMPTY_PHOTO = 110.0
_CREDIT = 24.0
_CARD = 62.0
_RULE = 26.0
_PAD = 14.0
_ROUND = 6.0


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a photo: a picture small enough to draw, its credit line, whether that is complete."""

    image: QImage
    credit: str = ""
    complete: bool = True


class Cards(QPyTextObject):
    """Draws the objects of the editor's documents. *wish* is called once for every photo not seen before."""

    def __init__(self, ink: Ink, wish: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self.ink = ink
        self.font = QFont()
        self._wish = wish
        self._photos: dict[str, Shown] = {}
        self._wished: set[str] = set()
        self._scaled: dict[tuple[str, int, int], QPixmap] = {}

    def show_photo(self, photo_id: str, shown: Shown) -> None:
        """Take in the picture and credit of a photo; the caller repaints."""
        self._photos[photo_id] = shown
        self._scaled = {key: kept for key, kept in self._scaled.items() if key[0] != photo_id}

    def forget_wishes(self) -> None:
        """Ask again for photos that never came."""
        self._wished.clear()

    # -- QTextObjectInterface

    def intrinsicSize(self, doc: QTextDocument, pos_in_document: int, format: QTextFormat) -> QSizeF:
        width = max(120.0, doc.textWidth() - 2 * doc.documentMargin())
        match thing_of(format):
            case Figure(photo_id=photo_id):
                return QSizeF(width, self._picture_size(photo_id, width).height() + _CREDIT)
            case RelatedArticle() | Embed():
                return QSizeF(width, _CARD)
            case _:
                return QSizeF(width, _RULE)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        pos_in_document: int,
        format: QTextFormat,
    ) -> None:
        rect = QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        match thing_of(format):
            case Figure(photo_id=photo_id):
                self._draw_photo(painter, rect, photo_id)
            case RelatedArticle(title=title):
                self._draw_card(painter, rect, tr("Baca juga"), title or tr("(tanpa judul)"))
            case Embed(url=url):
                self._draw_card(painter, rect, urlsplit(url).hostname or tr("Sematan"), url)
            case _:
                self._draw_rule(painter, rect)
        painter.restore()

    # -- drawing

    def _picture_size(self, photo_id: str, width: float) -> QSizeF:
        shown = self._photos.get(photo_id)
        if shown is None or shown.image.isNull():
            if photo_id not in self._wished:
                self._wished.add(photo_id)
                self._wish(photo_id)
            return QSizeF(width, _EMPTY_PHOTO)
        size = QSizeF(shown.image.size())
        size.scale(QSizeF(width, _TALLEST), Qt.AspectRatioMode.KeepAspectRatio)
        return size

    def _draw_photo(self, painter: QPainter, rect: QRectF, photo_id: PhotoId) -> None:
        shown = self._photos.get(photo_id)
        size = self._picture_size(photo_id, rect.width())
        frame = QRectF(rect.topLeft(), size)
        path = QPainterPath()
        path.addRoundedRect(frame, _ROUND, _ROUND)
        if shown is None or shown.image.isNull():
            painter.fillPath(path, self.ink.card)
            painter.setPen(self.ink.faint)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, tr("Foto sedang dimuat…"))
        else:
            painter.setClipPath(path)
            painter.drawPixmap(frame, self._pixmap(photo_id, shown.image, size, painter), QRectF())
            painter.setClipping(False)
        credit = shown.credit if shown else ""
        lacking = shown is not None and not shown.complete
        painter.setFont(self._sized(0.9))
        painter.setPen(self.ink.warn if lacking or not credit else self.ink.muted)
        words = credit or tr("Kredit foto belum lengkap")
        below = QRectF(rect.left(), frame.bottom() + 4, rect.width(), _CREDIT - 6)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(below, flags, self._cut(words, painter.font(), below.width()))

    def _pixmap(self, photo_id: str, image: QImage, size: QSizeF, painter: QPainter) -> QPixmap:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        key = (photo_id, round(size.width() * ratio), round(size.height() * ratio))
        kept = self._scaled.get(key)
        if kept is None:
            kept = QPixmap.fromImage(
                image.scaled(
                    key[1],
                    key[2],
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
            self._scaled[key] = kept
        return kept

    def _draw_card(self, painter: QPainter, rect: QRectF, label: str, title: str) -> None:
        box = rect.adjusted(0.5, 2.5, -0.5, -2.5)
        painter.setPen(QPen(self.ink.line, 1))
        painter.setBrush(self.ink.card)
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        edge = QRectF(box.left(), box.top(), 4, box.height())
        painter.fillRect(edge, self.ink.accent)
        inside = box.adjusted(_PAD + 4, 7, -_PAD, -7)
        half = inside.height() / 2
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._sized(0.88))
        painter.setPen(self.ink.accent)
        painter.drawText(QRectF(inside.left(), inside.top(), inside.width(), half), flags, label)
        bold = self._sized(1.1)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(self.ink.text)
        below = QRectF(inside.left(), inside.top() + half, inside.width(), half)
        painter.drawText(below, flags, self._cut(title, bold, below.width()))

    def _draw_rule(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self.ink.line, 2))
        y = rect.center().y()
        reach = rect.width() / 6
        middle = rect.center().x()
        painter.drawLine(QPointF(middle - reach, y), QPointF(middle + reach, y))

    def _sized(self, factor: float) -> QFont:
        made = QFont(self.font)
        made.setPointSizeF(self.font.pointSizeF() * factor)
        return made

    @staticmethod
    def _cut(text: str, font: QFont, width: float) -> str:
        return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
