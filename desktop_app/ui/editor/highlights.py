"""What is painted over the text without being part of it: found words, spelling, marks, the paragraph in focus.

Every source owns one layer and sets it alone, so that none wipes out another's. Layers are drawn in the order of
:data:`ORDER`, the last one on top.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

ORDER = ("caret", "style", "spelling", "marks", "matches", "match")

Selection = QTextEdit.ExtraSelection


class Highlights(QObject):
    """The layers of one text area. They cost no undo step, and an edit in front of a range moves it along.

    A new story in the same area begins without any (:attr:`BodyView.began_anew` tells when).
    """

    def __init__(self, view: QTextEdit | QPlainTextEdit) -> None:
        super().__init__(view)
        self._view = view
        self._layers: dict[str, list[Selection]] = {}

    def set(self, layer: str, selections: Iterable[Selection]) -> None:
        """Let *layer* (one of ORDER; else ValueError) show exactly these. Their cursors are of the view's document."""
        if layer not in ORDER:
            raise ValueError(f"no such layer: {layer}")
        wanted = list(selections)
        if not wanted and not self._layers.get(layer):
            return
        self._layers[layer] = wanted
        self._show()

    def mark(self, layer: str, ranges: Iterable[tuple[int, int]], form: QTextCharFormat) -> None:
        """The same for ranges (from, to; positions of the document, UTF-16 units) that all look alike."""
        self.set(layer, [self.selection(start, end, form) for start, end in ranges])

    def selection(self, start: int, end: int, form: QTextCharFormat) -> Selection:
        """One range (from, to; positions of the document, UTF-16 units) that looks like *form*."""
        made = Selection()
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format = form
        return made

    def clear(self, layer: str) -> None:
        """Let *layer* show nothing."""
        self.set(layer, ())

    def shown(self, layer: str) -> tuple[Selection, ...]:
        """What *layer* shows."""
        return tuple(self._layers.get(layer, ()))

    def forget(self) -> None:
        """Drop all layers: their document is going away."""
        self._layers.clear()
        self._view.setExtraSelections([])

    def _show(self) -> None:
        self._view.setExtraSelections([each for layer in ORDER for each in self._layers.get(layer, ())])
