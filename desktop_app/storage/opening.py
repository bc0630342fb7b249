"""Making sure of the data folder before anything is opened in it."""

import os
from pathlib import Path

from desktop_app.domain.errors import Trouble


def ready_folder(folder: Path) -> None:
    """Make the data folder, for its owner alone. Raises Trouble "folder.taken" or "folder.denied", naming it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(f"no access to {folder}")
    except (FileExistsError, NotADirectoryError) as error:
        raise Trouble(
            f"{folder} bukan folder: ada berkas dengan nama itu. Pilih folder data lain.",
            cause=str(error),
            kind="folder.taken",
        ) from error
    except PermissionError as error:
        raise Trouble(
            f"{folder} tidak boleh dibuka atau ditulisi oleh akun ini. Periksa izinnya, atau pilih folder data lain.",
            cause=str(error),
            kind="folder.denied",
        ) from error
