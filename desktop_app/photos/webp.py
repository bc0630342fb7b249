"""A WebP file as its RIFF chunks: XMP and EXIF in and out. WebP has no place for IIM."""

import struct

from desktop_app.photos.facts import Blocks, DamagedError

_EXIF, _XMP, _HEAD = b"EXIF", b"XMP ", b"VP8X"
_HAS_ICC, _HAS_ALPHA, _HAS_EXIF, _HAS_XMP = 0x20, 0x10, 0x08, 0x04
_SHOWS = frozenset((_HEAD, b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"))

Chunk = tuple[bytes, bytes]


def read(data: bytes) -> Blocks:
    """The metadata blocks. Raises DamagedError when the chunks cannot be followed."""
    chunks = _chunks(data)
    exif = next((body.removeprefix(b"Exif\0\0") for kind, body in chunks if kind == _EXIF), None)
    xmp = next((body for kind, body in chunks if kind == _XMP), None)
    return Blocks(exif, xmp, credentials=any(kind == b"C2PA" for kind, _ in chunks))


def write(data: bytes, blocks: Blocks, *, fresh: bool) -> bytes:
    """The same picture with these blocks; *fresh* leaves out whatever is not needed to show it. IIM is not written."""
    chunks = [(kind, body) for kind, body in _chunks(data) if kind not in (_EXIF, _XMP)]
    if fresh:
        chunks = [(kind, body) for kind, body in chunks if kind in _SHOWS]
    flags = (_HAS_EXIF if blocks.exif is not None else 0) | (_HAS_XMP if blocks.xmp is not None else 0)
    chunks = _with_head(chunks, flags)
    if blocks.exif is not None:
        chunks.append((_EXIF, blocks.exif))
    if blocks.xmp is not None:
        chunks.append((_XMP, blocks.xmp))
    body = b"WEBP" + b"".join(_packed(chunk) for chunk in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def picture_bytes(data: bytes) -> bytes:
    """The compressed picture: what must never change when metadata does."""
    kinds = (b"ALPH", b"VP8 ", b"VP8L", b"ANMF")
    return b"".join(body for kind, body in _chunks(data) if kind in kinds)


def _chunks(data: bytes) -> list[Chunk]:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise DamagedError("no WebP start")
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise DamagedError("the file is cut off")
    found: list[Chunk] = []
    at = 12
    while at + 8 <= end:
        kind, size = struct.unpack_from("<4sI", data, at)
        if at + 8 + size > end:
            raise DamagedError(f"chunk {kind!r} runs past the end")
        found.append((kind, data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    if not any(kind in (b"VP8 ", b"VP8L", b"ANMF") for kind, _ in found):
        raise DamagedError("no picture inside")
    return found


def _with_head(chunks: list[Chunk], flags: int) -> list[Chunk]:
    """The chunks with an extended header that announces the metadata; made when the file had none."""
    for place, (kind, body) in enumerate(chunks):
        if kind == _HEAD:
            if len(body) < 10:
                raise DamagedError("short extended header")
            kept = body[0] & ~(_HAS_EXIF | _HAS_XMP)
            return [*chunks[:place], (kind, bytes([kept | flags]) + body[1:]), *chunks[place + 1 :]]
    kind, body = next((chunk for chunk in chunks if chunk[0] in (b"VP8 ", b"VP8L")), (b"", b""))
    if len(body) < 10:
        raise DamagedError("short picture")
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", body, 1)[0]
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        flags |= _HAS_ALPHA if bits >> 28 & 1 else 0
    else:
        width, height = (size & 0x3FFF for size in struct.unpack_from("<HH", body, 6))
        if not width or not height:
            raise DamagedError("no size")
    if any(kind == b"ICCP" for kind, _ in chunks):
        flags |= _HAS_ICC
    head = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return [(_HEAD, head), *chunks]


def _packed(chunk: Chunk) -> bytes:
    kind, body = chunk
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
