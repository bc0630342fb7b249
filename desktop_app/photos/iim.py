"""IPTC-IIM: the older block of a JPEG, and the Photoshop resources it lives in.

Lengths are octets. The standard's limits are enforced when writing, cut between code points; the full text is in XMP.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.newsroom import WIB
from desktop_app.domain.photo_limits import OCTETS
from desktop_app.photos.facts import FIRST_YEAR, WRITTEN_ZONE
from desktop_app.photos.text import cut_octets, decoded

IIM_RESOURCE, DIGEST_RESOURCE = 0x0404, 0x0425
_MARKER = b"\x1b%G"  # ISO 2022: from here on UTF-8

INSTRUCTIONS, DATE, TIME, BYLINE = 40, 55, 60, 80
PHOTO_ID, HEADLINE, CREDIT, SOURCE, COPYRIGHT, CAPTION = 103, 105, 110, 115, 116, 120

LIMITS = {
    INSTRUCTIONS: OCTETS["instructions"], BYLINE: OCTETS["creator"], PHOTO_ID: OCTETS["photo_id"],
    HEADLINE: OCTETS["headline"], CREDIT: OCTETS["credit"], SOURCE: OCTETS["source"], COPYRIGHT: OCTETS["notice"],
    CAPTION: OCTETS["caption"],
}  # fmt: skip
_DAY, _CLOCK, _MOMENT = "%Y%m%d", "%Y%m%d%H%M%S", "%Y%m%d%H%M%S%z"
_TEXT_KEPT_AS_BYTES = (0,)  # record version: two bytes of number

# Photoshop's own mark, and those other programs put in its place.
_SIGNATURES = (b"8BIM", b"AgHg", b"DCSR", b"MeSa", b"PHUT")

DataSet = tuple[int, int, bytes]  # record, number, data


@dataclass(frozen=True, slots=True)
class Resource:
    """One Photoshop resource; *name* is its name field as stored, *mark* the program that wrote it."""

    number: int
    data: bytes
    name: bytes = b"\0\0"
    mark: bytes = b"8BIM"


@dataclass(frozen=True, slots=True)
class Iim:
    """Texts by data set number of record 2; *guessed* when the character set was not declared."""

    texts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    guessed: bool = False

    def first(self, number: int) -> str:
        return next(iter(self.texts.get(number, ())), "")

    @property
    def taken_at(self) -> datetime | None:
        """The moment of ``2:55`` and ``2:60``, in the newsroom's zone where none is told; midnight without a time."""
        time = self.first(TIME)
        for form, said in ((_MOMENT, time), (_CLOCK, time[:6]), (_DAY, "")):
            try:
                moment = datetime.strptime(self.first(DATE) + said, form)
            except ValueError:
                continue
            return moment.replace(tzinfo=moment.tzinfo or WIB) if moment.year >= FIRST_YEAR else None
        return None


def resources(data: bytes) -> list[Resource]:
    """The Photoshop resources in order. What follows a broken one is left out."""
    found: list[Resource] = []
    at = 0
    while data[at : at + 4] in _SIGNATURES and at + 12 <= len(data):
        number = struct.unpack_from(">H", data, at + 4)[0]
        name_end = at + 7 + data[at + 6]
        name_end += (name_end - at) % 2  # the name and its length byte are padded to an even size
        if name_end + 4 > len(data):
            break
        size = struct.unpack_from(">I", data, name_end)[0]
        start = name_end + 4
        if start + size > len(data):
            break
        found.append(Resource(number, data[start : start + size], data[at + 6 : name_end], data[at : at + 4]))
        at = start + size + size % 2
    return found


def pack_resources(items: list[Resource]) -> bytes:
    """The stored form of *items*."""
    packed = b""
    for item in items:
        packed += item.mark + struct.pack(">H", item.number) + item.name + struct.pack(">I", len(item.data))
        packed += item.data + b"\0" * (len(item.data) % 2)
    return packed


def data_sets(block: bytes) -> Iterator[DataSet]:
    """The data sets in order, until the first that cannot be followed."""
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, number, size = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if size & 0x8000:
            width = size & 0x7FFF
            if width > 4 or at + width > len(block):
                return
            size = int.from_bytes(block[at : at + width], "big")
            at += width
        if at + size > len(block):
            return
        yield record, number, block[at : at + size]
        at += size


def read(block: bytes) -> Iim:
    """The texts of the application record."""
    sets = list(data_sets(block))
    utf8 = any(record == 1 and number == 90 and data == _MARKER for record, number, data in sets)
    texts: dict[int, tuple[str, ...]] = {}
    guessed = False
    for record, number, data in sets:
        if record == 2 and number not in _TEXT_KEPT_AS_BYTES:
            text, guess = decoded(data, utf8=utf8)
            guessed = guessed or (guess and number in LIMITS)
            if text:
                texts[number] = (*texts.get(number, ()), text)
    return Iim(texts, guessed)


def write(texts: dict[int, tuple[str, ...]], taken_at: datetime | None, kept: bytes = b"") -> bytes:
    """A UTF-8 block with *texts*; from the older block *kept*, data sets not in *texts* stay, turned into UTF-8.

    An empty tuple in *texts* removes a data set. A marker over left-over Latin-1 would corrupt it: that is why the
    rest is turned as well.
    """
    old = list(data_sets(kept))
    utf8 = any(record == 1 and number == 90 and data == _MARKER for record, number, data in old)
    envelope = [item for item in old if item[0] == 1 and item[1] != 90]
    other = [item for item in old if item[0] > 2]
    ours: list[DataSet] = [(2, 0, b"\0\4")]
    replaced = {0, *texts} | ({DATE, TIME} if taken_at is not None else set())
    for record, number, data in old:
        if record == 2 and number not in replaced:
            ours.append((2, number, _turned(data, utf8)))
    for number, values in texts.items():
        ours += [(2, number, cut_octets(value, LIMITS[number])) for value in values if value]
    if taken_at is not None:
        local = taken_at.astimezone(WRITTEN_ZONE)
        ours += [(2, DATE, local.strftime("%Y%m%d").encode()), (2, TIME, local.strftime("%H%M%S%z").encode())]
    ours.sort(key=lambda item: item[1])
    return b"".join(_packed(item) for item in [(1, 90, _MARKER), *envelope, *ours, *other])


def digest(block: bytes) -> bytes:
    """What Photoshop keeps beside the block, so that readers see whether somebody edited only the block."""
    return hashlib.md5(block, usedforsecurity=False).digest()


def _turned(data: bytes, utf8: bool) -> bytes:
    if utf8 or data.isascii() or b"\0" in data:
        return data
    return decoded(data)[0].encode("utf-8")


def _packed(item: DataSet) -> bytes:
    record, number, data = item
    size = struct.pack(">H", len(data)) if len(data) < 0x8000 else struct.pack(">HI", 0x8004, len(data))
    return struct.pack(">BBB", 0x1C, record, number) + size + data
