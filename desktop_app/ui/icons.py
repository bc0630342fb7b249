"""Icons: qtawesome's Phosphor set, shipped as SVG files and drawn in the window's own colours.

A name without a file is drawn by qtawesome itself, which is loaded only then: its fonts cost half a second.
"""

from importlib import import_module
from itertools import count
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop_app.ui.theme import Theme

# The editor asks for things by what they do; this is how each looks.
LOOKS = {
    "undo": "arrow-counter-clockwise",
    "redo": "arrow-clockwise",
    "bold": "text-bolder",
    "italic": "text-italic",
    "link": "link-simple",
    "subhead": "text-h-two",
    "subsubhead": "text-h-three",
    "list-bullet": "list-bullets",
    "list-number": "list-numbers",
    "quote": "quotes",
    "pull-quote": "chat-centered-text",
    "paragraph": "text-t",
    "photo": "image",
    "related": "newspaper",
    "rule": "minus",
    "paste": "clipboard-text",
    "embed": "play-circle",
    "table": "table",
    "find": "magnifying-glass",
    "replace": "swap",
    "outline": "list-dashes",
    "source": "code",
    "move-up": "arrow-line-up",
    "move-down": "arrow-line-down",
    "row-add": "rows",
    "column-add": "columns",
    "row-remove": "trash",
    "column-remove": "trash",
    "table-remove": "trash",
    "cut": "scissors",
    "copy": "copy",
    "select-all": "selection-all",
}
_SIZES = (16, 20, 28)


class Icons(QObject):
    """Answers icons in the theme's colours and dresses what asked for one again when day turns to night."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        super().__init__(theme)
        self._folder = folder
        self._theme = theme
        self._made: dict[tuple[str, str], QIcon] = {}
        self._dressed: dict[int, tuple[QAction | QAbstractButton, str, str]] = {}
        self._numbers = count()
        theme.changed.connect(self._dress_again)

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """The icon *name* in the theme's colour *tone* (a field of Tones)."""
        colour = str(getattr(self._theme.tones, tone))
        key = (name, colour)
        if key not in self._made:
            self._made[key] = self._make(LOOKS.get(name, name), colour)
        return self._made[key]

    def pixmap(self, name: str, size: int, tone: str = "text") -> QPixmap:
        """The icon as a picture of *size* logical pixels."""
        return self.icon(name, tone).pixmap(QSize(size, size))

    def dress(self, wearer: QAction | QAbstractButton, name: str, tone: str = "text") -> None:
        """Give a button or action its icon, now and after each change of theme."""
        wearer.setIcon(self.icon(name, tone))
        number = next(self._numbers)
        self._dressed[number] = (wearer, name, tone)
        # Lists are built anew with hundreds of buttons: each is let go without looking at the others.
        wearer.destroyed.connect(lambda: self._dressed.pop(number, None))

    def _dress_again(self) -> None:
        for wearer, name, tone in self._dressed.values():
            wearer.setIcon(self.icon(name, tone))

    def _make(self, name: str, colour: str) -> QIcon:
        file = self._folder / f"{name}.svg"
        if not file.is_file():
            drawn: QIcon = import_module("qtawesome").icon(f"ph.{name}", color=colour)
            return drawn
        text = file.read_text(encoding="utf-8")
        made = QIcon()
        faint = self._theme.tones.faint
        app = QGuiApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faint)):
            renderer = QSvgRenderer(QByteArray(text.replace("currentColor", ink).encode()))
            for size in _SIZES:
                made.addPixmap(_painted(renderer, size, ratio), mode)
        return made


def _painted(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
