"""Draw the window's icons anew from the fonts of qtawesome, as SVG files: `python resources/icons/draw.py`.

Loading qtawesome's fonts costs half a second at start; reading these files costs milliseconds. Every file is named
like its icon in qtawesome's Phosphor set ("ph.article" -> article.svg).
"""

import json
from pathlib import Path

import qtawesome
from PySide6.QtGui import QFont, QGuiApplication, QPainterPath, QRawFont, QTransform

NAMES = ["arrow-clockwise", "arrow-counter-clockwise", "arrow-right", "arrow-square-out", "article", "camera", "chat-centered-text", "check-circle", "check", "circle", "clipboard-text", "clock-counter-clockwise", "cloud-arrow-up", "cloud-check", "cloud-slash", "copy", "crosshair", "desktop", "eye", "folder-simple", "funnel", "git-merge", "globe", "hourglass", "image", "info", "link-simple", "list-bullets", "list-numbers", "magnifying-glass", "minus", "moon", "newspaper", "paper-plane-tilt", "pencil-simple", "plus", "quotes", "star", "sun", "text-bolder", "text-h-three", "text-h-two", "text-italic", "text-t", "translate", "tray", "upload-simple", "user", "warning-circle", "warning", "x"]
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
    for each in NAMES:
        (Path(__file__).parent / f"{each}.svg").write_text(draw(each), encoding="utf-8")
