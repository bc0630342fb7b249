"""The desk's side of the worker processes: hand a file over, get an answer, or kill and start anew."""

import base64
import os
from pathlib import Path

from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.contact import ContactSheet
from desktop_app.photos.examined import Examined
from desktop_app.workers.pool import IDLE, Pool, Sentences

__all__ = ["Examined", "Intake"]

_WORKERS = 2
# Wall-clock seconds for one file. Longer than the worker's own 30 s of processor time: the machine may be busy.
_PATIENCE = 90.0
_SAID = Sentences(
    kind="photo",
    stopped="{name}: pembaca foto berhenti karena berkas ini. Berkasnya tidak diambil; "
    "buka dan simpan ulang di program lain, lalu coba lagi.",
    cannot_start="Pembaca foto tidak dapat dijalankan. Mulai ulang program ini.",
    closed="Meja sedang ditutup; foto ini belum diambil.",
)


class Intake:
    """At most two worker processes, started when needed, used again, and sent home when they have nothing to do.

    Safe to call from several threads.

    Every method raises Refusal or Trouble with a sentence for people; besides those of `photos.examining`, Trouble
    "photo.worker" when the file stopped the worker and "photo.closed" after `close`.
    """

    def __init__(self, *, workers: int = _WORKERS, patience: float = _PATIENCE, idle: float = IDLE) -> None:
        self._pool = Pool("photo-worker", _SAID, workers=workers, patience=patience, idle=idle)

    def examine(self, path: Path) -> Examined:
        """Look at a file from outside; see `photos.examining.examine`."""
        return from_plain(Examined, self._pool.ask(path.name, {"work": "examine", "path": _whole(path)}))

    def take(self, path: Path, blobs: Blobs, sheet: ContactSheet) -> Examined:
        """Look at a file and keep it when it may come in; see `photos.examining.take`."""
        request = {
            "work": "take",
            "path": _whole(path),
            "blobs": _whole(blobs.folder),
            "sheet": _whole(sheet.folder),
        }
        return from_plain(Examined, self._pool.ask(path.name, request))

    def renditions(self, original: Path, photo: Photo, house: House, blobs: Blobs) -> tuple[Rendition, ...]:
        """Make the photo's renditions and keep them in *blobs*; see `photos.renditions.make`."""
        request = {
            "work": "renditions",
            "path": _whole(original),
            "photo": to_plain(photo),
            "house": to_plain(house),
            "blobs": _whole(blobs.folder),
        }
        answer = self._pool.ask(photo.file_name or "Foto", request)
        return tuple(from_plain(Rendition, item) for item in answer)

    def thumbnail(self, original: Path, size: int) -> bytes:
        """A small upright JPEG, its longer side at most *size* pixels."""
        answer = self._pool.ask("Foto", {"work": "thumbnail", "path": _whole(original), "size": size})
        return base64.b64decode(answer)

    def close(self) -> None:
        """Stop the workers. What they were doing ends in Trouble; nothing half-made is left in the photo folder."""
        self._pool.close()


def _whole(path: Path) -> str:
    return os.path.abspath(path)
