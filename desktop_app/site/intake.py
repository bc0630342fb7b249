"""Reading a request's body: bounded on the wire, bounded when inflated, strict JSON."""

import zlib
from typing import Any

from fastapi import Request

from desktop_app.site.problems import Problem
from desktop_app.wire import json

_JSON = "application/json"
_OVERHEAD = 64 * 1024  # bytes around the payload a message may have
_GZIP_WINDOW = 31  # zlib's way of saying: a gzip header, nothing else


async def raw_body(request: Request, largest: int) -> bytes:
    """The body as sent. Raises Problem 413 as soon as it grows past *largest* bytes."""
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > largest:
        raise Problem(413, f"Isi permintaan melebihi {largest} bita.")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise Problem(413, f"Isi permintaan melebihi {largest} bita.")
        parts.append(part)
    return b"".join(parts)


async def json_body(request: Request, largest: int) -> Any:
    """The body as strict JSON, unpacked when it came as gzip; *largest* bounds both forms."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _JSON:
        raise Problem(415, "Kirim isinya sebagai application/json.")
    data = await raw_body(request, largest + _OVERHEAD)
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "gzip":
        data = inflate(data, largest + _OVERHEAD)
    elif encoding != "identity":
        raise Problem(415, "Hanya gzip yang dikenal untuk isi permintaan.")
    try:
        return json.read(data, largest=largest + _OVERHEAD)
    except ValueError as error:
        raise Problem(400, f"JSON tidak dapat dibaca: {error}") from error


def inflate(data: bytes, largest: int) -> bytes:
    """Unpack one gzip member of at most *largest* bytes: a small bomb must not become a large memory."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        plain = unpacker.decompress(data, largest + 1)
    except zlib.error as error:
        raise Problem(400, "Isi gzip rusak.") from error
    if len(plain) > largest or unpacker.unconsumed_tail:
        raise Problem(413, f"Isi permintaan melebihi {largest} bita setelah dibuka.")
    if not unpacker.eof or unpacker.unused_data:
        raise Problem(400, "Isi gzip rusak.")
    return plain
