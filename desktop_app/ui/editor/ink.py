"""The colours of the writing surface, for light and for dark."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

_DARK_BELOW = 128


@dataclass(frozen=True, slots=True)
class Ink:
    """*paper* is behind the text, *card* behind objects, *line* for hairlines, *accent* for what can be
    pressed, *found* behind words that were looked for, *slip* and *style* under flagged ones.
    """

    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    warn: QColor
    paper: QColor
    card: QColor
    line: QColor
    found: QColor
    slip: QColor
    style: QColor


LIGHT = Ink(
    text=QColor("#1d2329"),
    muted=QColor("#5c6670"),
    faint=QColor("#9aa3ab"),
    accent=QColor("#0b5d7a"),
    warn=QColor("#a8480f"),
    paper=QColor("#ffffff"),
    card=QColor("#f4f6f7"),
    line=QColor("#d9dee2"),
    found=QColor("#ffe9a8"),
    slip=QColor("#c62828"),
    style=QColor("#1565c0"),
)
DARK = Ink(
    text=QColor("#e4e7ea"),
    muted=QColor("#a3adb5"),
    faint=QColor("#727d86"),
    accent=QColor("#6fc0dc"),
    warn=QColor("#f0a065"),
    paper=QColor("#1a1e22"),
    card=QColor("#242a2f"),
    line=QColor("#3a4248"),
    found=QColor("#5a4a16"),
    slip=QColor("#ff8a80"),
    style=QColor("#82b1ff"),
)


def ink_for(palette: QPalette) -> Ink:
    """The set that goes with a window of this palette."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < _DARK_BELOW else LIGHT
