"""The few EXIF (TIFF) entries a newsroom needs: read them, write them fresh, or change them and keep the rest.

Offsets are bytes from the start of the TIFF block (the part after ``Exif\\0\\0``).
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from desktop_app.domain.newsroom import WIB
from desktop_app.photos.facts import FIRST_YEAR, WRITTEN_ZONE
from desktop_app.photos.text import decoded

_DESCRIPTION, _ORIENTATION, _ARTIST, _COPYRIGHT = 0x010E, 0x0112, 0x013B, 0x8298
_X_RESOLUTION, _Y_RESOLUTION, _UNIT, _YCBCR = 0x011A, 0x011B, 0x0128, 0x0213
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_VERSION, _TAKEN, _OFFSET_TAKEN, _COLOUR_SPACE = 0x9000, 0x9003, 0x9011, 0xA001

_ASCII, _SHORT, _LONG, _RATIONAL, _UNDEFINED = 2, 3, 4, 5, 7
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_MOST_ENTRIES = 1000
# Some cameras write a colon before the hour, or leave the seconds out.
# Colons by the standard; some cameras write slashes. Day first or month first is not guessed at.
_MOMENT = re.compile(r"(\d{4})([:/])(\d\d)\2(\d\d)[ :](\d\d):(\d\d)(?::(\d\d))?")


class ExifError(ValueError):
    """The block is not a TIFF structure we can follow."""


@dataclass(frozen=True, slots=True)
class Exif:
    """*orientation* 1..8 as the camera wrote it. *taken_at* has a zone: the camera's, else the newsroom's."""

    description: str = ""
    artist: str = ""
    copyright_notice: str = ""
    orientation: int = 1
    taken_at: datetime | None = None
    has_gps: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    tag: int
    kind: int
    count: int
    field: bytes  # the four bytes that hold the value, or where it is


def read(block: bytes) -> Exif:
    """What the block says. Raises ExifError when it cannot be followed at all."""
    order, first = _header(block)
    main, _ = _entries(block, first, order)
    by_tag = {entry.tag: entry for entry in main}
    inner = _inner(block, by_tag.get(_EXIF_IFD), order)
    # Some programs put the three texts in the camera's own table; better found there than lost.
    by_tag = {tag: inner[tag] for tag in (_DESCRIPTION, _ARTIST, _COPYRIGHT) if tag in inner} | by_tag
    description, guess_a = _text(block, by_tag.get(_DESCRIPTION), order)
    artist, guess_b = _text(block, by_tag.get(_ARTIST), order)
    notice, guess_c = _text(block, by_tag.get(_COPYRIGHT), order)
    orientation = _number(by_tag.get(_ORIENTATION), order)
    return Exif(
        description=description,
        artist=artist,
        copyright_notice=notice,
        orientation=orientation if 1 <= orientation <= 8 else 1,
        taken_at=_taken(block, by_tag | inner, order),
        has_gps=_GPS_IFD in by_tag,
        guessed=guess_a or guess_b or guess_c,
    )


# All that a file of ours may say: what `fresh` writes.
_OURS = frozenset(
    (_DESCRIPTION, _ARTIST, _COPYRIGHT, _X_RESOLUTION, _Y_RESOLUTION, _UNIT, _YCBCR, _EXIF_IFD, _VERSION, _TAKEN,
     _OFFSET_TAKEN, _COLOUR_SPACE)
)  # fmt: skip


def tells_more(block: bytes) -> str:
    """What a block says beyond what `fresh` writes: a preview, the place, a serial number; empty when nothing.

    Raises ExifError.
    """
    order, first = _header(block)
    main, following = _entries(block, first, order)
    inner = [entry for entry in main if entry.tag == _EXIF_IFD]
    more = [entry for pointer in inner for entry in _entries(block, _long(pointer, order), order)[0]]
    strange = [f"{entry.tag:04x}" for entry in (*main, *more) if entry.tag not in _OURS]
    return ", ".join([*strange, *(["a preview"] if following else [])])


def fresh(description: str, artist: str, copyright_notice: str, taken_at: datetime | None) -> bytes:
    """A small new TIFF block with only these facts; pixels are declared upright and sRGB."""
    inner = [_entry(_VERSION, _UNDEFINED, b"0232"), _entry(_COLOUR_SPACE, _SHORT, _short(1))]
    if taken_at is not None:
        local, offset = _stamp(taken_at)
        inner += [_entry(_TAKEN, _ASCII, local), _entry(_OFFSET_TAKEN, _ASCII, offset)]
    main = [
        *_texts(description, artist, copyright_notice),
        _entry(_X_RESOLUTION, _RATIONAL, struct.pack("<II", 72, 1)),
        _entry(_Y_RESOLUTION, _RATIONAL, struct.pack("<II", 72, 1)),
        _entry(_UNIT, _SHORT, _short(2)),
        _entry(_YCBCR, _SHORT, _short(1)),
    ]
    start = 8
    size = _table_size([*main, (_EXIF_IFD, _LONG, b"\0" * 4)])
    table = _table([*main, _entry(_EXIF_IFD, _LONG, struct.pack("<I", start + size))], start, 0, "<")
    return b"II*\0" + struct.pack("<I", start) + table + _table(inner, start + size, 0, "<")


def changed(block: bytes, description: str, artist: str, copyright_notice: str) -> bytes:
    """The block with these three texts replaced and everything else untouched.

    The new first table is added at the end, so no offset inside the old block moves: makers' notes stay valid. An
    empty text removes its entry. Raises ExifError when the block cannot be followed.
    """
    order, first = _header(block)
    old, following = _entries(block, first, order)
    kept = [
        (entry.tag, entry.kind, entry)
        for entry in old
        if entry.tag not in (_DESCRIPTION, _ARTIST, _COPYRIGHT)
    ]
    new = _texts(description, artist, copyright_notice)
    padded = block + b"\0" * (len(block) % 2)
    table = _table([*kept, *new], len(padded), following, order)
    return padded[:4] + struct.pack(order + "I", len(padded)) + padded[8:] + table


def tags(block: bytes) -> frozenset[int]:
    """The tags of the first table. Raises ExifError."""
    order, first = _header(block)
    return frozenset(entry.tag for entry in _entries(block, first, order)[0])


def raw(block: bytes, tag: int) -> bytes:
    """The bytes of one entry of the first table; empty when it is not there. Raises ExifError."""
    order, first = _header(block)
    found = next((entry for entry in _entries(block, first, order)[0] if entry.tag == tag), None)
    return _value(block, found, order) if found is not None else b""


def _header(block: bytes) -> tuple[str, int]:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None or len(block) < 8:
        raise ExifError("no TIFF header")
    return order, struct.unpack(order + "I", block[4:8])[0]


def _entries(block: bytes, offset: int, order: str) -> tuple[list[_Entry], int]:
    if offset < 8 or offset + 2 > len(block):
        raise ExifError("table outside the block")
    count = struct.unpack_from(order + "H", block, offset)[0]
    end = offset + 2 + 12 * count
    if count > _MOST_ENTRIES or end > len(block):
        raise ExifError("table too long")
    entries = []
    for at in range(offset + 2, end, 12):
        tag, kind, number = struct.unpack_from(order + "HHI", block, at)
        entries.append(_Entry(tag, kind, number, block[at + 8 : at + 12]))
    following = struct.unpack_from(order + "I", block, end)[0] if end + 4 <= len(block) else 0
    return entries, following


def _value(block: bytes, entry: _Entry, order: str) -> bytes:
    size = _SIZES.get(entry.kind, 1) * entry.count
    if size <= 4:
        return entry.field[:size]
    offset = struct.unpack(order + "I", entry.field)[0]
    return block[offset : offset + size] if offset + size <= len(block) else b""


def _text(block: bytes, entry: _Entry | None, order: str) -> tuple[str, bool]:
    if entry is None or entry.kind not in (_ASCII, _UNDEFINED, 1):
        return "", False
    return decoded(_value(block, entry, order))


def _number(entry: _Entry | None, order: str) -> int:
    if entry is None or entry.kind != _SHORT or entry.count != 1:
        return 0
    return int(struct.unpack(order + "H", entry.field[:2])[0])


def _long(entry: _Entry, order: str) -> int:
    return int(struct.unpack(order + "I", entry.field)[0])


def _inner(block: bytes, pointer: _Entry | None, order: str) -> dict[int, _Entry]:
    """The camera's own table by tag; empty when there is none that can be followed."""
    if pointer is None or pointer.kind != _LONG:
        return {}
    try:
        entries, _ = _entries(block, _long(pointer, order), order)
    except ExifError:
        return {}
    return {entry.tag: entry for entry in entries}


