"""The worker process: it opens files nobody has checked yet, and may be killed for it.

One JSON object per line comes in, one goes out. A bug or a hostile file ends this process, never the desk.
"""

import base64
import contextlib
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.examining import examine
from desktop_app.photos.pixels import MOST_PIXELS
from desktop_app.photos.renditions import make
from desktop_app.photos.thumbnail import thumbnail

MOST_MEMORY = 2 << 30  # bytes of address space
MOST_SECONDS = 30  # of processor time, for one file


def main() -> None:
    """Answer requests until the desk closes the pipe."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    _limit_memory()
    # Descriptors, not sys.stdin: a windowed program on Windows has none.
    with open(0, "rb", closefd=False) as requests, open(1, "wb", closefd=False) as answers:
        for line in requests:
            _limit_seconds()
            answers.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
            answers.flush()


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do one piece of work; refusals and troubles travel back as plain data."""
    try:
        return {"done": _WORK[request["work"]](request)}
    except Refusal as refusal:
        return {"refusal": {"reason": refusal.reason, "rule": refusal.rule}}
    except Trouble as trouble:
        return {"trouble": {"what": trouble.what, "cause": trouble.cause, "kind": trouble.kind}}
    except MemoryError:
        what = "Foto ini memerlukan terlalu banyak memori. Perkecil dahulu, lalu masukkan lagi."
        return {"trouble": {"what": what, "cause": "MemoryError", "kind": "photo.too_heavy"}}


def _examine(request: dict[str, Any]) -> Any:
    return to_plain(examine(Path(request["path"])))


def _renditions(request: dict[str, Any]) -> Any:
    photo = from_plain(Photo, request["photo"])
    return to_plain(make(Path(request["path"]), photo, request["site_name"], Blobs(Path(request["blobs"]))))


def _thumbnail(request: dict[str, Any]) -> Any:
    return base64.b64encode(thumbnail(Path(request["path"]), request["size"])).decode()


_WORK: dict[str, Callable[[dict[str, Any]], Any]] = {
    "examine": _examine,
    "renditions": _renditions,
    "thumbnail": _thumbnail,
}


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        # macOS knows the limit but does not let everybody set it; the caps on pixels and time still hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _limit_seconds() -> None:
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
