"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

# A word, a sign, or white space: nothing is left out, so that the pieces always add up to the texts.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")

# Texts with more differences than this are shown as one replacement: finer would be unreadable, and slow.
_MOST_CHANGES = 300

_Pair = tuple[int, int]


class Op(StrEnum):
    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"


def words(old: str, new: str) -> tuple[tuple[Op, str], ...]:
    """The pieces in reading order; kept and deleted ones add up to *old*, kept and inserted ones to *new*.

    Between two kept pieces stands at most one deletion, then at most one insertion; white space between two changed
    words belongs to the change.
    """
    return _tidied(_by_words(_pieces(_LINE.findall(old), _LINE.findall(new))))


def _by_words(pieces: Iterator[tuple[Op, str]]) -> Iterator[tuple[Op, str]]:
    """Changed lines, looked at again word by word."""
    gone, come = "", ""
    for op, text in pieces:
        if op is Op.KEEP:
            yield from _pieces(_TOKEN.findall(gone), _TOKEN.findall(come))
            gone = come = ""
            yield op, text
        elif op is Op.DELETE:
            gone += text
        else:
            come += text
    yield from _pieces(_TOKEN.findall(gone), _TOKEN.findall(come))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Op, str]]:
    at_old = at_new = 0
    for next_old, next_new in [*_matches(old, new), (len(old), len(new))]:
        if at_old < next_old:
            yield Op.DELETE, "".join(old[at_old:next_old])
        if at_new < next_new:
            yield Op.INSERT, "".join(new[at_new:next_new])
        if next_old < len(old):
            yield Op.KEEP, old[next_old]
        at_old, at_new = next_old + 1, next_new + 1


def _matches(old: Sequence[str], new: Sequence[str]) -> list[_Pair]:
    """Pairs of equal places, rising on both sides: common ends first, the shortest edit script between them."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    middle = _shortest(old[head : len(old) - tail], new[head : len(new) - tail])
    return [
        *((i, i) for i in range(head)),
        *((i + head, j + head) for i, j in middle),
        *((len(old) - i, len(new) - i) for i in range(tail, 0, -1)),
    ]


def _shortest(old: Sequence[str], new: Sequence[str]) -> list[_Pair]:
    """Greedy shortest edit script (Myers 1986); no pairs at all when it would be longer than the limit."""
    if not old or not new:
        return []
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    for depth in range(min(len(old) + len(new), _MOST_CHANGES) + 1):
        trace.append(dict(furthest))
        for diagonal in range(-depth, depth + 1, 2):
            x = _start(furthest, diagonal, depth)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            furthest[diagonal] = x
            if x >= len(old) and x - diagonal >= len(new):
                return _walked_back(trace, len(old), len(new))
    return []


def _start(furthest: dict[int, int], diagonal: int, depth: int) -> int:
    down = furthest.get(diagonal + 1, -1)
    right = furthest.get(diagonal - 1, -1)
    if diagonal == -depth or (diagonal != depth and right < down):
        return down
    return right + 1


def _walked_back(trace: list[dict[int, int]], x: int, y: int) -> list[_Pair]:
    pairs: list[_Pair] = []
    for depth in range(len(trace) - 1, -1, -1):
        diagonal = x - y
        start = _start(trace[depth], diagonal, depth)
        while x > start and y > start - diagonal and x > 0 and y > 0:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        came_down = diagonal == -depth or (
            diagonal != depth and trace[depth].get(diagonal - 1, -1) < trace[depth].get(diagonal + 1, -1)
        )
        x, y = (start, start - diagonal - 1) if came_down else (start - 1, start - diagonal)
    return pairs[::-1]


def _tidied(pieces: Iterator[tuple[Op, str]]) -> tuple[tuple[Op, str], ...]:
    tidy: list[tuple[Op, str]] = []
    kept, gone, come = "", "", ""
    for op, text in pieces:
        if op is Op.KEEP:
            kept += text
            continue
        if kept and (kept.strip() or not (gone or come)):
            tidy += _change(gone, come)
            tidy.append((Op.KEEP, kept))
            gone = come = ""
        elif kept:
            gone, come = gone + kept, come + kept
        kept = ""
        if op is Op.DELETE:
            gone += text
        else:
            come += text
    tidy += _change(gone, come)
    if kept:
        tidy.append((Op.KEEP, kept))
    return tuple(tidy)


def _change(gone: str, come: str) -> list[tuple[Op, str]]:
    return [(op, text) for op, text in ((Op.DELETE, gone), (Op.INSERT, come)) if text]
