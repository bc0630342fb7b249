"""What a site is told when it is started."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.wire.shapes import SCHEMA_MIN, Limits


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """*folder* holds the database and the photos; *resources* the page templates and their static files.

    *database* is empty for SQLite in *folder*, or a PostgreSQL URL. *hosts* are the names this site answers to
    (without port). *settings* are used when the database is new; later the database's own count. *schemas_min* are the
    oldest record shapes it takes writes of. *clock* and *new_id* are put in another's hands by the simulation alone.
    """

    folder: Path
    resources: Path
    database: str = ""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    settings: SiteSettings = field(default_factory=SiteSettings)
    limits: Limits = field(default_factory=Limits)
    schemas_min: Mapping[str, int] = field(default_factory=lambda: dict(SCHEMA_MIN))
    clock: Callable[[], datetime] = now
    new_id: Callable[[], str] = new_id
