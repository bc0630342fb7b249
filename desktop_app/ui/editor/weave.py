"""Bringing somebody else's change into what is being written, without dropping a typed word. Qt-free."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def splice(old: Sequence[T], new: Sequence[T]) -> tuple[int, int, Sequence[T]]:
    """The one replacement that makes *new* of *old*: from, to (in *old*) and what comes between."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, len(old) - tail, new[start : len(new) - tail]


def weave(versions: Sequence[Sequence[T]], mine: Sequence[T], theirs: Sequence[T]) -> Sequence[T]:
    """*mine* with what *theirs* brings in.

    *versions* are all forms of this text that the other side can have started from, oldest first. When both
    changed the same words, mine stay: theirs are kept in the story's history.
    """
    if theirs == mine or any(theirs == version for version in versions):
        return mine
    if any(mine == version for version in versions):
        return theirs
    if not versions:
        return mine
    base = min(reversed(versions), key=lambda version: _cost(version, theirs))
    my_start, my_end, my_text = splice(base, mine)
    start, end, text = splice(base, theirs)
    if end < my_start or (end == my_start and start < end):
        return _joined(base[:start], text, base[end:my_start], my_text, base[my_end:])
    if my_end < start or (my_end == start and my_start < my_end):
        return _joined(base[:my_start], my_text, base[my_end:start], text, base[end:])
    return mine


def _cost(base: Sequence[T], theirs: Sequence[T]) -> int:
    start, end, text = splice(base, theirs)
    return end - start + len(text)


def _joined(*parts: Sequence[T]) -> Sequence[T]:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part  # type: ignore[operator]  # str with str, tuple with tuple
    return whole


def woven_value(versions: Sequence[object], mine: object, theirs: object) -> object:
    """A field after a change from elsewhere: text is woven; of other values the one somebody changed stands."""
    if isinstance(mine, str) and isinstance(theirs, str):
        return weave([str(each) for each in versions], mine, theirs)
    if theirs == mine or theirs in versions:
        return mine
    return theirs if mine in versions else mine
