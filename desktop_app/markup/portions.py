"""Cutting paragraphs no editor can hold: a whole book on one line becomes paragraphs of a readable size.

A text layout works on one paragraph at a time, so the time of every key grows with the paragraph it stands in
(measured: 230 ms a key in 300,000 characters, and half a minute to lay out as many without a space).
"""

import re
from collections.abc import Iterator

from desktop_app.domain.document import Block, Document, Paragraph, Run, Runs
from desktop_app.domain.ids import new_block_id
from desktop_app.markup.characters import attaches, joins

LONGEST = 4_000
"""Characters of a paragraph; what is longer is cut. The longest paragraphs in print stay well below."""

# Where to cut, best first: behind a line end, a sentence, a clause, a word.
_ENDS = (re.compile(r"\n"), re.compile(r"[.!?…][\"'”’)]*\s"), re.compile(r"[,;:]\s"), re.compile(r"\s"))
# A cut looks for its place in the last part of what fits.
_SEARCHED = 1_000


def portioned(document: Document) -> Document:
    """*document* with every paragraph at most LONGEST characters; no word is lost, the first part keeps the id."""
    if not any(_is_long(block) for block in document):
        return document
    return tuple(part for block in document for part in _parts(block))


def parts_of(runs: Runs) -> tuple[Runs, ...]:
    """The runs of one paragraph, or of several of at most LONGEST characters; every character stays, in order."""
    if sum(len(run.text) for run in runs) <= LONGEST:
        return (runs,)
    left = list(runs)[::-1]
    parts: list[Runs] = []
    while left:
        parts.append(tuple(_taken(left)))
    return tuple(parts)


def _is_long(block: Block) -> bool:
    content = block.content
    return isinstance(content, Paragraph) and sum(len(run.text) for run in content.runs) > LONGEST


def _parts(block: Block) -> Iterator[Block]:
    if not isinstance(block.content, Paragraph):
        yield block
        return
    name = block.id
    for runs in parts_of(block.content.runs):
        yield Block(name, Paragraph(runs))
        name = new_block_id()


def _taken(left: list[Run]) -> Iterator[Run]:
    """Runs for one paragraph, off the end of *left* (which stands in reverse order)."""
    room = LONGEST
    while left and room:
        run = left.pop()
        if len(run.text) > room:
            at = _cut(run.text, room)
            left.append(Run(run.text[at:], run.bold, run.italic, run.link))
            run, room = Run(run.text[:at], run.bold, run.italic, run.link), at
        yield run
        room -= len(run.text)


def _cut(text: str, room: int) -> int:
    """Where to cut *text* so that at least one and at most *room* characters stand before."""
    for end in _ENDS:
        found = [hit.end() for hit in end.finditer(text, max(0, room - _SEARCHED), room)]
        if found:
            return found[-1]
    # Nothing but letters: not between one and what is attached to it, unless there is nothing else.
    at = room
    while at > 1 and (attaches(text[at]) or joins(text[at - 1])):
        at -= 1
    return at if at > 1 else room
