"""Making sure of a data folder before anything is opened in it."""

import os
from pathlib import Path

from desktop_app.domain.errors import Trouble


def ready_folder(folder: Path, *, private: bool = True) -> None:
    """Make the data folder, for its owner alone; one that stands already keeps its mode unless *private*.

    Raises Trouble "folder.taken" or "folder.denied", naming it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if private:
            folder.chmod(0o700)
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(f"no access to {folder}")
    except (FileExistsError, NotADirectoryError) as error:
        raise Trouble(
            f"{folder} bukan folder: ada berkas dengan nama itu. Pilih folder lain.",
            cause=str(error),
            kind="folder.taken",
        ) from error
    except (PermissionError, FileNotFoundError) as error:  # the second where a system allows no folder at all
        raise Trouble(
            f"{folder} tidak boleh dibuat atau ditulisi oleh akun ini. Periksa izinnya, atau pilih folder lain.",
            cause=str(error),
            kind="folder.denied",
        ) from error
