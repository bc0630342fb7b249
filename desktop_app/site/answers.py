"""Text answers: a tag that changes with the bytes, 304, and gzip for whoever takes it."""

import gzip
import hashlib
from collections.abc import Mapping

from fastapi import Request, Response

_SMALL = 1_024  # bytes; below this gzip saves nothing
_LEVEL = 5


def text(
    request: Request,
    body: str,
    media_type: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A text with a weak ETag (the packed and the plain form are the same text), 304 when the asker has it."""
    data = body.encode("utf-8", "replace")
    tag = f'W/"{hashlib.sha256(data).hexdigest()[:32]}"'
    told = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": "no-cache", **(headers or {})}
    if status == 200 and tag in [
        part.strip() for part in request.headers.get("if-none-match", "").split(",")
    ]:
        return Response(status_code=304, headers=told)
    return packed(request, data, media_type, status=status, headers=told)


def packed(
    request: Request, data: bytes, media_type: str, *, status: int = 200, headers: Mapping[str, str]
) -> Response:
    """*data* as gzip when the asker takes it and it is worth it."""
    told = dict(headers)
    if len(data) >= _SMALL and _takes_gzip(request):
        data = gzip.compress(data, _LEVEL, mtime=0)
        told["Content-Encoding"] = "gzip"
    return Response(data, status_code=status, media_type=media_type, headers=told)


def _takes_gzip(request: Request) -> bool:
    for part in request.headers.get("accept-encoding", "").split(","):
        name, _, weight = part.strip().lower().partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
