"""One save point as a row: when and who, why, and which parts changed."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.theme import Theme

HEAD, REASON, PARTS, SENT = (int(Qt.ItemDataRole.UserRole) + number for number in range(1, 5))
_PAD = 10
_GAP = 4


class VersionRow(QStyledItemDelegate):
    """Paints a row in the window's colours; a dot in front says whether the site has this version."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.height()
        return QSize(0, line * (3 if index.data(PARTS) else 2) + _GAP + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tones = self._theme.tones
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.accent_soft if chosen else tones.hover))
            painter.drawRoundedRect(box, 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.good if index.data(SENT) else tones.warn))
        line = option.fontMetrics.height()
        painter.drawEllipse(QPoint(box.left() + _PAD + 3, box.top() + _PAD + line // 2), 3, 3)
        room = box.adjusted(_PAD + 16, _PAD, -_PAD, -_PAD)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        rows = (
            (index.data(HEAD), strong, tones.text, 0),
            (index.data(REASON), option.font, tones.muted, _GAP),
            (index.data(PARTS), option.font, tones.accent, _GAP),
        )
        for number, (text, font, colour, gap) in enumerate(rows):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            place = QRect(room.left(), room.top() + number * line + gap, room.width(), line)
            said = QFontMetrics(font).elidedText(text or "", Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
        painter.restore()
