"""How Indonesian words grow: prefixes with their nasals, suffixes, clitics. Forwards and backwards.

A word is taken apart only where putting it together again gives exactly the same letters, so that "mempengaruhi"
is no form of "pengaruh" while "memengaruhi" is. Rules after *Tata Bahasa Baku Bahasa Indonesia* and EYD V.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.language.words import listed

_VOWELS: Final = frozenset("aiueo")
_SHORTEST_ROOT = 3
_NUMBERS = listed(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas puluh ratus ribu juta sekian"
)

SUFFIXES = ("", "kan", "an", "i")
CLITICS = ("", "nya", "lah", "kah", "ku", "mu", "pun", "nyalah")
# Particles wear thin on rare words: only these may follow a suffix.
_AFTER_SUFFIX = frozenset(("", "nya", "lah", "nyalah"))

# A prefix is written as plain letters and, with a trailing "N", the nasal that melts into the root.
_LEGAL: Final = {
    "": ("", "kan", "an", "i"),
    "di": ("", "kan", "i"),
    "ke": ("", "an"),
    "se": ("", "an"),
    "ter": ("", "kan", "i"),
    "ber": ("", "an", "kan"),
    "meN": ("", "kan", "i"),
    "peN": ("", "an"),
    "per": ("an",),
    "memper": ("", "kan", "i"),
    "diper": ("", "kan", "i"),
    "teper": ("kan",),
    "member": ("kan",),
    "diber": ("kan",),
    "pember": ("an",),
    "keter": ("an",),
    "keber": ("an",),
    "kese": ("an",),
    "perse": ("an",),
    "menye": ("kan",),
    "dise": ("kan",),
    "penye": ("an",),
    "menge": ("kan",),
    "dike": ("kan",),
    "penge": ("an",),
    "ketidak": ("an",),
    "berke": ("an",),
    "berpeN": ("an",),
    "sepeN": ("an",),
    "seper": ("an",),
}
# Learned forms that no rule makes.
_IRREGULAR = {
    "belajar": "ajar", "pelajar": "ajar", "pelajaran": "ajar", "pembelajaran": "ajar", "mempelajari": "ajar",
    "dipelajari": "ajar", "pekerja": "kerja", "pekerjaan": "kerja", "bekerja": "kerja", "beserta": "serta",
    "peserta": "serta", "petani": "tani", "petugas": "tugas", "pedagang": "dagang", "petenis": "tenis",
    "mengebom": "bom", "pengeboman": "bom", "mengecek": "cek", "pengecekan": "cek", "mengecat": "cat",
    "pengecatan": "cat", "peristiwa": "peristiwa", "bersama": "sama", "kebersamaan": "sama",
    "penyelenggara": "selenggara", "terlantar": "lantar", "telantar": "lantar", "penelantaran": "lantar",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Affixed:
    prefix: str
    root: str
    suffix: str
    clitic: str


def joined(prefix: str, root: str) -> tuple[str, ...]:
    """The ways *prefix* goes before *root*; none when the two do not go together."""
    if prefix.endswith("N"):
        stem = prefix[:-1]
        return tuple(stem + tail for tail in _nasal(root))
    if prefix.endswith("er") and root[:1] == "r":
        return (prefix[:-1] + root,)
    if prefix in ("ber", "ter", "per") and _er_inside(root):
        return (prefix[:-1] + root, prefix + root)
    return (prefix + root,)


def _er_inside(root: str) -> bool:
    """Roots like "kerja", "percaya": their first syllable ends in -er, so ber- loses its r."""
    return len(root) > 4 and root[1:3] == "er" and root[3] not in _VOWELS


def _nasal(root: str) -> tuple[str, ...]:
    first, second = root[0], root[1:2]
    melts = second in _VOWELS
    forms: tuple[str, ...]
    if first in _VOWELS or first in "ghq":
        forms = ("ng" + root,)
    elif first == "k":
        forms = ("ng" + root[1:],) if melts else ("ng" + root,)
    elif first == "p":
        forms = ("m" + root[1:],) if melts else ("m" + root,)
    elif first == "t":
        forms = ("n" + root[1:],) if melts else ("n" + root,)
    elif first == "s":
        forms = ("ny" + root[1:],) if melts else ("n" + root,)
    elif first in "bfv":
        forms = ("m" + root,)
    elif first in "cdjz":
        forms = ("n" + root,)
    elif first in "lrmnwy":
        forms = (root,)
    else:
        forms = ()
    if sum(letter in _VOWELS for letter in root) == 1:
        return (*forms, "nge" + root)
    return forms


def forms_of(root: str) -> Iterator[tuple[Affixed, str]]:
    """Every regular form of *root* with how it was made (without clitics but -nya)."""
    for prefix, suffixes in _LEGAL.items():
        for front in joined(prefix, root):
            for suffix in suffixes if prefix != "ke" else ("an",):
                for clitic in ("", "nya"):
                    yield Affixed(prefix, root, suffix, clitic), front + suffix + clitic


def formed(made: Affixed, root: str) -> str:
    """Another root in the same clothes: ("di", "ijin", "kan") with "izin" is "diizinkan"."""
    fronts = joined(made.prefix, root)
    return (fronts[0] if fronts else made.prefix.rstrip("N") + root) + made.suffix + made.clitic


def taken_apart(word: str, known: Callable[[str], bool]) -> Iterator[Affixed]:
    """Every way *word* (lower case) is a regular form of a root *known* holds; the barest dress comes first."""
    for clitic in CLITICS:
        if clitic and not word.endswith(clitic):
            continue
        bare = word[: len(word) - len(clitic)] if clitic else word
        for suffix in SUFFIXES:
            if suffix and (clitic not in _AFTER_SUFFIX or not bare.endswith(suffix)):
                continue
            front = bare[: len(bare) - len(suffix)] if suffix else bare
            if len(front) < _SHORTEST_ROOT:
                continue
            for prefix, root in _fronts(front, suffix):
                if len(root) >= _SHORTEST_ROOT and known(root) and front in joined(prefix, root):
                    yield Affixed(prefix, root, suffix, clitic)


def _fronts(front: str, suffix: str) -> Iterator[tuple[str, str]]:
    """(prefix, root) that may have made *front*; the caller proves them."""
    if suffix in _LEGAL[""]:
        yield "", front
    for prefix, suffixes in _LEGAL.items():
        if not prefix or suffix not in suffixes:
            continue
        if prefix.endswith("N"):
            stem = prefix[:-1]
            if front.startswith(stem):
                yield from ((prefix, root) for root in _unmelted(front[len(stem) :]))
            continue
        if front.startswith(prefix):
            rest = front[len(prefix) :]
            if prefix == "ke" and not suffix and rest not in _NUMBERS:
                continue
            yield prefix, rest
        if prefix.endswith("er") and front.startswith(prefix[:-1]):
            yield prefix, front[len(prefix) - 1 :]


def _unmelted(tail: str) -> Iterator[str]:
    if tail.startswith("nge"):
        yield tail[3:]
    if tail.startswith("ng"):
        yield tail[2:]
        yield "k" + tail[2:]
    elif tail.startswith("ny"):
        yield "s" + tail[2:]
    if tail.startswith("n"):
        yield tail[1:]
        yield "t" + tail[1:]
    if tail.startswith("m"):
        yield tail[1:]
        yield "p" + tail[1:]
    yield tail


def irregular(word: str) -> str:
    """The root of a learned form, or an empty string."""
    for clitic in ("", "nya", "lah", "kah"):
        if word.endswith(clitic):
            root = _IRREGULAR.get(word[: len(word) - len(clitic)] if clitic else word)
            if root:
                return root
    return ""
