"""The language tools of a desk: opened when first asked for, from the dictionaries and lists at hand."""

import threading
from collections.abc import Callable
from pathlib import Path

from desktop_app.domain.flag import Context, Flag, Passage
from desktop_app.language import style
from desktop_app.language.checking import Checker
from desktop_app.language.dictionary import Dictionary, find
from desktop_app.language.spelling import Lexicon, Speller
from desktop_app.language.stems import Stemmer
from desktop_app.language.style import Style
from desktop_app.language.words import listed

LANGUAGES = ("id", "en")
_PACKAGES = {"id": "hunspell-id", "en": "hunspell-en-us"}
_NAMES = {"id": "Indonesia", "en": "Inggris"}


class Shelf:
    """Safe to ask from several threads. *lists* is the folder of the house's own lists and rules.

    *folder* answers where this person keeps dictionaries; None means the system's own places.
    """

    def __init__(
        self,
        lists: Path | None = None,
        folder: Callable[[], Path | None] = lambda: None,
        *,
        system: bool = True,
    ) -> None:
        self._lists = lists
        self._folder = folder
        self._system = system
        self._guard = threading.RLock()
        self._dictionaries: dict[str, Dictionary | None] = {}
        self._checkers: dict[str, Checker] = {}
        self._stemmer: Stemmer | None = None
        self._lexicon = Lexicon()

    def check(self, passage: Passage, context: Context) -> tuple[Flag, ...]:
        """Spelling and style of one passage."""
        return self.checker(context.language).check(passage, context)

    def checker(self, language: str) -> Checker:
        """The checker of a language; one without dictionary checks style alone."""
        with self._guard:
            made = self._checkers.get(language)
            if made is None:
                made = self._checkers[language] = self._made(language)
                made.take(self._lexicon)
            return made

    def take(self, lexicon: Lexicon) -> None:
        """The newsroom's words changed."""
        with self._guard:
            self._lexicon = lexicon
            for checker in self._checkers.values():
                checker.take(lexicon)

    def stemmer(self) -> Stemmer:
        """Stems for search. Without an Indonesian dictionary it answers words as they are."""
        with self._guard:
            if self._stemmer is None:
                dictionary = self.dictionary("id")
                self._stemmer = Stemmer(dictionary.roots if dictionary else frozenset())
            return self._stemmer

    def dictionary(self, language: str) -> Dictionary | None:
        """The dictionary of a language, when there is one."""
        with self._guard:
            if language not in self._dictionaries:
                chosen = self._folder()
                folders = (chosen,) if chosen is not None else ()
                self._dictionaries[language] = find(language, folders, system=self._system)
            return self._dictionaries[language]

    def notice(self, language: str) -> str:
        """A calm sentence when spelling cannot be checked; empty when it can."""
        if self.dictionary(language) is not None:
            return ""
        name, package = _NAMES.get(language, language), _PACKAGES.get(language, f"hunspell-{language}")
        return (
            f"Kamus ejaan bahasa {name} belum ada di komputer ini. Pasang paket {package}, atau pilih foldernya di "
            "Sunting > Bahasa. Gaya bahasa tetap diperiksa."
        )

    def look_again(self) -> None:
        """Another folder was chosen, or a dictionary was installed."""
        with self._guard:
            self._dictionaries = {}
            self._checkers = {}
            self._stemmer = None

    def _made(self, language: str) -> Checker:
        dictionary = self.dictionary(language)
        rules = self._rules(language)
        if language == "id":
            return Checker(self._indonesian(dictionary) if dictionary else None, rules, self._foreign)
        return Checker(Speller(dictionary, affixes=False) if dictionary else None, rules)

    def _foreign(self) -> Speller | None:
        return self.checker("en").speller

    def _indonesian(self, dictionary: Dictionary) -> Speller:
        return Speller(
            dictionary,
            house=_read_list(self._lists, "id/words.txt"),
            names=_read_list(self._lists, "id/names.txt"),
            offices=_OFFICES,
        )

    def _rules(self, language: str) -> Style:
        file = self._lists / language / "style.toml" if self._lists is not None else None
        return style.load(file) if file is not None and file.is_file() else Style()


_OFFICES = listed(
    "gubernur presiden menteri bupati camat lurah ketua wakil kepala direktur komisaris jenderal "
    "pemerintah provinsi kabupaten kecamatan kelurahan kementerian dinas"
)


def _read_list(folder: Path | None, name: str) -> frozenset[str]:
    """The words of a list file; lines that begin with # explain."""
    if folder is None or not (folder / name).is_file():
        return frozenset()
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
