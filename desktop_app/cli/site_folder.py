"""Which site a command means: its folder and its database."""

import argparse
from pathlib import Path

from desktop_app.app import folders
from desktop_app.cli.output import note
from desktop_app.domain.errors import Refusal
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore


def site_folder(arguments: argparse.Namespace) -> Path:
    """The site's own folder: the one named, or the trial site's place inside the desk's folder."""
    given: Path = arguments.data
    return given / "site" if given == folders.data_folder() else given


def site_config(arguments: argparse.Namespace) -> SiteConfig:
    """The site the arguments speak of, there or not. Which one nobody named is said."""
    at = site_folder(arguments)
    if at != arguments.data:
        note(f"Situs percobaan meja ini, di {at}. Situs lain disebut dengan --data FOLDER.")
    return SiteConfig(
        folder=at,
        resources=folders.resources() / "public",
        database=getattr(arguments, "database", ""),
    )


def kept_site(arguments: argparse.Namespace) -> SiteConfig:
    """The site the arguments speak of. Raises Refusal where none is: only serving it makes a new one."""
    config = site_config(arguments)
    if not SiteStore.is_there(config):
        where = f"Di {config.folder} belum ada situs" + (" dengan basis data itu" if config.database else "")
        raise Refusal(
            f"{where}. Periksa --data; situs baru dibuat dengan menjalankan `site` di sana satu kali.",
            rule="site.none",
        )
    return config
