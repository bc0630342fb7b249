"""The desk's side of the worker that reads foreign text. Loads no parser itself."""

import os
from pathlib import Path
from typing import Any

from desktop_app.domain.foreign import Reading
from desktop_app.domain.plain import from_plain
from desktop_app.workers.pool import Pool, Sentences

_PATIENCE = 20.0  # wall-clock seconds for one text
_SAID = Sentences(
    kind="foreign",
    stopped="{name} tidak dapat dibaca: terlalu lama atau merusak pembacanya. Naskah tidak berubah; "
    "coba tempel sebagai teks saja.",
    cannot_start="Pembaca teks luar tidak dapat dijalankan. Mulai ulang program ini.",
    closed="Meja sedang ditutup; teks ini belum dibaca.",
)


class Reader:
    """One worker process, started when first needed. Safe to call from several threads.

    Every method raises Refusal with the reason a text stays outside, Trouble "foreign.worker" when the text stopped
    the worker, "foreign.too_heavy" or "foreign.closed". *folder* takes the pictures that are found.
    """

    def __init__(self, *, patience: float = _PATIENCE) -> None:
        self._pool = Pool("foreign-worker", _SAID, workers=1, patience=patience)

    def html(self, text: str, folder: Path, *, whole: bool = False) -> Reading:
        """Foreign HTML, a clipboard's; *whole* when it is a file with a headline of its own."""
        request = {"work": "html", "text": text, "folder": os.path.abspath(folder), "whole": whole}
        return self._ask("Halaman ini" if whole else "Tempelan ini", request)

    def text(self, text: str) -> Reading:
        """Plain text."""
        return self._ask("Tempelan ini", {"work": "text", "text": text})

    def docx(self, path: Path, folder: Path) -> Reading:
        """A Word file."""
        request = {"work": "docx", "path": os.path.abspath(path), "folder": os.path.abspath(folder)}
        return self._ask(path.name, request)

    def close(self) -> None:
        """Stop the worker."""
        self._pool.close()

    def _ask(self, name: str, request: dict[str, Any]) -> Reading:
        return from_plain(Reading, self._pool.ask(name, request))
