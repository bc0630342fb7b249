"""The directory of credits: the people and bodies whose names stand under pictures, found by any part of a name."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from desktop_app.domain.credit import Craft, CreditForm, Hand, Licence, name_fault, tidy, without_titles
from desktop_app.domain.errors import Refusal


class ContributorKind(StrEnum):
    PERSON = "person"
    AGENCY = "agency"
    PUBLIC_BODY = "public_body"  # gives handouts
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody, or some body, that pictures are credited to. *name* is spelled as credits show it.

    *aliases* are other spellings people type, *codes* short words that mean this entry. *organisation* is the entry
    a person works for. *craft* and *licence* are what a new credit starts from; *mandatory* is text its owner wants
    in captions. *merged_into* names the entry this double became part of; the double itself stays for the history.
    """

    id: str
    name: str
    kind: ContributorKind = ContributorKind.PERSON
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    organisation: str = ""
    craft: Craft = Craft.PHOTOGRAPHER
    licence: Licence = Licence.UNKNOWN
    mandatory: str = ""
    active: bool = True
    merged_into: str = ""
    deleted: bool = False
    extra: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def listed(self) -> bool:
        """Whether the entry may be chosen for a new credit."""
        return self.active and not self.deleted and not self.merged_into

    @property
    def hand(self) -> Hand:
        """How a credit points at this person."""
        return Hand(self.id, self.craft)

    @property
    def form(self) -> CreditForm:
        """The form a credit takes when this body stands behind the picture."""
        return _FORMS[self.kind]


_FORMS = {
    ContributorKind.PERSON: CreditForm.STAFF,
    ContributorKind.AGENCY: CreditForm.AGENCY,
    ContributorKind.PUBLIC_BODY: CreditForm.HANDOUT,
    ContributorKind.ARCHIVE: CreditForm.ARCHIVE,
}


def checked(entry: Contributor) -> Contributor:
    """The entry as it may be kept, trimmed. Raises Refusal when its name could not stand in a credit line."""
    name = without_titles(entry.name) if entry.kind is ContributorKind.PERSON else tidy(entry.name)
    fault = name_fault(name) if entry.kind is ContributorKind.PERSON else ""
    if fault or not name:
        raise Refusal(fault or "Isi namanya.", rule="directory.name")
    codes = tuple(dict.fromkeys(code.strip("=\\ ") for code in entry.codes if code.strip("=\\ ")))
    for code in codes:
        if " " in code:
            raise Refusal(f"Kode “{code}” tidak boleh berisi spasi.", rule="directory.code")
    aliases = tuple(dict.fromkeys(alias for text in entry.aliases if (alias := tidy(text)) and alias != name))
    return replace(entry, name=name, aliases=aliases, codes=codes, mandatory=tidy(entry.mandatory))


def merged(kept: Contributor, double: Contributor) -> tuple[Contributor, Contributor]:
    """Both entries after *double* became part of *kept*: every name and code of either now finds the kept one."""
    if kept.id == double.id:
        raise Refusal("Pilih dua nama yang berbeda untuk digabung.", rule="directory.merge")
    if (kept.kind is ContributorKind.PERSON) != (double.kind is ContributorKind.PERSON):
        raise Refusal("Orang dan lembaga tidak dapat digabung.", rule="directory.merge")
    whole = replace(
        kept,
        aliases=(*kept.aliases, double.name, *double.aliases),
        codes=(*kept.codes, *double.codes),
        organisation=kept.organisation or double.organisation,
        mandatory=kept.mandatory or double.mandatory,
    )
    return checked(whole), replace(double, merged_into=kept.id)


