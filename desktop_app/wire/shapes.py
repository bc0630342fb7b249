"""The sync protocol's messages, version 1. Both ends build and check them with these classes.

Documents themselves (`doc`) are plain data of `domain.plain`; `wire.records` checks them by kind. Unknown keys are
kept, so a newer far end is not cut down by an older one.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

PROTOCOL = 1
# EPOCH/NUMBER of the feed a desk has read to. A site that lives another life, or whose feed is shorter, takes nothing
# (412): it was put back from a backup, and is asked first what it lacks.
CURSOR_HEADER = "Sync-Cursor"
HELLO_HEADER = (
    "Sync-Hello"  # names the hello a desk would be told now; answers to ops and changes carry it too
)
SCHEMA = {
    "article": 1,
    "photo": 1,
    "mark": 1,
    "sign_off": 1,
    "person": 1,
    "conflict": 1,
    "list_entry": 1,
    "audit": 1,
    "contributor": 1,
    "page": 1,
}
SCHEMA_MIN = dict.fromkeys(SCHEMA, 1)

RecordKind = Literal[
    "article", "photo", "mark", "sign_off", "person", "conflict", "audit", "list_entry", "contributor"
]
Kind = RecordKind | Literal["page"]
Identifier = str  # UUIDv7 text; the site checks the form once, at the door


class Shape(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)


class Limits(Shape):
    """Sizes in bytes and counts the site accepts."""

    ops: PositiveInt = 200
    ops_bytes: PositiveInt = 4 * 1024 * 1024
    page: PositiveInt = 500
    part: PositiveInt = 4 * 1024 * 1024
    blob: PositiveInt = 80 * 1024 * 1024
    blobs_have: PositiveInt = 10_000


class Me(Shape):
    user: str
    role: str
    device: str = ""
    device_id: str = ""
    scopes: list[str] = []


class Hello(Shape):
    """`GET /sync/v1/hello`. `Sync-Hello` names all of it but *time* and *head*: another name is a reason to ask again.

    *settings* is `domain.newsroom.SiteSettings` as plain data; *time* is for display only; *lists_at* is when the
    numbers of `/lists` last changed, told at most every five minutes; *schemas_min* the oldest record shapes this
    site still takes writes of; *packings* how a body may be packed, the best first.
    """

    site_id: str
    epoch: str
    protocol: dict[str, int] = {"min": PROTOCOL, "max": PROTOCOL}
    schemas: dict[str, int] = Field(default=SCHEMA)
    schemas_min: dict[str, int] = Field(default=SCHEMA_MIN)
    limits: Limits = Limits()
    packings: list[str] = []
    time: datetime
    me: Me
    head: NonNegativeInt
    settings: dict[str, Any]
    lists_at: datetime | None = None


class Change(Shape):
    """One record at its newest number, whole. *doc* is None only for a purge."""

    seq: PositiveInt
    kind: Kind
    id: str
    rev: str
    deleted: bool = False
    by: str = ""
    at: datetime | None = None
    doc: dict[str, Any] | None = None


class Changes(Shape):
    """`GET /sync/v1/changes?after=N&limit=L`; 304 when the ETag ``"epoch-head"`` still holds: nothing new."""

    epoch: str
    after: NonNegativeInt
    head: NonNegativeInt
    more: bool
    min_after: NonNegativeInt = 0
    changes: list[Change]


class RevisionShape(Shape):
    """One saved revision as it travels. *doc* is the whole record at that save."""

    rev: str
    parents: list[str]
    by: str = ""
    device: str = ""
    reason: str = ""
    written_at: datetime
    doc: dict[str, Any]


class RecordOp(Shape):
    """Offer revisions of one record, oldest first. *base* is the site's revision they grew from, None for a new one.

    The last revision of *chain* becomes live. An op whose last revision the site knows is ``ok`` whatever *base* says.
    """

    op: str
    kind: RecordKind
    id: str
    base: str | None
    chain: list[RevisionShape] = Field(min_length=1)


class CommandOp(Shape):
    """An act at the site, bound to a revision. ``publish`` carries the hash that was signed.

    *at* in the future schedules it; in the past it is the date a story brought over from elsewhere keeps. *note* is
    for the public: with ``publish`` what was wrong before, with ``takedown`` why the story is gone.
    """

    op: str
    kind: Literal["command"]
    name: Literal["publish", "unpublish", "takedown"]
    article: str
    rev: str
    record_hash: str = ""
    at: AwareDatetime | None = None
    override: str = Field("", max_length=2_000)
    note: str = Field("", max_length=2_000)


Op = Annotated[RecordOp | CommandOp, Field(discriminator="kind")]


class Ops(Shape):
    """`POST /sync/v1/ops`: atomic per op, in order inside one record."""

    ops: list[Op]


OpStatus = Literal[
    "ok",
    "conflict",
    "stale_publish",
    "not_ready",
    "forbidden",
    "invalid",
    "missing_blob",
    "missing_parent",
    "retry",
]


class OpResult(Shape):
    """*current* comes with ``conflict``: the live object, so that the merge needs no second request.

    *why* is a sentence for people; *missing* lists blob hashes or parent revisions; *url* the public address.
    """

    op: str
    status: OpStatus
    rev: str = ""
    seq: int = 0
    current: Change | None = None
    why: str = ""
    missing: list[str] = []
    url: str = ""
    after_ms: int = 0


class OpsResult(Shape):
    epoch: str
    head: NonNegativeInt
    results: list[OpResult]


class Have(Shape):
    """`POST /sync/v1/blobs/have`."""

    sha256: list[str]


class HaveResult(Shape):
    """*missing* hashes; *partial* bytes already held per hash, for resuming."""

    missing: list[str]
    partial: dict[str, int] = {}


class Missing(Shape):
    """`POST /sync/v1/revisions/missing`, and its answer with those the site does not know."""

    revs: list[str]


class Lists(Shape):
    """`GET /sync/v1/lists`: the site's own numbers. *most_read* are `domain.newsroom.Card` as plain data."""

    as_of: datetime
    most_read: list[dict[str, Any]]
    views: dict[str, int] = {}


class Problem(Shape):
    """RFC 9457 problem details; *detail* is a sentence for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


class Seat(Shape):
    """Somebody in a story. *pen*: he holds the pen; *me*: it is the asking desk itself."""

    article: str
    who: str
    device: str
    since: str = ""
    pen: bool = False
    me: bool = False


class Seats(Shape):
    """`GET /sync/v1/seats`, and the `seats` event. Advisory: nobody is kept out of a story."""

    seats: list[Seat]


class Sit(Shape):
    """`PUT /sync/v1/seat`: which story this desk is in, empty for none. *take_pen* takes the story over."""

    article: str = Field(default="", max_length=100)
    take_pen: bool = False


class PairAsk(Shape):
    """`POST /sync/v1/pair`: a short code, and what this desk is called."""

    code: str = Field(min_length=1, max_length=40)
    device: str = Field(default="", max_length=200)


class Paired(Shape):
    """The answer to a right code. *token* is told only this once."""

    token: str = Field(min_length=32, max_length=200)
    user: str
    role: str
    site_id: str
    site_name: str = ""


class Entrance(Shape):
    """`POST /sync/v1/entrance`: an address that opens the admin page in a browser, once, within five minutes."""

    path: str
