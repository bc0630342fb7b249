"""Small things several panes show: labels that never take text for markup, badges, the quiet bar."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.icons import Icons
from desktop_app.ui.words import tr


class Pane(QWidget):
    """A plain sheet of the window that takes its ground from the style sheet."""

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setProperty("pane", True)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)


def label(text: str = "", *, role: str = "", wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Text that is shown letter by letter: a title with ``<b>`` in it shows ``<b>``."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role == "quiet":
        made.setProperty("quiet", True)
    elif role:
        made.setProperty("role", role)
    return made


class Elided(QLabel):
    """One line that ends in … when there is no room; the whole text is its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        # Without one of its own a screen reader would be read the tooltip, markup and all.
        self.setAccessibleDescription(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def read_in_order(*widgets: QWidget) -> None:
    """Let a screen reader meet these brothers in this order, not in the order they were made. Tab goes its own way."""
    for widget in widgets:
        widget.raise_()


def tip(text: str) -> str:
    """*text* for a tooltip, where Qt would otherwise guess whether it is markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<span>{escaped}</span>" if text else ""


def button(text: str, name: str, *, kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """A push button with its accessible and object name; *kind* is "primary", "quiet" or "line"."""
    made = QPushButton(text, parent)
    made.setObjectName(name)
    made.setAccessibleName(text)
    if kind:
        made.setProperty("kind", kind)
    return made


class Badge(QLabel):
    """A word on a coloured ground: never colour alone."""

    def __init__(self, text: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_word(text, tone)

    def show_word(self, text: str, tone: str = "plain") -> None:
        """Say *text* in one of the tones plain, good, warn, bad, accent."""
        self.setText(text)
        if self.property("badge") != tone:
            self.setProperty("badge", tone)
            polish(self)
        self.setVisible(bool(text))


def polish(widget: QWidget) -> None:
    """Let the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def hairline(parent: QWidget | None = None) -> QFrame:
    """A thin line between parts."""
    made = QFrame(parent)
    made.setProperty("hairline", True)
    made.setFixedHeight(1)
    return made


class QuietBar(QFrame):
    """News in a bar above the panes: no box, nothing stops. It offers one thing to do, most often Retry."""

    retried = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self.setProperty("bar", True)
        self._again: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        self.sentence = label(wrap=True, parent=self)
        self.sentence.setObjectName("trouble.sentence")
        self.retry = button(tr("Coba lagi"), "trouble.retry", kind="quiet", parent=self)
        self.dismiss = button("", "trouble.dismiss", kind="quiet", parent=self)
        self.dismiss.setAccessibleName(tr("Tutup pesan"))
        icons.dress(self.dismiss, "x", "warn")
        for each in (self.retry, self.dismiss):
            # A click must not take the keys from where somebody writes: the button is gone a moment later.
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.retry)
        row.addWidget(self.dismiss)
        self.retry.clicked.connect(self._on_retry)
        self.dismiss.clicked.connect(self.hide)
        self.hide()

    def say(self, sentence: str, again: Callable[[], None] | None = None, words: str = "") -> None:
        """Show *sentence*; *again* is what the button does, which says *words* or Retry."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._again = again
        self.retry.setText(words or tr("Coba lagi"))
        self.retry.setVisible(again is not None)
        self.show()

    def take_back(self, sentence: str) -> None:
        """*sentence* is no longer so: hide it, unless something else is said by now."""
        if self.sentence.text() == sentence:
            self.hide()

    def _on_retry(self) -> None:
        self.hide()
        if self._again is not None:
            self._again()


def empty_state(
    title: str, sentence: str, parent: QWidget | None = None, action: QPushButton | None = None
) -> QWidget:
    """What a pane says when it has nothing to show."""
    made = Pane("empty", title, parent)
    column = QVBoxLayout(made)
    column.setContentsMargins(24, 24, 24, 24)
    column.addStretch(2)
    head = label(title, role="title", wrap=True, parent=made)
    body = label(sentence, role="quiet", wrap=True, parent=made)
    for each in (head, body):
        each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(each)
    if action is not None:
        column.addSpacing(10)
        column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return made
