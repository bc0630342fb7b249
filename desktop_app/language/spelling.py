"""Is this word spelled right? The dictionary first, then what a newsroom knows beyond it.

The layers, each only for words the one before did not know: L1 capitals and abbreviations, L2 joined words by their
parts, L3 regular forms of known roots, L4 the house's, the archive's and the newsroom's own words. Most false alarms of
a bare dictionary are names, so an unknown capitalised word counts as one unless it looks like a slip.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from desktop_app.language.affixes import Affixed, irregular, taken_apart
from desktop_app.language.dictionary import Dictionary
from desktop_app.language.words import Word, listed, shaped_like

_LETTERS = "aiueonkmtgrdslpbyhjcwfvzqx"
_MOST_REMEMBERED = 200_000
# A long capitalised word dressed like an Indonesian form is a word, not a name.
_DRESSED = re.compile(r"(?:me|pe|ke|ber|ter|di|se)\w{5,}(?:an|kan|nya)")
_NEAR_FROM = 6
# Forms put before a word and written together with it.
_BOUND = tuple(
    listed(
        "non antar pra pasca sub multi anti pro kontra inter intra semi supra ultra tuna maha nara swa eka "
        "dwi tri catur panca adi ekstra bio geo makro mikro mini mono poli re de dis infra meta auto foto "
        "video tele hiper nir awa kilo mega neo para proto purna super trans wira lir manca"
    )
)
_SHORT_ROOTS = listed("bom bor cap cat cek cor gas lap las pel rem sah tes bon bel beli beri isi aku ada")
_MEASURES = listed("abad kota desa area usia izin arah kali hari jadi asia jawa bali kaki meja atap")
_SHORT = listed("ia ya di ke si se pun per tak kan lah nan sang bak nah wah oh ah eh hai ok")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What people decided and what the archive shows, on top of the house's list. Words in lower case.

    *banned* maps a word to what should stand there instead (may be empty).
    """

    added: Collection[str] = frozenset()
    banned: Mapping[str, str] = field(default_factory=dict)


