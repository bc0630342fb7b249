"""The roots by which search finds a word's relatives: "lindung" in "perlindungan", "tindak" in "ditindaklanjuti"."""

import re
from collections.abc import Collection

from desktop_app.language.affixes import irregular, taken_apart

# Raise it whenever the same word may get another stem: the index then is made anew.
VERSION = 1
_MOST_REMEMBERED = 300_000
_PART = 4
# A headword this short is a root itself; longer ones may be forms that the dictionary lists.
_LISTED_FORM = 8
_TOO_SHORT = 3
_WORDS = re.compile(r"[^\W_]+")


class Stemmer:
    """Answers from the roots of a dictionary; without roots every word is its own stem."""

    def __init__(self, roots: Collection[str]) -> None:
        self._roots = frozenset(roots)
        self._seen: dict[str, tuple[str, ...]] = {}

    @property
    def name(self) -> str:
        """What an index made with these stems is marked with."""
        return f"id-{VERSION}-{len(self._roots)}" if self._roots else "none"

    def stems(self, word: str) -> tuple[str, ...]:
        """The root of *word* (any case) first, then the parts of a compound. At least one."""
        word = word.lower()
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) > _MOST_REMEMBERED:
                self._seen = {}
            found = self._seen[word] = self._found(word)
        return found

    def line(self, text: str) -> str:
        """What the index holds beside *text*: every stem that is not a word of it already, once, in one line."""
        if not self._roots:
            return ""
        said = dict.fromkeys(_WORDS.findall(text.lower()))
        found = {stem: None for word in said for stem in self.stems(word) if stem not in said}
        return " ".join(found)

    def _found(self, word: str) -> tuple[str, ...]:
        if not self._roots or not word.isalpha() or len(word) <= _TOO_SHORT:
            return (word,)
        root = self._root(word)
        return (root, *self._parts(root))

    def _root(self, word: str) -> str:
        learned = irregular(word)
        if learned:
            return learned
        if word in self._roots and len(word) < _LISTED_FORM:
            return word
        best = ""
        for made in taken_apart(word, self._is_root):
            if made.prefix or made.suffix or made.clitic:
                best = made.root
                break
        if best:
            return self._root(best) if len(best) >= _LISTED_FORM else best
        return self._compound(word) or word

    def _is_root(self, word: str) -> bool:
        return word in self._roots

    def _compound(self, word: str) -> str:
        """The two roots written as one inside a form: "tindaklanjut" in "ditindaklanjuti"."""
        for made in taken_apart(word, self._is_compound):
            if made.prefix or made.suffix or made.clitic:
                return made.root
        return ""

    def _is_compound(self, word: str) -> bool:
        return bool(self._parts(word))

    def _parts(self, root: str) -> tuple[str, ...]:
        if len(root) < 2 * _PART or (root in self._roots and len(root) < 2 * _PART + 1):
            return ()
        for cut in range(_PART, len(root) - _PART + 1):
            left, right = root[:cut], root[cut:]
            if left in self._roots and right in self._roots:
                return (left, right)
            # "ikutsertaan": the second part may still wear its suffix.
        return ()