def folded(text: str) -> str:
    """The form names are compared in: no case, no accents, no apostrophes; ``Ma’ruf`` is ``maruf``."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in _APOSTROPHES)


_APOSTROPHES = "'’‘`´ʼʻ"
_END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """One answer of the directory. *matched* is the alias or code that was typed, empty for the name itself."""

    entry: Contributor
    matched: str = ""


class Directory:
    """Entries ready to be searched while somebody types. Made anew when an entry changes; never changes itself.

    *recent* gives a higher number to whoever was credited later; names without one come last. Names that stand in
    credits but have no entry yet may be handed in as entries with an empty id.
    """

    def __init__(self, entries: Iterable[Contributor], recent: Mapping[str, int] | None = None) -> None:
        self.entries = tuple(entries)
        self._by_id = {entry.id: entry for entry in self.entries if entry.id}
        listed = [entry for entry in self.entries if entry.listed]
        self._listed = listed
        used = recent or {}
        self._order = [(-used.get(entry.name, 0), folded(entry.name)) for entry in listed]
        self._words: list[tuple[str, int]] = sorted(
            {(word, place) for place, entry in enumerate(listed) for word in _words(entry)}
        )
        self._of = [tuple(_words(entry)) for entry in listed]
        self._codes = {folded(code): place for place, entry in enumerate(listed) for code in entry.codes}
        self._names: dict[str, int] = {}
        for place, entry in enumerate(listed):
            for name in (*entry.aliases, entry.name):
                self._names[folded(name)] = place

    def get(self, entry_id: str) -> Contributor | None:
        """The entry, or the one it was merged into; None when it is not known."""
        found = self._by_id.get(entry_id)
        for _ in range(len(self._by_id)):
            if found is None or not found.merged_into:
                return found
            found = self._by_id.get(found.merged_into)
        return None

    def named(self, name: str) -> Contributor | None:
        """The entry whose name, alias or code is exactly this, without regard to case, accents and apostrophes."""
        key = folded(tidy(name))
        place = self._codes.get(key.strip("=\\"), self._names.get(key))
        return None if place is None else self._listed[place]

    def suggest(
        self, typed: str, limit: int = 8, kinds: Iterable[ContributorKind] = tuple(ContributorKind)
    ) -> tuple[Found, ...]:
        """Entries in which every typed word begins a word of the name, an alias or a code; likely ones first.

        A code typed whole comes first, then whoever was credited last. An empty *typed* answers the latest names.
        """
        wanted = set(kinds)
        words = folded(typed).strip("=\\ ").split()
        places = [place for place in self._matching(words) if self._listed[place].kind in wanted]
        code = self._codes.get(" ".join(words))
        places.sort(key=lambda place: (place != code, *self._order[place]))
        return tuple(Found(self._listed[place], self._matched(place, words)) for place in places[:limit])

    def neighbours(self, name: str) -> tuple[str, ...]:
        """Names of which some word begins with the same two letters: few enough to be compared while somebody waits."""
        begun = {word[:2] for word in folded(tidy(name)).replace("_", " ").split()}
        found: dict[str, None] = {}
        for start in begun:
            found |= dict.fromkeys(self._listed[place].name for place in self._matching([start]))
        return tuple(found)

    def sources(self) -> tuple[str, ...]:
        """Names of all bodies, for reading a credit line back."""
        return tuple(entry.name for entry in self._listed if entry.kind is not ContributorKind.PERSON)

    def _matching(self, words: list[str]) -> Iterator[int]:
        if not words:
            yield from range(len(self._listed))
            return
        longest = max(words, key=len)
        seen = set()
        for at in range(bisect_left(self._words, (longest, -1)), len(self._words)):
            word, place = self._words[at]
            if not word.startswith(longest):
                break
            if place not in seen and all(any(own.startswith(w) for own in self._of[place]) for w in words):
                seen.add(place)
                yield place

    def _matched(self, place: int, words: list[str]) -> str:
        entry = self._listed[place]
        own = folded(entry.name).split()
        if all(any(part.startswith(word) for part in own) for word in words):
            return ""
        others = (*entry.codes, *entry.aliases)
        return next((text for text in others if any(word in folded(text) for word in words)), "")


def _words(entry: Contributor) -> Iterator[str]:
    for text in (entry.name, *entry.aliases, *entry.codes):
        yield from folded(text).replace("-", " ").split()
