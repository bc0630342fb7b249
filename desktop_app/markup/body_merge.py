"""Three-way merge of a body, block by block and inside a block by sentence. Every result is verified.

Three classes: *clean* (different places) is silent; *look* was merged and is shown; *choose* keeps both texts until a
person decides. A result that would lose, double or invent a sentence is no result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.domain.conflict import Weight
from desktop_app.domain.document import BlockText, Body
from desktop_app.domain.ids import BlockId
from desktop_app.markup.block_order import merged_order, moved
from desktop_app.markup.normal import unique_ids
from desktop_app.markup.pieces import PARAGRAPH, pieces_of
from desktop_app.markup.reading import parse_block
from desktop_app.markup.recognition import paired_insertions, rewritten
from desktop_app.markup.sentences import joined, sentences
from desktop_app.markup.stored import markdown_of, markdown_of_contents, split
from desktop_app.markup.threeway import merged_row
from desktop_app.markup.units import Units, units
from desktop_app.markup.weight import both_changed

# Shorter sentences ("Benar.") may well stand twice.
_WORTH_COUNTING = 4
_MOST_BLOCKS_NAMED = 40  # in the place of one clash

Blocks = tuple[BlockText, ...]
Group = dict[BlockId, Blocks]


@dataclass(frozen=True, slots=True)
class Clash:
    """One place changed on both sides. *place* is a field's name, "body", or block ids joined by "+".

    *merged* is what stands there when the two went together (*weight* LOOK); else *theirs* stands.
    """

    place: str
    base: str
    mine: str
    theirs: str
    weight: Weight = Weight.CHOOSE
    merged: str = ""


@dataclass(frozen=True, slots=True)
class MergedBody:
    body: Body
    clashes: tuple[Clash, ...]


def merge_bodies(base: Body, mine: Body, theirs: Body) -> MergedBody:
    """Join two bodies grown from *base*: edits, insertions, deletions, moves, splits and joins of blocks.

    Theirs lives where a person has to choose. One side's edit beats the other's deletion and is reported too. Tried
    by sentence first, then by whole blocks; when neither passes the verifier, the body as a whole is one clash.
    """
    if mine in (base, theirs):
        return MergedBody(theirs, ())
    if theirs == base:
        return MergedBody(mine, ())
    known = _distinct(base)
    other = rewritten(known, _distinct(theirs))
    ours = paired_insertions(known, rewritten(known, _distinct(mine)), other)
    for by_sentence in (True, False):
        merged = _Merge(known, ours, other, by_sentence=by_sentence).merged()
        if merged is not None and verified(base, mine, theirs, merged.body, merged.clashes):
            return merged
    return MergedBody(theirs, (Clash("body", markdown_of(base), markdown_of(mine), markdown_of(theirs)),))


def same_text(one: str, two: str) -> bool:
    """Whether two stored texts are the same block, however they are written."""
    return one == two or _canonical(one) == _canonical(two)


def verified(base: Body, mine: Body, theirs: Body, merged: Body, clashes: Sequence[Clash]) -> bool:
    """Whether *merged* holds nothing that neither side wrote, nothing twice, and all that both sides rely on.

    Rely on: every sentence new on either side, and every sentence that neither took out, stands in the result or
    in a clash that a person will see. What one side took out and the other left alone is gone.
    """
    before, ours, other, after = (
        sentences(block.text for block in body) for body in (base, mine, theirs, merged)
    )
    asked = [clash for clash in clashes if clash.weight is Weight.CHOOSE]
    in_question = sentences(text for clash in asked for text in (clash.base, clash.mine, clash.theirs))
    shown = after + in_question
    invented = any(said not in ours and said not in other for said in after)
    doubled = any(
        count > max(ours[said], other[said]) and len(said.split(" ")) >= _WORTH_COUNTING
        for said, count in after.items()
    )
    new = {said for side in (ours, other) for said, count in side.items() if count > before[said]}
    kept = before.keys() & ours.keys() & other.keys()
    lost = any(said not in shown for said in new | kept)
    revived = any(
        said in after and said not in in_question and (said not in ours or said not in other)
        for said in before.keys() - new
    )
    return not (invented or doubled or lost or revived)


class _Merge:
    """One try. The three bodies agree on what their blocks are called."""

    def __init__(self, base: Body, mine: Body, theirs: Body, *, by_sentence: bool) -> None:
        self._by_sentence = by_sentence
        self._units: Units = units(base, mine, theirs)
        self._base, self._mine, self._theirs = (self._units.of(body) for body in (base, mine, theirs))
        self._clashes: list[Clash] = []

    def merged(self) -> MergedBody | None:
        living: Group = {}
        for unit in dict.fromkeys((*self._theirs, *self._mine)):
            blocks = self._unit(unit)
            if blocks:
                living[unit] = blocks
        order = self._order(living)
        if order is None:
            return None
        body = tuple(block for unit in order for block in living[unit])
        if len({block.id for block in body}) != len(body):
            return None
        self._both_put_in(order, living)
        return MergedBody(body, tuple(self._clashes))

    def _unit(self, unit: BlockId) -> Blocks:
        """The blocks of a unit that live on; none when it is gone."""
        before, ours, other = (side.get(unit) for side in (self._base, self._mine, self._theirs))
        if ours is None or other is None:
            return self._on_one_side(before, ours, other)
        if _same(ours, other) or (before is not None and _same(before, ours)):
            return other
        if before is not None and _same(before, other):
            return ours
        together = self._by_sentences(before, ours, other) if self._by_sentence and before else None
        if together is None:
            self._ask(before or (), ours, other, live=other)
            return other
        return together

    def _on_one_side(self, before: Blocks | None, ours: Blocks | None, other: Blocks | None) -> Blocks:
        edited = other or ours or ()
        if before is None or not edited:
            return edited
        if _same(before, edited):
            return ()
        self._ask(before, ours or (), other or (), live=edited)
        return edited

    def _by_sentences(self, before: Blocks, ours: Blocks, other: Blocks) -> Blocks | None:
        """Both sides' sentences in one text, where they touch different ones and neither changes what it claims."""
        rows = [_pieces(blocks) for blocks in (before, ours, other)]
        if any(row is None for row in rows):
            return None
        texts = [_text(blocks) for blocks in (before, ours, other)]
        if both_changed(*texts):
            return None
        merged = merged_row(*(row or [] for row in rows))
        if merged is None:
            return None
        blocks = _blocks_of(merged[0], other, ours, before)
        if blocks is None:
            return None
        words = [[piece for piece in row or [] if piece != PARAGRAPH] for row in rows]
        if words[0] not in (
            words[1],
            words[2],
        ):  # else one side only split or joined paragraphs: nothing to see
            one, two, three = texts
            self._clashes.append(Clash(_place(blocks), one, two, three, Weight.LOOK, _text(blocks)))
        return blocks

    def _ask(self, before: Blocks, ours: Blocks, other: Blocks, *, live: Blocks) -> None:
        self._clashes.append(Clash(_place(live), _text(before), _text(ours), _text(other)))

    def _order(self, living: Group) -> tuple[BlockId, ...] | None:
        base, mine, theirs = tuple(self._base), tuple(self._mine), tuple(self._theirs)
        order = merged_order(base, mine, theirs, living.keys())
        if order is not None:
            return order
        # Both moved the same block: it stands where they put it, and somebody has a look.
        twice = moved(base, mine) & moved(base, theirs)
        order = merged_order(base, _moved_alike(mine, theirs, twice), theirs, living.keys())
        for unit in twice:
            blocks = living.get(unit)
            if order is not None and blocks:
                text = _text(blocks)
                self._clashes.append(Clash(_place(blocks), text, text, text, Weight.LOOK, text))
        return order

    def _both_put_in(self, order: Sequence[BlockId], living: Group) -> None:
        """Two people wrote on at one place: both stay, theirs first, and somebody has a look."""
        for first, second in pairwise(order):
            theirs, mine = first in self._theirs, second in self._mine
            new = first not in self._base and second not in self._base
            if new and theirs and mine and first not in self._mine and second not in self._theirs:
                other, ours = living[first], living[second]
                both = (*other, *ours)
                self._clashes.append(
                    Clash(_place(both), "", _text(ours), _text(other), Weight.LOOK, _text(both))
                )


