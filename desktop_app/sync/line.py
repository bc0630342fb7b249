"""What every step of a round works with, and what it has done so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.photos.blobs import Blobs
from desktop_app.storage.store import Store
from desktop_app.sync.client import SiteClient
from desktop_app.wire.shapes import Limits


@dataclass(slots=True)
class Line:
    """One round's tools and its tally. *head* is the newest number of the site's feed we have heard of.

    *site_time* is when the round began by the site's clock.
    """

    store: Store
    blobs: Blobs
    client: SiteClient
    clock: Callable[[], datetime]
    uniform: Callable[[float, float], float]
    limits: Limits
    epoch: str
    head: int
    site_time: datetime
    changes: Changes = NOTHING
    pushed: int = 0
    pulled: int = 0
    merged: int = 0
    conflicts: int = 0
    parked: int = 0
    clashed: dict[tuple[str, str], int] = field(default_factory=dict)

    def touched(self, kind: str, record_id: str, article_id: str = "") -> None:
        """Ring the bell for one record."""
        self.changes |= touched(kind, record_id, article_id)


def touched(kind: str, record_id: str, article_id: str = "") -> Changes:
    """Which parts of the window show a record of *kind*; *article_id* is the story it speaks of."""
    about = frozenset({article_id} if article_id else ())
    match kind:
        case "article":
            return Changes(articles=frozenset({record_id}))
        case "photo":
            return Changes(photos=frozenset({record_id}))
        case "mark" | "sign_off":
            return Changes(marks=frozenset({record_id}), articles=about)
        case "page":
            return Changes(articles=about or frozenset({record_id}), site=True)
        case "conflict":
            return Changes(articles=about)
        case "audit":
            return Changes(audit=True)
        case _:
            return Changes(newsroom=True)
