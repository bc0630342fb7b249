"""Words of a text with where they stand, and what is not for checking."""

import re
from typing import NamedTuple

# Letters, with hyphens and apostrophes inside: "anak-anak", "Jum'at".
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# Addresses, mail, handles, hash tags and file names are nobody's spelling.
_NOT_PROSE = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[@#]\w+|\b[\w-]+\.(?:id|com|go|co|org|net|jpe?g|png|pdf|docx?)\b[\w./-]*"
)
_BLANK = "\ufffc"  # neither a space nor part of a word, so that no rule begins or ends there
_MAY_BE_ADDRESS = re.compile(r"[@#]|\w\.[a-z]|www")
_ENDS_SENTENCE = ".!?:…\n"
_TRANSPARENT = " \t\u00a0\"'“”‘’()[]*-–—"


class Word(NamedTuple):
    """*first* says that it begins a sentence; *tied* that it touches a digit ("H2O", "1990-an")."""

    start: int
    end: int
    text: str
    lower: str
    first: bool
    tied: bool


def masked(text: str) -> str:
    """*text* with everything that is not prose blanked out, of the same length."""
    if not _MAY_BE_ADDRESS.search(text):
        return text
    return _NOT_PROSE.sub(lambda match: _BLANK * len(match[0]), text)


def words(text: str) -> list[Word]:
    """The words of *text* (masked or not), in order."""
    found = []
    at = 0
    first = True
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start > at and text[at:start] != " ":
            first = _begins(text, at, start, first and at == 0)
        before = text[start - 2 : start] if start > 1 else text[:start]
        tied = (
            before[-1:].isdigit()
            or (before[-1:] == "-" and before[0].isdigit())
            or text[end : end + 1].isdigit()
        )
        said = match[0]
        found.append(Word(start, end, said, said.lower(), first, tied))
        first, at = False, end
    return found


def _begins(text: str, at: int, start: int, first: bool) -> bool:
    """Whether what stands between two words ends a sentence."""
    for sign in reversed(text[at:start]):
        if sign in _TRANSPARENT:
            continue
        return sign in _ENDS_SENTENCE
    return first


def listed(words: str) -> frozenset[str]:
    """The words of a literal, to keep long lists readable in code."""
    return frozenset(words.split())


def shaped_like(word: str, model: str) -> str:
    """*word* with the capitals of *model*: "Resiko" makes "risiko" into "Risiko"."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
