"""The one service: a passage in, flags out. Editor, readiness list and command line ask the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from desktop_app.domain.flag import Context, Flag, FlagKind, Passage
from desktop_app.language.spelling import Lexicon, Speller
from desktop_app.language.style import Style
from desktop_app.language.style_code import Sight
from desktop_app.language.words import Word, masked, words

SPELLING = "spelling"
_REMEMBERED = 4096


class Checker:
    """Checks passages of one language. Safe to ask from several threads; remembers what it has seen.

    *foreign* knows the words that may stand in italics. Without a *speller* only style is checked.
    """

    def __init__(
        self, speller: Speller | None, style: Style, foreign: Callable[[], Speller | None] | None = None
    ) -> None:
        self._speller = speller
        self._style = style
        self._foreign = foreign
        self._seen: OrderedDict[object, tuple[Flag, ...]] = OrderedDict()
        self._guard = threading.Lock()

    @property
    def style(self) -> Style:
        return self._style

    @property
    def speller(self) -> Speller | None:
        """Who judges the words; None without a dictionary."""
        return self._speller

    def take(self, lexicon: Lexicon) -> None:
        """Judge words by *lexicon* from now on."""
        if self._speller is not None and self._speller.lexicon != lexicon:
            self._speller.take(lexicon)
            with self._guard:
                self._seen.clear()

    def check(self, passage: Passage, context: Context) -> tuple[Flag, ...]:
        """Every flag in the passage, in order, none over another; silenced rules left out."""
        key = (passage.text, passage.place, passage.italic, context.day)
        with self._guard:
            flags = self._seen.get(key)
            if flags is not None:
                self._seen.move_to_end(key)
        if flags is None:
            flags = self._look(passage, context.day)
            with self._guard:
                self._seen[key] = flags
                while len(self._seen) > _REMEMBERED:
                    self._seen.popitem(last=False)
        silenced = context.silenced
        return tuple(
            flag if flag.block == passage.block else replace(flag, block=passage.block)
            for flag in flags
            if flag.rule not in silenced
        )

    def check_all(self, passages: Iterable[Passage], context: Context) -> tuple[Flag, ...]:
        """The flags of several passages, one after another."""
        return tuple(flag for passage in passages for flag in self.check(passage, context))

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant; empty without a dictionary. Slow, for when somebody asks."""
        return self._speller.suggest(word) if self._speller is not None else ()

    def _look(self, passage: Passage, day: date | None) -> tuple[Flag, ...]:
        text = masked(passage.text)
        found = words(text)
        speller = self._speller
        sight = Sight(text, found, day, speller.knows if speller is not None else _nothing)
        flags = self._style.check(sight, passage)
        flags.sort(key=lambda flag: (flag.start, -flag.end))
        kept: list[Flag] = []
        for flag in flags:
            if not kept or flag.start >= kept[-1].end:
                kept.append(flag)
        if speller is not None:
            kept += self._misspelt(speller, passage, found, kept)
            kept.sort(key=lambda flag: flag.start)
        return tuple(kept)

    def _misspelt(
        self, speller: Speller, passage: Passage, found: list[Word], taken: list[Flag]
    ) -> list[Flag]:
        flags = []
        last = len(found) - 1
        banned = speller.lexicon.banned
        known = speller.knows
        for at, word in enumerate(found):
            wanted = banned.get(word.lower) if banned else None
            if wanted is None:
                if known(word.text):
                    continue
                before = found[at - 1] if at else None
                after = found[at + 1] if at < last else None
                if speller.right(
                    word, _beside(passage.text, before, word), _beside(passage.text, word, after, second=True)
                ):
                    continue
                if self._is_foreign(passage, word):
                    continue
            if any(flag.start < word.end and word.start < flag.end for flag in taken):
                continue
            flags.append(_spelling(passage, word, wanted))
        return flags

    def _is_foreign(self, passage: Passage, word: Word) -> bool:
        """A foreign word in italics stands as it should."""
        inside = any(start <= word.start and word.end <= end for start, end in passage.italic)
        if not inside or self._foreign is None:
            return False
        foreign = self._foreign()
        return foreign is not None and foreign.knows(word.text)


def _beside(text: str, left: Word | None, right: Word | None, *, second: bool = False) -> Word | None:
    """The neighbour, when nothing but a space stands between."""
    if left is None or right is None or text[left.end : right.start] != " ":
        return None
    return right if second else left


def _spelling(passage: Passage, word: Word, wanted: str | None) -> Flag:
    if wanted is None:
        message = f"“{word.text}” tidak ada di kamus."
    elif wanted:
        message = f"Redaksi menulis “{wanted}”, bukan “{word.text}”."
    else:
        message = f"Redaksi tidak memakai kata “{word.text}”."
    fixes = (wanted,) if wanted else ()
    return Flag(
        word.start,
        word.end,
        word.text,
        FlagKind.SPELLING,
        SPELLING,
        message,
        fixes,
        bool(wanted),
        passage.block,
    )


def _nothing(_word: str) -> bool:
    return False
