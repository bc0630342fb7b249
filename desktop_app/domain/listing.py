"""What a list of stories is asked for, and what it answers: plain values any room or pane may hold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.ids import ArticleId, RevisionId

# Around hits in a snippet: no text anybody writes holds these signs.
HIT_START, HIT_END = chr(2), chr(3)


class Sending(StrEnum):
    """Where a record stands on its way to the site. A query over revisions, never a flag somebody must clear."""

    SENT = "sent"
    WAITING = "waiting"
    PARKED = "parked"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Query:
    """Filters combine. *text* is what a person typed; empty means all. *after* is a row's cursor for the next page.

    *skip* rows are passed over before the page begins: a window jumps with it, whatever it has read so far.
    *days* asks for what was touched in so many days of the newsroom's calendar, today being the first; 0 is any day.
    """

    text: str = ""
    stage: Stage | None = None
    publication: Publication | None = None
    section: str = ""
    author: str = ""
    unsent: bool = False
    conflicted: bool = False
    without_credit: bool = False
    days: int = 0
    limit: int = 100
    after: str = ""
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the list. *thumb* is the SHA-256 of the hero's original, empty without a hero; times are UTC.

    *changed*: it is live, and the public does not read yet what stands here.

    *snippet* marks hits between ``chr(2)`` and ``chr(3)``; *cursor* continues the list after this row.
    """

    id: ArticleId
    short_title: str
    headline: str
    authors: tuple[str, ...]
    section: str
    stage: Stage
    publication: Publication
    updated_at: datetime
    sending: Sending
    changed: bool = False
    thumb: str = ""
    thumb_photo: str = ""
    snippet: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of rows. *total* counts all matches; *more* says whether another page follows.

    When nothing matches, *meant* is what was perhaps meant instead, or empty.
    """

    rows: tuple[ArticleRow, ...]
    total: int
    more: bool = False
    meant: str = ""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search somebody keeps, under a name that says what it finds."""

    name: str
    query: Query


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """A save point without its text. *reason* is a stable word: "autosave", "paste", "stage", "merge", "remote"..."""

    rev: RevisionId
    parents: tuple[RevisionId, ...]
    by: str
    device: str
    reason: str
    written_at: datetime
    sent: bool


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names used in stories so far, the most used first."""

    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A save point as the history shows it: *parts* that changed since *parent*, the revision it grew from.

    *parent* is empty for the first save point, or when it is too old to have been looked into.
    """

    info: RevisionInfo
    parts: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A story somebody was writing when the program ended without closing. *at* is the last save, UTC.

    *before* is the version from before that session, empty for a story begun in it; *now* is the newest.
    """

    article_id: ArticleId
    title: str
    at: datetime
    before: RevisionId
    now: RevisionId
