"""Which SQLite library this program trusts with people's text."""

import importlib
import sqlite3
from types import ModuleType

from desktop_app.domain.errors import Trouble

# SQLite's WAL-reset race can corrupt a file; it is mended in these releases of each branch and in all later ones.
_MENDED = (3, 51, 3)
_MENDED_BRANCHES = ((3, 44, 6), (3, 50, 7))


def sqlite_module() -> ModuleType:
    """The DB-API module to use: the bundled fixed SQLite first, Python's own when that one is fixed too.

    Raises Trouble "database.library" when neither is safe.
    """
    seen = []
    for module in (_bundled(), sqlite3):
        if module is None:
            continue
        version = tuple(int(part) for part in module.sqlite_version.split("."))
        if is_safe(version):
            return module
        seen.append(module.sqlite_version)
    raise Trouble(
        "Pustaka SQLite di komputer ini punya cacat yang dapat merusak berkas. Pasang ulang Meja Redaksi.",
        cause=f"SQLite {', '.join(seen)} is older than {'.'.join(map(str, _MENDED))}",
        kind="database.library",
    )


def driver_errors() -> tuple[type[Exception], ...]:
    """The error base class of every SQLite driver there is, for an ``except`` clause."""
    bundled = _bundled()
    return (sqlite3.Error,) if bundled is None else (sqlite3.Error, bundled.Error)


def is_safe(version: tuple[int, ...]) -> bool:
    """Whether SQLite *version* is free of the WAL-reset corruption bug."""
    if version >= _MENDED:
        return True
    return any(version[:2] == branch[:2] and version >= branch for branch in _MENDED_BRANCHES)


def _bundled() -> ModuleType | None:
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:  # no wheel for this system; Python's own may do
        return None
