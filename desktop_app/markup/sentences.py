"""Sentences of Indonesian news: counted by their words, or cut out of a paragraph without losing a sign.

Where a cut is in doubt there is none: a piece that is too long only makes a question larger, one that is too short
could join halves of two people's sentences.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_END = re.compile(r"(?<=[.!?…])[\"'”’)*_]*\s+|\\?\n+")
_WORD = re.compile(r"[^\W_]+")

# After one of these a full stop ends no sentence. Titles, streets, units, legal forms; letters alone are initials.
_SHORT_WORDS = """
    a.n an akbp akp al alm almh apt art ay bpk brigjen bripda bripka briptu co cs cv d.a dir dkk dll dr dra drg drh drs
    dsb dst dt e.g et gd gg h hal hj hlm i.e ibid ipda iptu ir irjen jend jl jln k.h kab kapt kav kec kel kep kh kol
    kolom kombes komjen km ko kota kpt kt lamp letjen letkol lh lt m mayjen mr mrs ms n.b nn no nomor nr ny p.a pdt pkl
    pol prof ps psl pt purn r.a rt rw s.d sdr sdri sersan serda sertu st tel telp tgl tn ttd u.b u.p ud ust vol vs
    yth
"""
_SHORT = frozenset(_SHORT_WORDS.split())
_CUT = re.compile(r"([.!?…][\"'”’)\]*_]*)([ \t]+)(?=[\"'“‘(\[*_]*[A-Z0-9À-Þ])")
_BEFORE = re.compile(r"([^\s\"'“”‘’()\[\]*_]+)$")
_DOTTED = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)+\.?")
_BREAK = re.compile(r"(\\?\n)")
_ESCAPED = re.compile(r"\\.")


def sentences(texts: Iterable[str]) -> Counter[str]:
    """How often each sentence stands in the texts, by its words alone: marks, signs and spacing do not count."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_said(text))
    return found


# A merge counts the same paragraphs of three versions again and again.
@lru_cache(maxsize=2048)
def _said(text: str) -> tuple[str, ...]:
    found = (" ".join(_WORD.findall(part)) for part in _END.split(text))
    return tuple(said for said in found if said)


def word_counts(text: str) -> Counter[str]:
    """How often each word stands in the text."""
    return Counter(_WORD.findall(text))


def likeness(one: Counter[str], two: Counter[str]) -> float:
    """0 when no word is common, 1 when all are (Dice's coefficient over words with their counts)."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def cut(paragraph: str) -> list[str]:
    """The sentences of a paragraph of Markdown as they are written; `joined` puts them together again.

    A hard line break ends a piece and stays at its end. Nothing is cut inside quotation marks, emphasis or a link.
    """
    pieces: list[str] = []
    for line in _BREAK.split(paragraph):
        if _BREAK.fullmatch(line) and pieces:
            pieces[-1] += line
        elif line:
            pieces += _of_line(line)
    return _whole(pieces)


def joined(pieces: Iterable[str]) -> str:
    """The paragraph that these pieces make."""
    text = ""
    for piece in pieces:
        text = _glued(text, piece)
    return text.rstrip("\\\n") if text.endswith("\n") else text


def _glued(text: str, piece: str) -> str:
    return text + piece if not text or text.endswith("\n") else f"{text} {piece}"


def _of_line(line: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for found in _CUT.finditer(line):
        if not _shortened(line[start : found.start(1)], found.group(1)):
            pieces.append(line[start : found.start(2)])
            start = found.end(2)
    return [*pieces, line[start:]]


def _shortened(before: str, sign: str) -> bool:
    """Whether the full stop belongs to the word before it: "dr.", "No.", the M of "M. Nasir"."""
    found = _BEFORE.search(before)
    if not sign.startswith(".") or found is None:
        return False
    word = found.group(1)
    return (
        word.lower() in _SHORT or (len(word) == 1 and word.isalpha()) or _DOTTED.fullmatch(word) is not None
    )


def _whole(pieces: list[str]) -> list[str]:
    """Pieces glued together until no quotation, emphasis or link is open at a cut."""
    whole: list[str] = []
    waiting = ""
    for piece in pieces:
        waiting = _glued(waiting, piece)
        if _balanced(waiting):
            whole.append(waiting)
            waiting = ""
    return [*whole, waiting] if waiting else whole


def _balanced(text: str) -> bool:
    bare = _ESCAPED.sub("", text)
    return (
        not any(bare.count(sign) % 2 for sign in ('"', "*", "**", "_", "__", "`"))
        and bare.count("“") == bare.count("”")
        and bare.count("[") == bare.count("]")
        and bare.count("(") == bare.count(")")
    )
