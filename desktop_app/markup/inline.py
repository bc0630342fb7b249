"""The inline grammar: bold, italic, link, hard break. One pass over the text, in linear time; all else is text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from desktop_app.domain.document import Run
from desktop_app.markup.characters import in_word
from desktop_app.markup.links import normal_link

ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

# The look back keeps a flood of spaces from being tried at each of them.
_TOKEN = re.compile(r"\\\n|(?<! ) {2,}\n|\\.|\*\*|__|\*|_|\[|\n", re.DOTALL)
_LABEL_SIGN = re.compile(r"\\.|[\[\]]", re.DOTALL)
# One level of brackets inside an address, as encyclopedias write them.
_ADDRESS = re.compile(r"\(((?:[^\s()<>]|\([^\s()<>]*\))*)\)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

_Style = Literal["bold", "italic"]


@dataclass(frozen=True, slots=True)
class _Toggle:
    style: _Style
    sign: str


_Piece = Run | _Toggle


def parse_inline(text: str) -> tuple[Run, ...]:
    """The runs of one line or paragraph, not yet in normal form.

    A toggle sign begins its style and ends it at the next; the last of an odd number is text. An underscore inside
    a word and a sign between two blanks are text.
    """
    return _styled(_pieces(text, with_links=True))


def unescape(text: str) -> str:
    """Text whose only markup are escapes."""
    return _ESCAPED.sub(lambda match: match[1] if match[1] in ESCAPABLE else match[0], text)


def _pieces(text: str, *, with_links: bool) -> list[_Piece]:
    pieces: list[_Piece] = []
    plain: list[str] = []
    position = 0
    while match := _TOKEN.search(text, position):
        plain.append(text[position : match.start()])
        position = match.end()
        found = _special(text, match, with_links=with_links)
        if isinstance(found, str):
            plain.append(found)
            continue
        pieces += (Run("".join(plain)), *found.pieces)
        plain.clear()
        position = found.end
    pieces.append(Run("".join(plain) + text[position:]))
    return pieces


@dataclass(frozen=True, slots=True)
class _Found:
    pieces: tuple[_Piece, ...]
    end: int


def _special(text: str, match: re.Match[str], *, with_links: bool) -> str | _Found:
    sign = match.group()
    if sign == "\n":
        return " "
    if sign.endswith("\n"):
        return "\n"
    if sign[0] == "\\":
        return sign[1] if sign[1] in ESCAPABLE else sign
    if sign == "[":
        link = _link(text, match.end()) if with_links else None
        return link or sign
    if not _toggles(text, match):
        return sign
    return _Found((_Toggle("bold" if len(sign) == 2 else "italic", sign),), match.end())


def _toggles(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if match.group()[0] == "_" and in_word(before) and in_word(after):
        return False
    return not ((not before or before.isspace()) and (not after or after.isspace()))


def _link(text: str, start: int) -> _Found | None:
    end = _label_end(text, start)
    if end is None:
        return None
    address = _ADDRESS.match(text, end + 1)
    link = normal_link(address[1]) if address else None
    label = text[start:end]
    if address is None or link is None or not label.strip():
        return None
    inner = _styled(_pieces(label, with_links=False))
    return _Found(tuple(replace(run, link=link) for run in inner), address.end())


def _label_end(text: str, start: int) -> int | None:
    """Where the label closes; None when another one opens first, so that no part is looked at twice."""
    for match in _LABEL_SIGN.finditer(text, start):
        if match.group() == "]":
            return match.start()
        if match.group() == "[":
            return None
    return None


def _styled(pieces: list[_Piece]) -> tuple[Run, ...]:
    return tuple(_with_style(_paired(pieces)))


def _paired(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with the last toggle of an odd number as text."""
    paired = list(pieces)
    for style in ("bold", "italic"):
        places = [
            index for index, piece in enumerate(paired) if isinstance(piece, _Toggle) and piece.style == style
        ]
        if len(places) % 2:
            last = paired[places[-1]]
            paired[places[-1]] = Run(last.sign) if isinstance(last, _Toggle) else last
    return paired


def _with_style(pieces: list[_Piece]) -> Iterator[Run]:
    bold = italic = False
    for piece in pieces:
        if isinstance(piece, _Toggle):
            bold ^= piece.style == "bold"
            italic ^= piece.style == "italic"
        elif piece.text:
            yield replace(piece, bold=piece.bold or bold, italic=piece.italic or italic)
