"""How one story looks in the list: picture, short title, who and when, stage, and where it is on its way."""

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.listing import ArticleRow, Sending
from desktop_app.domain.newsroom import WIB
from desktop_app.ui.articles.model import ROW, THUMB
from desktop_app.ui.icons import icon
from desktop_app.ui.theme import colours
from desktop_app.ui.words import tr

HEIGHT = 78
_PAD = 10
_THUMB = QSize(68, 51)


def stage_name(stage: Stage) -> str:
    """The stage as people call it."""
    return {
        Stage.DRAFT: tr("Draf"),
        Stage.PHOTO: tr("Foto"),
        Stage.PROOF: tr("Korektor"),
        Stage.READY: tr("Siap"),
    }[stage]


def publication_name(publication: Publication) -> str:
    """Where it stands with the public; empty for a story nobody has published."""
    return {
        Publication.NONE: "",
        Publication.SCHEDULED: tr("Terjadwal"),
        Publication.LIVE: tr("Terbit"),
        Publication.WITHDRAWN: tr("Ditarik"),
    }[publication]


def sending_name(sending: Sending) -> tuple[str, str]:
    """(icon, words) for where the story is on its way to the site."""
    return {
        Sending.SENT: ("sent", tr("Terkirim")),
        Sending.WAITING: ("waiting", tr("Menunggu kirim")),
        Sending.PARKED: ("parked", tr("Tertahan")),
        Sending.CONFLICT: ("conflict", tr("Perlu dipilih")),
    }[sending]


def age(moment: datetime, now: datetime) -> str:
    """``baru saja``, ``5 mnt``, the clock today, else the date."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return tr("baru saja")
    if minutes < 60:
        return tr("{minutes} mnt").format(minutes=minutes)
    if moment.astimezone(WIB).date() == now.astimezone(WIB).date():
        return clock(moment)
    return short_date(moment)


def told(row: ArticleRow, now: datetime) -> str:
    """The whole row as a sentence, for a screen reader."""
    parts = (
        row.short_title or row.headline or tr("Tanpa judul"),
        ", ".join(row.authors),
        stage_name(row.stage),
        publication_name(row.publication),
        sending_name(row.sending)[1],
        age(row.updated_at, now),
    )
    return ", ".join(part for part in parts if part)


class RowDelegate(QStyledItemDelegate):
    """Paints rows by hand: one widget a row would be slow at a thousand stories."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: ArticleRow = index.data(ROW)
        c = colours()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(c.accent_wash if selected else c.panel))
        if selected:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(c.accent))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.line))
        picture = QRect(rect.left() + _PAD + 2, rect.top() + _PAD + 1, _THUMB.width(), _THUMB.height())
        self._paint_thumb(painter, picture, index.data(THUMB), bool(row.thumb_photo))
        left = picture.right() + _PAD
        room = QRect(left, rect.top() + 8, rect.right() - left - _PAD, rect.height() - 14)
        self._paint_words(painter, room, row, option.font)  # type: ignore[attr-defined]
        painter.restore()

    def _paint_thumb(self, painter: QPainter, box: QRect, picture: QPixmap | None, has_photo: bool) -> None:
        c = colours()
        if picture is not None and not picture.isNull():
            scaled = picture.scaled(
                box.size() * painter.device().devicePixelRatio(),
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            across, down = scaled.width() - box.width(), scaled.height() - box.height()
            painter.drawPixmap(box, scaled, QRect(across // 2, down // 2, box.width(), box.height()))
            return
        painter.fillRect(box, QColor(c.line if has_photo else c.raised))
        if not has_photo:
            painter.setPen(QColor(c.line))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            icon("photo", c.faint).paint(painter, box.adjusted(22, 14, -22, -14))

    def _paint_words(self, painter: QPainter, room: QRect, row: ArticleRow, font: QFont) -> None:
        c = colours()
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        small = QFont(font)
        small.setPointSizeF(max(7.5, font.pointSizeF() * 0.88))
        title = row.short_title or row.headline
        line = room.height() // 3
        self._line(painter, QRect(room.left(), room.top(), room.width(), line), title or tr("Tanpa judul"), bold,
                   c.ink if title else c.faint)
        now = datetime.now(UTC)
        who = " · ".join(part for part in (", ".join(row.authors), age(row.updated_at, now)) if part)
        self._line(painter, QRect(room.left(), room.top() + line, room.width(), line), who, small, c.quiet)
        sign, words = sending_name(row.sending)
        place = publication_name(row.publication) or stage_name(row.stage)
        low = QRect(room.left(), room.top() + 2 * line, room.width(), line)
        live = row.publication is Publication.LIVE
        painter.setFont(small)
        width = painter.fontMetrics().horizontalAdvance(place)
        self._line(painter, low, place, small, c.good if live else c.accent)
        colour = {Sending.SENT: c.quiet, Sending.WAITING: c.quiet}.get(row.sending, c.warn)
        side = min(15, line)
        at = low.left() + width + 14
        icon(sign, colour).paint(painter, QRect(at, low.center().y() - side // 2 + 1, side, side))
        self._line(painter, QRect(at + side + 4, low.top(), low.right() - at - side - 4, line), words, small, colour)

    @staticmethod
    def _line(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitted)
