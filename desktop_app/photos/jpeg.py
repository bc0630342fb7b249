"""A JPEG file as its segments: metadata blocks in and out, the picture's own bytes untouched."""

import struct
from dataclasses import dataclass

from desktop_app.domain.errors import Refusal
from desktop_app.photos import iim
from desktop_app.photos.facts import Blocks, DamagedError

_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_ICC = b"ICC_PROFILE\0"

_SOI, _SOS = b"\xff\xd8", 0xDA
_APP0, _APP1, _APP2, _APP13, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF, 0xFE
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
    block = next((item for number, _, item in items if number == iim.IIM_RESOURCE), None)
    kept = next((item for number, _, item in items if number == iim.DIGEST_RESOURCE), None)
    matches = None if block is None or kept is None else kept == iim.digest(block)
    return Blocks(exif, xmp, block, matches)


def write(data: bytes, blocks: Blocks, *, fresh: bool) -> bytes:
    """The same picture with these blocks.

    *fresh* leaves out everything else that is not needed to show the picture: comments, makers' notes, previews, the
    place. Otherwise all other segments and Photoshop resources stay. Raises Refusal when a block is too long.
    """
    segments, picture = _split(data)
    old = [] if fresh else _resources(segments)
    head = [s for s in segments if s.marker == _APP0 and s.body.startswith((b"JFIF\0", b"JFXX\0"))][:1]
    rest = [s for s in segments if s not in head and (_shows(s) if fresh else not _ours(s))]
    new = []
    if blocks.exif is not None:
        new.append(_Segment(_APP1, _EXIF + blocks.exif))
    if blocks.xmp is not None:
        new.append(_Segment(_APP1, _XMP + blocks.xmp))
    new += _photoshop(old, blocks.iim)
    return _SOI + b"".join(_packed(segment) for segment in [*head, *new, *rest]) + picture


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


def _ours(segment: _Segment) -> bool:
    return (
        _holds(segment, _APP1, _EXIF) or _holds(segment, _APP1, _XMP) or _holds(segment, _APP13, _PHOTOSHOP)
    )


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
    kept = [item for item in old if item[0] not in (iim.IIM_RESOURCE, iim.DIGEST_RESOURCE)]
    if block is not None:
        kept = [
            (iim.IIM_RESOURCE, b"\0\0", block), *kept, (iim.DIGEST_RESOURCE, b"\0\0", iim.digest(block))
        ]  # fmt: skip
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