def _taken(block: bytes, by_tag: dict[int, _Entry], order: str) -> datetime | None:
    text, _ = _text(block, by_tag.get(_TAKEN), order)
    offset, _ = _text(block, by_tag.get(_OFFSET_TAKEN), order)
    told = _MOMENT.fullmatch(text.strip())
    if told is None:
        return None
    year, month, day, hour, minute, second = map(int, (*told.group(1, 3, 4, 5, 6), told[7] or "0"))
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=_zone(offset) or WIB)
    except ValueError:
        return None
    return moment if year >= FIRST_YEAR else None


def _zone(text: str) -> tzinfo | None:
    if len(text) != 6 or text[0] not in "+-" or not (text[1:3] + text[4:6]).isdecimal() or text[3] != ":":
        return None
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    if minutes >= 24 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _stamp(moment: datetime) -> tuple[bytes, bytes]:
    local = moment.astimezone(WRITTEN_ZONE)
    return local.strftime("%Y:%m:%d %H:%M:%S").encode() + b"\0", b"+07:00\0"


_New = tuple[int, int, bytes]  # tag, kind, value in little-endian
_Kept = tuple[int, int, _Entry]


def _texts(description: str, artist: str, copyright_notice: str) -> list[_New]:
    pairs = ((_DESCRIPTION, description), (_ARTIST, artist), (_COPYRIGHT, copyright_notice))
    return [_entry(tag, _ASCII, text.encode("utf-8") + b"\0") for tag, text in pairs if text]


