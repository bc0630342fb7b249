"""Which characters a text may hold, and how a text of any origin is brought to them. All of it in linear time."""

import re
import unicodedata

# Longer stacks of combining marks are an attack or an accident; sorting them would also take quadratic time.
# Thirty is the number of the Stream-Safe Text Format (Unicode Standard Annex 15).
_MARKS_PER_LETTER = 30

_JOINERS = "\u200c\u200d"

# Invisible, or able to show text in another order than it is stored: nobody could proofread them.
_DROPPED = (
    *range(0x09),
    0x0C,
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0xAD,
    0x061C,
    0x180E,
    0x200B,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFD),
    *range(0xD800, 0xE000),
    *range(0xFDD0, 0xFDF0),
    *range(0xE0000, 0xE0080),
    *(plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)),
)
_BREAKS = (0x0B, 0x0D, 0x85, 0x2028, 0x2029)
_TABLE = {**dict.fromkeys(_DROPPED), **dict.fromkeys(_BREAKS, "\n"), 0x09: " "}

# Everything below U+0300 is its own normal form; these marks of typography are too, and common.
_UNUSUAL = re.compile("[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2015\u2018-\u201d\u2022\u2026]")
_SPACES = re.compile(r"[ \n]+")


def clean(text: str) -> str:
    r"""The text in NFC, without invisible or reordering characters; every line end as ``"\n"``, tabs as spaces."""
    if not _UNUSUAL.search(text):
        return text
    plain = text.replace("\r\n", "\n").translate(_TABLE)
    return _thinned(unicodedata.normalize("NFC", _thinned(plain)))


def one_line(text: str) -> str:
    """The clean text on one line: no breaks, single spaces, none at the ends. No-break spaces inside stay."""
    return _SPACES.sub(" ", clean(text)).strip()


def attaches(character: str) -> bool:
    """Whether the character belongs to the one before it: combining marks, variation selectors, joiners."""
    return character >= "\u0300" and (
        character in _JOINERS or unicodedata.category(character) in ("Mn", "Mc", "Me")
    )


def joins(character: str) -> bool:
    """Whether the character is a joiner, which needs a visible neighbour on both sides."""
    return character in _JOINERS


def in_word(character: str) -> bool:
    """Whether an underscore beside this character stands inside a word. False for the empty string."""
    return bool(character) and (character.isalnum() or attaches(character))


def _thinned(text: str) -> str:
    kept: list[str] = []
    stack = 0
    for character in text:
        stack = stack + 1 if attaches(character) else 0
        if stack <= _MARKS_PER_LETTER:
            kept.append(character)
    return "".join(kept)
