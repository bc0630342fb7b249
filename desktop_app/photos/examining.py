"""Examining a file from outside: is it a photo we can use, and what does it say about itself?"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.photo import Credit
from desktop_app.photos import pixels
from desktop_app.photos.facts import DamagedError, Findings, Metadata
from desktop_app.photos.formats import format_of
from desktop_app.photos.metadata import inspect
from desktop_app.photos.proposal import propose

# Narrower pictures look poor across the top of a story on a desktop screen.
_HERO_WIDTH = 1200


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may come in. *width* and *height* are upright pixels; *warnings* are Indonesian sentences.

    *proposed* is what the file says about its maker; a person has yet to confirm it.
    """

    sha256: str
    width: int
    height: int
    format: str
    proposed: Credit
    caption: str = ""
    headline: str = ""
    alt: str = ""
    taken_at: datetime | None = None
    warnings: tuple[str, ...] = ()


def read_original(path: Path, name: str) -> bytes:
    """The file's bytes. Raises Refusal when it is larger than we take in, Trouble when it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(pixels.MOST_BYTES + 1)
    except IsADirectoryError as error:
        raise Refusal(
            f"{name}: ini folder, bukan foto. Buka foldernya lalu pilih fotonya.", rule="photo.folder"
        ) from error
    except FileNotFoundError as error:
        raise Trouble(
            f"{name}: berkas tidak ditemukan lagi.", cause=str(error), kind="photo.missing"
        ) from error
    except OSError as error:
        raise Trouble(
            f"{name}: berkas tidak dapat dibaca. Periksa izin berkas atau kartu kameranya.",
            cause=str(error),
            kind="photo.unreadable",
        ) from error
    if len(data) > pixels.MOST_BYTES:
        raise Refusal(
            f"{name}: berkas ini lebih besar dari {pixels.MOST_BYTES // 1_000_000} MB. "
            "Simpan ulang sebagai JPEG yang lebih kecil, lalu masukkan lagi.",
            rule="photo.too_many_bytes",
        )
    return data


def examine(path: Path) -> Examined:
    """Everything the desk wants to know before it takes the file in. Run it where it can be killed.

    Raises Refusal "photo.format", "photo.too_large", "photo.too_many_bytes" and Trouble "photo.damaged",
    "photo.missing", "photo.unreadable": each one whole sentence that names the file.
    """
    name = path.name
    data = read_original(path, name)
    kind = format_of(data, name)
    size = pixels.prove_whole(data, kind, name)
    try:
        found = inspect(data)
    except DamagedError:
        # The decoder shows it all the same: let the picture in, and say that nothing could be read from it.
        found = Findings(Metadata(), warnings=("Data di dalam foto ini rusak dan tidak terbaca.",))
    width, height = pixels.upright_size(size, found.orientation)
    warnings = list(found.warnings)
    if width < _HERO_WIDTH:
        warnings.append(
            f"Lebar foto hanya {width} piksel; untuk foto utama sebaiknya {_HERO_WIDTH} atau lebih."
        )
    return Examined(
        sha256=hashlib.sha256(data).hexdigest(),
        width=width,
        height=height,
        format=kind,
        proposed=propose(found.metadata),
        caption=found.metadata.caption,
        headline=found.metadata.headline,
        alt=found.metadata.alt,
        taken_at=found.metadata.taken_at,
        warnings=tuple(warnings),
    )
