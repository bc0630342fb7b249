"""Three-way merge of a body, block by block. Every result is verified; one that fails is no result."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.document import BlockText, Body
from desktop_app.domain.ids import BlockId
from desktop_app.markup.block_order import merged_order
from desktop_app.markup.normal import unique_ids
from desktop_app.markup.reading import parse_block
from desktop_app.markup.recognition import paired_insertions, recognised
from desktop_app.markup.sentences import sentences
from desktop_app.markup.stored import markdown_of, markdown_of_contents

# Shorter sentences ("Benar.") may well stand twice.
_WORTH_COUNTING = 4

Texts = dict[BlockId, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """One place changed differently on both sides. *place* is a field's name, a block id or "body"."""

    place: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class MergedBody:
    body: Body
    clashes: tuple[Clash, ...]


def merge_bodies(base: Body, mine: Body, theirs: Body) -> MergedBody:
    """Join two bodies grown from *base*: edits, insertions, deletions and moves of blocks.

    A block changed differently on both sides is a clash with theirs live. One side's edit beats the other's
    deletion and is reported too. When the outcome would lose, double or invent a sentence, or both sides moved the
    same block to different places, the body as a whole is one clash with theirs live.
    """
    if mine in (base, theirs):
        return MergedBody(theirs, ())
    if theirs == base:
        return MergedBody(mine, ())
    whole = MergedBody(theirs, (Clash("body", markdown_of(base), markdown_of(mine), markdown_of(theirs)),))
    known = _distinct(base)
    other = recognised(known, _distinct(theirs))
    ours = paired_insertions(known, recognised(known, _distinct(mine)), other)
    texts, clashes = _merged_texts(_texts(known), _texts(ours), _texts(other))
    order = merged_order(_ids(known), _ids(ours), _ids(other), texts.keys())
    if order is None:
        return whole
    body = tuple(BlockText(block_id, texts[block_id]) for block_id in order)
    return MergedBody(body, clashes) if verified(base, mine, theirs, body, clashes) else whole


def same_text(one: str, two: str) -> bool:
    """Whether two stored texts are the same block, however they are written."""
    return one == two or _canonical(one) == _canonical(two)


def verified(base: Body, mine: Body, theirs: Body, merged: Body, clashes: Sequence[Clash]) -> bool:
    """Whether *merged* holds nothing that neither side wrote, nothing twice, and all that both sides rely on.

    Rely on: every sentence new on either side, and every sentence that neither took out, stands in the result or
    in a clash that a person will see.
    """
    before, ours, other, after = (
        sentences(block.text for block in body) for body in (base, mine, theirs, merged)
    )
    shown = after + sentences(text for clash in clashes for text in (clash.base, clash.mine, clash.theirs))
    invented = any(said not in ours and said not in other for said in after)
    doubled = any(
        count > max(ours[said], other[said]) and len(said.split(" ")) >= _WORTH_COUNTING
        for said, count in after.items()
    )
    new = {said for side in (ours, other) for said, count in side.items() if count > before[said]}
    kept = before.keys() & ours.keys() & other.keys()
    lost = any(said not in shown for said in new | kept)
    return not (invented or doubled or lost)


def _merged_texts(base: Texts, mine: Texts, theirs: Texts) -> tuple[Texts, tuple[Clash, ...]]:
    """The text of each block that lives on, in no order, and the clashes in reading order of *theirs*."""
    texts: Texts = {}
    clashes: list[Clash] = []
    for block_id in dict.fromkeys((*theirs, *mine)):
        before, ours, other = (side.get(block_id) for side in (base, mine, theirs))
        chosen, clashing = _choose(before, ours, other)
        if chosen is not None:
            texts[block_id] = chosen
        if clashing:
            clashes.append(Clash(block_id, before or "", ours or "", other or ""))
    return texts, tuple(clashes)


def _choose(base: str | None, mine: str | None, theirs: str | None) -> tuple[str | None, bool]:
    """The text that lives on (None: no block), and whether a person has to look."""
    if mine is None or theirs is None:
        edited = theirs if mine is None else mine
        if base is None or edited is None:
            return edited, False
        return (None, False) if same_text(base, edited) else (edited, True)
    if same_text(mine, theirs) or (base is not None and same_text(base, mine)):
        return theirs, False
    if base is not None and same_text(base, theirs):
        return mine, False
    return theirs, True


def _canonical(text: str) -> str:
    return markdown_of_contents(parse_block(text))


def _distinct(body: Body) -> Body:
    ids = unique_ids(_ids(body))
    return tuple(BlockText(block_id, block.text) for block_id, block in zip(ids, body, strict=True))


def _ids(body: Body) -> tuple[BlockId, ...]:
    return tuple(block.id for block in body)


def _texts(body: Body) -> Texts:
    return {block.id: block.text for block in body}
