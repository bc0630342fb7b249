"""The preview's own address space: ``meja://situs/…`` answered from memory and the desk's files, nothing else."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from desktop_app.domain.opened import Asset

SCHEME = "meja"
HOST = "situs"
Fetch = Callable[[str, Callable[[Asset | None], None]], None]
# What the site sends is for browsers; here no page script runs at all and nothing leaves this scheme.
_POLICY = (
    f"default-src 'none'; img-src {SCHEME}: data:; style-src {SCHEME}:{{inline}}; font-src {SCHEME}: data:; "
    "base-uri 'none'; form-action 'none'; frame-src 'none'"
)


def register() -> None:
    """Make the scheme known. Must happen before the first profile, and only once."""
    name = QByteArray(SCHEME.encode())
    if not QWebEngineUrlScheme.schemeByName(name).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(name)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


def address(path: str) -> QUrl:
    """The preview's address of a path below the site."""
    return QUrl(f"{SCHEME}://{HOST}{path}")


class Answers(QWebEngineUrlSchemeHandler):
    """Serves the one page that is shown, and the files it asks for through *fetch*, which may take its time.

    *inline_styles* is for pages that carry their styles inside: copies of ours, never a story's page.
    """

    def __init__(self, fetch: Fetch, parent: QObject, *, inline_styles: bool = False) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._policy = _POLICY.format(inline=" 'unsafe-inline'" if inline_styles else "").encode()
        self._path = ""
        self._html = b""

    def hold(self, path: str, html: str) -> None:
        """The page to answer at *path* from now on."""
        self._path = path
        self._html = html.encode("utf-8", "replace")

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        if job.requestMethod() != QByteArray(b"GET") or url.host() != HOST:
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        path = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
        if path == self._path:
            self._reply(job, Asset("text/html;charset=utf-8", self._html))
            return

        def answer(asset: Asset | None) -> None:
            # The page may have gone on meanwhile, and its questions with it.
            if not shiboken6.isValid(job):
                return
            if asset is None:
                job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            else:
                self._reply(job, asset)

        self._fetch(path, answer)

    def _reply(self, job: QWebEngineUrlRequestJob, asset: Asset) -> None:
        # The binding reads each value as a list of values, whatever its stub says: a bare one would go out letter
        # by letter, as no header at all.
        headers = {
            QByteArray(b"Content-Security-Policy"): [QByteArray(self._policy)],
            QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
            QByteArray(b"Referrer-Policy"): [QByteArray(b"no-referrer")],
        }
        job.setAdditionalResponseHeaders(headers)  # type: ignore[arg-type]
        body = QBuffer(job)
        body.setData(QByteArray(asset.data))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(asset.mime.encode()), body)


class OnlyOurs(QWebEngineUrlRequestInterceptor):
    """Blocks every request that is not a GET of our own scheme (or data the page carries in itself)."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        scheme = info.requestUrl().scheme()
        if info.requestMethod() != QByteArray(b"GET") or scheme not in (SCHEME, "data"):
            info.block(True)
