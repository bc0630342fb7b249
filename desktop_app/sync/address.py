"""Where this desk's site is and by which token it comes in. Pairing changes it while the desk is open."""

import threading
from collections.abc import Callable

from desktop_app.domain.errors import Refusal
from desktop_app.sync import tokens
from desktop_app.sync.client import SiteClient


def nowhere() -> tuple[str, str]:
    """For a desk that has no trial site. Raises Refusal "sync.no_site"."""
    raise Refusal("Meja ini belum terhubung ke situs.", rule="sync.no_site")


class Address:
    """*url* is empty for the desk's own trial site, which *trial* starts and names. Thread-safe.

    A token that no vault keeps lives here, in memory, until the program ends.
    """

    def __init__(self, url: str, token: str, trial: Callable[[], tuple[str, str]]) -> None:
        self._lock = threading.Lock()
        self._url = url
        self._token = token
        self._trial = trial

    @property
    def url(self) -> str:
        """The paired site; empty while there is none."""
        with self._lock:
            return self._url

    def use(self, url: str, token: str) -> None:
        """From now on this site, by this token."""
        with self._lock:
            self._url, self._token = url, token

    def client(self) -> SiteClient:
        """A client for the site as it is now. Raises Refusal "sync.no_token", Trouble when the trial site is off."""
        with self._lock:
            url, token = self._url, self._token
        if not url:
            return SiteClient(*self._trial())
        token = token or tokens.find(url)
        if not token:
            raise Refusal(
                f"Tanda masuk untuk {url} tidak ada di gantungan kunci sistem. Hubungkan lagi meja ini.",
                rule="sync.no_token",
            )
        return SiteClient(url, token)
