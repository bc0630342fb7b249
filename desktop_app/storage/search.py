"""Full-text search: how a person's words become a query that never fails, and where a story shows its hits."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.domain.listing import HIT_END, HIT_START
from desktop_app.language.stems import Stemmer

TEXT_COLUMNS = ("short_title", "headline", "lead", "body", "authors", "tags")
IN_TEXT = "{" + " ".join(TEXT_COLUMNS) + "}"
_MOST_TERMS = 24
_LONGEST_TERM = 64
_BEFORE, _AFTER = 50, 110  # characters shown around the first hit
_ROOT_IN_SIGHT = 3

# Canonical Markdown with its signs taken away, in one pass so that an escaped sign stays a sign.
_SIGNS = re.compile(
    r"\\(.)|(\*\*|_)|(!?\[)|\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|^(?:>\s?|#{2,3} |- |\d+\. )+", re.M | re.S
)
# A phrase in quotation marks (also one not closed yet), or a run without them.
_PARTS = re.compile(r'["“”]([^"“”]*)(["“”])?|([^"“”]+)')
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One wish of a query. *words* stand together when it is a *phrase*; else there is one word with its *stems*.

    An *open* last word may still be unfinished: it also finds what begins like it.
    """

    words: tuple[str, ...]
    phrase: bool = False
    open: bool = False
    stems: tuple[str, ...] = ()

    def match(self) -> str:
        """The wish in FTS5's language. No sign in the words has a meaning to it: each goes in quoted."""
        quoted = '"' + " ".join(self.words) + '"' + ("*" if self.open else "")
        if self.phrase:
            return f"{IN_TEXT} : {quoted}"
        root, *parts = self.stems or self.words
        ways = [quoted]
        if root != self.words[0].lower():
            ways.append(f'"{root}"')
        if parts:
            ways.append("(" + " AND ".join(f'"{part}"' for part in parts) + ")")
        return "(" + " OR ".join(ways) + ")" if len(ways) > 1 else quoted


def readable(markdown: str) -> str:
    """The words of one stored block without its signs and link addresses. Only for the index: it need not be exact."""
    return _SIGNS.sub(lambda match: match[1] or "", markdown)


def asked_for(typed: str, stemmer: Stemmer) -> tuple[Asked, ...]:
    """What a person wishes by what was typed: every part must be met. Words in quotation marks must stand together,
    as they are; other words are met by their relatives too.
    """
    typed = unicodedata.normalize("NFC", typed)
    found: list[Asked] = []
    for part in _PARTS.finditer(typed):
        if part[3] is None:
            words = tuple(_words(part[1]))
            if words:
                found.append(Asked(words, phrase=True))
        else:
            found += [Asked((word,), stems=stemmer.stems(word)) for word in _words(part[3])]
    found = found[:_MOST_TERMS]
    if found and _unfinished(typed):
        last = found[-1]
        found[-1] = Asked(last.words, last.phrase, True, last.stems)
    return tuple(found)


def match_query(asked: tuple[Asked, ...]) -> str:
    """The FTS5 query; empty when nothing was asked."""
    return " AND ".join(each.match() for each in asked)


def _words(text: str) -> list[str]:
    return [word[:_LONGEST_TERM] for word in _WORDS.findall(text)]


def _unfinished(typed: str) -> bool:
    """Whether the person may still be typing the last word: it is followed by nothing."""
    return bool(_WORDS.fullmatch(typed[-1:]))


class Spotter:
    """Finds in a text the words a query was met by, also those that only share a stem with it."""

    def __init__(self, asked: tuple[Asked, ...], stemmer: Stemmer) -> None:
        self._stemmer = stemmer
        self._words = frozenset(_plain(word) for each in asked for word in each.words)
        self._openings = tuple(_plain(each.words[-1]) for each in asked if each.open)
        loose = [each for each in asked if not each.phrase]
        self._stems = frozenset(stem for each in loose for stem in each.stems)
        self._likely = _likely(self._words, self._openings, self._stems)

    def snippet(self, text: str) -> str:
        """The text around its first hit, hits between HIT_START and HIT_END; empty when it holds none."""
        first = next(self._hits(text, 0, len(text)), None)
        if first is None:
            return ""
        start = _at_word(text, max(0, first[0] - _BEFORE), forward=True)
        end = _at_word(text, min(len(text), first[0] + _AFTER), forward=False)
        end = max(end, first[1])
        shown, at = [], start
        for left, right in self._hits(text, start, end):
            shown += [text[at:left], HIT_START, text[left:right], HIT_END]
            at = right
        shown.append(text[at:end])
        told = " ".join("".join(shown).split())
        return f"{'… ' if start else ''}{told}{' …' if end < len(text) else ''}"

    def _hits(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        if self._likely is None:
            return
        done = start
        for match in self._likely.finditer(text, start, end):
            left, right = match.span()
            if left < done:
                continue
            while left > start and text[left - 1].isalnum():
                left -= 1
            while right < end and text[right].isalnum():
                right += 1
            done = right
            word = _plain(text[left:right])
            if word in self._words or word.startswith(self._openings or ("\0",)) or self._related(word):
                yield left, right

    def _related(self, word: str) -> bool:
        return not self._stems.isdisjoint(self._stemmer.stems(word))


def _likely(
    words: frozenset[str], openings: tuple[str, ...], stems: frozenset[str]
) -> re.Pattern[str] | None:
    """A cheap first look: any word that holds the tail of a stem (its first letter may have melted)."""
    cores = {stem[1:] if len(stem) > _ROOT_IN_SIGHT else stem for stem in stems}
    cores |= words | set(openings)
    ascii_ = [re.escape(core) for core in sorted(cores, key=len) if core]
    if not ascii_:
        return None
    if not all(core.isascii() for core in cores):
        return re.compile(r"[^\W_]+")
    return re.compile("|".join(ascii_), re.IGNORECASE)


def _plain(word: str) -> str:
    """As the index folds it: lower case, no accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _at_word(text: str, at: int, *, forward: bool) -> int:
    """The nearest word edge, so that no snippet begins or ends in half a word."""
    step = 1 if forward else -1
    while 0 < at < len(text) and not text[at - 1 if forward else at].isspace():
        at += step
    return at
