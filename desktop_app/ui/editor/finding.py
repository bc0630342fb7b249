"""Finding and replacing words in the text people type in: titles, lead, body, captions, cells, the titles on cards."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from desktop_app.domain.document import Embed, RelatedArticle
from desktop_app.ui.editor.conversion import thing_of
from desktop_app.ui.editor.styles import HARD_BREAK, OBJECT_CHARACTER
from desktop_app.ui.editor.units import units
from desktop_app.ui.editor.weave import splice

MOST = 5_000
_AROUND = 28
# What a person types for any sign of the family.
_FAMILIES = {
    " ": "[ \u00a0\u2007\u202f\u2028]",
    '"': '["“”„]',
    "'": "['‘’`]",
    "-": "[-\u2010\u2011\u2013]",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. *words*: whole words only; *exact*: capitals count."""

    text: str
    words: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A place, in positions of the document (UTF-16 units), with some words around it.

    *card*: the words stand on a card (the title of a related article, the address of an embed), which is found
    as a whole and never rewritten: its title belongs to another story. *area* names the field, empty for the body.
    """

    start: int
    end: int
    before: str
    found: str
    after: str
    card: bool = False
    area: str = ""


def pattern_of(wanted: Wanted) -> re.Pattern[str] | None:
    """The search as a pattern, or None when nothing is wanted. A composed letter finds its parts and the reverse."""
    forms = dict.fromkeys(normalize(form, wanted.text) for form in ("NFC", "NFD"))
    choices = "|".join(
        "".join(_FAMILIES.get(sign, re.escape(sign)) for sign in form) for form in forms if form
    )
    if not choices:
        return None
    around = (r"(?<!\w)", r"(?!\w)") if wanted.words else ("", "")
    return re.compile(f"{around[0]}(?:{choices}){around[1]}", re.NOFLAG if wanted.exact else re.IGNORECASE)


def find_all(document: QTextDocument, wanted: Wanted, area: str = "") -> tuple[Match, ...]:
    """Every place of one text from top to bottom, at most MOST."""
    pattern = pattern_of(wanted)
    if pattern is None:
        return ()
    found: list[Match] = []
    block = document.begin()
    while block.isValid() and len(found) < MOST:
        text = block.text()
        if OBJECT_CHARACTER in text:
            found.extend(_on_cards(block, pattern))
        found.extend(_in_text(block.position(), text, pattern, area))
        block = block.next()
    return tuple(found[:MOST])


def _in_text(start: int, text: str, pattern: re.Pattern[str], area: str) -> Iterator[Match]:
    plain = text.isascii() or max(text, default="") <= "\uffff"
    for hit in pattern.finditer(text):
        one, two = hit.span()
        if one == two:
            continue
        yield Match(
            start + (one if plain else units(text[:one])),
            start + (two if plain else units(text[:two])),
            *_around(text, one, two),
            area=area,
        )


def _on_cards(block: QTextBlock, pattern: re.Pattern[str]) -> Iterator[Match]:
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        match thing_of(fragment.charFormat()):
            case RelatedArticle(title=said) | Embed(url=said):
                hit = pattern.search(said)
                if hit is not None:
                    at = fragment.position()
                    yield Match(at, at + 1, *_around(said, *hit.span()), card=True)
        step += 1


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    shown = text.replace(HARD_BREAK, " ").replace(OBJECT_CHARACTER, " ")
    before = shown[max(0, start - _AROUND) : start].lstrip()
    after = shown[end : end + _AROUND].rstrip()
    return (
        f"…{before}" if start > _AROUND else before,
        shown[start:end],
        f"{after}…" if end + _AROUND < len(text) else after,
    )


def replace(document: QTextDocument, matches: Sequence[Match], text: str) -> int:
    """Put *text* in place of the matches as one step of the history; how many were changed. Cards stay.

    Letters that stay the same are not touched, and new ones look like those they replace: marks are kept.
    """
    changing = [match for match in matches if not match.card]
    if not changing:
        return 0
    new = text.replace("\n", " ").replace("\u2029", " ")
    hand = QTextCursor(document)
    hand.beginEditBlock()
    for match in reversed(changing):
        _replace_one(document, match, new)
    hand.endEditBlock()
    return len(changing)


def _replace_one(document: QTextDocument, match: Match, new: str) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(match.start)
    cursor.setPosition(match.end, QTextCursor.MoveMode.KeepAnchor)
    old = cursor.selectedText()
    start, end, middle = splice(old, new)
    cursor.setPosition(match.start + units(old[:start]))
    # The letter that goes decides how the new ones look; with none going, the one in front of them.
    form = _format_right_of(cursor) if end > start or start == 0 else QTextCharFormat(cursor.charFormat())
    cursor.setPosition(match.start + units(old[:end]), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText("".join(middle), form)


def _format_right_of(cursor: QTextCursor) -> QTextCharFormat:
    probe = QTextCursor(cursor)
    probe.movePosition(QTextCursor.MoveOperation.Right)
    return QTextCharFormat(probe.charFormat())
