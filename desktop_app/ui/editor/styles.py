"""Roles of text blocks, the properties that carry them, and how each role is set on the page.

Block formats hold geometry only. Colours and sizes of letters come from :mod:`looks`, which never enters the
undo history, so that switching between light and dark changes no document.
"""

from enum import StrEnum

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextFormat, QTextListFormat

_USER = QTextFormat.Property.UserProperty.value
ROLE = _USER + 1
BLOCK_ID = _USER + 2
LEVEL = _USER + 3
OBJECT = _USER + 4
OBJECT_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1

OBJECT_CHARACTER = "\ufffc"
HARD_BREAK = "\u2028"

_BOLD_FROM = 600
# The one colour that is part of a document: a grey that shows by day and by night.
TABLE_LINE = "#8b959d"


class Role(StrEnum):
    """What one line of the editor is. BY is the attribution under a pull quote, FIG a photo with its caption."""

    P = "p"
    H2 = "h2"
    H3 = "h3"
    Q = "q"
    PULL = "pull"
    BY = "by"
    UL = "ul"
    OL = "ol"
    FIG = "fig"
    CARD = "card"


LISTS = (Role.UL, Role.OL)
HEADS = (Role.H2, Role.H3)
OBJECTS = (Role.FIG, Role.CARD)

# Pixels above, below, left; then the line height in percent.
_GEOMETRY: dict[Role, tuple[int, int, int, int]] = {
    Role.P: (0, 12, 0, 150),
    Role.H2: (18, 6, 0, 125),
    Role.H3: (12, 4, 0, 130),
    Role.Q: (2, 8, 26, 150),
    Role.PULL: (14, 2, 26, 130),
    Role.BY: (0, 14, 26, 130),
    Role.UL: (0, 5, 0, 145),
    Role.OL: (0, 5, 0, 145),
    Role.FIG: (8, 16, 0, 0),
    Role.CARD: (6, 14, 0, 0),
}


def block_format(role: Role, block_id: str = "", level: int = 0) -> QTextBlockFormat:
    """The format of a block of this *role*; *level* counts only in lists (0 or 1)."""
    above, below, left, height = _GEOMETRY[role]
    made = QTextBlockFormat()
    made.setTopMargin(above)
    made.setBottomMargin(below)
    made.setLeftMargin(left)
    if height:
        # An object character would be stretched with its line, so blocks with pictures keep single height.
        made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if role in HEADS:
        made.setHeadingLevel(2 if role is Role.H2 else 3)
    made.setProperty(ROLE, role.value)
    if block_id:
        made.setProperty(BLOCK_ID, block_id)
    if level:
        made.setProperty(LEVEL, level)
    return made


def cell_format() -> QTextBlockFormat:
    """The format of the line in a table's cell: a paragraph without room around it."""
    made = block_format(Role.P)
    made.setBottomMargin(0)
    made.setLineHeight(115, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def list_format(role: Role, level: int) -> QTextListFormat:
    """Bullets or figures for the items of one level."""
    made = QTextListFormat()
    if role is Role.OL:
        made.setStyle(QTextListFormat.Style.ListDecimal)
        made.setNumberSuffix(".")
    else:
        made.setStyle(QTextListFormat.Style.ListCircle if level else QTextListFormat.Style.ListDisc)
    made.setIndent(level + 1)
    return made


def char_format(*, bold: bool = False, italic: bool = False, link: str | None = None) -> QTextCharFormat:
    """The marks of a run and nothing else."""
    made = QTextCharFormat()
    if bold:
        made.setFontWeight(QFont.Weight.Bold.value)
    if italic:
        made.setFontItalic(True)
    if link:
        made.setAnchor(True)
        made.setAnchorHref(link)
    return made


def marks_of(form: QTextCharFormat) -> tuple[bool, bool, str | None]:
    """Bold, italic and link of a character format."""
    link = form.anchorHref() if form.isAnchor() else ""
    return form.fontWeight() >= _BOLD_FROM, form.fontItalic(), link or None


def role_of(form: QTextBlockFormat) -> Role:
    """The role of a block; a block of unknown making is a paragraph, so that its text is never lost."""
    name = form.property(ROLE)
    try:
        return Role(name)
    except ValueError:
        return Role.P


def id_of(form: QTextBlockFormat) -> str:
    """The lasting id of a block, or an empty string."""
    value = form.property(BLOCK_ID)
    return value if isinstance(value, str) else ""


def level_of(form: QTextBlockFormat) -> int:
    """0 for an outer list item, 1 for an inner one."""
    return 1 if form.intProperty(LEVEL) else 0