class Speller:
    """Verdicts for the words of one language. Remembers them; a new :class:`Lexicon` makes it forget.

    *house* are lower-case words, *names* capitalised ones, *abbreviations* exact forms like "Pemprov".
    """

    def __init__(
        self,
        dictionary: Dictionary,
        *,
        house: Collection[str] = frozenset(),
        names: Collection[str] = frozenset(),
        offices: Collection[str] = frozenset(),
        affixes: bool = True,
    ) -> None:
        self._dictionary = dictionary
        self._house = frozenset(house)
        self._names = frozenset(names)
        self._offices = frozenset(offices)
        self._affixes = affixes
        self._whole = dictionary.whole if affixes else frozenset()
        self._roots = dictionary.roots | {word for word in self._house if len(word) > 3}
        self._lexicon = Lexicon()
        self._known: dict[str, bool] = {}
        self._near: dict[str, bool] = {}

    @property
    def lexicon(self) -> Lexicon:
        return self._lexicon

    def take(self, lexicon: Lexicon) -> None:
        """Judge by *lexicon* from now on."""
        self._lexicon = lexicon
        self._known = {}

    def replacement(self, lower: str) -> str | None:
        """What the newsroom wants instead of a banned word (may be empty); None when it is not banned."""
        return self._lexicon.banned.get(lower)

    def right(self, word: Word, before: Word | None = None, after: Word | None = None) -> bool:
        """Whether *word* stands as it should between its neighbours. Never asked for banned words."""
        said = word.text
        if self.knows(said) or word.tied or len(said) < 2:
            return True
        capitals = sum(1 for sign in said if sign.isupper())
        if capitals > 1 and (capitals == len(said) or "-" not in said):
            return True
        if not said[0].isupper():
            return False
        return self._is_name(word, before, after)

    def knows(self, said: str) -> bool:
        """Whether *said* is a word, whatever stands beside it."""
        known = self._known.get(said)
        if known is None:
            if len(self._known) > _MOST_REMEMBERED:
                self._known = {}
            known = self._known[said] = self._judge(said)
        return known

    def _judge(self, said: str) -> bool:
        lower = said.lower()
        if lower in self._lexicon.added:
            return True
        if said in self._names or lower in self._house or said in self._whole or self._dictionary.knows(said):
            return True
        if "-" in said:
            return self._judge_joined(said)
        if "’" in said:
            return self.knows(said.replace("’", "'"))
        if said.endswith("'s") and not self._affixes:
            return self.knows(said[:-2])
        if said != lower and said[1:] == lower[1:]:
            return self.knows(lower)
        if said != lower:
            # "PascaReformasi" is the style rules' business; "BMKG-nya" comes here by its parts.
            return said in self._names or (said.isupper() and len(said) < 8)
        return self._affixes and self._regular(lower)

    def _judge_joined(self, said: str) -> bool:
        """Doubled and joined words by their parts: "kehitam-hitaman", "TNI-Polri", "se-Jawa", "ke-20-an"."""
        parts = [part for part in said.split("-") if part]
        return all(
            self.knows(part)
            or part.lower() in _SHORT
            or part.isupper()
            or part.lower() in ("nya", "an", "ku", "mu")
            or part in _BOUND
            or (part[0].isupper() and not self._slip(part.lower()))
            for part in parts
        )

    def _is_root(self, root: str) -> bool:
        return root in self._roots

    def _regular(self, lower: str) -> bool:
        if irregular(lower):
            return True
        if any(self._likely(made) for made in taken_apart(lower, self._is_root)):
            return True
        return self._bound(lower)

    @staticmethod
    def _likely(made: Affixed) -> bool:
        """Short roots in dress are chance: "ditir" is no form of anything. Nor does news use a bare -i."""
        if not made.prefix and (made.suffix == "i" or (made.suffix == "kan" and len(made.root) < 5)):
            return False
        if made.prefix == "se" and not made.suffix and len(made.root) < 5 and made.root not in _MEASURES:
            return False
        return len(made.root) > 3 or made.root in _SHORT_ROOTS or not (made.prefix or made.suffix)

    def _bound(self, lower: str) -> bool:
        """Bound forms: "pascagempa", "nonaktif", and inside a form: "direlokasi", "menonaktifkan"."""
        for bound in _BOUND:
            if lower.startswith(bound):
                rest = lower[len(bound) :]
                if len(rest) > 3 and (
                    rest in self._roots or self._dictionary.knows(rest) or self._simple(rest)
                ):
                    return True
        known = self._bound_root
        return any(True for _ in taken_apart(lower, known))

    def _simple(self, lower: str) -> bool:
        return any(len(made.root) > 3 for made in taken_apart(lower, self._is_root))

    def _bound_root(self, root: str) -> bool:
        for bound in _BOUND:
            if root.startswith(bound) and len(root) - len(bound) > 3 and root[len(bound) :] in self._roots:
                return True
        return False

    # -- names

    def _is_name(self, word: Word, before: Word | None, after: Word | None) -> bool:
        lower = word.lower
        if any(lower.startswith(office[:4]) and _one_edit(lower, office) for office in self._offices):
            return False
        if self._affixes and len(lower) >= 10 and _DRESSED.fullmatch(lower):
            return False
        named_beside = _capital(after) or (not word.first and _capital(before))
        if named_beside and not word.first:
            return True
        return not self._slip(lower)

    def _slip(self, lower: str) -> bool:
        """One edit away from a word: then it is more likely that word than a name."""
        slip = self._near.get(lower)
        if slip is None:
            if len(self._near) > _MOST_REMEMBERED:
                self._near = {}
            slip = len(lower) >= _NEAR_FROM and any(near in self._roots for near in one_edit_from(lower))
            self._near[lower] = slip
        return slip

    # -- suggestions

    def suggest(self, said: str, most: int = 6) -> tuple[str, ...]:
        """What may have been meant, likeliest first, with the capitals of *said*. Slow, for when somebody asks."""
        lower = said.lower()
        banned = self.replacement(lower)
        found: dict[str, None] = {banned: None} if banned else {}
        for near in one_edit_from(lower):
            if near not in found and self._plain(near):
                found[near] = None
        swapped = [near for near in found if sorted(near) == sorted(lower)]
        doubled = [near for near in found if len(near) == len(lower) - 1 and near[:2] == lower[:2]]
        ranked = dict.fromkeys(([banned] if banned else []) + swapped + doubled + list(found))
        for guess in self._dictionary.suggest(said) if len(ranked) < most else ():
            ranked.setdefault(guess, None)
        shaped = dict.fromkeys(shaped_like(each, said) for each in ranked if each)
        return tuple(each for each in shaped if each != said)[:most]

    def _plain(self, near: str) -> bool:
        return near in self._house or near in self._roots or self._dictionary.knows(near)


def one_edit_from(word: str) -> Iterator[str]:
    """Every string one slip of the finger away: two letters swapped, one too many, one wrong, one missing."""
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(len(word)):
        head, tail = word[:at], word[at + 1 :]
        for letter in _LETTERS:
            yield head + letter + tail
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        for letter in _LETTERS:
            yield head + letter + tail


def _one_edit(one: str, two: str) -> bool:
    """Whether the two differ by one slip (and are not the same)."""
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    shorter, longer = sorted((one, two), key=len)
    at = 0
    while at < len(shorter) and shorter[at] == longer[at]:
        at += 1
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    return shorter[at + 1 :] == longer[at + 1 :] or swapped


def _capital(word: Word | None) -> bool:
    return word is not None and word.text[0].isupper()
