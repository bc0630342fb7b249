"""Endless paragraphs, cut where a reader would: no page can show them and no editor can hold them."""

import re

from desktop_app.domain.document import Run, Runs
from desktop_app.markup.runs import text_of

LONGEST_PARAGRAPH = 6_000  # characters; the longest paragraph a newspaper would print is a third of it
_WANTED = 1_500
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+|\n")


def parts_of(runs: Runs) -> tuple[Runs, ...]:
    """The runs as one paragraph, or as several of some 1,500 characters when it is longer than anybody prints.

    Cut behind a sentence where there is one, else at a space, else inside a word: every character stays, in order;
    only white space at a cut may go.
    """
    text = text_of(runs)
    if len(text) <= LONGEST_PARAGRAPH:
        return (runs,)
    return _split(runs, _cuts(text))


def _cuts(text: str) -> list[int]:
    cuts: list[int] = []
    start = 0
    while len(text) - start > LONGEST_PARAGRAPH:
        window = text[start + _WANTED : start + LONGEST_PARAGRAPH]
        if found := _SENTENCE_END.search(window):
            start += _WANTED + found.end()
        elif (space := window.find(" ")) >= 0:
            start += _WANTED + space + 1
        else:
            start += LONGEST_PARAGRAPH
        cuts.append(start)
    return cuts


def _split(runs: Runs, cuts: list[int]) -> tuple[Runs, ...]:
    parts: list[Runs] = []
    part: list[Run] = []
    at = 0
    waiting = iter(cuts)
    cut = next(waiting, None)
    for run in runs:
        text = run.text
        while cut is not None and at + len(text) >= cut:
            size = cut - at
            part.append(Run(text[:size], run.bold, run.italic, run.link))
            parts.append(tuple(part))
            part, text, at = [], text[size:], cut
            cut = next(waiting, None)
        if text:
            part.append(Run(text, run.bold, run.italic, run.link))
            at += len(text)
    if part:
        parts.append(tuple(part))
    return tuple(parts)
