"""Rows of the editor's small lists: a word in bold inside the text, a quiet hint at the right end."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.editor.ink import ink_for

BOLD = int(Qt.ItemDataRole.UserRole) + 1
"""From and to of the bold part of a row's text."""
HINT = int(Qt.ItemDataRole.UserRole) + 2
_PAD = 10.0


class Rows(QStyledItemDelegate):
    """Draws what the roles BOLD and HINT say over the style's own ground and icon."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        widget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        ink = ink_for(option.palette)
        font: QFont = option.font
        room = QRectF(option.rect).adjusted(_PAD, 0, -_PAD, 0)
        if not option.icon.isNull():
            room.setLeft(room.left() + option.decorationSize.width() + 8)
        painter.save()
        hint = index.data(HINT)
        if hint:
            painter.setFont(font)
            painter.setPen(ink.muted)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hint)
            room.setRight(room.right() - QFontMetricsF(font).horizontalAdvance(hint) - _PAD)
        start, end = index.data(BOLD) or (0, 0)
        bold = QFont(font)
        bold.setBold(True)
        for part, face, colour in (
            (text[:start], font, ink.muted if end else ink.text),
            (text[start:end], bold, ink.text),
            (text[end:], font, ink.muted if end else ink.text),
        ):
            metrics = QFontMetricsF(face)
            painter.setFont(face)
            painter.setPen(colour)
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            room.setLeft(room.left() + metrics.horizontalAdvance(shown))
        painter.restore()
