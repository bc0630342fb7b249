"""A backup of a desk's database, taken while the desk may be open and writing."""

from pathlib import Path

from desktop_app.database import copy_checked
from desktop_app.domain.errors import Refusal

FILE_NAME = "meja.db"


def back_up(folder: Path, path: Path) -> None:
    """A checked copy of the database in the data folder *folder* as the one file *path*.

    Raises Refusal where there is no database, for a folder that does not exist, for a name inside the live database's
    own files, and for one that is taken: it may be the only older backup there is. Trouble when the disk fails.
    """
    live = folder / FILE_NAME
    if not live.is_file():
        raise Refusal(f"Di {folder} belum ada basis data yang dapat dicadangkan.", rule="backup.nothing")
    if not path.parent.is_dir():
        raise Refusal(
            f"Folder {path.parent} tidak ada. Buat dulu, atau pilih folder lain.", rule="backup.folder"
        )
    if path.resolve().parent == folder.resolve() and path.name.startswith(FILE_NAME):
        raise Refusal(
            "Itu basis data yang sedang dipakai. Beri nama lain untuk cadangannya.", rule="backup.live"
        )
    if path.exists():
        raise Refusal(
            f"{path} sudah ada dan tidak ditimpa. Beri nama lain untuk cadangan ini.", rule="backup.taken"
        )
    copy_checked(live, path)
