"""Knowing a block again that came back under another id: cut and pasted, or read anew from a file."""

from collections.abc import Collection, Sequence

from desktop_app.domain.document import BlockText, Body
from desktop_app.domain.ids import BlockId
from desktop_app.markup.sentences import likeness, word_counts

# Above this share of common words a new block is the missing one, rewritten.
_ALIKE = 0.6
# Pairs to compare at most; beyond it only equal texts are recognised.
_MOST_PAIRS = 2_500
# Equal insertions of fewer words are only paired at the same place.
_WORTH_PAIRING = 4


def recognised(known: Body, body: Body) -> Body:
    """*body* with the ids of *known* for blocks that lost theirs: equal text first, then the likest."""
    have = {block.id for block in body}
    missing = [block for block in known if block.id not in have]
    kept = {block.id for block in known}
    new = [block for block in body if block.id not in kept]
    return _renamed(body, _equal(missing, new) | _alike(missing, new))


def rewritten(known: Body, body: Body) -> Body:
    """*body*, read anew from outside, with the ids of *known*: as `recognised`, then by place.

    Where as many blocks stand between the same neighbours as before, they are the old ones in new words: two desks
    that rewrite one paragraph then meet in it instead of each adding one.
    """
    body = recognised(known, body)
    ids = {block.id for block in body}
    stay = {block.id for block in known if block.id in ids}
    pairs: dict[BlockId, BlockId] = {}
    old_gaps, new_gaps = gaps(known, stay), gaps(body, stay)
    for neighbours, fresh in new_gaps.items():
        old = old_gaps.get(neighbours, [])
        if len(old) == len(fresh):
            pairs |= dict(zip(fresh, old, strict=True))
    return _renamed(body, pairs)


def gaps(body: Body, stay: Collection[BlockId]) -> dict[tuple[BlockId | None, BlockId | None], list[BlockId]]:
    """Runs of blocks that are not in *stay*, by the kept blocks before and after them."""
    gaps: dict[tuple[BlockId | None, BlockId | None], list[BlockId]] = {}
    run: list[BlockId] = []
    before: BlockId | None = None
    for block_id in (*(block.id for block in body), None):
        if block_id is not None and block_id not in stay:
            run.append(block_id)
            continue
        if run:
            gaps[before, block_id] = run
        run, before = [], block_id
    return gaps


def paired_insertions(base: Body, mine: Body, theirs: Body) -> Body:
    """*mine* with their id for each block that both sides inserted: the same paste must not appear twice."""
    known = {block.id for block in base}
    there = [block for block in theirs if block.id not in known]
    have = {block.id for block in theirs}
    new = [block for block in mine if block.id not in known and block.id not in have]
    mine_ids = {block.id for block in mine}
    free = [block for block in there if block.id not in mine_ids]
    long = [block for block in new if word_counts(block.text).total() >= _WORTH_PAIRING]
    pairs = _equal(free, long)
    before_mine, before_theirs = _anchors(mine, known), _anchors(theirs, known)
    taken = set(pairs.values())
    waiting = {(block.text, before_theirs[block.id]): block.id for block in free if block.id not in taken}
    for block in new:
        partner = waiting.pop((block.text, before_mine[block.id]), None) if block.id not in pairs else None
        if partner is not None:
            pairs[block.id] = partner
    return _renamed(mine, pairs | _alike_at_one_place(new, free, pairs, before_mine, before_theirs))


def _alike_at_one_place(
    new: Sequence[BlockText],
    free: Sequence[BlockText],
    pairs: dict[BlockId, BlockId],
    before_mine: dict[BlockId, BlockId | None],
    before_theirs: dict[BlockId, BlockId | None],
) -> dict[BlockId, BlockId]:
    """The same news put in at one place in two wordings: one block that two people wrote, not two blocks."""
    taken = set(pairs.values())
    here = [block for block in new if block.id not in pairs]
    there = [block for block in free if block.id not in taken]
    found: dict[BlockId, BlockId] = {}
    for anchor in dict.fromkeys(before_mine[block.id] for block in here):
        found |= _alike(
            [block for block in there if before_theirs[block.id] == anchor],
            [block for block in here if before_mine[block.id] == anchor],
        )
    return found


def _equal(missing: Sequence[BlockText], new: Sequence[BlockText]) -> dict[BlockId, BlockId]:
    waiting: dict[str, list[BlockId]] = {}
    for block in reversed(missing):
        waiting.setdefault(block.text, []).append(block.id)
    return {block.id: waiting[block.text].pop() for block in new if waiting.get(block.text)}


def _alike(missing: Sequence[BlockText], new: Sequence[BlockText]) -> dict[BlockId, BlockId]:
    paired = _equal(missing, new)
    found = set(paired.values())
    old = [block for block in missing if block.id not in found]
    fresh = [block for block in new if block.id not in paired]
    if len(old) * len(fresh) > _MOST_PAIRS:
        return {}
    counts = [word_counts(block.text) for block in old]
    scores = []
    for index, block in enumerate(fresh):
        words = word_counts(block.text)
        scores += [(-likeness(words, count), place, index) for place, count in enumerate(counts)]
    pairs: dict[BlockId, BlockId] = {}
    used: set[BlockId] = set()
    for score, place, index in sorted(scores):
        if -score >= _ALIKE and old[place].id not in used and fresh[index].id not in pairs:
            pairs[fresh[index].id] = old[place].id
            used.add(old[place].id)
    return pairs


def _anchors(body: Body, known: set[BlockId]) -> dict[BlockId, BlockId | None]:
    """For each block, the nearest known block before it."""
    anchor: BlockId | None = None
    anchors: dict[BlockId, BlockId | None] = {}
    for block in body:
        if block.id in known:
            anchor = block.id
        anchors[block.id] = anchor
    return anchors


def _renamed(body: Body, names: dict[BlockId, BlockId]) -> Body:
    if not names:
        return body
    return tuple(BlockText(names.get(block.id, block.id), block.text) for block in body)
