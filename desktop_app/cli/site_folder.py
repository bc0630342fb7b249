"""Which site a command means: its folder and its database."""

import argparse
from pathlib import Path

from desktop_app.app import folders
from desktop_app.site.config import SiteConfig


def site_folder(arguments: argparse.Namespace) -> Path:
    """The site's own folder: the one named, or the trial site's place inside the desk's folder."""
    given: Path = arguments.data
    return given / "site" if given == folders.data_folder() else given


def site_config(arguments: argparse.Namespace) -> SiteConfig:
    """The site the arguments speak of."""
    return SiteConfig(
        folder=site_folder(arguments),
        resources=folders.resources() / "public",
        database=getattr(arguments, "database", ""),
    )
