"""A JPEG file as its segments: metadata blocks in and out, the picture's own bytes untouched."""

import struct
from dataclasses import dataclass

from desktop_app.domain.errors import Refusal
from desktop_app.photos import iim
from desktop_app.photos.facts import Blocks, DamagedError

_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_ICC = b"ICC_PROFILE\0"

_SOI, _SOS = b"\xff\xd8", 0xDA
_APP0, _APP1, _APP2, _APP11, _APP13, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xEE, 0xEF
_COMMENT = 0xFE
_LONGEST = 65533  # bytes of one segment's contents


@dataclass(frozen=True, slots=True)
class _Segment:
    marker: int
    body: bytes


def read(data: bytes) -> Blocks:
    """The metadata blocks. Raises DamagedError when the segments before the picture cannot be followed."""
    segments, _ = _split(data)
    exif = next((s.body[len(_EXIF) :] for s in segments if _holds(s, _APP1, _EXIF)), None)
    xmp = next((s.body[len(_XMP) :] for s in segments if _holds(s, _APP1, _XMP)), None)
    items = _resources(segments)
    blocks = [item.data for item in items if item.number == iim.IIM_RESOURCE]
    kept = next((item.data for item in items if item.number == iim.DIGEST_RESOURCE), None)
    matches = None if not blocks or kept is None else kept == iim.digest(blocks[0])
    # A file somebody wrote into twice may hold two blocks: both are read, the first one's texts come first.
    signed = any(s.marker == _APP11 and b"c2pa" in s.body for s in segments)
    return Blocks(exif, xmp, b"".join(blocks) if blocks else None, matches, _extension(segments), signed)


def write(data: bytes, blocks: Blocks, *, fresh: bool) -> bytes:
    """The same picture with these blocks.

    *fresh* leaves out everything else that is not needed to show the picture: comments, makers' notes, previews, the
    place. Otherwise all other segments and Photoshop resources stay, and each block stays where it was: some readers
    go by the order. Raises Refusal when a block is too long.
    """
    segments, picture = _split(data)
    exif = [] if blocks.exif is None else [_Segment(_APP1, _EXIF + blocks.exif)]
    xmp = [] if blocks.xmp is None else [_Segment(_APP1, _XMP + blocks.xmp)]
    photoshop = _photoshop([] if fresh else _resources(segments), blocks.iim)
    kept = [s for s in segments if _jfif(s)][:1] + [s for s in segments if _shows(s)] if fresh else segments
    for prefix, new in ((_EXIF, exif), (_XMP, xmp), (_PHOTOSHOP, photoshop)):
        kept = _replaced(kept, prefix, new)
    return _SOI + b"".join(_packed(segment) for segment in kept) + picture


def picture_bytes(data: bytes) -> bytes:
    """Everything from the first scan on: what must never change when metadata does."""
    return _split(data)[1]


def _split(data: bytes) -> tuple[list[_Segment], bytes]:
    if data[:2] != _SOI:
        raise DamagedError("no JPEG start")
    segments: list[_Segment] = []
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise DamagedError(f"no marker at byte {at}")
        start = at
        while data[at : at + 1] == b"\xff":
            at += 1
        if at + 3 > len(data):
            raise DamagedError("ends before the picture")
        marker = data[at]
        if marker == _SOS:
            return segments, data[start:]
        if marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD9:
            raise DamagedError(f"marker {marker:02x} before the picture")
        size = struct.unpack_from(">H", data, at + 1)[0]
        if size < 2 or at + 1 + size > len(data):
            raise DamagedError(f"segment {marker:02x} runs past the end")
        segments.append(_Segment(marker, data[at + 3 : at + 1 + size]))
        at += 1 + size


def _holds(segment: _Segment, marker: int, prefix: bytes) -> bool:
    return segment.marker == marker and segment.body.startswith(prefix)


def _jfif(segment: _Segment) -> bool:
    return segment.marker == _APP0 and segment.body.startswith((b"JFIF\0", b"JFXX\0"))


def _replaced(segments: list[_Segment], prefix: bytes, new: list[_Segment]) -> list[_Segment]:
    """The segments with *new* in place of the first that begins with *prefix*; a second one would tell an old tale."""
    marker = _APP13 if prefix == _PHOTOSHOP else _APP1
    places = [at for at, segment in enumerate(segments) if _holds(segment, marker, prefix)]
    rest = [segment for at, segment in enumerate(segments) if at not in places]
    if places:
        start = places[0]
    else:
        mine = [
            at
            for at, s in enumerate(rest)
            if _jfif(s) or _holds(s, _APP1, b"") or _holds(s, _APP13, _PHOTOSHOP)
        ]
        start = mine[-1] + 1 if mine else 0
    return [*rest[:start], *new, *rest[start:]]


def _extension(segments: list[_Segment]) -> bytes | None:
    """The part of the XMP that did not fit into one segment, put together again; None when there is none, or half."""
    found: dict[bytes, dict[int, bytes]] = {}
    sizes: dict[bytes, int] = {}
    for segment in segments:
        if _holds(segment, _APP1, _XMP_MORE) and len(segment.body) >= len(_XMP_MORE) + 40:
            head = segment.body[len(_XMP_MORE) :]
            sizes[head[:32]], at = struct.unpack_from(">II", head, 32)
            found.setdefault(head[:32], {})[at] = head[40:]
    for name, parts in found.items():
        whole = b"".join(part for _, part in sorted(parts.items()))
        if len(whole) == sizes[name]:
            return whole
    return None


def _shows(segment: _Segment) -> bool:
    """Whether the segment is needed to show the picture rightly: tables, the colour profile, Adobe's colour code."""
    if _APP0 <= segment.marker <= _APP15:
        return _holds(segment, _APP2, _ICC) or _holds(segment, _APP14, b"Adobe")
    return segment.marker != _COMMENT


def _resources(segments: list[_Segment]) -> list[iim.Resource]:
    # Photoshop continues a long list of resources in the next segment, mid-resource.
    joined = b"".join(s.body[len(_PHOTOSHOP) :] for s in segments if _holds(s, _APP13, _PHOTOSHOP))
    return iim.resources(joined)


def _photoshop(old: list[iim.Resource], block: bytes | None) -> list[_Segment]:
    kept = [item for item in old if item.number not in (iim.IIM_RESOURCE, iim.DIGEST_RESOURCE)]
    if block is not None:
        text, check = (
            iim.Resource(iim.IIM_RESOURCE, block),
            iim.Resource(iim.DIGEST_RESOURCE, iim.digest(block)),
        )
        kept = [text, *kept, check]
    packed = iim.pack_resources(kept)
    room = _LONGEST - len(_PHOTOSHOP)
    return [
        _Segment(_APP13, _PHOTOSHOP + packed[start : start + room]) for start in range(0, len(packed), room)
    ]


def _packed(segment: _Segment) -> bytes:
    if len(segment.body) > _LONGEST:
        raise Refusal(
            "Keterangan foto terlalu panjang untuk ditanam di dalam berkas. Pendekkan keterangannya.",
            rule="photo.caption_long",
        )
    return struct.pack(">BBH", 0xFF, segment.marker, len(segment.body) + 2) + segment.body
