"""Where quoted words stand now: a mark is tied to a place, its words and their neighbours, never to a position.

A *place* is a block's id, or the name of a text field of the article. Positions count characters of the place's plain
text, as :func:`texts` gives it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.article import Article
from desktop_app.domain.document import Document
from desktop_app.domain.proof import Mark
from desktop_app.markup.plain_text import text_of_block

TEXT_FIELDS = ("short_title", "headline", "lead")

# Neighbouring characters that are kept on either side.
NEIGHBOURS = 32
# Words found in another place count as the same only with this many neighbours left, or when they are this long.
_ENOUGH_NEIGHBOURS = 6
_TELLING_QUOTE = 12
_MOST_FOUND = 1_000


class Standing(StrEnum):
    """*exact*: the words stand where they were marked. *moved*: in another block now. *lost*: nowhere."""

    EXACT = "exact"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mark stands. A lost one keeps the place nearest to where it was, with *start* equal to *end*.

    *place* is empty when not even the block is left.
    """

    standing: Standing
    place: str = ""
    start: int = 0
    end: int = 0


LOST = Anchor(Standing.LOST)


def texts(article: Article, document: Document) -> dict[str, str]:
    """Every text a mark may be tied to, in reading order: fields by their name, blocks by their id."""
    found = {name: getattr(article, name) for name in TEXT_FIELDS}
    if article.hero is not None:
        found["hero"] = article.hero.caption
    found.update({block.id: text_of_block(block.content) for block in document})
    return found


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a stretch, as a mark keeps them."""
    return text[max(0, start - NEIGHBOURS) : start], text[end : end + NEIGHBOURS]


def locate(mark: Mark, places: Mapping[str, str]) -> Anchor:
    """Where the mark's words stand in *places* now.

    Among several, those with most of the old neighbours; in a tie its own block wins, then the old order.
    """
    best, best_rank = LOST, (0, 0, 0)
    for place, text in places.items():
        own = place == mark.block_id
        for start in _occurrences(text, mark.quote):
            end = start + len(mark.quote)
            kept = _kept(mark, text, start, end)
            if not own and kept < _ENOUGH_NEIGHBOURS and len(mark.quote) < _TELLING_QUOTE:
                continue
            rank = (kept + (_ENOUGH_NEIGHBOURS if own else 1), int(own), -abs(start - mark.start))
            if best is LOST or rank > best_rank:
                best = Anchor(Standing.EXACT if own else Standing.MOVED, place, start, end)
                best_rank = rank
    return best if best is not LOST else _nearest(mark, places)


def _occurrences(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote) if quote else -1
    for _ in range(_MOST_FOUND):
        if start < 0:
            return
        yield start
        start = text.find(quote, start + 1)


def _kept(mark: Mark, text: str, start: int, end: int) -> int:
    """How many of the old neighbours still touch the words; the edge of a text counts when it was one before."""
    before = _common(mark.before[::-1], text[max(0, start - len(mark.before)) : start][::-1])
    after = _common(mark.after, text[end : end + len(mark.after)])
    if not mark.before and start == 0:
        before = _ENOUGH_NEIGHBOURS
    if not mark.after and end == len(text):
        after = _ENOUGH_NEIGHBOURS
    return before + after


def _common(one: str, two: str) -> int:
    count = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        count += 1
    return count


def _nearest(mark: Mark, places: Mapping[str, str]) -> Anchor:
    """The words are gone: the spot between what stood around them, the old position, or nowhere."""
    text = places.get(mark.block_id)
    if text is None:
        return LOST
    before, after = mark.before[-_TELLING_QUOTE:], mark.after[:_TELLING_QUOTE]
    spot = min(mark.start, len(text))
    if before and (found := text.find(before)) >= 0:
        spot = found + len(before)
    elif after and (found := text.find(after)) >= 0:
        spot = found
    return Anchor(Standing.LOST, mark.block_id, spot, spot)
