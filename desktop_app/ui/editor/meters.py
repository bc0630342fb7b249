"""Small gauges beside the short title, headline and lead: how long they are, and whether that is a good length."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.editor.ink import ink_for
from desktop_app.ui.words import tr

_BAR = 64.0
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Length:
    """From *good* characters on a text is long enough, above *most* it is too long. House advice, never a rule."""

    good: int
    most: int

    def verdict(self, count: int) -> str:
        """One word: empty, short, good or long."""
        if count == 0:
            return "empty"
        if count < self.good:
            return "short"
        return "good" if count <= self.most else "long"


SHORT_TITLE = Length(20, 60)
HEADLINE = Length(40, 90)
LEAD = Length(80, 280)


class Meter(QWidget):
    """A bar and a count. Read-only; screen readers get the same as a sentence."""

    def __init__(self, length: Length, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = length
        self._count = 0
        small = self.font()
        small.setPointSizeF(max(7.5, small.pointSizeF() * 0.85))
        self.setFont(small)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    @property
    def count(self) -> int:
        return self._count

    def set_count(self, count: int) -> None:
        """Show *count* characters."""
        self._count = count
        says = {
            "empty": tr("masih kosong"),
            "short": tr("agak pendek"),
            "good": tr("pas"),
            "long": tr("terlalu panjang"),
        }[self._length.verdict(count)]
        told = tr("{count} dari {most} karakter, {verdict}").format(
            count=count, most=self._length.most, verdict=says
        )
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(
            round(_BAR + _GAP + metrics.horizontalAdvance("888/888")) + 2, round(metrics.height()) + 4
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        ink = ink_for(self.palette())
        colour = {"empty": ink.faint, "short": ink.muted, "good": ink.accent, "long": ink.warn}[
            self._length.verdict(self._count)
        ]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        words = f"{self._count}/{self._length.most}"
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.rect()), flags, words)
        y = self.height() / 2 - 1.5
        left = self.width() - _BAR - _GAP - QFontMetricsF(self.font()).horizontalAdvance("888/888")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.line)
        painter.drawRoundedRect(QRectF(left, y, _BAR, 3), 1.5, 1.5)
        painter.setBrush(colour)
        part = min(1.0, self._count / self._length.most)
        painter.drawRoundedRect(QRectF(left, y, _BAR * part, 3), 1.5, 1.5)
        painter.end()
