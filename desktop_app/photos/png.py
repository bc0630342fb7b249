"""A PNG file as its chunks: XMP and EXIF in and out. PNG has no agreed place for IIM.

Before 2017 it had none for EXIF either, and ImageMagick wrote it as hexadecimal text. That is read as well; written,
EXIF always stands in its own chunk.
"""

import struct
import zlib

from desktop_app.photos.facts import Blocks, DamagedError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP_KEY = b"XML:com.adobe.xmp\0"
_EXIF_START = b"Exif\0\0"
_EXIF_AS_TEXT = (b"Raw profile type exif", b"Raw profile type APP1")
_MOST_INFLATED = 8 << 20  # bytes

# What a browser needs to show the picture rightly; all else is left out of a fresh file.
_SHOWS = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"iCCP", b"gAMA", b"cHRM", b"cICP", b"sBIT", b"bKGD",
     b"pHYs", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip

Chunk = tuple[bytes, bytes]


def read(data: bytes) -> Blocks:
    """The metadata blocks. Raises DamagedError when the chunks cannot be followed."""
    exif = old_exif = xmp = None
    chunks = _chunks(data)
    for kind, body in chunks:
        if kind == b"eXIf" and exif is None:
            exif = body.removeprefix(_EXIF_START)
        elif kind in (b"zTXt", b"tEXt") and old_exif is None:
            old_exif = _exif_in_text(kind, body)
        elif kind == b"iTXt" and body.startswith(_XMP_KEY) and xmp is None:
            xmp = _text(body)
    exif = old_exif if exif is None else exif
    return Blocks(exif, xmp, credentials=any(kind == b"caBX" for kind, _ in chunks))


def write(data: bytes, blocks: Blocks, *, fresh: bool) -> bytes:
    """The same picture with these blocks; *fresh* leaves out whatever is not needed to show it. IIM is not written."""
    out = [_SIGNATURE]
    waiting = True
    for kind, body in _chunks(data):
        if (
            (fresh and kind not in _SHOWS)
            or kind == b"eXIf"
            or (blocks.exif is not None and _exif_in_text(kind, body) is not None)
            or (kind == b"iTXt" and body.startswith(_XMP_KEY))
        ):
            continue
        if waiting and kind in (b"IDAT", b"PLTE"):
            waiting = False
            if blocks.exif is not None:
                out.append(_packed(b"eXIf", blocks.exif))
            if blocks.xmp is not None:
                out.append(_packed(b"iTXt", _XMP_KEY + b"\0\0\0\0" + blocks.xmp))
        out.append(_packed(kind, body))
    return b"".join(out)


def picture_bytes(data: bytes) -> bytes:
    """The compressed picture: what must never change when metadata does."""
    return b"".join(body for kind, body in _chunks(data) if kind in (b"IHDR", b"PLTE", b"IDAT"))


def _chunks(data: bytes) -> list[Chunk]:
    if not data.startswith(_SIGNATURE):
        raise DamagedError("no PNG start")
    found: list[Chunk] = []
    at = len(_SIGNATURE)
    while at < len(data):
        if at + 12 > len(data):
            raise DamagedError("a chunk is cut off")
        size, kind = struct.unpack_from(">I4s", data, at)
        if at + 12 + size > len(data):
            raise DamagedError(f"chunk {kind!r} runs past the end")
        found.append((kind, data[at + 8 : at + 8 + size]))
        at += 12 + size
        if kind == b"IEND":
            return found  # whatever is glued on behind is no part of the picture
    raise DamagedError("no end of the picture")


def _exif_in_text(kind: bytes, body: bytes) -> bytes | None:
    """EXIF as ImageMagick wrote it: a name, how many bytes, and these in hexadecimal; None for any other chunk."""
    key, _, said = body.partition(b"\0")
    if key not in _EXIF_AS_TEXT or kind not in (b"zTXt", b"tEXt"):
        return None
    text = _inflated(said[1:]) if kind == b"zTXt" else said
    parts = (text or b"").split(None, 2)
    if len(parts) < 3:
        return None
    try:
        block = bytes.fromhex(parts[2].decode("ascii"))
    except ValueError:
        return None
    told = parts[1].isdigit() and int(parts[1]) == len(block)
    return block.removeprefix(_EXIF_START) if told and block.startswith(_EXIF_START) else None


def _text(body: bytes) -> bytes | None:
    """The packet inside an iTXt chunk; None when it is compressed into more than anyone needs."""
    compressed = body[len(_XMP_KEY) : len(_XMP_KEY) + 1] == b"\1"
    parts = body[len(_XMP_KEY) + 2 :].split(b"\0", 2)
    if len(parts) < 3:
        return None
    return _inflated(parts[2]) if compressed else parts[2]


def _inflated(packed: bytes) -> bytes | None:
    """None when it is broken, or more than anyone needs."""
    machine = zlib.decompressobj()
    try:
        text = machine.decompress(packed, _MOST_INFLATED)
    except zlib.error:
        return None
    return None if machine.unconsumed_tail else text


def _packed(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
