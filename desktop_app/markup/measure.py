"""How long a story is."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.document import Content, Document
from desktop_app.markup.plain_text import text_of_block

# Indonesian news read on a phone.
_WORDS_PER_MINUTE = 210

# A number with its separators and a doubled word ("warga-warga") are one word each.
_WORD = re.compile(r"\w+(?:[-'’.,:/]\w+)*")


@dataclass(frozen=True, slots=True)
class Measure:
    """*words*, *characters* without line breaks, *minutes* of reading time rounded up (0 for an empty text)."""

    words: int
    characters: int
    minutes: int


def measure(document: Document) -> Measure:
    """The length of everything a reader reads in the body."""
    words, characters = 0, 0
    for block in document:
        told = _measure_block(block.content)
        words, characters = words + told.words, characters + told.characters
    return Measure(words, characters, math.ceil(words / _WORDS_PER_MINUTE))


@lru_cache(maxsize=4096)
def _measure_block(content: Content) -> Measure:
    return measure_text(text_of_block(content))


def measure_text(text: str) -> Measure:
    """The same for a field or a selection."""
    words = sum(1 for _ in _WORD.finditer(text))
    characters = len(text) - text.count("\n")
    return Measure(words, characters, math.ceil(words / _WORDS_PER_MINUTE))
