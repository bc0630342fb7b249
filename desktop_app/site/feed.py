"""The feed: one gap-free sequence of changes in the order of their commits."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from desktop_app.site.tables import item, parent, revision, site
from desktop_app.wire import json, packing
from desktop_app.wire.shapes import Change, RevisionShape

_NOT_YET = 0
_NAMES_AT_ONCE = 500  # SQLite bounds the variables of a statement
_ZLIB = b"x"  # how zlib's packing begins; zstd's never does

# Written once: putting a statement together costs more than running it.
_RISE = update(site).values(v=site.c.v + bindparam("count")).returning(site.c.v)
_NUMBER = (
    update(item).where(item.c.kind == bindparam("k"), item.c.id == bindparam("i")).values(seq=bindparam("n"))
)
_BEGIN = insert(item)
_FOLLOW = update(item).where(item.c.kind == bindparam("k"), item.c.id == bindparam("i"))
_STATE = select(
    item.c.kind, item.c.id, item.c.rev, item.c.seq, item.c.deleted, item.c.by, item.c.at, item.c.doc
)
_LIVE = _STATE.where(item.c.kind == bindparam("k"), item.c.id == bindparam("i"))
_LIVE_LOCKED = _LIVE.with_for_update()
_ALL_LIVE = _STATE.where(
    item.c.kind.in_(bindparam("kinds", expanding=True)), item.c.id.in_(bindparam("ids", expanding=True))
)
_AFTER = select(item).where(item.c.seq > bindparam("after")).order_by(item.c.seq).limit(bindparam("most"))
_KNOWN = select(revision.c.rev, revision.c.kind, revision.c.id).where(
    revision.c.rev.in_(bindparam("revs", expanding=True))
)


def stamp(moment: datetime) -> str:
    """A moment as the tables hold it: UTC, fixed width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def unpack(packed: bytes) -> dict[str, Any]:
    """The reverse of :meth:`Feed.packed`; sites of before packed by zlib, which took seven times as long."""
    packed = bytes(packed)
    written = zlib.decompress(packed) if packed[:1] == _ZLIB else packing.zstd.decompress(packed)
    doc: dict[str, Any] = json.load(written)
    return doc


