"""TIFF, AVIF and HEIC: metadata is read here, pixels by Pillow. They are never written: what goes out is JPEG."""

import io

from desktop_app.domain.errors import Refusal
from desktop_app.photos import exif, heif
from desktop_app.photos.exif import ExifError
from desktop_app.photos.facts import Blocks, DamagedError

TIFF_STARTS = (b"II*\0", b"MM\0*")
_XMP, _IIM, _SUB_TABLES, _MAKE, _DNG = 0x02BC, 0x83BB, 0x014A, 0x010F, 0xC612
_PREFIX = b"Exif\0\0"


def read(data: bytes) -> Blocks:
    """The blocks of a TIFF, AVIF or HEIC. Raises DamagedError.

    A TIFF is one EXIF block itself. Its decoder and that of HEIC turn the picture upright, so that the orientation is
    no longer asked.
    """
    if data[:4] in TIFF_STARTS:
        try:
            return Blocks(data, exif.raw(data, _XMP) or None, exif.raw(data, _IIM) or None, upright=True)
        except ExifError as error:
            raise DamagedError(str(error)) from error
    from PIL import Image  # here, for the desk itself loads no decoder

    name = "HEIF" if data[8:12] in heif.BRANDS else "AVIF"
    if name == "HEIF":
        heif.make_known()
    try:
        with Image.open(io.BytesIO(data), formats=[name]) as image:
            block, packet = image.info.get("exif"), image.info.get("xmp")
    except (OSError, ValueError, SyntaxError, RuntimeError, Image.DecompressionBombError) as error:
        raise DamagedError(str(error)) from error
    return Blocks(block.removeprefix(_PREFIX) if block else None, packet or None, upright=name == "HEIF")


def write(data: bytes, blocks: Blocks, *, fresh: bool) -> bytes:
    """Never. Raises Refusal "photo.write": one of these takes a credit only from exiftool."""
    raise Refusal("Kredit tidak dapat ditanam ke berkas TIFF, AVIF, atau HEIC di sini.", rule="photo.write")


def picture_bytes(data: bytes) -> bytes:
    """The whole file: where its picture lies, only its decoder knows."""
    return data


def is_raw(data: bytes) -> bool:
    """Whether a TIFF is a camera's raw file, whose first picture is only a preview."""
    if data[8:10] == b"CR":
        return True
    try:
        tags = exif.tags(data)
    except ExifError:
        return False
    return _DNG in tags or (_SUB_TABLES in tags and _MAKE in tags)
