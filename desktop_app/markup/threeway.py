"""Three-way merge of two rows of pieces grown from one (diff3)."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from desktop_app.markup.sentences import likeness, word_counts

# Below this share of common words a piece is another one, and nobody can say which it stands for.
_STILL_THE_SAME = 0.4


def merged_row(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> tuple[list[str], list[tuple[str, str]]] | None:
    """The merged row, and what both put in at one place (theirs, mine): both stay, theirs first.

    Neighbouring pieces count as different ones while each is plainly the old one in other words. None when both
    changed the same piece.
    """
    row: list[str] = []
    beside: list[tuple[str, str]] = []
    b = m = t = 0
    for next_b, next_m, next_t, size in _agreed(base, mine, theirs):
        before, ours, other = base[b:next_b], mine[m:next_m], theirs[t:next_t]
        if ours in (before, other):
            row += other
        elif other == before:
            row += ours
        elif not before:
            row += [*other, *ours]
            beside.append((" ".join(other), " ".join(ours)))
        elif (pieces := _piece_by_piece(before, ours, other)) is not None:
            row += pieces
        else:
            return None
        row += base[next_b : next_b + size]
        b, m, t = next_b + size, next_m + size, next_t + size
    return row, beside


def _piece_by_piece(before: Sequence[str], ours: Sequence[str], other: Sequence[str]) -> list[str] | None:
    if not len(before) == len(ours) == len(other):
        return None
    pieces: list[str] = []
    for was, here, there in zip(before, ours, other, strict=True):
        if here not in (was, there) and there != was:
            return None
        pieces.append(there if here in (was, there) else here)
        if likeness(word_counts(was), word_counts(pieces[-1])) < _STILL_THE_SAME:
            return None
    return pieces


def _agreed(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> list[tuple[int, int, int, int]]:
    """Stretches all three have in common, as their three beginnings and a length; an empty one at the end."""
    in_mine, in_theirs = _places(base, mine), _places(base, theirs)
    found = [
        (place, in_mine[place], in_theirs[place], 1)
        for place in range(len(base))
        if place in in_mine and place in in_theirs
    ]
    return [*found, (len(base), len(mine), len(theirs), 0)]


def _places(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {
        start + step: there + step
        for start, there, size in matcher.get_matching_blocks()
        for step in range(size)
    }
