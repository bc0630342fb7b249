"""Reading an original file, whole and within bounds."""

from pathlib import Path

from desktop_app.domain.errors import Refusal, Trouble

MOST_BYTES = 60 * 1000 * 1000


def read_original(path: Path, name: str) -> bytes:
    """The file's bytes. Raises Refusal when it is larger than we take in, Trouble when it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
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
    if len(data) > MOST_BYTES:
        raise Refusal(
            f"{name}: berkas ini lebih besar dari {MOST_BYTES // 1_000_000} MB. "
            "Simpan ulang sebagai JPEG yang lebih kecil, lalu masukkan lagi.",
            rule="photo.too_many_bytes",
        )
    return data
