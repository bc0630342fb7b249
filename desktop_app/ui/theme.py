"""How the window looks, by day and by night: colours, typeface and one style sheet."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

FAMILY = "Inter"
_POINTS = 10.0


class Mode(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours by their use, as ``#rrggbb``. *soft* ones lie behind text of the same name; contrast is AA or better."""

    window: str
    surface: str
    raised: str
    hover: str
    line: str
    strong_line: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT = Tones(
    window="#eef1f3",
    surface="#ffffff",
    raised="#f7f9fa",
    hover="#e6ebee",
    line="#d9dee2",
    strong_line="#b9c2c9",
    text="#1d2329",
    muted="#55606a",
    faint="#8a949c",
    accent="#0b5d7a",
    on_accent="#ffffff",
    accent_hover="#0d6f92",
    accent_soft="#dcecf2",
    good="#1c6b3f",
    good_soft="#dff1e5",
    warn="#8a4b08",
    warn_soft="#fbeed9",
    bad="#a32020",
    bad_soft="#fbe4e2",
)
DARK = Tones(
    window="#14181b",
    surface="#1a1e22",
    raised="#20262a",
    hover="#2a3137",
    line="#30373d",
    strong_line="#4a545c",
    text="#e4e7ea",
    muted="#a9b3bb",
    faint="#79848d",
    accent="#6fc0dc",
    on_accent="#0a1b22",
    accent_hover="#8bcfe6",
    accent_soft="#1d3945",
    good="#7fd0a0",
    good_soft="#173326",
    warn="#f0b36b",
    warn_soft="#3a2a16",
    bad="#f28b82",
    bad_soft="#412022",
)


class Theme(QObject):
    """Dresses the application; follows the system until somebody chooses. *changed*: ask everything anew."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._sheet = Template((resources / "icons" / "window.qss").read_text(encoding="utf-8"))
        self._arrows = (resources / "icons").as_posix()
        self.mode = mode
        for file in sorted((resources / "fonts").glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))
        app.setStyle("Fusion")
        app.setFont(_font())
        self.choose(mode)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def dark(self) -> bool:
        """Whether the window is dark now."""
        if self.mode is Mode.SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode is Mode.DARK

    @property
    def tones(self) -> Tones:
        """The colours in use."""
        return DARK if self.dark else LIGHT

    def choose(self, mode: Mode) -> None:
        """Light, dark, or as the system says."""
        self.mode = mode
        schemes = {Mode.LIGHT: Qt.ColorScheme.Light, Mode.DARK: Qt.ColorScheme.Dark}
        hints = self._app.styleHints()
        hints.setColorScheme(schemes.get(mode, Qt.ColorScheme.Unknown))
        self._dress()

    def _on_system_changed(self) -> None:
        if self.mode is Mode.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        tones = self.tones
        self._app.setPalette(palette_of(tones))
        names = asdict(tones) | {"icons": self._arrows, "shade": "dark" if self.dark else "light"}
        self._app.setStyleSheet(self._sheet.substitute(names))
        self.changed.emit()


def palette_of(tones: Tones) -> QPalette:
    """What widgets without a rule of their own, and what delegates and the editor, take their colours from."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, tones.window),
        (role.WindowText, tones.text),
        (role.Base, tones.surface),
        (role.AlternateBase, tones.raised),
        (role.Text, tones.text),
        (role.Button, tones.raised),
        (role.ButtonText, tones.text),
        (role.BrightText, tones.bad),
        (role.Highlight, tones.accent),
        (role.HighlightedText, tones.on_accent),
        (role.Link, tones.accent),
        (role.LinkVisited, tones.accent),
        (role.ToolTipBase, tones.text),
        (role.ToolTipText, tones.surface),
        (role.PlaceholderText, tones.faint),
        (role.Light, tones.surface),
        (role.Midlight, tones.hover),
        (role.Mid, tones.line),
        (role.Dark, tones.strong_line),
        (role.Accent, tones.accent),
    ):
        made.setColor(which, QColor(colour))
    # Several fields may keep a selection; only that of the field with the keys looks like the one that counts.
    made.setColor(QPalette.ColorGroup.Inactive, role.Highlight, QColor(tones.strong_line))
    made.setColor(QPalette.ColorGroup.Inactive, role.HighlightedText, QColor(tones.text))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tones.faint))
    return made


def _font() -> QFont:
    made = QFont()
    made.setFamilies(
        [FAMILY, "Segoe UI", "SF Pro Text", "Cantarell", "Noto Sans", "DejaVu Sans", "sans-serif"]
    )
    made.setPointSizeF(_POINTS)
    return made