def _entry(tag: int, kind: int, value: bytes) -> _New:
    return tag, kind, value


def _short(number: int) -> bytes:
    return struct.pack("<H", number)


def _table_size(entries: Sequence[_New]) -> int:
    return (
        6 + 12 * len(entries) + sum(len(value) + len(value) % 2 for _, _, value in entries if len(value) > 4)
    )


def _table(entries: Sequence[_New | _Kept], start: int, following: int, order: str) -> bytes:
    """A TIFF table at byte *start* with its long values behind it, entries in the order of their tags.

    Kept entries that were never in order stay as they were: a reader that got by with them so far still will.
    """
    values_at = start + 6 + 12 * len(entries)
    table = struct.pack(order + "H", len(entries))
    values = b""
    kept = [tag for tag, _, value in entries if isinstance(value, _Entry)]
    for tag, kind, value in sorted(entries, key=lambda entry: entry[0]) if kept == sorted(kept) else entries:
        if isinstance(value, _Entry):
            table += struct.pack(order + "HHI", tag, kind, value.count) + value.field
            continue
        table += struct.pack(order + "HHI", tag, kind, len(value) // _SIZES[kind])
        if len(value) <= 4:
            table += value.ljust(4, b"\0")
        else:
            table += struct.pack(order + "I", values_at + len(values))
            values += value + b"\0" * (len(value) % 2)
    return table + struct.pack(order + "I", following) + values
