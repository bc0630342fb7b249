"""Which files somebody dropped, pasted or chose: folders opened, a camera card read, pictures only."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QStorageInfo
from PySide6.QtGui import QImage

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif", ".avif")
MOST_FILES = 500
CARD_FOLDER = "DCIM"


def pictures_in(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and all pictures below folders, in order of their names. Touches the disk.

    A file that was named singly is taken whatever its name, so that the desk can say why it does not take it.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                each
                for each in path.rglob("*")
                if each.suffix.lower() in SUFFIXES and each.is_file() and not each.name.startswith(".")
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def files_of(data: QMimeData) -> list[Path]:
    """Local files and folders on a drag or on the clipboard."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def pasted_picture(data: QMimeData) -> QImage | None:
    """A picture on the clipboard that is no file, such as a screenshot."""
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def written(image: QImage, folder: Path) -> list[Path]:
    """*image* as a PNG file in *folder*. Encodes and touches the disk."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix="tempelan-", suffix=".png", delete=False) as file:
        path = Path(file.name)
    image.save(str(path))
    return [path]


def camera_cards() -> list[Path]:
    """Picture folders of the camera cards in this machine. Touches the disk."""
    roots = (Path(volume.rootPath()) for volume in QStorageInfo.mountedVolumes() if volume.isReady())
    return [card for root in roots if (card := root / CARD_FOLDER).is_dir()]
