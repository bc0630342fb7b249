"""Text answers: a tag that changes with the bytes, 304, and packed for whoever takes it."""

import hashlib
from collections.abc import Mapping

from fastapi import Request, Response

from desktop_app.wire import packing


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
    """*data* packed when the asker takes that and it is worth it."""
    told = dict(headers)
    encoding = packing.best(request.headers.get("accept-encoding", ""))
    if encoding and len(data) >= packing.WORTH_PACKING:
        data = packing.pack(data, encoding)
        told["Content-Encoding"] = encoding
    return Response(data, status_code=status, media_type=media_type, headers=told)
