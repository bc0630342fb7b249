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
_ANY_SIGN = ("\\", "**", "_", "[", "](")
_BEGINS = frozenset(">#-0123456789")
# A phrase in quotation marks (also one not closed yet), or a run without them.
_PARTS = re.compile(r'["“”]([^"“”]*)(["“”])?|([^"“”]+)')
_WORDS = re.compile(r"[^\W_]+")
# Small letters with accents to the letters below them, one for one.
_BARE = {
    code: letter
    for code in range(0xC0, 0x250)
    if (letter := unicodedata.normalize("NFKD", chr(code))[0]).isascii() and letter.isalpha()
}


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
        quoted = self.quoted()
        if self.phrase:
            return f"{IN_TEXT} : {quoted}"
        root, *parts = self.stems or self.words
        ways = [quoted]
        if root != self.words[0].lower():
            ways.append(f'"{root}"')
        if parts:
            ways.append("(" + " AND ".join(f'"{part}"' for part in parts) + ")")
        return "(" + " OR ".join(ways) + ")" if len(ways) > 1 else quoted

    def quoted(self) -> str:
        """The words as they were typed, in FTS5's language."""
        return '"' + " ".join(self.words) + '"' + ("*" if self.open else "")


def readable(markdown: str) -> str:
    """The words of one stored block without its signs and link addresses. Only for the index: it need not be exact."""
    # Most paragraphs hold no sign at all, and looking for each of a few is far quicker than looking for all at once.
    if (
        "\n" not in markdown
        and markdown[:1] not in _BEGINS
        and not any(sign in markdown for sign in _ANY_SIGN)
    ):
        return markdown
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


def exact_query(asked: tuple[Asked, ...]) -> str:
    """The FTS5 query for the words as they were typed, without their relatives; empty when nothing was asked."""
    return " AND ".join(f"{IN_TEXT} : {each.quoted()}" for each in asked)


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
        self._cores = _cores(self._words, self._openings, self._stems)

    def snippet(self, text: str) -> str:
        """The text around its first hit, hits between HIT_START and HIT_END; empty when it holds none."""
        if not text:
            return ""
        looked = text.lower()
        found = self._first(looked, text)
        if found is None and not text.isascii():
            # Accents are looked under only when nothing was found beside them: it costs more than all the rest.
            looked = looked.translate(_BARE)
            found = self._first(looked, text)
        if found is None:
            return ""
        start = _at_word(text, max(0, found[0] - _BEFORE), forward=True)
        end = _at_word(text, min(len(text), found[0] + _AFTER), forward=False)
        end = max(end, found[1])
        shown, at = [], start
        for left, right in self._hits(looked, found[0], end):
            shown += [text[at:left], HIT_START, text[left:right], HIT_END]
            at = right
        shown.append(text[at:end])
        told = " ".join("".join(shown).split())
        return f"{'… ' if start else ''}{told}{' …' if end < len(text) else ''}"

    def _first(self, looked: str, text: str) -> tuple[int, int] | None:
        # A few letters grow when they are lowered; no place would hold for both texts then.
        return next(self._hits(looked, 0, len(looked)), None) if len(looked) == len(text) else None

    def _hits(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where words of lower-case *text* were asked for. Only words around a core are looked at."""
        places = {core: text.find(core, start, end) for core in self._cores}
        places = {core: at for core, at in places.items() if at >= 0}
        while places:
            left = right = min(places.values())
            while left > start and text[left - 1].isalnum():
                left -= 1
            while right < end and text[right].isalnum():
                right += 1
            if self._asked(_plain(text[left:right])):
                yield left, right
            for core, at in list(places.items()):
                if at < right:
                    places[core] = text.find(core, right, end)
                    if places[core] < 0:
                        del places[core]

    def _asked(self, word: str) -> bool:
        if word in self._words or word.startswith(self._openings or ("\0",)):
            return True
        return not self._stems.isdisjoint(self._stemmer.stems(word))


def _cores(words: frozenset[str], openings: tuple[str, ...], stems: frozenset[str]) -> tuple[str, ...]:
    """What a word must hold to be worth a look: a word asked for, or a stem but for its first letter, which may
    have melted. A core inside another would only be found twice.
    """
    tails = {stem[1:] if len(stem) > _ROOT_IN_SIGHT else stem for stem in stems}
    wanted = {core for core in tails | words | set(openings) if core}
    return tuple(core for core in wanted if not any(other != core and other in core for other in wanted))


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
