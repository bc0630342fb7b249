"""Packed bodies, both ways: zstd between our own two ends, gzip for everybody else.

Unpacking is bounded while it goes: a small bomb must not become a large memory before somebody counts it.
"""

import gzip
import sys
import zlib
from typing import Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENCODINGS = ("zstd", "gzip")  # what both ends take, the better one first
OFFERED = ", ".join(ENCODINGS)  # as the Accept-Encoding header says it
WORTH_PACKING = 512  # bytes; below, the frame costs what it saves
_ZSTD_LEVEL = 3
# For first uploads and their pages: news text repeats in whole words, so matches of six signs are looked for. Measured
# on ten thousand stories: a tenth fewer bytes than level 3, a third of the work of level 11, which weighs the same.
_LARGE = 768 * 1024  # bytes; a day's edits are fewer, and packed in a fifth of the time
_FOR_LARGE = {
    int(zstd.CompressionParameter.compression_level): 6,
    int(zstd.CompressionParameter.strategy): int(zstd.Strategy.lazy),
    int(zstd.CompressionParameter.min_match): 6,
    int(zstd.CompressionParameter.search_log): 5,
    int(zstd.CompressionParameter.hash_log): 20,
    int(zstd.CompressionParameter.chain_log): 18,
    int(zstd.CompressionParameter.window_log): 22,
}
_GZIP_LEVEL = 5
_GZIP_WINDOW = 31  # zlib's way of saying: a gzip header, nothing else
_LARGEST_WINDOW = 23  # 2**23 bytes of memory a sender may ask an unpacker for


__all__ = ["ENCODINGS", "OFFERED", "WORTH_PACKING", "TooLarge", "Unpacker", "best", "pack", "unpack", "zstd"]


class TooLarge(ValueError):  # noqa: N818 - the words of HTTP 413
    """The body is larger than its reader allows."""


def pack(data: bytes, encoding: str) -> bytes:
    """*data* packed as *encoding*, one of :data:`ENCODINGS`."""
    if encoding == "zstd":
        return (
            zstd.compress(data, _ZSTD_LEVEL)
            if len(data) < _LARGE
            else zstd.compress(data, options=_FOR_LARGE)
        )
    return gzip.compress(data, _GZIP_LEVEL, mtime=0)


def unpack(data: bytes, encoding: str, largest: int) -> bytes:
    """The reverse of :func:`pack`. Raises TooLarge beyond *largest* bytes, ValueError for anything broken."""
    unpacker = Unpacker(encoding, largest)
    plain = unpacker.feed(data)
    unpacker.finish()
    return plain


def best(accepted: str) -> str:
    """The best packing an Accept-Encoding header allows; empty for none of ours."""
    allowed = set()
    for part in accepted.split(","):
        name, _, weight = part.strip().lower().partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            allowed.add(name.strip())
    return next((encoding for encoding in ENCODINGS if encoding in allowed), "")


class _Stream(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class Unpacker:
    """One packed body, fed piece by piece. *encoding* may be "identity"; raises ValueError for an unknown one."""

    def __init__(self, encoding: str, largest: int) -> None:
        self._largest = largest
        self._size = 0
        self._fed = False
        self._stream: _Stream | None = None
        if encoding == "zstd":
            options = {int(zstd.DecompressionParameter.window_log_max): _LARGEST_WINDOW}
            self._stream = zstd.ZstdDecompressor(options=options)
        elif encoding == "gzip":
            self._stream = zlib.decompressobj(_GZIP_WINDOW)
        elif encoding not in ("identity", ""):
            raise ValueError(f"content encoding {encoding!r}")

    def feed(self, data: bytes) -> bytes:
        """What *data* unpacks to. Raises TooLarge, or ValueError when it is not what it claims to be."""
        if not data:
            return b""
        self._fed = True
        plain = data
        if self._stream is not None:
            if self._stream.eof:
                raise ValueError("packed body goes on after its end")
            try:
                # One byte more than allowed tells too much from just enough.
                plain = self._stream.decompress(data, self._largest - self._size + 1)
            except (zlib.error, zstd.ZstdError) as error:
                raise ValueError(f"broken packed body: {error}") from error
        self._size += len(plain)
        if self._size > self._largest:
            raise TooLarge(f"larger than {self._largest} bytes")
        return plain

    def finish(self) -> None:
        """Raises ValueError when the packed body ended too early, or went on."""
        stream = self._stream
        if stream is not None and self._fed and (not stream.eof or stream.unused_data):
            raise ValueError("packed body ends too early or too late")
