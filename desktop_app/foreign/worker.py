"""The worker process that reads foreign text: hostile input ends it, never the desk."""

from pathlib import Path
from typing import Any

from desktop_app.domain.plain import to_plain
from desktop_app.foreign.reading import reading_of_docx, reading_of_html, reading_of_text
from desktop_app.workers.serving import Work, serve

MOST_MEMORY = 1 << 30  # bytes of address space
MOST_SECONDS = 20  # of processor time, for one text
_TOO_HEAVY = {
    "what": "Teks ini memerlukan terlalu banyak memori. Tempel sebagian demi sebagian.",
    "cause": "MemoryError",
    "kind": "foreign.too_heavy",
}


def main() -> None:
    """Answer requests until the desk closes the pipe."""
    serve(_WORK, memory=MOST_MEMORY, seconds=MOST_SECONDS, too_heavy=_TOO_HEAVY)


def _html(request: dict[str, Any]) -> Any:
    return to_plain(
        reading_of_html(request["text"], Path(request["folder"]), whole=request.get("whole") is True)
    )


def _text(request: dict[str, Any]) -> Any:
    return to_plain(reading_of_text(request["text"]))


def _docx(request: dict[str, Any]) -> Any:
    return to_plain(reading_of_docx(Path(request["path"]), Path(request["folder"])))


_WORK: Work = {"html": _html, "text": _text, "docx": _docx}
