"""Examining a file from outside: is it a photo we can use, and what does it say about itself?"""

import hashlib
from pathlib import Path

from desktop_app.photos import pixels
from desktop_app.photos.examined import Examined
from desktop_app.photos.facts import DamagedError, Findings, Metadata
from desktop_app.photos.formats import format_of
from desktop_app.photos.metadata import inspect
from desktop_app.photos.originals import read_original
from desktop_app.photos.proposal import propose

# Narrower pictures look poor across the top of a story on a desktop screen.
_HERO_WIDTH = 1200


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
