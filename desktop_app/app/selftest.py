"""Does this installation work? The whole day, then the window with a page read back from the browser engine."""

import tempfile
from pathlib import Path

from desktop_app.app import walk, window


def run() -> list[dict[str, object]]:
    """Every check as ``{"step", "ok", "why"}``, in order. Uses a temporary folder and leaves nothing behind."""
    with walk.walk(None, say=lambda text: None) as (day, desk), tempfile.TemporaryDirectory() as scratch:
        pictures, title = window.take_pictures(desk, day, Path(scratch))
        made = [file for file in pictures if file.is_file() and file.stat().st_size > 0]
        day.check("jendela terbuka dan tergambar", len(made) == len(pictures) > 0)
        day.check("halaman terbaca kembali dari mesin peramban", "Taman Baca" in title, title)
    return day.checks
