"""A Hunspell dictionary, opened from a folder of the system or of the person's choice."""

import sys
import threading
from collections.abc import Iterable
from pathlib import Path

NAMES = {"id": ("id_ID",), "en": ("en_US", "en_GB")}
# Where systems keep dictionaries, nearest first.
_SYSTEM = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/usr/local/share/hunspell"),
    Path("/opt/homebrew/share/hunspell"),
    Path("/Library/Spelling"),
    Path.home() / "Library" / "Spelling",
)


class Dictionary:
    """Safe to ask from several threads. *roots* are the lower-case headwords, for taking words apart; *whole* those of
    them that carry no flag against standing alone, so that they need not be asked for.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Raises OSError when the files cannot be read, ImportError where the engine has no build."""
        from hunspell import Hunspell

        self.name = name
        self.folder = folder
        self._engine = Hunspell(name, hunspell_data_dir=str(folder))
        self._asking = threading.Lock()
        self.roots, self.whole = _headwords(folder, name)

    def knows(self, word: str) -> bool:
        """Whether it accepts *word* as it is written. A word in letters it cannot hold is not its business."""
        try:
            with self._asking:
                return bool(self._engine.spell(word))
        except UnicodeEncodeError:
            return True

    def suggest(self, word: str) -> tuple[str, ...]:
        """Its own guesses, best first. Slow: some 75 ms for an Indonesian word."""
        try:
            with self._asking:
                return tuple(self._engine.suggest(word))
        except UnicodeEncodeError:
            return ()


def find(language: str, folders: Iterable[Path], *, system: bool = True) -> Dictionary | None:
    """The first dictionary of *language* in *folders*, then in the system's own places; None when there is none."""
    own = (*_bundled(), *_SYSTEM, *_engine_folder()) if system else ()
    for folder in (*folders, *own):
        for name in NAMES.get(language, ()):
            if (folder / f"{name}.aff").is_file() and (folder / f"{name}.dic").is_file():
                try:
                    return Dictionary(folder, name)
                except (OSError, ImportError, ValueError):
                    continue
    return None


def _bundled() -> tuple[Path, ...]:
    """The installer puts dictionaries beside the program."""
    inside = getattr(sys, "_MEIPASS", None)
    return () if inside is None else (Path(inside) / "hunspell-dictionaries",)


def _engine_folder() -> tuple[Path, ...]:
    """The engine brings an American English dictionary of its own."""
    try:
        import hunspell
    except ImportError:
        return ()
    return (Path(hunspell.__file__).parent / "dictionaries",)


def _headwords(folder: Path, name: str) -> tuple[frozenset[str], frozenset[str]]:
    encoding, bound = "utf-8", "\0"
    with (folder / f"{name}.aff").open("rb") as file:
        for line in file:
            if line.startswith(b"SET "):
                encoding = line.split()[1].decode("ascii")
            elif line.startswith((b"NEEDAFFIX ", b"ONLYINCOMPOUND ", b"FORBIDDENWORD ")):
                bound = line.split()[1].decode("ascii", "replace")
    text = (folder / f"{name}.dic").read_text(encoding=encoding, errors="replace")
    entries = [line.partition("/") for line in text.splitlines()[1:]]
    roots = frozenset(head for head, _, _ in entries if len(head) > 2 and head.islower() and head.isalpha())
    held = {head for head, _, flags in entries if bound in flags}
    return roots, roots - held
