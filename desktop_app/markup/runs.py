"""The normal form of styled text: what every way of reading a story ends in."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from desktop_app.domain.document import Run, Runs
from desktop_app.markup.characters import attaches, clean, joins
from desktop_app.markup.links import normal_link

# A text without any of these needs no look at its single letters.
_UNUSUAL = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2015\u2018-\u201d\u2022\u2026]|  ")


@dataclass(slots=True)
class _Letter:
    """One visible sign with all that attaches to it, so that a style never parts a letter from its accent."""

    text: str
    bold: bool
    italic: bool
    link: str | None

    @property
    def blank(self) -> bool:
        return self.text[0].isspace()

    @property
    def style(self) -> tuple[bool, bool, str | None]:
        return self.bold, self.italic, self.link


def normal_runs(runs: Iterable[Run], *, breaks: bool = True) -> Runs:
    """Clean text, no style on bare white space, equal neighbours joined, nothing empty. Idempotent.

    With *breaks* False (headings, items, cells, captions) a hard line break becomes a space.
    """
    given = tuple(runs)
    if _is_normal(given):
        return given
    letters = _joined_to_neighbours(_letters(given, breaks))
    letters = _single_spaces(letters)
    _bare_blanks(letters, lambda letter: letter.link, _unlink)
    _bare_blanks(letters, lambda letter: (letter.link, True) if letter.bold else None, _unbold)
    _bare_blanks(letters, lambda letter: (letter.link, True) if letter.italic else None, _unitalic)
    return _as_runs(letters)


def text_of(runs: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def _is_normal(runs: Runs) -> bool:
    if any(not run.text or _UNUSUAL.search(run.text) for run in runs):
        return False
    if any(run.link is not None and normal_link(run.link) != run.link for run in runs):
        return False
    if any((run.bold or run.italic or run.link) and run.text != run.text.strip(" ") for run in runs):
        return False
    if any(_style(one) == _style(two) or (one.text[-1] == two.text[0] == " ") for one, two in pairwise(runs)):
        return False
    return not runs or not (runs[0].text[0] == " " or runs[-1].text[-1] == " ")


def _style(run: Run) -> tuple[bool, bool, str | None]:
    return run.bold, run.italic, run.link


def _letters(runs: Iterable[Run], breaks: bool) -> list[_Letter]:
    letters: list[_Letter] = []
    for run in runs:
        link = normal_link(run.link)
        text = clean(run.text)
        for character in text if breaks else text.replace("\n", " "):
            if attaches(character):
                if letters and not letters[-1].blank:
                    letters[-1].text += character
            elif letters and joins(letters[-1].text[-1]) and not character.isspace():
                letters[-1].text += character
            else:
                letters.append(_Letter(character, run.bold, run.italic, link))
    return letters


def _joined_to_neighbours(letters: list[_Letter]) -> list[_Letter]:
    """Drop joiners that join nothing."""
    for index, letter in enumerate(letters):
        if joins(letter.text[-1]) and (index + 1 == len(letters) or letters[index + 1].blank):
            letter.text = letter.text.rstrip("\u200c\u200d")
    return letters


def _single_spaces(letters: Sequence[_Letter]) -> list[_Letter]:
    """One space or one break between words, none at the ends. No-break and other wide spaces inside stay."""
    kept: list[_Letter] = []
    for letter in letters:
        if letter.text == " " and kept and kept[-1].text in (" ", "\n"):
            continue
        if letter.text == "\n":
            while kept and kept[-1].text == " ":
                kept.pop()
            if kept and kept[-1].text == "\n":
                continue
        kept.append(letter)
    first = next((index for index, letter in enumerate(kept) if not letter.blank), len(kept))
    last = next((index for index in range(len(kept), first, -1) if not kept[index - 1].blank), first)
    return kept[first:last]


def _bare_blanks(
    letters: Sequence[_Letter], style: Callable[[_Letter], object], remove: Callable[[_Letter], None]
) -> None:
    """Take the style off white space at the ends of each stretch that carries it."""
    start = 0
    while start < len(letters):
        value = style(letters[start])
        end = start + 1
        while end < len(letters) and style(letters[end]) == value:
            end += 1
        if value is not None:
            _strip_stretch(letters, start, end, remove)
        start = end


def _strip_stretch(
    letters: Sequence[_Letter], start: int, end: int, remove: Callable[[_Letter], None]
) -> None:
    while start < end and letters[start].blank:
        remove(letters[start])
        start += 1
    while end > start and letters[end - 1].blank:
        remove(letters[end - 1])
        end -= 1


def _unlink(letter: _Letter) -> None:
    letter.link = None


def _unbold(letter: _Letter) -> None:
    letter.bold = False


def _unitalic(letter: _Letter) -> None:
    letter.italic = False


def _as_runs(letters: Sequence[_Letter]) -> Runs:
    runs: list[Run] = []
    start = 0
    for end in range(1, len(letters) + 1):
        if end == len(letters) or letters[end].style != letters[start].style:
            text = normalize("NFC", "".join(letter.text for letter in letters[start:end]))
            runs.append(Run(text, *letters[start].style))
            start = end
    return tuple(runs)
