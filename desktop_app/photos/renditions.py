"""The files made from a photo for the public page: cropped around the focus, sRGB, the credit inside each."""

import io
import math
from functools import cached_property
from pathlib import Path

from PIL import Image

from desktop_app.domain.crops import UNSET_FOCUS, crop_box
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.crediting import SMALLEST, credit_hash, facts_of, short
from desktop_app.photos.formats import format_of
from desktop_app.photos.ladder import JPEG_QUALITY, WEBP_QUALITY, Slot, pixel_hash, slots
from desktop_app.photos.metadata import embed, orientation
from desktop_app.photos.originals import read_original
from desktop_app.photos.pixels import Negative, Size, decoding, negative, opened, srgb_profile, upright_size
from desktop_app.photos.reading_back import check


def make(original: Path, photo: Photo, house: House, blobs: Blobs) -> tuple[Rendition, ...]:
    """Make every rendition and keep it in *blobs*; the same photo always gives the same bytes.

    Nothing is ever enlarged: a small original gives smaller renditions. Where only what is written in the files
    changed, the pixels are left as they are and the metadata alone is written again. Every file is read back before
    it is answered. Raises Refusal when nobody is credited, Trouble when the original cannot be read.
    """
    facts = facts_of(photo, house)
    stamp = credit_hash(facts)
    held = {one.pixel_hash: one for one in photo.renditions if one.pixel_hash and blobs.has(one.sha256)}
    wanted = [(slot, kind, pixel_hash(photo, slot, kind)) for slot in slots(photo) for kind in slot.formats]
    studio = _Studio(original, photo)
    made = []
    for slot, kind, pixels in wanted:
        before = held.get(pixels)
        if before is not None and before.credit_hash == stamp:
            made.append(before)
            continue
        if before is not None:
            size, file = (before.width, before.height), blobs.path(before.sha256).read_bytes()
        else:
            size, file = studio.encoded(slot, kind)
        written = short(facts) if slot.name == SMALLEST else facts
        file = embed(file, written)
        check(file, written)
        made.append(Rendition(slot.name, kind, *size, blobs.put_bytes(file), stamp, pixels))
    return tuple(made)


class _Studio:
    """The original, decoded when the first new picture is wanted: a corrected credit never needs it."""

    def __init__(self, original: Path, photo: Photo) -> None:
        self._original = original
        self._photo = photo
        self._name = photo.file_name or "Foto"
        self._fitted: tuple[Slot, Image.Image] | None = None
        self._profile = srgb_profile()

    @cached_property
    def _whole(self) -> Negative:
        """The picture just large enough for the largest crop, in its own colours."""
        data = read_original(self._original, self._name)
        kind = format_of(data, self._name)
        turned = orientation(data)
        size = upright_size(opened(data, kind, self._name).size, turned)
        scale = max(_scale(size, slot) for slot in slots(self._photo))
        needed = (math.ceil(size[0] * scale), math.ceil(size[1] * scale))
        return negative(data, kind, self._name, turned, needed)

    @cached_property
    def _half(self) -> Image.Image:
        """Half of that in sRGB: enough for all but the largest size."""
        return self._whole.developed(self._whole.image.reduce(2))

    def encoded(self, slot: Slot, kind: str) -> tuple[Size, bytes]:
        """One size as a file without metadata."""
        with decoding(self._name):
            if self._fitted is None or self._fitted[0] != slot:
                self._fitted = (slot, self._fit(slot))
            picture = self._fitted[1]
            return picture.size, _encoded(picture, kind, self._profile)

    def _fit(self, slot: Slot) -> Image.Image:
        focus = self._photo.focus or UNSET_FOCUS
        whole, half = self._whole, self._half
        if _enough(half.size, slot):
            return _fitted(half, slot, focus)
        return whole.developed(_fitted(whole.image, slot, focus))


def _enough(size: Size, slot: Slot) -> bool:
    if not slot.cropped:
        return size[0] >= slot.size[0] or size[1] >= slot.size[1]
    left, upper, right, lower = crop_box(size, slot.size, (0.5, 0.5))
    return right - left >= slot.size[0] and lower - upper >= slot.size[1]


def _scale(size: Size, slot: Slot) -> float:
    if not slot.cropped:
        return min(1.0, slot.size[0] / size[0], slot.size[1] / size[1])
    left, upper, right, lower = crop_box(size, slot.size, (0.5, 0.5))
    return min(1.0, max(slot.size[0] / (right - left), slot.size[1] / (lower - upper)))


def _fitted(base: Image.Image, slot: Slot, focus: tuple[float, float]) -> Image.Image:
    box = crop_box(base.size, slot.size, focus) if slot.cropped else (0, 0, *base.size)
    wide, high = box[2] - box[0], box[3] - box[1]
    if slot.cropped and wide >= slot.size[0] and high >= slot.size[1]:
        size = slot.size
    else:
        scale = min(1.0, slot.size[0] / wide, slot.size[1] / high)
        size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    if size == (wide, high):
        return base.crop(box)
    return base.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _encoded(picture: Image.Image, kind: str, profile: bytes) -> bytes:
    file = io.BytesIO()
    if kind == "jpeg":
        picture.save(file, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True, icc_profile=profile)
    else:
        picture.save(file, "WEBP", quality=WEBP_QUALITY, method=4, icc_profile=profile)
    return file.getvalue()
