"""Site tokens in the system's own keyring, when it has one that can be trusted.

`keyring` also finds plain-text files and whatever a stray package installs; only the systems' own vaults are let in,
by class. Anywhere else the token lives in the caller's memory, and the caller is told.
"""

from dataclasses import dataclass

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

_SERVICE = "meja-redaksi"
_TRUSTED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)
_CHAINER = "keyring.backends.chainer.ChainerBackend"


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether the token will still be there after a restart; *why* is a sentence when it will not."""

    kept: bool
    why: str = ""


_NO_VAULT = Kept(
    kept=False,
    why="Sistem ini tidak punya gantungan kunci yang aman; tanda masuk hanya diingat selama program berjalan.",
)


def keep(url: str, token: str, *, vault: KeyringBackend | None = None) -> Kept:
    """Put *token* for the site at *url* into the vault. A vault that fails is an answer, not an error."""
    vault = vault or trusted(keyring.get_keyring())
    if vault is None:
        return _NO_VAULT
    try:
        vault.set_password(_SERVICE, url, token)
    except (KeyringError, OSError):
        return _NO_VAULT
    return Kept(kept=True)


def find(url: str, *, vault: KeyringBackend | None = None) -> str:
    """The token kept for *url*; empty when there is none or no vault to ask."""
    vault = vault or trusted(keyring.get_keyring())
    if vault is None:
        return ""
    try:
        return vault.get_password(_SERVICE, url) or ""
    except (KeyringError, OSError):
        return ""


def forget(url: str, *, vault: KeyringBackend | None = None) -> None:
    """Remove the token of *url*; nothing happens when there is none."""
    vault = vault or trusted(keyring.get_keyring())
    if vault is None:
        return
    try:
        vault.delete_password(_SERVICE, url)
    except PasswordDeleteError:
        return
    except (KeyringError, OSError):
        return


def trusted(backend: KeyringBackend) -> KeyringBackend | None:
    """*backend* when it is one of the systems' own vaults, or the first such one that a chain would ask."""
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    if name in _TRUSTED:
        return backend
    if name == _CHAINER:
        for link in backend.backends:  # type: ignore[attr-defined]
            found = trusted(link)
            if found is not None:
                return found
    return None
