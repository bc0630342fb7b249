"""Which blocks belong together in a merge: a paragraph and the pieces it was split into, joined from, rewritten as.

Two desks that each rework one paragraph meet in one unit, however many blocks it has become on either side.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.document import BlockText, Body
from desktop_app.domain.ids import BlockId
from desktop_app.markup.recognition import gaps
from desktop_app.markup.sentences import sentences

# From this share of a block's sentences on it is a piece of another.
_A_PIECE = 0.5


@dataclass(frozen=True, slots=True)
class Units:
    """*name* gives each block the id of its unit. A block alone is a unit of its own."""

    name: Mapping[BlockId, BlockId]

    def of(self, body: Body) -> dict[BlockId, tuple[BlockText, ...]]:
        """The units of a body in order, each with its blocks."""
        found: dict[BlockId, tuple[BlockText, ...]] = {}
        for block in body:
            unit = self.name[block.id]
            found[unit] = (*found.get(unit, ()), block)
        return found


def units(base: Body, mine: Body, theirs: Body) -> Units:
    """Group the blocks of three bodies whose ids are settled. A unit stands in one piece in each of them."""
    groups = _Groups()
    for side in (mine, theirs):
        for one, other in (*_pieces(base, side), *_replaced(base, side)):
            groups.join(one, other)
    every = dict.fromkeys(block.id for body in (base, mine, theirs) for block in body)
    members: dict[BlockId, list[BlockId]] = defaultdict(list)
    for block_id in every:
        members[groups.root(block_id)].append(block_id)
    orders = [[block.id for block in body] for body in (base, mine, theirs)]
    name: dict[BlockId, BlockId] = {}
    for together in members.values():
        whole = len(together) == 1 or all(_adjacent(order, set(together)) for order in orders)
        for block_id in together:
            name[block_id] = together[0] if whole else block_id
    return Units(name)


def _pieces(base: Body, side: Body) -> Iterable[tuple[BlockId, BlockId]]:
    """Pairs of blocks between which sentences went over, in a split or a join."""
    before = {block.id: sentences([block.text]) for block in base}
    after = {block.id: sentences([block.text]) for block in side}
    come = [block_id for block_id in after if block_id not in before]
    gone = [block_id for block_id in before if block_id not in after]
    from_base, in_side = _where(before), _where(after)
    for block_id in come:
        source = _most(after[block_id], from_base)
        if source is not None:
            yield block_id, source
    for block_id in gone:
        target = _most(before[block_id], in_side)
        if target is not None and target != block_id:
            yield block_id, target


def _where(counted: Mapping[BlockId, Counter[str]]) -> dict[str, BlockId]:
    return {said: block_id for block_id, found in counted.items() for said in found}


def _most(said: Counter[str], where: Mapping[str, BlockId]) -> BlockId | None:
    """The block that holds at least half of these sentences."""
    held = Counter(where[one] for one in said if one in where)
    if not held:
        return None
    block_id, count = held.most_common(1)[0]
    return block_id if count >= _A_PIECE * len(said) else None


def _replaced(base: Body, side: Body) -> Iterable[tuple[BlockId, BlockId]]:
    """Runs of blocks that other blocks, of another number, stand in place of."""
    stay = {block.id for block in base} & {block.id for block in side}
    old, new = gaps(base, stay), gaps(side, stay)
    for neighbours, run in new.items():
        if before := old.get(neighbours):
            first, *rest = (*before, *run)
            yield from ((first, one) for one in rest)


def _adjacent(order: Sequence[BlockId], together: set[BlockId]) -> bool:
    places = [place for place, block_id in enumerate(order) if block_id in together]
    return not places or places[-1] - places[0] + 1 == len(places)


class _Groups:
    """Which ids are one (union by the older)."""

    def __init__(self) -> None:
        self._parent: dict[BlockId, BlockId] = {}

    def root(self, block_id: BlockId) -> BlockId:
        while (parent := self._parent.get(block_id, block_id)) != block_id:
            block_id = parent
        return block_id

    def join(self, one: BlockId, other: BlockId) -> None:
        one, other = self.root(one), self.root(other)
        if one != other:
            self._parent[one] = other