class Feed:
    """What one write transaction changes.

    A number drawn early would be visible late: a reader could pass 7 before 6 is committed and never see 6. So rows
    are written without a number, and :meth:`number` gives all of them theirs at the end, while it holds the
    counter's row until the commit.
    """

    def __init__(
        self, connection: Connection, clock: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        self.connection = connection
        self.new_id = new_id
        self.now = clock().astimezone(UTC)
        self.at = stamp(self.now)  # once, not for every row
        self._waiting: dict[tuple[str, str], str] = {}
        self.numbers: dict[str, int] = {}  # by revision, once :meth:`number` has run
        # One for all: making one costs as much as packing a story. A higher level makes nothing of that size smaller.
        self._packer = packing.zstd.ZstdCompressor(level=1)
        self._said: dict[int, tuple[Mapping[str, Any], bytes]] = {}  # held with its document: ids are reused

    def put(
        self, kind: str, id_: str, rev: str, doc: Mapping[str, Any], *, by: str, at: datetime, new: bool
    ) -> None:
        """Make *rev* the live revision of a record; *new* when the record has no row yet."""
        self._write([(kind, id_, self._live(kind, rev, doc, by=by, at=stamp(at)))], new=new)

    def put_all(self, made: Iterable[tuple[str, str, RevisionShape]], by: str, *, new: bool) -> None:
        """:meth:`put` for many records, each (kind, id, its last revision); *by* where none is named."""
        self._write(
            [
                (kind, id_, self._live(kind, last.rev, last.doc, by=last.by or by, at=self.at))
                for kind, id_, last in made
            ],
            new=new,
        )

    def _write(self, rows: Sequence[tuple[str, str, dict[str, Any]]], *, new: bool) -> None:
        if not rows:
            return
        if new:
            told = [{"kind": kind, "id": id_, "seq": _NOT_YET, **row} for kind, id_, row in rows]
            self.connection.execute(_BEGIN, told)
        else:
            # The number of before stays until the new one is given: two indexes hold it.
            self.connection.execute(_FOLLOW, [{"k": kind, "i": id_, **row} for kind, id_, row in rows])
        for kind, id_, row in rows:
            self._waiting.pop((kind, id_), None)
            self._waiting[kind, id_] = row["rev"]

    def live(self, kind: str, id_: str) -> Change | None:
        """The live state of one record, kept from other writers; without a number when it waits for a new one."""
        found = live(self.connection, kind, id_, lock=True)
        if found is None or (kind, id_) not in self._waiting:
            return found
        return found.model_copy(update={"seq": _NOT_YET})

    def written(self, doc: Mapping[str, Any]) -> bytes:
        """A document as JSON, written once: it is weighed, packed, and mostly becomes the live record too."""
        said = self._said.get(id(doc))
        if said is None:
            said = self._said[id(doc)] = (doc, json.write(doc))
        return said[1]

    def packed(self, doc: Mapping[str, Any]) -> bytes:
        """A revision's document as it is kept."""
        return self._packer.compress(self.written(doc), self._packer.FLUSH_FRAME)

    def _live(self, kind: str, rev: str, doc: Mapping[str, Any], *, by: str, at: str) -> dict[str, Any]:
        return {
            "rev": rev,
            "deleted": bool(doc.get("deleted", False)),
            "about": doc.get("article_id", "") if kind != "page" else "",
            "by": by,
            "at": at,
            "doc": self.written(doc).decode(),
        }

    def mark(self) -> dict[tuple[str, str], str]:
        """What waits for numbers now: hand it to :meth:`back_to` when a savepoint is rolled back."""
        return dict(self._waiting)

    def back_to(self, waiting: dict[tuple[str, str], str]) -> None:
        self._waiting = waiting

    def number(self) -> int:
        """Give the changed rows their numbers; answers the new head, 0 when nothing changed."""
        if not self._waiting:
            return 0
        count = len(self._waiting)
        head = self.connection.execute(_RISE, {"count": count}).scalar_one()
        numbers = {key: head - count + place for place, key in enumerate(self._waiting, 1)}
        self.numbers = {rev: numbers[key] for key, rev in self._waiting.items()}
        self.connection.execute(
            _NUMBER,
            [{"k": kind, "i": id_, "n": number} for (kind, id_), number in numbers.items()],
        )
        return int(head)


def live(connection: Connection, kind: str, id_: str, *, lock: bool = False) -> Change | None:
    """The live state of one record. *lock* keeps other writers off it until the transaction ends."""
    row = connection.execute(_LIVE_LOCKED if lock else _LIVE, {"k": kind, "i": id_}).one_or_none()
    return None if row is None else _change(row)


def all_live(connection: Connection, named: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Change]:
    """The live state of each of these records, (kind, id), that the site has."""
    found: dict[tuple[str, str], Change] = {}
    for start in range(0, len(named), _NAMES_AT_ONCE):
        some = named[start : start + _NAMES_AT_ONCE]
        asked = {"kinds": list({kind for kind, _ in some}), "ids": [id_ for _, id_ in some]}
        some_live = map(_change, connection.execute(_ALL_LIVE, asked).all())
        found.update({(change.kind, change.id): change for change in some_live})
    return found


def about(connection: Connection, kind: str, article_id: str) -> tuple[dict[str, Any], ...]:
    """The documents of *kind* that belong to one article: marks, sign-offs, conflicts."""
    rows = connection.execute(
        select(item.c.doc).where(item.c.about == article_id, item.c.kind == kind).order_by(item.c.id)
    )
    return tuple(json.load(row.doc) for row in rows)


def changes(connection: Connection, after: int, limit: int) -> list[dict[str, Any]]:
    """Records changed after number *after*, each once at its newest number, oldest first.

    In the shape of `wire.shapes.Change`, but with the document as it stands in the table: it was checked when it came,
    and a first sync asks for ten thousand of them.
    """
    rows = connection.execute(_AFTER, {"after": after, "most": limit})
    return [
        {
            "seq": row.seq,
            "kind": row.kind,
            "id": row.id,
            "rev": row.rev,
            "deleted": row.deleted,
            "by": row.by,
            "at": row.at,
            "doc": json.Written(row.doc),
        }
        for row in rows
    ]


def history(connection: Connection, kind: str, id_: str) -> tuple[dict[str, Any], ...]:
    """The revisions of one record without their text, oldest first."""
    rows = connection.execute(
        select(revision)
        .where(revision.c.kind == kind, revision.c.id == id_)
        .order_by(revision.c.received_at, revision.c.rev)
    ).all()
    parents: dict[str, list[str]] = {row.rev: [] for row in rows}
    for row in connection.execute(
        select(parent)
        .join(revision, revision.c.rev == parent.c.rev)
        .where(revision.c.kind == kind, revision.c.id == id_)
        .order_by(parent.c.rev, parent.c.place)
    ):
        parents[row.rev].append(row.parent)
    return tuple(
        {
            "rev": row.rev,
            "parents": parents[row.rev],
            "by": row.by,
            "device": row.device,
            "reason": row.reason,
            "written_at": row.written_at,
            "received_at": row.received_at,
        }
        for row in rows
    )


def one_revision(connection: Connection, rev: str) -> tuple[str, str, dict[str, Any]] | None:
    """(kind, id, document) of a revision, or None when the site does not know it."""
    row = connection.execute(select(revision).where(revision.c.rev == rev)).one_or_none()
    return None if row is None else (row.kind, row.id, unpack(row.doc))


def known(connection: Connection, revs: list[str]) -> dict[str, tuple[str, str]]:
    """Which of *revs* the site knows, each with the (kind, id) it belongs to."""
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(revs), _NAMES_AT_ONCE):
        rows = connection.execute(_KNOWN, {"revs": revs[start : start + _NAMES_AT_ONCE]})
        found.update({row.rev: (row.kind, row.id) for row in rows})
    return found


def _change(row: Any) -> Change:
    kind, id_, rev, seq, deleted, by, at, doc = row
    return Change.model_construct(
        seq=seq,
        kind=kind,
        id=id_,
        rev=rev,
        deleted=deleted,
        by=by,
        at=datetime.fromisoformat(at),
        doc=json.load(doc),
    )
