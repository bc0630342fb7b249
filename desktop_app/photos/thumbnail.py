"""A small upright picture for lists and panels; never leaves the desk."""

import io
from pathlib import Path

from PIL import Image

from desktop_app.photos.formats import format_of
from desktop_app.photos.metadata import orientation
from desktop_app.photos.originals import read_original
from desktop_app.photos.pixels import decoding, flat, opened, upright_size

_QUALITY = 80


def thumbnail(original: Path, size: int) -> bytes:
    """A JPEG whose longer side is at most *size* pixels, upright. Raises Trouble when the file cannot be read."""
    name = "Foto"
    data = read_original(original, name)
    kind = format_of(data, name)
    turned = orientation(data)
    whole = upright_size(opened(data, kind, name).size, turned)
    scale = min(1.0, size / max(whole))
    picture = flat(
        data, kind, name, turned, (max(1, round(whole[0] * scale)), max(1, round(whole[1] * scale)))
    )
    with decoding(name):
        return packed(picture)


def packed(picture: Image.Image) -> bytes:
    """An upright picture as a JPEG for the desk's own eyes."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
