"""Pictures inside a foreign text: taken out into files of their own, never fetched, never hot-linked."""

import base64
import binascii
import re
import tempfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from desktop_app.domain.foreign import ForeignPicture

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|bmp|tiff)(?:;[\w=-]+)*;base64,", re.IGNORECASE)
_ENDINGS = {"jpeg": "jpg"}
_LARGEST = 60 * 1024 * 1024  # bytes of one picture
_MOST = 60  # pictures of one text
_PIXEL = 3  # a picture this small only counts readers


class Pictures:
    """Where pictures of one text go: files in *folder*, each with a token that stands for it in the blocks."""

    def __init__(self, folder: Path, remarks: Counter[str]) -> None:
        self._folder = folder
        self._remarks = remarks
        self.found: list[ForeignPicture] = []

    def of_source(self, source: str, alt: str = "") -> str | None:
        """The token for an ``<img>`` source whose bytes are at hand; None (and a remark) for any other."""
        source = source.strip()
        if match := _DATA.match(source):
            try:
                data = base64.b64decode(unquote(source[match.end() :]), validate=False)
            except (binascii.Error, ValueError):
                self._remarks["picture.unreadable"] += 1
                return None
            return self.keep(data, _ENDINGS.get(match[1].lower(), match[1].lower()), alt)
        if source.lower().startswith("file:"):
            return self._of_file(source, alt)
        self._remarks[
            "picture.web" if source.lower().startswith(("http", "//")) else "picture.unreadable"
        ] += 1
        return None

    def keep(self, data: bytes, ending: str, name: str = "") -> str | None:
        """The token for these bytes, kept as a file."""
        if not data or len(data) > _LARGEST or len(self.found) >= _MOST:
            self._remarks["picture.unreadable"] += 1
            return None
        number = len(self.found) + 1
        path = self._folder / f"tempelan-{number}.{ending}"
        path.write_bytes(data)
        self.found.append(ForeignPicture(f"tempelan-{number}", str(path), name[:200] or path.name))
        self._remarks["picture.kept"] += 1
        return self.found[-1].token

    def _of_file(self, source: str, alt: str) -> str | None:
        """Office programs leave a copied picture in the temporary folder; from nowhere else is a file taken."""
        path = Path(unquote(urlsplit(source).path))
        if re.match(r"/[A-Za-z]:/", str(path)):
            path = Path(str(path)[1:])
        try:
            real = path.resolve(strict=True)
            allowed = real.is_relative_to(Path(tempfile.gettempdir()).resolve())
            if not allowed or not real.is_file() or real.stat().st_size > _LARGEST:
                raise OSError(source)
            return self.keep(
                real.read_bytes(), real.suffix.lower().lstrip(".")[:5] or "jpg", alt or real.name
            )
        except OSError:
            self._remarks["picture.unreadable"] += 1
            return None


def is_pixel(width: str, height: str) -> bool:
    """Whether an image of this size is there to count readers, not to be seen."""
    sizes = [text.strip().removesuffix("px") for text in (width, height)]
    return any(size.isdigit() and int(size) < _PIXEL for size in sizes)
