"""Bringing a desk back from a backup file. What stood there before is kept beside it, whatever state it is in."""

import contextlib
import os
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.database import copy_checked, gate
from desktop_app.database.copying import sync_folder
from desktop_app.database.folder import ready_folder
from desktop_app.database.folder_lock import FolderLock
from desktop_app.database.library import driver_errors, sqlite_module
from desktop_app.database.migrating import newest_version, refuse_foreign
from desktop_app.domain.errors import Refusal
from desktop_app.storage.backing_up import FILE_NAME
from desktop_app.storage.store import APPLICATION_ID, SCRIPTS

_BESIDE = ("-wal", "-shm")


def restore_backup(folder: Path, backup: Path) -> Path | None:
    """Put *backup* in the place of the database in *folder*; answers where the former one is kept, None without one.

    The backup is proved whole before anything is touched, and stays where it is. Safe against a kill at any moment:
    the folder holds the former database or the restored one. Raises Refusal "backup.missing", and Trouble when the
    file is not a sound database of this program, the desk is open, or the disk fails.
    """
    if not backup.is_file():
        raise Refusal(f"{backup} tidak ditemukan. Periksa nama berkas cadangannya.", rule="backup.missing")
    ready_folder(folder)
    lock = FolderLock(folder)
    try:
        refuse_foreign(backup, newest_version(SCRIPTS), APPLICATION_ID)
        fresh = folder / f"{FILE_NAME}.pulih"
        copy_checked(backup, fresh)
        try:
            with gate():
                kept = _keep_former(folder)
                os.replace(fresh, folder / FILE_NAME)
                sync_folder(folder)
        finally:
            fresh.unlink(missing_ok=True)
        return kept
    finally:
        lock.release()


def _keep_former(folder: Path) -> Path | None:
    """Copy the former database and its log into ``backups``, then bring the log in: the new one must not meet it."""
    former = folder / FILE_NAME
    if not former.exists():
        return None
    target = folder / "backups" / f"meja-sebelum-pulih-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    for ending in ("", *_BESIDE):
        beside = former.with_name(FILE_NAME + ending)
        if beside.exists():
            shutil.copy2(beside, target.with_name(target.name + ending))
    # A damaged one is why people restore; its copy is kept as it was.
    with contextlib.suppress(*driver_errors()), closing(sqlite_module().connect(former)) as connection:
        _bring_log_in(connection)
    for ending in _BESIDE:
        former.with_name(FILE_NAME + ending).unlink(missing_ok=True)
    return target


def _bring_log_in(connection: Any) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.execute("PRAGMA journal_mode=DELETE").fetchone()
