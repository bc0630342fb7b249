"""The order of a merged body: theirs, with my moves and insertions put where I put them."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from desktop_app.domain.ids import BlockId

Ids = Sequence[BlockId]


def merged_order(
    base: Ids, mine: Ids, theirs: Ids, living: Collection[BlockId]
) -> tuple[BlockId, ...] | None:
    """The *living* blocks in order, or None when both sides moved the same block to different places.

    A block of mine follows the block it follows in my body; what they inserted at the same place comes first.
    """
    moved = _moved_by_me(base, mine, theirs)
    if moved is None:
        return None
    chain = _Chain(block_id for block_id in theirs if block_id in living and block_id not in moved)
    inserted_there = set(theirs) - set(base) - set(mine)
    before: BlockId | None = None
    for block_id in mine:
        if block_id not in living:
            continue
        if block_id not in chain:
            chain.insert(before, block_id, inserted_there)
        before = block_id
    return tuple(chain)


def _moved_by_me(base: Ids, mine: Ids, theirs: Ids) -> set[BlockId] | None:
    common = set(mine) & set(theirs)
    if [i for i in mine if i in common] == [i for i in theirs if i in common]:
        return set()
    by_me, by_them = moved(base, mine), moved(base, theirs)
    return None if by_me & by_them else by_me


def moved(base: Ids, other: Ids) -> set[BlockId]:
    """The fewest blocks whose moving explains the order of *other*: those off a longest rising run."""
    place = {block_id: index for index, block_id in enumerate(base)}
    common = [block_id for block_id in other if block_id in place]
    ends: list[int] = []
    rows: list[int] = []
    for block_id in common:
        row = bisect_left(ends, place[block_id])
        ends[row : row + 1] = [place[block_id]]
        rows.append(row)
    staying: set[BlockId] = set()
    wanted = len(ends) - 1
    ceiling = len(base)
    for block_id, row in zip(reversed(common), reversed(rows), strict=True):
        if row == wanted and place[block_id] < ceiling:
            staying.add(block_id)
            wanted, ceiling = wanted - 1, place[block_id]
    return set(common) - staying


class _Chain:
    """Blocks in order, each knowing the next, so that inserting costs the same anywhere."""

    def __init__(self, ids: Iterable[BlockId]) -> None:
        self._next: dict[BlockId | None, BlockId | None] = {None: None}
        last: BlockId | None = None
        for block_id in ids:
            self._next[last], self._next[block_id] = block_id, None
            last = block_id

    def __contains__(self, block_id: BlockId) -> bool:
        return block_id in self._next

    def __iter__(self) -> Iterator[BlockId]:
        block_id = self._next[None]
        while block_id is not None:
            yield block_id
            block_id = self._next[block_id]

    def insert(self, before: BlockId | None, block_id: BlockId, passing: Collection[BlockId]) -> None:
        """Put the block after *before* (None: at the start) and after any of *passing* that follow there."""
        while (following := self._next[before]) is not None and following in passing:
            before = following
        self._next[block_id], self._next[before] = following, block_id
