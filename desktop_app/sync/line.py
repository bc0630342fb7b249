"""What every step of a round works with, and what it has done so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.changes import Changes
from desktop_app.domain.outbox import Leg, Progress
from desktop_app.photos.blobs import Blobs
from desktop_app.storage import outbox
from desktop_app.storage.store import Store
from desktop_app.sync.client import SiteClient
from desktop_app.sync.trouble import SiteTrouble
from desktop_app.wire.shapes import Limits


class Stopped(Exception):  # noqa: N818 - a person's wish, no error
    """A person asked the round to end. What was done stays done, the rest goes on waiting."""


class Replaced(Exception):  # noqa: N818 - an ordinary event of a long life
    """The site is not as it was when it said hello, perhaps restored from a backup since: greet it anew."""


def _nobody(_progress: Progress) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


@dataclass(slots=True)
class Line:
    """One round's tools and its tally. *head* is the newest number of the site's feed we have heard of, None for none.

    *hello* names what the site said of itself, by which this round goes; *met* tells that it answered in the *epoch*
    it said. *lists_at* is when the site's own numbers last changed; *told* hears how far the round is; *stop* is asked
    between two steps whether to end here. *deleted* counts stories the site asked to remove in this round. *missed* are
    photos whose files the site turned out to lack although it had confirmed them, *resent* those for which that was
    tried.
    *rejudged* are records refused while somebody saved them anew, which are offered once more.
    """

    store: Store
    blobs: Blobs
    client: SiteClient
    clock: Callable[[], datetime]
    uniform: Callable[[float, float], float]
    limits: Limits
    epoch: str
    head: int | None
    hello: str = ""
    met: bool = False
    lists_at: datetime | None = None
    told: Callable[[Progress], None] = _nobody
    stop: Callable[[], bool] = _never
    pushed: int = 0
    pulled: int = 0
    merged: int = 0
    conflicts: int = 0
    parked: int = 0
    deleted: int = 0
    pages_moved: bool = False
    clashed: dict[tuple[str, str], int] = field(default_factory=dict)
    missed: set[tuple[str, str]] = field(default_factory=set)
    resent: set[tuple[str, str]] = field(default_factory=set)
    rejudged: set[tuple[str, str]] = field(default_factory=set)
    touches: dict[tuple[str, str, str], None] = field(default_factory=dict)

    def heard(self, epoch: str, head: int) -> None:
        """Every answer names the site's life; in another one our cursor means nothing. Raises Replaced."""
        if epoch != self.epoch:
            raise Replaced
        self.met = True
        self.head = max(self.head or 0, head)

    def believe(self, refusal: SiteTrouble) -> None:
        """Before a refusal is taken for a verdict: it may be a stranger's, or by rules that were not told yet.

        Raises Replaced unless the site is known to be as it said.
        """
        if not self.met or self.client.hello_tag != self.hello:
            raise Replaced from refusal

    def go_on_from(self, before: "Line") -> None:
        """What was done before the site had to be greeted anew counts too."""
        self.pushed, self.pulled, self.merged = before.pushed, before.pulled, before.merged
        self.conflicts, self.parked, self.deleted = before.conflicts, before.parked, before.deleted
        self.pages_moved = before.pages_moved
        self.touches = before.touches

    def progress(self, leg: Leg, done: int, total: int) -> None:
        """Tell how far *leg* is. Raises Stopped when a person asked the round to end."""
        self.told(Progress(leg, done, max(done, total)))
        if self.stop():
            raise Stopped

    def park(self, kind: str, record_id: str, why: str) -> None:
        """Set one record aside until a person acts, for the reason *why*; the others pass."""
        with self.store.writing() as tx:
            outbox.park(tx, kind, record_id, why)
        self.touched(kind, record_id)
        self.parked += 1

    def touched(self, kind: str, record_id: str, article_id: str = "") -> None:
        """Ring the bell for one record."""
        self.touches[kind, record_id, article_id] = None

    @property
    def changes(self) -> Changes:
        """Everything that was touched so far."""
        found = [touched(*named) for named in self.touches]
        return Changes(
            articles=frozenset().union(*(one.articles for one in found)),
            photos=frozenset().union(*(one.photos for one in found)),
            marks=frozenset().union(*(one.marks for one in found)),
            site=any(one.site for one in found),
            newsroom=any(one.newsroom for one in found),
        )


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
