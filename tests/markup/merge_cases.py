"""Sixteen ways two desks change one story, made by the dice, and a judge that shares no code with the merge."""

import random
import re
from collections import Counter

from desktop_app.domain.document import BlockText

_WHO = (
    "Gubernur DKI Jakarta", "Kepala Dinas Bina Marga", "Warga Rawa Badak", "Ketua RW setempat", "Juru bicara Pemprov",
    "Nelayan Kamal Muara", "Direktur Transjakarta", "Pengamat tata kota dari Trisakti", "Camat Koja",
    "Petugas lapangan",
)  # fmt: skip
_DOES = (
    "menyatakan",
    "membantah",
    "menegaskan",
    "memperkirakan",
    "meminta",
    "mengakui",
    "menjelaskan",
    "mengusulkan",
)
_WHAT = (
    "perbaikan {n} ruas jalan belum dimulai", "bantuan bagi {n} keluarga telah disalurkan",
    "tarif parkir naik {n} persen", "pemindahan {n} lapak ditunda", "{n} pompa air siap beroperasi",
    "pemeriksaan terhadap {n} kontraktor berlanjut", "{n} taman baru dibuka bertahap",
)  # fmt: skip
_WHEN = (
    "setelah rapat tertutup selama tiga jam", "dalam keterangan tertulis kepada redaksi", "di hadapan puluhan warga",
    "sebagaimana tertulis di surat edaran", "meski data resmi belum diumumkan", "ketika ditemui di Balai Kota",
)  # fmt: skip

Story = list[tuple[str, list[str]]]  # block id, sentences


