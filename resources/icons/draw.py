"""Draw the window's icons anew from the fonts of qtawesome, as SVG files.

Loading qtawesome's fonts costs half a second at start; reading these files costs milliseconds. Every file is named
like its icon in qtawesome's Phosphor set ("ph.article" -> article.svg). `python resources/icons/draw.py NAME …`
draws those that are here and the new ones named.
"""

import json
import sys
from pathlib import Path

import qtawesome
from PySide6.QtGui import QFont, QGuiApplication, QPainterPath, QRawFont, QTransform

HAND_MADE = {"caret-light", "caret-dark", "tick-light", "tick-dark"}
_SIZE = 256.0


def draw(name: str) -> str:
    """One icon as SVG text, filled with ``currentColor``."""
    fonts = Path(qtawesome.__file__).parent / "fonts"
    code = json.loads(next(fonts.glob("phosphor-charmap-*.json")).read_text())[name]
    font = QRawFont(str(next(fonts.glob("phosphor-*.ttf"))), _SIZE, QFont.HintingPreference.PreferNoHinting)
    path = font.pathForGlyph(font.glyphIndexesForString(chr(int(code, 16)))[0])
    path = QTransform.fromTranslate(0, font.ascent()).map(path)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE:g} {_SIZE:g}" fill="currentColor">'
        f'<path d="{_data(path)}"/></svg>\n'
    )


def _data(path: QPainterPath) -> str:
    parts: list[str] = []
    at = 0
    while at < path.elementCount():
        element = path.elementAt(at)
        point = f"{element.x:.1f} {element.y:.1f}"
        if element.isCurveTo():
            more = [path.elementAt(at + step) for step in (1, 2)]
            parts.append("C" + " ".join([point, *(f"{each.x:.1f} {each.y:.1f}" for each in more)]))
            at += 3
            continue
        parts.append(("M" if element.isMoveTo() else "L") + point)
        at += 1
    return "".join(parts) + "Z"


if __name__ == "__main__":
    app = QGuiApplication([])
    here = Path(__file__).parent
    drawn = {file.stem for file in here.glob("*.svg")} - HAND_MADE
    for each in sorted(drawn | set(sys.argv[1:])):
        (here / f"{each}.svg").write_text(draw(each), encoding="utf-8")
