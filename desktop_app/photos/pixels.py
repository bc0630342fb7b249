"""Pixels, by Pillow alone: measured before anything is decoded, then upright, flat and in sRGB."""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageCms, UnidentifiedImageError

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.photos import heif
from desktop_app.photos.formats import PILLOW_NAMES

MOST_PIXELS = 120_000_000
LONGEST_SIDE = 20_000

Size = tuple[int, int]

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = 5  # from this orientation on, width and height change places

# Everything Pillow's readers are known to raise on damaged bytes.
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, ZeroDivisionError,
    RuntimeError, struct.error, zlib.error,
)  # fmt: skip


@contextmanager
def decoding(name: str) -> Iterator[None]:
    """The gate to the decoder: whatever it raises on bad bytes becomes one sentence about the file *name*."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(name, str(error)) from error
    except MemoryError as error:
        raise Trouble(
            f"{name}: foto ini memerlukan terlalu banyak memori. Perkecil dahulu, lalu masukkan lagi.",
            cause="MemoryError",
            kind="photo.too_heavy",
        ) from error
    except _BROKEN as error:
        raise Trouble(
            f"{name}: foto ini rusak atau terpotong. Salin ulang dari kamera atau minta kirim lagi.",
            cause=f"{type(error).__name__}: {error}",
            kind="photo.damaged",
        ) from error


def too_large(name: str, cause: str) -> Refusal:
    """The refusal for more pixels than a newsroom needs."""
    refusal = Refusal(
        f"{name}: foto ini terlalu besar (paling besar {MOST_PIXELS // 1_000_000} megapiksel dan "
        f"{LONGEST_SIDE:,} piksel per sisi). Perkecil dahulu, lalu masukkan lagi.".replace(",000 ", ".000 "),
        rule="photo.too_large",
    )
    refusal.add_note(cause)
    return refusal


def opened(data: bytes, kind: str, name: str) -> Image.Image:
    """The picture with its size checked and, but for some HEIC, no more read than its header. *kind* is its format."""
    with decoding(name):
        if kind == "heic":
            heif.make_known()
        try:
            image = Image.open(io.BytesIO(data), formats=[PILLOW_NAMES[kind]])
        except UnidentifiedImageError as error:
            if kind != "tiff":
                raise
            raise Refusal(
                f"{name}: jenis TIFF ini (misalnya 16 bit per warna) tidak terbaca di sini. Simpan ulang sebagai "
                "JPEG atau TIFF 8 bit, lalu masukkan lagi.",
                rule="photo.format",
            ) from error
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise too_large(name, f"{width} x {height}")
    if kind == "heic" and getattr(image, "is_animated", False):
        # With several pictures inside, its plugin decodes again at every touch, also into one already made smaller.
        with decoding(name):
            return image.copy()
    return image


def upright_size(size: Size, orientation: int) -> Size:
    """The size after turning by the camera's *orientation* (1..8)."""
    return (size[1], size[0]) if orientation >= _SIDEWAYS else size


def prove_whole(data: bytes, kind: str, name: str, longest: int) -> tuple[Size, Image.Image]:
    """Decode the picture to its last byte; answers its size as stored, and the picture itself, as stored but small.

    Raises Trouble when it is cut off. A JPEG is decoded at up to an eighth, as long as its longer side keeps *longest*
    pixels: every byte is still read, with a fraction of the memory.
    """
    image = opened(data, kind, name)
    size = image.size
    with decoding(name):
        if kind == "jpeg":
            scale = min(1.0, longest / max(size))
            image.draft(None, (max(1, int(size[0] * scale)), max(1, int(size[1] * scale))))
        image.load()
    return size, image


def print_of(image: Image.Image, name: str, orientation: int, longest: int) -> Image.Image:
    """A decoded picture upright, flat, in sRGB and no larger than *longest* pixels: what a person would recognise."""
    with decoding(name):
        profile = image.info.get("icc_profile")
        small = _opaque(image)
        small.thumbnail((longest, longest), Image.Resampling.BOX, reducing_gap=2.0)
        turn = _TURNS.get(orientation)
        return _in_srgb(small.transpose(turn) if turn is not None else small, profile)


@dataclass(frozen=True, slots=True)
class Negative:
    """A picture decoded and upright, in the colours of its own *profile*; `developed` turns them into sRGB.

    Converting what has been cropped and made small costs a fraction of converting the whole.
    """

    image: Image.Image
    profile: bytes | None

    def developed(self, image: Image.Image) -> Image.Image:
        """A part of this picture in sRGB, mode RGB."""
        return _in_srgb(image, self.profile)


def negative(data: bytes, kind: str, name: str, orientation: int, at_least: Size) -> Negative:
    """The picture upright and without transparency (white shows through), as small as is quickly had.

    *at_least* is the upright size the caller needs; the result is not smaller, unless the picture itself is.
    """
    image = opened(data, kind, name)
    with decoding(name):
        wanted = upright_size(at_least, orientation)
        if kind == "jpeg":
            image.draft(None, (min(wanted[0], image.size[0]), min(wanted[1], image.size[1])))
        profile = image.info.get("icc_profile")
        image = _opaque(image)
        factor = min(image.size[0] // max(wanted[0], 1), image.size[1] // max(wanted[1], 1))
        if factor > 1:
            image = image.reduce(factor)
        turn = _TURNS.get(orientation)
        image = image.transpose(turn) if turn is not None else image
        image.load()
        return Negative(image, profile if isinstance(profile, bytes) and profile else None)


def flat(data: bytes, kind: str, name: str, orientation: int, size: Size) -> Image.Image:
    """The picture upright, without transparency and in sRGB, mode RGB, scaled down to *size*, never up."""
    found = negative(data, kind, name, orientation, size)
    with decoding(name):
        image = found.image
        wanted = (min(size[0], image.size[0]), min(size[1], image.size[1]))
        if image.size != wanted:
            image = image.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=2.0)
        return found.developed(image)


def srgb_profile() -> bytes:
    """The small sRGB profile put into every file we make; the same bytes on every day."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)  # the library writes the present moment here
    return bytes(profile)


def _opaque(image: Image.Image) -> Image.Image:
    """Without palette, transparency or more than eight bits; the modes left are RGB, L and CMYK."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        return ground.convert("RGB")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    if isinstance(profile, bytes) and profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(
                image, source, target, ImageCms.Intent.PERCEPTUAL, outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None  # a broken or foreign profile: showing the picture as sRGB is what browsers do too
        if turned is not None:
            return turned
    return image.convert("RGB")
