"""How one story looks in the list."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.listing import ArticleRow
from desktop_app.domain.newsroom import SECTIONS
from desktop_app.ui.articles import wording
from desktop_app.ui.articles.model import ROW_ROLE
from desktop_app.ui.icons import Icons
from desktop_app.ui.theme import Theme
from desktop_app.ui.words import tr

HEIGHT = 100
_PAD = 12
_BEFORE_HIT = 14  # characters of a snippet kept before its first hit
THUMB = QSize(76, 57)
_ICON = QSize(16, 16)
_SECTION_NAMES = {section.key: section.name for section in SECTIONS}


class RowLook(QStyledItemDelegate):
    """Paints thumbnail, short title, author and age, stage, and the sync state as icon and words.

    *picture* answers a photo's thumbnail, or None while it is on its way.
    """

    def __init__(
        self, theme: Theme, icons: Icons, picture: Callable[[str], QPixmap | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._picture = picture

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(240, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tones = self._theme.tones
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = tones.accent_soft if chosen else tones.raised if hovered else tones.surface
        painter.fillRect(area, QColor(ground))
        if chosen:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(tones.accent))
        painter.setPen(QColor(tones.line))
        painter.drawLine(area.left() + _PAD, area.bottom(), area.right() - _PAD, area.bottom())
        row = index.data(ROW_ROLE)
        if isinstance(row, ArticleRow):
            self._paint_row(painter, area, row, option.font)
        else:
            painter.setPen(QColor(tones.faint))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "…")
        painter.restore()

    def _paint_row(self, painter: QPainter, area: QRect, row: ArticleRow, font: QFont) -> None:
        tones = self._theme.tones
        frame = QRect(QPoint(area.left() + _PAD, area.top() + _PAD + 2), THUMB)
        self._paint_thumb(painter, frame, row)
        left = frame.right() + _PAD
        width = area.right() - _PAD - left
        title = QFont(font)
        title.setWeight(QFont.Weight.DemiBold)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.88)
        named = bool(row.short_title or row.headline)
        name = " ".join((row.short_title or row.headline or tr("(tanpa judul)")).split())
        top = area.top() + 10
        lines = _two_lines(name, QFontMetrics(title), width)
        for line in lines[:1] if row.snippet else lines:
            _line(painter, QRect(left, top, width, 19), line, title, tones.text if named else tones.muted)
            top += 18
        if row.snippet:
            self._paint_snippet(painter, QRect(left, top, width, 18), row.snippet, small)
            top += 18
        told = "  ·  ".join(
            part
            for part in (
                wording.age(row.updated_at, datetime.now(UTC)),
                ", ".join(row.authors),
                _SECTION_NAMES.get(row.section, row.section),
            )
            if part
        )
        _line(painter, QRect(left, top + 2, width, 18), told, small, tones.muted)
        self._paint_state(painter, QRect(left, area.bottom() - 30, width, 20), row, small)

    def _paint_snippet(self, painter: QPainter, room: QRect, snippet: str, font: QFont) -> None:
        """The words around the first hit, hits in bold."""
        tones = self._theme.tones
        strong = QFont(font)
        strong.setWeight(QFont.Weight.Bold)
        for words, hit in wording.parts(snippet, before=_BEFORE_HIT):
            metrics = QFontMetrics(strong if hit else font)
            if room.width() < 2 * metrics.averageCharWidth():
                return
            _line(painter, room, words, strong if hit else font, tones.text if hit else tones.muted)
            room = room.adjusted(metrics.horizontalAdvance(words), 0, 0, 0)

    def _paint_thumb(self, painter: QPainter, frame: QRect, row: ArticleRow) -> None:
        tones = self._theme.tones
        shape = QPainterPath()
        shape.addRoundedRect(frame, 5, 5)
        picture = self._picture(row.thumb_photo) if row.thumb_photo else None
        if picture is None or picture.isNull():
            painter.fillPath(shape, QColor(tones.hover))
            mark = self._icons.pixmap("image", 20, "faint")
            painter.drawPixmap(frame.center() - QPoint(9, 9), mark)
            return
        painter.save()
        painter.setClipPath(shape)
        size = picture.deviceIndependentSize().toSize()
        scaled = size.scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        target = QRect(QPoint(0, 0), scaled)
        target.moveCenter(frame.center())
        painter.drawPixmap(target, picture)
        painter.restore()

    def _paint_state(self, painter: QPainter, area: QRect, row: ArticleRow, font: QFont) -> None:
        tones = self._theme.tones
        metrics = QFontMetrics(font)
        word = wording.place(row)
        # Of a long word the part that says something new, rather than its beginning.
        if row.changed and metrics.horizontalAdvance(word) + 26 + _ICON.width() > area.width():
            word = tr("Ada perubahan")
        ink, ground = (tones.muted, tones.hover)
        if row.changed:
            ink, ground = tones.warn, tones.warn_soft
        elif row.publication is Publication.LIVE:
            ink, ground = tones.good, tones.good_soft
        elif row.stage is Stage.READY or row.publication is Publication.SCHEDULED:
            ink, ground = tones.accent, tones.accent_soft
        wide = metrics.horizontalAdvance(word) + 16
        pill = QRect(area.left(), area.top(), min(wide, area.width()), area.height() - 1)
        shape = QPainterPath()
        shape.addRoundedRect(pill, 9.5, 9.5)
        painter.fillPath(shape, QColor(ground))
        _line(painter, pill, word, font, ink, Qt.AlignmentFlag.AlignCenter)
        icon, tone, words = wording.sending(row.sending)
        room = area.adjusted(pill.width() + 10, 0, 0, 0)
        if room.width() < _ICON.width():
            return
        painter.drawPixmap(room.topLeft() + QPoint(0, 2), self._icons.pixmap(icon, _ICON.width(), tone))
        room.setLeft(room.left() + _ICON.width() + 5)
        # Half a word says less than the sign alone, which the row's tip explains.
        if metrics.horizontalAdvance(words) <= room.width():
            _line(painter, room, words, font, getattr(tones, tone))


def _line(
    painter: QPainter,
    room: QRect,
    text: str,
    font: QFont,
    colour: str,
    how: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fitted = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(how | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), fitted)


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> tuple[str, ...]:
    """*text* broken at a word so that it fits two lines; the second may still have to be cut."""
    words = text.split(" ")
    first = words[0]
    at = 1
    while at < len(words) and metrics.horizontalAdvance(f"{first} {words[at]}") <= width:
        first = f"{first} {words[at]}"
        at += 1
    rest = " ".join(words[at:])
    return (first, rest) if rest else (first,)
