"""Addresses of the page's own files. Each carries its version, so a browser may keep it for ever."""

import hashlib
from pathlib import Path


class Static:
    """The files of one folder, read once to learn their versions."""

    def __init__(self, folder: Path) -> None:
        self._versions = {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:10]
            for file in sorted(folder.iterdir())
            if file.is_file()
        }

    def address(self, name: str) -> str:
        """``/gaya/situs.css?v=<version>``. Raises KeyError for a file that is not there: a fault of a template."""
        return f"/gaya/{name}?v={self._versions[name]}"
