"""The files made from a photo for the public page: cropped around the focus, sRGB, the credit inside each."""

import io
import math
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from desktop_app.domain.crops import UNSET_FOCUS, crop_box
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.crediting import credit_hash, facts_of
from desktop_app.photos.formats import format_of
from desktop_app.photos.metadata import embed, orientation
from desktop_app.photos.originals import read_original
from desktop_app.photos.pixels import Size, decoding, flat, opened, srgb_profile, upright_size

_JPEG_QUALITY, _WEBP_QUALITY = 82, 78


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place on the page, in pixels. *cropped* False shows the whole picture within the size."""

    name: str
    size: Size
    formats: tuple[str, ...] = ("jpeg", "webp")
    cropped: bool = True


LADDER = (
    _Slot("hero", (1600, 900)),
    _Slot("hero_m", (960, 540)),
    _Slot("card", (640, 360)),
    _Slot("social", (1200, 630), formats=("jpeg",)),
    _Slot("thumb", (400, 300)),
    _Slot("full", (1200, 1200), cropped=False),
)


def make(original: Path, photo: Photo, site_name: str, blobs: Blobs) -> tuple[Rendition, ...]:
    """Make every rendition and keep it in *blobs*; the same photo always gives the same bytes.

    Nothing is ever enlarged: a small original gives smaller renditions. Raises Refusal when nobody is credited,
    Trouble when the original cannot be read.
    """
    facts = facts_of(photo, site_name)
    stamp = credit_hash(facts)
    name = photo.file_name or "Foto"
    data = read_original(original, name)
    base = _base(data, name)
    profile = srgb_profile()
    made = []
    for slot in LADDER:
        picture = _fitted(base, slot, photo.focus or UNSET_FOCUS)
        for kind in slot.formats:
            with decoding(name):
                file = embed(_encoded(picture, kind, profile), facts)
            made.append(Rendition(slot.name, kind, *picture.size, blobs.put_bytes(file), stamp))
    return tuple(made)


def _base(data: bytes, name: str) -> Image.Image:
    """The picture just large enough for the largest crop."""
    kind = format_of(data, name)
    turned = orientation(data)
    size = upright_size(opened(data, kind, name).size, turned)
    scale = max(_scale(size, slot) for slot in LADDER)
    needed = (math.ceil(size[0] * scale), math.ceil(size[1] * scale))
    return flat(data, kind, name, turned, needed)


def _scale(size: Size, slot: _Slot) -> float:
    if not slot.cropped:
        return min(1.0, slot.size[0] / size[0], slot.size[1] / size[1])
    left, upper, right, lower = crop_box(size, slot.size, (0.5, 0.5))
    return min(1.0, max(slot.size[0] / (right - left), slot.size[1] / (lower - upper)))


def _fitted(base: Image.Image, slot: _Slot, focus: tuple[float, float]) -> Image.Image:
    box = crop_box(base.size, slot.size, focus) if slot.cropped else (0, 0, *base.size)
    wide, high = box[2] - box[0], box[3] - box[1]
    if slot.cropped and wide >= slot.size[0] and high >= slot.size[1]:
        size = slot.size
    else:
        scale = min(1.0, slot.size[0] / wide, slot.size[1] / high)
        size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    if size == (wide, high):
        return base.crop(box)
    return base.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _encoded(picture: Image.Image, kind: str, profile: bytes) -> bytes:
    file = io.BytesIO()
    if kind == "jpeg":
        picture.save(
            file, "JPEG", quality=_JPEG_QUALITY, progressive=True, optimize=True, icc_profile=profile
        )
    else:
        picture.save(file, "WEBP", quality=_WEBP_QUALITY, method=4, icc_profile=profile)
    return file.getvalue()
