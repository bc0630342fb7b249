"""Where this desk's site is and by which token it comes in. Pairing changes it while the desk is open."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop_app.domain.errors import Refusal
from desktop_app.sync import tokens
from desktop_app.sync.client import SiteClient
from desktop_app.sync.trouble import SIGNED_OUT


def nowhere() -> tuple[str, str]:
    """For a desk that has no trial site. Raises Refusal "sync.no_site"."""
    raise Refusal("Meja ini belum terhubung ke situs.", rule="sync.no_site")


class Address:
    """*url* is empty for the desk's own trial site, which *trial* starts and names. Thread-safe.

    A token that no vault keeps lives here, in memory, until the program ends.
    """

    def __init__(self, url: str, token: str, trial: Callable[[], tuple[str, str]]) -> None:
        self._lock = threading.Lock()
        self._round = threading.Lock()
        self._url = url
        self._token = token
        self._trial = trial
        self._signed_out = False

    @property
    def url(self) -> str:
        """The paired site; empty while there is none."""
        with self._lock:
            return self._url

    @property
    def signed_out(self) -> bool:
        """Whether no token was found when the site was last to be asked: it went with the program that held it."""
        with self._lock:
            return self._signed_out

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """While no round runs: it ends with the site it met, and nobody may go over to another one meanwhile."""
        with self._round:
            yield

    def use(self, url: str, token: str) -> None:
        """From now on this site, by this token."""
        with self._lock:
            self._url, self._token, self._signed_out = url, token, False

    def client(self) -> SiteClient:
        """A client for the site as it is now. Raises Refusal "sync.no_token", Trouble when the trial site is off."""
        with self._lock:
            url, token = self._url, self._token
        if not url:
            return SiteClient(*self._trial())
        token = token or tokens.find(url)
        with self._lock:
            self._signed_out = not token
        if not token:
            raise Refusal(
                f"Tanda masuk untuk {url} tidak ada di gantungan kunci sistem."
                " Mintalah kode baru, lalu pilih Situs ▸ Hubungkan ke situs.",
                rule=SIGNED_OUT,
            )
        return SiteClient(url, token)
