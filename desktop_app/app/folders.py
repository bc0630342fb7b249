"""Where things are on this computer, worked out once and passed down."""

import sys
from pathlib import Path

from platformdirs import user_data_dir


def resources() -> Path:
    """The data that ships with the program: beside the package, or inside the installed program's folder."""
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled is not None:
        return Path(bundled) / "resources"
    return Path(__file__).resolve().parents[2] / "resources"


def data_folder() -> Path:
    """The user's own folder for stories, photos and the trial site."""
    return Path(user_data_dir("meja-redaksi", appauthor=False))


def program() -> list[str]:
    """How to start this program again as a child process, installed or from source."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "desktop_app"]
