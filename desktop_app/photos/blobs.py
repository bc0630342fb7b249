"""Files named by their content: originals and renditions, each under the SHA-256 of its bytes.

A file appears whole or not at all: it is written beside, flushed to the disk and renamed into place. A name never
comes to hold other bytes, so a reader needs no lock. Half-sent files grow under ``parts`` until their hash is right.
"""

import contextlib
import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from desktop_app.domain.errors import Trouble

DAMAGED_ON_ITS_WAY = "Berkas foto rusak di perjalanan. Pengiriman akan diulang dari awal."
_HASH = re.compile(r"[0-9a-f]{64}")
_PARTS = "parts"
_READ_AT_ONCE = 1 << 20  # bytes
_STALE = 24 * 3600.0  # seconds


class Blobs:
    """A folder of content-addressed files. Safe to use from several threads and processes at once.

    Every method that takes *sha256* wants 64 lower-case hexadecimal digits and raises ValueError for anything else,
    so that no name from outside can point out of the folder; `has` simply answers False. Disk trouble is raised as
    Trouble: "disk.full", "disk.readonly", "disk.failed", "photo.missing".
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with _disk():
            (folder / _PARTS).mkdir(parents=True, exist_ok=True)
            self._sweep()

    def path(self, sha256: str) -> Path:
        """Where the file is, or would be. It may be read and must never be written."""
        name = _checked(sha256)
        return self.folder / name[:2] / name

    def has(self, sha256: str) -> bool:
        """Whether the whole file is here. False for anything that is not a hash."""
        return _HASH.fullmatch(sha256) is not None and self.path(sha256).is_file()

    def sound(self, sha256: str) -> bool:
        """Whether the file is here and its bytes are still those it is named for. Read anew only when it changed."""
        path = self.path(sha256)
        try:
            found = path.stat()
            return _digest(path, found.st_size, found.st_mtime_ns) == sha256
        except OSError:
            return False

    def put_bytes(self, data: bytes) -> str:
        """Keep *data*; answers its hash. Keeping the same bytes again changes nothing but what the disk has damaged."""
        sha256 = hashlib.sha256(data).hexdigest()
        with _disk():
            if not self.has(sha256) or self.path(sha256).read_bytes() != data:
                with self._beside() as (file, temporary):
                    file.write(data)
                    self._settle(file, temporary, sha256)
        return sha256

    def put_file(self, path: Path) -> str:
        """Keep a copy of the file at *path*; answers its hash. The file itself is left alone.

        The copy is hashed while it is made, so the name fits the kept bytes even when somebody writes meanwhile.
        """
        digest = hashlib.sha256()
        with _disk(), path.open("rb") as source, self._beside() as (file, temporary):
            while chunk := source.read(_READ_AT_ONCE):
                digest.update(chunk)
                file.write(chunk)
            sha256 = digest.hexdigest()
            if not self.has(sha256):
                self._settle(file, temporary, sha256)
        return sha256

    def part_size(self, sha256: str) -> int:
        """How many bytes of a file being sent have arrived; the full size when it is already whole."""
        if self.has(sha256):
            return self.path(sha256).stat().st_size
        part = self._part(sha256)
        return part.stat().st_size if part.exists() else 0

    def write_part(self, sha256: str, offset: int, data: bytes) -> int:
        """Add *data* at byte *offset* of a file being sent; answers the new size.

        Raises ValueError when *offset* is not where the last part ended: the sender then asks `part_size` again.
        """
        if self.has(sha256):
            return self.part_size(sha256)
        with _disk(), self._part(sha256).open("ab") as file:
            here = file.tell()
            if here != offset:
                raise ValueError(f"part of {sha256} starts at {offset}, expected {here}")
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            return file.tell()

    def finish_part(self, sha256: str) -> Path:
        """Give a fully sent file its name; answers its path.

        Raises Trouble "photo.damaged" when the bytes do not add up to the hash. The bad part is thrown away, so the
        next try starts anew.
        """
        if self.has(sha256):
            self._part(sha256).unlink(missing_ok=True)
            return self.path(sha256)
        part = self._part(sha256)
        with _disk():
            with part.open("rb") as file:
                arrived = hashlib.file_digest(file, "sha256").hexdigest()
            if arrived != sha256:
                part.unlink()
                raise Trouble(
                    DAMAGED_ON_ITS_WAY,
                    cause=f"expected {sha256}, got {arrived}",
                    kind="photo.damaged",
                )
            self._rename(part, sha256)
        return self.path(sha256)

    def drop_part(self, sha256: str) -> None:
        """Forget what has arrived of a file being sent."""
        self._part(sha256).unlink(missing_ok=True)

    def remove(self, sha256: str) -> None:
        """Delete a whole file. Only for housekeeping that has made sure no record names it."""
        self.path(sha256).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The hashes of all whole files, in no order."""
        for shelf in self.folder.iterdir():
            if len(shelf.name) == 2 and shelf.is_dir():
                yield from (file.name for file in shelf.iterdir() if _HASH.fullmatch(file.name))

    def _sweep(self) -> None:
        """Throw away what a killed process left half-written; anything younger may still be at work."""
        for left in (self.folder / _PARTS).glob("*.new"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - left.stat().st_mtime > _STALE:
                    left.unlink()

    def _part(self, sha256: str) -> Path:
        return self.folder / _PARTS / f"{_checked(sha256)}.part"

    @contextmanager
    def _beside(self) -> Iterator[tuple[BinaryIO, Path]]:
        with tempfile.NamedTemporaryFile(dir=self.folder / _PARTS, suffix=".new", delete=False) as file:
            temporary = Path(file.name)
            try:
                yield file, temporary  # type: ignore[misc]  # the wrapper writes bytes like a BinaryIO
            finally:
                file.close()
                temporary.unlink(missing_ok=True)

    def _settle(self, file: BinaryIO, temporary: Path, sha256: str) -> None:
        file.flush()
        os.fsync(file.fileno())
        file.close()  # Windows renames only closed files
        self._rename(temporary, sha256)

    def _rename(self, whole: Path, sha256: str) -> None:
        target = self.path(sha256)
        target.parent.mkdir(exist_ok=True)
        whole.replace(target)
        _flush_folder(target.parent)


@lru_cache(maxsize=256)
def _digest(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(sha256: str) -> str:
    if _HASH.fullmatch(sha256) is None:
        raise ValueError(f"not a SHA-256 in hexadecimal: {sha256[:80]!r}")
    return sha256


def _flush_folder(folder: Path) -> None:
    # A rename is lasting only once the folder is flushed; Windows has no such call and flushes by itself.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _disk() -> Iterator[None]:
    """The gate to the disk: what the system says becomes a sentence."""
    try:
        yield
    except FileNotFoundError as error:
        raise Trouble("Berkas foto tidak ditemukan.", cause=str(error), kind="photo.missing") from error
    except OSError as error:
        raise _trouble(error) from error


def _trouble(error: OSError) -> Trouble:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        what, kind = "Ruang disk habis. Foto belum disimpan; kosongkan ruang lalu coba lagi.", "disk.full"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        what, kind = (
            "Berkas atau folder foto tidak boleh dibaca atau ditulis. Periksa izinnya.",
            "disk.readonly",
        )
    else:
        what, kind = "Disk tidak dapat dibaca atau ditulis. Foto belum disimpan.", "disk.failed"
    return Trouble(what, cause=str(error), kind=kind)
