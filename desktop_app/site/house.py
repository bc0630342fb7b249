"""The house rules of a site, as IT sets them; every desk hears them at its next contact."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.domain.newsroom import SiteSettings
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore


def keep_rules(folder: Path, database: str, changes: Mapping[str, Any]) -> SiteSettings:
    """Set the rules in *changes* (fields of SiteSettings) and answer all as they now stand; none changes nothing."""
    store = SiteStore.open(SiteConfig(folder=folder, resources=folder, database=database))
    try:
        with store.reading() as connection:
            settings = replace(store.identity(connection).settings, **changes)
        if changes:
            store.set_settings(settings)
    finally:
        store.close()
    return settings
