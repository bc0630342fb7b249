"""The contact sheet: a small print of every original, kept beside the store so that a grid of photos shows at once.

A cache: whatever is missing can be made again, so nothing is flushed to the disk.
"""

import contextlib
import os
import tempfile
from pathlib import Path

SIZE = 480  # pixels of the longer side, for a grid
LARGE = 1200  # for one picture in a story or on the whole screen: kept once somebody has looked at it so
SIZES = (SIZE, LARGE)


class ContactSheet:
    """Prints named by the SHA-256 of their original. Safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str, size: int = SIZE) -> Path:
        """Where the print of one of the *SIZES* is, or would be."""
        return self.folder / sha256[:2] / (f"{sha256}.jpg" if size == SIZE else f"{sha256}-{size}.jpg")

    def get(self, sha256: str, size: int = SIZE) -> bytes:
        """The print as JPEG; empty when it has not been made."""
        try:
            return self.path(sha256, size).read_bytes()
        except OSError:
            return b""

    def put(self, sha256: str, jpeg: bytes, size: int = SIZE) -> None:
        """Keep a print. A full or read-only disk is no reason to stop: the print is made again when it is wanted."""
        target = self.path(sha256, size)
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, suffix=".new")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(jpeg)
                Path(name).replace(target)
            finally:
                Path(name).unlink(missing_ok=True)
