"""The worker process: it opens files nobody has checked yet, and may be killed for it.

One JSON object per line comes in, one goes out. A bug or a hostile file ends this process, never the desk.
"""

import base64
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.contact import ContactSheet
from desktop_app.photos.examining import examine, take
from desktop_app.photos.pixels import MOST_PIXELS
from desktop_app.photos.renditions import make
from desktop_app.photos.thumbnail import thumbnail
from desktop_app.workers.serving import serve

MOST_MEMORY = 2 << 30  # bytes of address space
MOST_SECONDS = 30  # of processor time, for one file
_GIVES_WAY = 5  # steps of priority below the desk's own
_TOO_HEAVY = {
    "what": "Foto ini memerlukan terlalu banyak memori. Perkecil dahulu, lalu masukkan lagi.",
    "cause": "MemoryError",
    "kind": "photo.too_heavy",
}


def main() -> None:
    """Answer requests until the desk closes the pipe. The window goes first: on two cores it would wait for us."""
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    serve(_WORK, memory=MOST_MEMORY, seconds=MOST_SECONDS, too_heavy=_TOO_HEAVY)


def _examine(request: dict[str, Any]) -> Any:
    return to_plain(examine(Path(request["path"])))


def _take(request: dict[str, Any]) -> Any:
    sheet = ContactSheet(Path(request["sheet"]))
    return to_plain(take(Path(request["path"]), Blobs(Path(request["blobs"])), sheet))


def _renditions(request: dict[str, Any]) -> Any:
    photo = from_plain(Photo, request["photo"])
    house = from_plain(House, request["house"])
    return to_plain(make(Path(request["path"]), photo, house, Blobs(Path(request["blobs"]))))


def _thumbnail(request: dict[str, Any]) -> Any:
    return base64.b64encode(thumbnail(Path(request["path"]), request["size"])).decode()


_WORK: dict[str, Callable[[dict[str, Any]], Any]] = {
    "examine": _examine,
    "take": _take,
    "renditions": _renditions,
    "thumbnail": _thumbnail,
}
