"""Answers that are not what was hoped for: problem+json for the protocol."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.page.policy import CSP
from desktop_app.wire.shapes import Problem as ProblemShape

_TITLES = {
    400: "Permintaan tidak dapat dibaca",
    401: "Belum dikenali",
    403: "Tidak berwenang",
    404: "Tidak ada",
    405: "Cara meminta tidak dikenal",
    409: "Tidak sesuai keadaan situs",
    410: "Perlu sinkronisasi ulang",
    412: "Sudah berubah di situs",
    413: "Terlalu besar",
    415: "Jenis isi tidak dikenal",
    416: "Rentang tidak ada",
    421: "Bukan alamat situs ini",
    422: "Isi tidak dapat diterima",
    426: "Perlu pembaruan",
    428: "Perlu menyebut versi",
    429: "Terlalu sering",
    500: "Situs mengalami kesalahan",
    503: "Situs sedang tidak siap",
}
_RETRY_SECONDS = 2


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """Ends a request with a problem document. *detail* is a sentence for people; *extra* goes into the document."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


def answer(
    status: int,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, object] | None = None,
) -> Response:
    """A problem document."""
    shape = ProblemShape(title=_TITLES.get(status, "Kesalahan"), status=status, detail=detail)
    return JSONResponse(
        {**shape.model_dump(), **(extra or {})},
        status_code=status,
        headers=dict(headers or {}),
        media_type="application/problem+json",
    )


async def on_problem(_request: Request, error: Exception) -> Response:
    """A request that cannot be answered as asked."""
    assert isinstance(error, Problem)
    return answer(error.status, error.detail, error.headers, error.extra)


def trouble(error: Trouble) -> Response:
    """The site's own disk or database failed: the same request may work later."""
    return answer(503, error.what, {"Retry-After": str(_RETRY_SECONDS)}, {"kind": error.kind})


def page(status: int, headers: Mapping[str, str] | None = None) -> Response:
    """A page for people that needs neither the database nor a template."""
    title = _TITLES.get(status, "Kesalahan")
    html = (
        '<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><h1>{title}</h1><p>Coba lagi sebentar, atau buka <a href='/'>beranda</a>.</p></html>"
    )
    told = {"Content-Security-Policy": CSP, "Cache-Control": "no-store", **(headers or {})}
    return Response(html, status_code=status, media_type="text/html", headers=told)


async def on_refusal(_request: Request, error: Exception) -> Response:
    """A house rule says no."""
    assert isinstance(error, Refusal)
    return answer(409, error.reason, extra={"rule": error.rule})
