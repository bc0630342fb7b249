"""Finding where blocks begin and end: one walk over the lines, before any block is read."""

import re
from enum import Enum, auto

from desktop_app.markup.normal import REFERENCE

HEADING = re.compile(r"(#{1,6}) +([^ ].*)")
RULE = re.compile(r"([-*_])(?: *\1){2,} *")
ITEM = re.compile(r"( *)(?:[-*+]|(\d{1,9})[.)])(?: +(.*))?")
# Only these begin a list in the middle of a paragraph: a line that happens to start with "2018." does not.
_FIRST_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) +\S.*")
_INTERRUPTING_ITEM = re.compile(r" *(?:[-*+]|1[.)]) +\S")
DELIMITER_ROW = re.compile(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")
_UNDERLINE = re.compile(r"=+ *|-{2,} *")

RELATED = re.compile(rf"Baca juga: \[((?:\\.|[^\\\[\]])*)\]\(artikel:({REFERENCE})\)", re.DOTALL)
FIGURE = re.compile(rf'!\[((?:\\.|[^\\])*)\]\(foto:({REFERENCE})(?: +"(?:\\.|[^\\"])*")?\)', re.DOTALL)


class Kind(Enum):
    """What a line begins. STANDALONE lines are whole blocks."""

    PARAGRAPH = auto()
    HEADING = auto()
    RULE = auto()
    QUOTE = auto()
    TABLE = auto()
    LIST = auto()
    STANDALONE = auto()


_ONE_LINE = (Kind.HEADING, Kind.RULE, Kind.STANDALONE)


def kind_of(line: str, following: str) -> Kind:
    """What *line* begins when it stands first; *following* is the line after it."""
    text = line.strip(" ")
    if RULE.fullmatch(text):
        return Kind.RULE
    if HEADING.fullmatch(text):
        return Kind.HEADING
    if text.startswith(">"):
        return Kind.QUOTE
    if text.startswith("|") and DELIMITER_ROW.fullmatch(following.strip(" ")):
        return Kind.TABLE
    if _FIRST_ITEM.fullmatch(line):
        return Kind.LIST
    if text.startswith("![") and text.endswith(")") and FIGURE.fullmatch(text):
        return Kind.STANDALONE
    if text.startswith("Baca juga: [") and RELATED.fullmatch(text):
        return Kind.STANDALONE
    return Kind.PARAGRAPH


class Framer:
    """Takes lines one by one; :attr:`blocks` are the lines of each block found so far."""

    def __init__(self) -> None:
        self.blocks: list[list[str]] = []
        self._kind: Kind | None = None
        self._gap = False

    def take(self, line: str, following: str) -> None:
        if not line.strip(" "):
            self._gap = True
            if self._kind is not Kind.LIST:
                self._kind = None
            return
        kind = kind_of(line, following)
        if self._continues(line, kind):
            self.blocks[-1].append(line)
        elif self._underlines(line):
            self.blocks[-1][0] = "## " + self.blocks[-1][0].strip(" ")
            self._kind = None
        else:
            self.blocks.append([line])
            self._kind = None if kind in _ONE_LINE else kind
        self._gap = False

    def _continues(self, line: str, kind: Kind) -> bool:
        match self._kind:
            case Kind.QUOTE:
                return kind is Kind.QUOTE
            case Kind.TABLE:
                return line.lstrip(" ").startswith("|")
            case Kind.LIST if kind is Kind.LIST:
                return True
            case Kind.LIST:
                return kind is Kind.PARAGRAPH and (not self._gap or bool(ITEM.fullmatch(line)))
            case Kind.PARAGRAPH if kind is Kind.LIST:
                return not _INTERRUPTING_ITEM.match(line)
            case Kind.PARAGRAPH:
                return kind is Kind.PARAGRAPH and not self._underlines(line)
        return False

    def _underlines(self, line: str) -> bool:
        """Whether the line makes a heading of the single line above it."""
        alone = self._kind is Kind.PARAGRAPH and len(self.blocks[-1]) == 1
        return alone and bool(_UNDERLINE.fullmatch(line.strip(" ")))


def frame(lines: list[str]) -> list[list[str]]:
    """The lines of each block, without the blank lines between."""
    framer = Framer()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        framer.take(line, following)
    return framer.blocks
