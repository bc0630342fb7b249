"""Fetching a page of the public site, as any reader would, by the same careful line as everything else."""

from dataclasses import dataclass

from desktop_app.sync.transport import HttpTransport, Request

_LARGEST = 4 * 1024 * 1024
_SECONDS = 20.0
# So that the newsroom's own look is not counted as a reader's.
_HEADERS = {"X-Meja-Redaksi": "1", "Accept": "text/html"}


@dataclass(frozen=True, slots=True)
class PublicPage:
    """*headers* have lower-case names."""

    status: int
    html: str
    headers: dict[str, str]


def fetch_public_page(address: str, path: str) -> PublicPage:
    """The page at *path* below the public *address*. Raises Trouble when the site cannot be reached."""
    transport = HttpTransport(address)
    try:
        answer = transport.send(Request("GET", path, _HEADERS, largest=_LARGEST, seconds=_SECONDS))
    finally:
        transport.close()
    return PublicPage(answer.status, answer.body.decode("utf-8", "replace"), dict(answer.headers))
