"""One program per data folder: the kernel decides, and lets go by itself when the program is killed."""

import os
import sys
from pathlib import Path

from desktop_app.domain.errors import Trouble

NAME = "storage.lock"


class FolderLock:
    """Held from construction to :meth:`release`. Raises Trouble *kind* saying *why* when another holds it."""

    def __init__(
        self,
        folder: Path,
        why: str = "Folder data ini sedang dipakai Meja Redaksi yang lain. Tutup dulu yang itu.",
        *,
        kind: str = "desk.already_open",
        name: str = NAME,
    ) -> None:
        # What the file contains means nothing, so a torn or old file can never lock anybody out.
        self._handle = os.open(folder / name, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise Trouble(why, cause=f"{folder / name}: {error}", kind=kind) from error

    def release(self) -> None:
        """Let the next one in. The file itself stays: removing it would let two programs lock two files."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