class Case:
    """One story and its two edits. *number* makes every sentence unlike all others."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)
        self.number = self.dice.randint(1000, 4000)
        self.base = [self.block(self.dice.randint(3, 6)) for _ in range(self.dice.randint(8, 16))]
        self.mine, self.theirs = self.copy(), self.copy()

    def sentence(self) -> str:
        self.number += 1
        dice = self.dice
        what = dice.choice(_WHAT).format(n=dice.randint(11, 989))
        return f"{dice.choice(_WHO)} {dice.choice(_DOES)} {what} {dice.choice(_WHEN)}, menurut catatan {self.number}."

    def block(self, sentences: int = 2) -> tuple[str, list[str]]:
        return f"{self.dice.getrandbits(48):012x}", [self.sentence() for _ in range(sentences)]

    def copy(self) -> Story:
        return [(name, list(said)) for name, said in self.base]

    def any(self, low: int = 0, high: int = 0) -> int:
        return self.dice.randrange(low, len(self.base) - high)

    def again(self) -> None:
        self.mine, self.theirs = self.copy(), self.copy()


def _swapped(dice: random.Random, sentence: str, places: list[int]) -> str:
    words = sentence.split(" ")
    place = places.pop(dice.randrange(len(places)))
    words[place] = dice.choice(("kembali", "terbaru", "lanjutan", "bersama")) + "nya"
    return " ".join(words)


def different_paragraphs(c: Case) -> None:
    one, two = c.dice.sample(range(len(c.base)), 2)
    c.mine[one][1][0], c.theirs[two][1][1] = c.sentence(), c.sentence()


def one_paragraph_far_apart(c: Case) -> None:
    at = c.any()
    c.base[at] = c.block(5)
    c.again()
    c.mine[at][1][0], c.theirs[at][1][4] = c.sentence(), c.sentence()


def one_paragraph_side_by_side(c: Case) -> None:
    at = c.any()
    c.mine[at][1][0], c.theirs[at][1][1] = c.sentence(), c.sentence()


def one_sentence_other_words(c: Case) -> None:
    at = c.any()
    said = c.base[at][1][1]
    places = list(range(2, len(said.split(" ")) - 3))
    c.mine[at][1][1], c.theirs[at][1][1] = _swapped(c.dice, said, places), _swapped(c.dice, said, places)


def one_number(c: Case) -> None:
    at = c.any()
    one, two = c.dice.sample(range(11, 989), 2)
    said = c.base[at][1][1]
    c.mine[at][1][1] = re.sub(r"\d+", str(one), said, count=1)
    c.theirs[at][1][1] = re.sub(r"\d+", str(two), said, count=1)


def the_same_slip_mended(c: Case) -> None:
    at = c.any()
    good = c.base[at][1][1]
    c.base[at][1][1] = good.replace("e", "", 1)
    c.again()
    c.mine[at][1][1] = c.theirs[at][1][1] = good
    c.theirs[(at + 1) % len(c.base)][1][0] = c.sentence()


def deleted_and_edited(c: Case) -> None:
    at = c.any(1, 1)
    del c.mine[at]
    c.theirs[at][1][1] = c.sentence()


def moved_and_edited(c: Case) -> None:
    at = c.any(1, 4)
    c.mine.insert(len(c.mine) - 2, c.mine.pop(at))
    c.theirs[at][1][1] = c.sentence()


def both_put_in(c: Case) -> None:
    at = c.any(1)
    c.mine.insert(at, c.block())
    c.theirs.insert(at, c.block())


def the_same_paste(c: Case) -> None:
    at = c.any(1)
    (one, said), (two, _) = c.block(), c.block()
    c.mine.insert(at, (one, list(said)))
    c.theirs.insert(at, (two, list(said)))
    c.theirs[(at + 3) % len(c.base)][1][0] = c.sentence()


def split_and_edited(c: Case) -> None:
    at = c.any()
    c.base[at] = c.block(6)
    c.again()
    name, said = c.base[at]
    c.mine[at : at + 1] = [(name, said[:3]), (c.block()[0], said[3:])]
    c.theirs[at][1][4] = c.sentence()


def joined_and_edited(c: Case) -> None:
    at = c.any(0, 1)
    (name, one), (_, two) = c.base[at], c.base[at + 1]
    c.mine[at : at + 2] = [(name, one + two)]
    c.theirs[at + 1][1][-1] = c.sentence()


def rewritten_and_a_comma(c: Case) -> None:
    at = c.any()
    c.mine[at] = (c.block()[0], [c.sentence() for _ in range(4)])
    c.theirs[at][1][1] = c.theirs[at][1][1].replace(", menurut", " menurut")


def both_moved_it(c: Case) -> None:
    at = c.any(3, 3)
    c.mine.insert(0, c.mine.pop(at))
    c.theirs.append(c.theirs.pop(at))
    c.theirs[1][1][0] = c.sentence()


def _worked_on(c: Case, story: Story, edits: int) -> None:
    dice = c.dice
    for _ in range(edits):
        kind, at = dice.choice("eeeeiidms"), dice.randrange(len(story))
        if kind == "e":
            said = story[at][1]
            said[dice.randrange(len(said))] = c.sentence()
        elif kind == "i":
            story.insert(at, c.block())
        elif kind == "d" and len(story) > 4:
            del story[at]
        elif kind == "m":
            story.insert(dice.randrange(len(story)), story.pop(at))
        elif kind == "s" and len(story[at][1]) > 2:
            name, said = story[at]
            story[at : at + 1] = [(name, said[:2]), (c.block()[0], said[2:])]


def a_light_day(c: Case) -> None:
    _worked_on(c, c.mine, c.dice.randint(1, 2))
    _worked_on(c, c.theirs, c.dice.randint(1, 2))


def a_heavy_day(c: Case) -> None:
    _worked_on(c, c.mine, c.dice.randint(3, 7))
    _worked_on(c, c.theirs, c.dice.randint(3, 7))


CASES = (
    different_paragraphs, one_paragraph_far_apart, one_paragraph_side_by_side, one_sentence_other_words, one_number,
    the_same_slip_mended, deleted_and_edited, moved_and_edited, both_put_in, the_same_paste, split_and_edited,
    joined_and_edited, rewritten_and_a_comma, both_moved_it, a_light_day, a_heavy_day,
)  # fmt: skip


def made(case, number: int) -> Case:
    """Story *number* of a case."""
    c = Case(f"{case.__name__} {number}")
    case(c)
    return c


def body(story: Story) -> tuple[BlockText, ...]:
    return tuple(BlockText(name, " ".join(said)) for name, said in story)


def harm(c: Case, merged) -> set[str]:
    """What went wrong without a word to anybody: broken words, sentences nobody wrote, doubled or lost ones."""
    sides = [Counter(one for _, said in story for one in said) for story in (c.base, c.mine, c.theirs)]
    vocabulary = {word for side in sides for said in side for word in re.findall(r"\w+", said)}
    asked = " ".join(text for clash in merged.clashes for text in (clash.base, clash.mine, clash.theirs))
    text = "\n".join(block.text for block in merged.body)
    live = Counter(re.findall(r"[A-Z][^\n]*?catatan \d+\.", text))
    found = set()
    if set(re.findall(r"\w+", text)) - vocabulary:
        found.add("broken")
    if (
        any(not any(said in side for side in sides) for said in live)
        or re.sub(r"[A-Z][^\n]*?catatan \d+\.", "", text).strip()
    ):
        found.add("chimera")
    if any(count > max(side[said] for side in sides) for said, count in live.items()):
        found.add("doubled")
    new = (sides[1].keys() | sides[2].keys()) - sides[0].keys()
    if any(said not in live and said not in asked for said in new):
        found.add("lost")
    return found
