"""Sentences of a text, good enough to count them: a wrong cut only makes a comparison coarser."""

import re
from collections import Counter
from collections.abc import Iterable

_END = re.compile(r"(?<=[.!?…])[\"'”’)*_]*\s+|\\?\n+")
_WORD = re.compile(r"[^\W_]+")


def sentences(texts: Iterable[str]) -> Counter[str]:
    """How often each sentence stands in the texts, by its words alone: marks, signs and spacing do not count."""
    found: Counter[str] = Counter()
    for text in texts:
        for part in _END.split(text):
            if said := " ".join(_WORD.findall(part)):
                found[said] += 1
    return found


def word_counts(text: str) -> Counter[str]:
    """How often each word stands in the text."""
    return Counter(_WORD.findall(text))


def likeness(one: Counter[str], two: Counter[str]) -> float:
    """0 when no word is common, 1 when all are (Dice's coefficient over words with their counts)."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0
