"""What people in the simulated newsroom write: sentences that can each be told from all others for ever."""

import random
import re

_WHO = ("Gubernur", "Warga Kampung Melayu", "Kepala dinas", "Nelayan Muara Angke", "Juru bicara", "Wali kota")
_DOES = ("menyatakan", "membantah", "menegaskan", "memperkirakan", "meminta", "mengakui", "menyesalkan")
_WHAT = (
    "anggaran tanggul belum dicairkan",
    "pengungsi bertahan di balai desa",
    "harga beras naik dalam sepekan",
    "pedagang pindah ke lokasi sementara",
    "sekolah diliburkan akibat asap",
    "bus listrik segera dioperasikan",
)
_WHEN = ("sejak Selasa malam", "di hadapan wartawan", "menjelang rapat", "dalam keterangan tertulis")

_SENTENCE = re.compile(r"[^.]*?\bk(\d+)z\b[^.]*?\bk\1z\.")
_MARK = re.compile(r"\bk\d+z\b")


def sentence(dice: random.Random, number: int) -> str:
    """A sentence that begins and ends with its own mark, so that a blend of two is seen."""
    words = (dice.choice(_WHO), dice.choice(_DOES), dice.choice(_WHAT), dice.choice(_WHEN))
    who, does, what, when = words
    return f"{who} k{number}z {does} {what} {when} k{number}z."


def said_in(text: str) -> list[str]:
    """The sentences of *text*, in order, each with its repeats."""
    return [found.group(0).strip() for found in _SENTENCE.finditer(text)]


def left_over(text: str) -> str:
    """What of *text* is no whole sentence of ours: empty in an honest text."""
    return _SENTENCE.sub("", text).strip()


def marks_in(text: str) -> set[str]:
    """The marks of all sentences *text* holds a part of."""
    return set(_MARK.findall(text))
