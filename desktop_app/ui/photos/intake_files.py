"""Which files somebody dropped or pasted, and where a camera card is."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData, QStorageInfo
from PySide6.QtGui import QImage

CARD_FOLDER = "DCIM"


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
