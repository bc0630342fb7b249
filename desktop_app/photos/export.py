"""A copy of the original for somebody outside, with its credit inside."""

import os
import tempfile
from pathlib import Path

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.photos.crediting import facts_of
from desktop_app.photos.exiftool import write_credit
from desktop_app.photos.facts import DamagedError
from desktop_app.photos.formats import format_of
from desktop_app.photos.metadata import embed_keeping
from desktop_app.photos.originals import read_original

_BY_EXIFTOOL = ("tiff", "avif", "heic")


def export_with_credit(original: Path, photo: Photo, house: House, out: Path) -> None:
    """Write a copy of *original* to *out* with the record's credit in every block; the picture's bytes are the same.

    All that the photographer's own file says besides is kept. *out* is replaced whole or not at all. Raises Refusal
    when nobody is credited or *out* is no regular file, Trouble when the file is damaged or cannot be written.
    """
    facts = facts_of(photo, house)
    if out.exists() and not out.is_file():
        # Put in place of a device or a pipe, a copy would take it away from every other program.
        raise Refusal(f"{out} bukan berkas biasa. Pilih nama berkas lain.", rule="photo.out")
    data = read_original(original, photo.file_name or "Foto")
    kind = format_of(data, photo.file_name or "Foto")
    try:
        written = data if kind in _BY_EXIFTOOL else embed_keeping(data, facts)
    except DamagedError as error:
        raise Trouble(
            "Foto ini rusak sehingga kreditnya tidak dapat ditanam. Minta kirim ulang fotonya.",
            cause=str(error),
            kind="photo.damaged",
        ) from error
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, suffix=".new", delete=False) as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        if kind in _BY_EXIFTOOL:
            write_credit(Path(file.name), facts, kind.upper())
        Path(file.name).replace(out)
    except (Refusal, Trouble):
        Path(file.name).unlink(missing_ok=True)
        raise
    except OSError as error:
        raise Trouble(
            f"Salinan foto tidak dapat ditulis ke {out.parent}. Periksa ruang dan izin foldernya.",
            cause=str(error),
            kind="disk.failed",
        ) from error
