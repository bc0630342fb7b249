"""Buttons around a field that give up their words, not their place, when the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.ui.widgets import tip

_FIELD, _ICON = 110, 46  # pixels a field and a button without words cannot do without


class ActionsRow(QWidget):
    """*before*, the *field*, *behind*. Where the words of all do not fit, every button shows its icon and a tooltip."""

    def __init__(
        self, before: Sequence[QPushButton], field: QWidget, behind: Sequence[QPushButton], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._words = {each: each.text() for each in (*before, *behind)}
        self._room = 0  # what all take with their words
        field.setMinimumWidth(_FIELD)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for each in before:
            row.addWidget(each)
        row.addWidget(field, 1)
        for each in behind:
            row.addWidget(each)

    def minimumSizeHint(self) -> QSize:
        """Independent of the words, so that the row can become narrower than they are."""
        least = _FIELD + len(self._words) * (_ICON + 6)
        return QSize(least, super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say(words=True)  # with the font and the style sheet it has by now
        self._room = _FIELD + sum(each.sizeHint().width() + 6 for each in self._words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._say(words=self.width() >= self._room)

    def _say(self, *, words: bool) -> None:
        for each, text in self._words.items():
            shown = text if words else ""
            if each.text() != shown:
                each.setText(shown)
                each.setToolTip("" if words else tip(text))
