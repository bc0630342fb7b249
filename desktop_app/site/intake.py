"""Reading a request's body: bounded on the wire, bounded when inflated, strict JSON."""

from typing import Any

from fastapi import Request
from pydantic import BaseModel

from desktop_app.site.problems import Problem
from desktop_app.wire import json, packing

_JSON = "application/json"
_OVERHEAD = 64 * 1024  # bytes around the payload a message may have


def takes(shape: type[BaseModel]) -> dict[str, Any]:
    """For `openapi_extra` of a route that reads its body itself: what it takes, for the published description."""
    schema = {"$ref": f"#/components/schemas/{shape.__name__}"}  # `description.py` adds the shapes themselves
    return {"requestBody": {"required": True, "content": {_JSON: {"schema": schema}}}}


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
    """The body as strict JSON, unpacked when it came packed; *largest* bounds both forms."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _JSON:
        raise Problem(415, "Kirim isinya sebagai application/json.")
    data = await raw_body(request, largest + _OVERHEAD)
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", *packing.ENCODINGS):
        told = {"Accept-Encoding": packing.OFFERED}
        raise Problem(415, "Hanya zstd dan gzip yang dikenal untuk isi permintaan.", headers=told)
    try:
        data = packing.unpack(data, encoding, largest + _OVERHEAD)
    except packing.TooLarge as error:
        raise Problem(413, f"Isi permintaan melebihi {largest} bita setelah dibuka.") from error
    except ValueError as error:
        raise Problem(400, f"Isi {encoding} rusak.") from error
    try:
        return json.read(data, largest=largest + _OVERHEAD)
    except ValueError as error:
        raise Problem(400, f"JSON tidak dapat dibaca: {error}") from error
