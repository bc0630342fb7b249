"""Examining a file from outside: is it a photo we can use, and what does it say about itself?"""

import hashlib
from pathlib import Path

from desktop_app.photos import contact, pixels
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.contact import ContactSheet
from desktop_app.photos.examined import Examined
from desktop_app.photos.facts import DamagedError, Findings, Metadata
from desktop_app.photos.formats import format_of
from desktop_app.photos.likeness import looks_of
from desktop_app.photos.metadata import inspect, picture_bytes
from desktop_app.photos.originals import read_original
from desktop_app.photos.proposal import propose
from desktop_app.photos.thumbnail import packed

# Narrower pictures look poor across the top of a story on a desktop screen.
_HERO_WIDTH = 1200


def examine(path: Path) -> Examined:
    """Everything the desk wants to know before it takes the file in. Run it where it can be killed.

    Raises Refusal "photo.format", "photo.too_large", "photo.too_many_bytes" and Trouble "photo.damaged",
    "photo.missing", "photo.unreadable": each one whole sentence that names the file.
    """
    return _examined(read_original(path, path.name), path.name)[0]


def take(path: Path, blobs: Blobs, sheet: ContactSheet) -> Examined:
    """`examine` the file and, when it may come in, keep exactly those bytes in *blobs* and a print on the *sheet*."""
    data = read_original(path, path.name)
    found, print_ = _examined(data, path.name)
    sheet.put(found.sha256, print_)
    blobs.put_bytes(data)
    return found


def _examined(data: bytes, name: str) -> tuple[Examined, bytes]:
    kind = format_of(data, name)
    size, stored = pixels.prove_whole(data, kind, name, contact.SIZE)
    try:
        found = inspect(data)
        scan = hashlib.sha256(picture_bytes(data)).hexdigest()
    except DamagedError:
        # The decoder shows it all the same: let the picture in, and say that nothing could be read from it.
        found = Findings(Metadata(), warnings=("Data di dalam foto ini rusak dan tidak terbaca.",))
        scan = ""
    width, height = pixels.upright_size(size, found.orientation)
    upright = pixels.print_of(stored, name, found.orientation, contact.SIZE)
    examined = Examined(
        sha256=hashlib.sha256(data).hexdigest(),
        width=width,
        height=height,
        format=kind,
        proposed=propose(found.metadata),
        caption=found.caption,
        headline=found.metadata.headline,
        alt=found.metadata.alt,
        taken_at=found.metadata.taken_at,
        warnings=_warnings(found, width),
        clashes=found.clashes,
        guessed=found.guessed,
        scan_sha256=scan,
        looks=looks_of(upright),
        digital_source=found.metadata.digital_source,
        credentials=found.credentials,
    )
    return examined, packed(upright)


def _warnings(found: Findings, width: int) -> tuple[str, ...]:
    warnings = [*found.warnings, *(clash.why for clash in found.clashes)]
    if width < _HERO_WIDTH:
        warnings.append(
            f"Lebar foto hanya {width} piksel; untuk foto utama sebaiknya {_HERO_WIDTH} atau lebih."
        )
    if found.credentials:
        warnings.append(
            "Foto ini membawa riwayat bertanda tangan (Content Credentials); aslinya disimpan utuh."
        )
    return tuple(warnings)
