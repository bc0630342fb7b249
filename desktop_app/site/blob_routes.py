"""Photo files over the protocol: which are missing, resumable parts, whole files. Named by content."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from pydantic import ValidationError

from desktop_app.domain.errors import Trouble
from desktop_app.site import intake, rights
from desktop_app.site.asking import PREFIX, Here, Tools, Who
from desktop_app.site.problems import Problem
from desktop_app.site.store import SiteStore
from desktop_app.wire.records import is_sha256
from desktop_app.wire.shapes import Have, HaveResult

_HAVE_BYTES = 1024 * 1024  # ten thousand names


router = APIRouter(prefix=f"{PREFIX}/blobs", tags=["blobs"])


@router.post("/have", response_model=HaveResult, openapi_extra=intake.takes(Have))
async def have(request: Request, here: Here, who: Who) -> HaveResult:
    """Which of the named files the site lacks, and how much of them has arrived."""
    try:
        asked = Have.model_validate(await intake.json_body(request, _HAVE_BYTES))
    except ValidationError as error:
        raise Problem(422, "Kiriman perlu daftar `sha256`.") from error
    if len(asked.sha256) > here.store.config.limits.blobs_have:
        raise Problem(413, f"Paling banyak {here.store.config.limits.blobs_have} berkas sekaligus.")
    for sha256 in asked.sha256:
        _checked(sha256)
    return await run_in_threadpool(_have, here.store, asked.sha256)


@router.head("/{sha256}")
def arrived(sha256: str, here: Here, who: Who) -> Response:
    """How much of a file has arrived."""
    _checked(sha256)
    size = here.store.blobs.part_size(sha256)
    whole = here.store.blobs.has(sha256)
    if not size and not whole:
        return Response(status_code=404, headers={"Upload-Offset": "0"})
    return Response(status_code=200, headers=_progress(size, whole=whole))


@router.patch("/{sha256}", status_code=204)
async def part(
    request: Request,
    sha256: str,
    here: Here,
    who: Who,
    upload_offset: Annotated[int, Header(ge=0)],
    upload_length: Annotated[int, Header(ge=1)],
) -> Response:
    """The next part of a file. The last part is accepted only when the whole adds up to its name."""
    _checked(sha256)
    if "photo:upload" not in rights.SCOPES[who.role]:
        raise Problem(403, rights.sentence("photo:upload"))
    if upload_length > here.store.config.limits.blob:
        raise Problem(413, f"Berkas melebihi {here.store.config.limits.blob} bita.")
    data = await intake.raw_body(request, here.store.config.limits.part)
    if upload_offset + len(data) > upload_length:
        raise Problem(422, "Bagian ini melewati ukuran berkas.")
    size = await run_in_threadpool(_write, here, sha256, upload_offset, upload_length, data)
    return Response(status_code=204, headers=_progress(size, whole=size == upload_length))


@router.get("/{sha256}")
def whole(sha256: str, here: Here, who: Who) -> Response:
    """A whole file, or a range of it."""
    _checked(sha256)
    if not here.store.blobs.has(sha256):
        raise Problem(404, "Berkas itu tidak ada di situs.")
    headers = {
        "ETag": f'"{sha256}"',
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return FileResponse(here.store.blobs.path(sha256), media_type="application/octet-stream", headers=headers)


def _write(here: Tools, sha256: str, offset: int, length: int, data: bytes) -> int:
    blobs = here.store.blobs
    with here.locks.of(sha256):
        size = blobs.part_size(sha256)
        if blobs.has(sha256):
            return size
        if size > length:  # somebody once stated another length; one of the two was wrong, so it begins anew
            blobs.drop_part(sha256)
            size = 0
        # All of it may be here without its name: the power went between the last part and the naming.
        if size < length:
            if offset != size:
                why = f"Bagian berikutnya mulai di {size}."
                raise Problem(409, why, headers=_progress(size, whole=False))
            size = blobs.write_part(sha256, offset, data)
        if size == length:
            try:
                blobs.finish_part(sha256)
            except Trouble as trouble:
                if trouble.kind != "photo.damaged":
                    raise
                raise Problem(422, trouble.what, headers={"Upload-Offset": "0"}) from trouble
        return size


def _have(store: SiteStore, names: list[str]) -> HaveResult:
    missing = [name for name in dict.fromkeys(names) if not store.blobs.has(name)]
    partial = {name: size for name in missing if (size := store.blobs.part_size(name))}
    return HaveResult(missing=missing, partial=partial)


def _progress(size: int, *, whole: bool) -> dict[str, str]:
    return {
        "Upload-Offset": str(size),
        "Upload-Complete": "?1" if whole else "?0",
        "Cache-Control": "no-store",
    }


def _checked(sha256: str) -> None:
    if not is_sha256(sha256):
        raise Problem(422, "Nama berkas harus SHA-256 heksadesimal huruf kecil.")