def _moved_alike(mine: Sequence[BlockId], theirs: Sequence[BlockId], twice: set[BlockId]) -> list[BlockId]:
    """*mine* with the blocks of *twice* standing behind the block they stand behind in *theirs*."""
    order = [block_id for block_id in mine if block_id not in twice]
    for place, block_id in enumerate(theirs):
        if block_id in twice:
            before = next((one for one in reversed(theirs[:place]) if one in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, block_id)
    return order


def _pieces(blocks: Blocks) -> list[str] | None:
    """The sentences of a unit with a mark between its paragraphs; None when it holds anything but paragraphs."""
    row: list[str] = []
    for block in blocks:
        parts = pieces_of(block.text)
        if parts is None:
            return None
        row += [PARAGRAPH, *parts] if row else parts
    return row


def _blocks_of(row: Sequence[str], *named: Blocks) -> Blocks | None:
    """The paragraphs of a merged row, each called what the likest paragraph of *named* is called."""
    texts: list[list[str]] = [[]]
    for piece in row:
        if piece == PARAGRAPH:
            texts.append([])
        else:
            texts[-1].append(piece)
    paragraphs = [joined(parts) for parts in texts if parts]
    if any(split(text) != (text,) for text in paragraphs):
        return None
    free = {block.id: sentences([block.text]) for blocks in reversed(named) for block in reversed(blocks)}
    made: list[BlockText] = []
    for number, text in enumerate(paragraphs):
        said = sentences([text])
        best = max(free, key=lambda name: (free[name] & said).total(), default=None)
        if best is None:
            best = BlockId(f"{made[0].id}-{number + 1}")
        else:
            del free[best]
        made.append(BlockText(best, text))
    return tuple(made)


def _same(one: Blocks, two: Blocks) -> bool:
    if len(one) != len(two):
        return False
    return all(same_text(here.text, there.text) for here, there in zip(one, two, strict=True))


def _place(blocks: Blocks) -> str:
    if len(blocks) > _MOST_BLOCKS_NAMED:
        return "body"
    return "+".join(block.id for block in blocks)


def _text(blocks: Blocks) -> str:
    return PARAGRAPH.join(block.text for block in blocks)


def _canonical(text: str) -> str:
    return markdown_of_contents(parse_block(text))


def _distinct(body: Body) -> Body:
    ids = unique_ids([block.id for block in body])
    return tuple(BlockText(block_id, block.text) for block_id, block in zip(ids, body, strict=True))
