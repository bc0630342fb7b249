"""A copy of a live SQLite file that was opened and checked before anybody relies on it."""

import os
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop_app.database.gate import gate, trouble
from desktop_app.database.library import sqlite_module
from desktop_app.domain.errors import Refusal

_PAGES_AT_ONCE = 4096  # 16 MiB: writers get a turn between two steps


def copy_checked(source: Path, target: Path) -> None:
    """Copy the database *source* to the one file *target* and prove the copy whole.

    Written beside, checked, synced, then renamed, so *target* is never half a copy. File mode 0600.
    Raises Trouble when the disk fails or the copy is not sound, Refusal when *target* is a folder, a device or a
    pipe; it is then as it was before.
    """
    if target.exists() and not target.is_file():
        raise Refusal(f"{target} bukan berkas biasa. Pilih nama berkas lain.", rule="copy.target")
    part = target.with_name(target.name + ".part")
    with gate():
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(source, part)
            sync_file(part)
            os.replace(part, target)
            sync_folder(target.parent)
        finally:
            part.unlink(missing_ok=True)


def faults(connection: Any) -> list[str]:
    """What SQLite finds wrong with a database: damaged pages, then rows whose foreign key points nowhere."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)").fetchall()]
    found = [line for line in found if line != "ok"]
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    return found + [f"foreign key: {row[0]} row {row[1]} -> {row[2]}" for row in dangling]


def make_private(path: Path) -> None:
    """Create *path* empty when it is missing, readable by its owner alone."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def sync_file(path: Path) -> None:
    """Ask the disk to keep the file's bytes; raises OSError when it did not."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Ask the disk to keep the folder's names. Windows keeps them by itself and cannot open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: Path, part: Path) -> None:
    sqlite = sqlite_module()
    part.unlink(missing_ok=True)
    make_private(part)
    with closing(sqlite.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as live:
        live.execute("PRAGMA busy_timeout=10000")
        # Read once before: only here does the driver tell which kind of damage it met.
        live.execute("PRAGMA schema_version").fetchone()
        with closing(sqlite.connect(part)) as copy:
            live.backup(copy, pages=_PAGES_AT_ONCE)
    with closing(sqlite.connect(part)) as copy:
        # One file, no side files: the copy must be whole when it is carried away on a stick.
        copy.execute("PRAGMA journal_mode=DELETE").fetchone()
        wrong = faults(copy)
    if wrong:
        raise trouble("database.corrupt", "; ".join(wrong))
