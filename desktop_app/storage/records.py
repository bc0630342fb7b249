"""Records and their revisions: what every kind has in common, and the one place where text is written.

A save makes a revision; the record's head names the live one. A revision is *open* only while autosaves of the same
minute may still take its place; once sealed, sent, or a parent, it never changes again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, bindparam, func, insert, select, update

from desktop_app.domain.ids import RevisionId
from desktop_app.domain.listing import RevisionInfo
from desktop_app.storage import coalescing, projections, settings
from desktop_app.storage.codec import dump, load, micros, moment
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import record
from desktop_app.storage.tables import revision as revision_table

_OPEN_FOR = timedelta(seconds=60)

HELD = "Ditahan di meja ini. Tidak dikirim sampai Anda melanjutkannya."  # why a record waits that a person held back

# In place of the site's number: the site's revision says the same, so this one has nothing left to tell.
SETTLED = 0

Doc = dict[str, Any]

# Written once: putting a statement together costs more than running it, and every save runs these.
_this = (record.c.kind == bindparam("k"), record.c.id == bindparam("i"))
_HEAD = select(record.c.head).where(*_this)
_HEAD_ROW = select(revision_table).join(record, record.c.head == revision_table.c.rev).where(*_this)
_NUMBER = select(record.c.number).where(*_this)
_NUMBERS = select(record.c.kind, record.c.id, record.c.number).where(
    record.c.kind.in_(bindparam("kinds", expanding=True)), record.c.id.in_(bindparam("ids", expanding=True))
)
_REVISION = select(revision_table).where(revision_table.c.rev == bindparam("r"))
_TAKEN_UP = (
    update(record)
    .where(*_this, record.c.parked.notin_(("", HELD)))
    .values(parked="", tries=0, why="", next_try=None)
)
# What had nothing left to tell has to travel after all once something grows from it: an editor still held it while the
# site's revision with the same words took its place.
_SEAL = (
    update(revision_table)
    .where(revision_table.c.rev.in_(bindparam("revs", expanding=True)))
    .values(sealed=True, acked=func.nullif(revision_table.c.acked, SETTLED))
)
_ADD = insert(revision_table)
_MOVE = (
    update(record)
    .where(*_this)
    .values(head=bindparam("r"), deleted=bindparam("gone"), about=bindparam("spoken_of"))
)
_FOLLOW = (
    update(record)
    .where(*_this)
    .values(
        head=bindparam("r"),
        deleted=bindparam("gone"),
        about=bindparam("spoken_of"),
        site_rev=bindparam("r"),
        site_seq=bindparam("s"),
    )
)


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """One revision whole. *written* is the record as JSON; *acked* is the site's number, None while it waits.

    *number* is the order in which this desk came to know it.
    """

    rev: RevisionId
    kind: str
    id: str
    parents: tuple[RevisionId, ...]
    by: str
    device: str
    reason: str
    written_at: datetime
    written: str
    sealed: bool
    sent: bool
    acked: int | None
    number: int

    @property
    def doc(self) -> Doc:
        """The plain record, read when it is asked for: most of what travels never is."""
        return cast("Doc", load(self.written))


def save(
    tx: Transaction,
    kind: str,
    id: str,
    doc: Doc,
    *,
    by: str,
    at: datetime,
    reason: str,
    coalesce: bool = False,
) -> RevisionId:
    """Save *doc* as the live revision of a record and answer that revision's id; the list and search follow at once.

    Saving what is already there answers the head. With *coalesce* the open head is written over while it is by the
    same author, younger than a minute and nothing worth missing would go (see `coalescing`).
    """
    head_row = _head_row(tx, kind, id)
    if head_row is None:
        return _begin(tx, kind, id, doc, by=by, at=at, reason=reason, open_=coalesce)
    text = dump(doc)
    if text == head_row.doc:
        return RevisionId(head_row.rev)
    lost = _room(head_row, doc, by=by, at=at) if coalesce else None
    if lost is not None:
        tx.connection.execute(
            update(revision_table)
            .where(revision_table.c.rev == head_row.rev)
            .values(doc=text, written_at=micros(at), dropped=head_row.dropped + lost)
        )
        taken_up(tx, kind, id)
        rev = RevisionId(head_row.rev)
    else:
        rev = add_revision(
            tx, kind, id, doc, parents=(head_row.rev,), by=by, at=at, reason=reason, open_=coalesce
        )
    move_head(tx, kind, id, rev, doc, at=at)
    return rev


def taken_up(tx: Transaction, kind: str, id: str) -> None:
    """Somebody goes on with a record that was set aside: it is offered again. What a person holds back stays."""
    tx.connection.execute(_TAKEN_UP, {"k": kind, "i": id})


def get(tx: Transaction, kind: str, id: str) -> Doc | None:
    """The live document, also of a deleted record; None when this desk does not hold it."""
    row = _head_row(tx, kind, id)
    return None if row is None else cast("Doc", load(row.doc))


def head(tx: Transaction, kind: str, id: str) -> RevisionId | None:
    """The id of the live revision."""
    found = tx.connection.execute(_HEAD, {"k": kind, "i": id}).scalar_one_or_none()
    return None if found is None else RevisionId(found)


def seal(tx: Transaction, kind: str, id: str) -> RevisionId:
    """Make the live revision immutable and answer it. Raises KeyError when there is no such record."""
    rev = head(tx, kind, id)
    if rev is None:
        raise KeyError(f"{kind} {id}")
    tx.connection.execute(update(revision_table).where(revision_table.c.rev == rev).values(sealed=True))
    return rev


def history(tx: Transaction, kind: str, id: str) -> tuple[RevisionInfo, ...]:
    """Every save point, newest first."""
    rows = tx.connection.execute(
        select(
            revision_table.c.rev,
            revision_table.c.parents,
            revision_table.c.by,
            revision_table.c.device,
            revision_table.c.reason,
            revision_table.c.written_at,
            revision_table.c.acked,
        )
        .where(revision_table.c.kind == kind, revision_table.c.id == id)
        .order_by(revision_table.c.number.desc())
    )
    return tuple(
        RevisionInfo(
            rev=RevisionId(row.rev),
            parents=tuple(load(row.parents)),
            by=row.by,
            device=row.device,
            reason=row.reason,
            written_at=moment(row.written_at),
            sent=row.acked is not None,
        )
        for row in rows
    )


def revision(tx: Transaction, rev: str) -> StoredRevision | None:
    """One revision whole, live or not; None when this desk does not hold it."""
    row = tx.connection.execute(_REVISION, {"r": rev}).one_or_none()
    return None if row is None else revision_of(row)


def documents(tx: Transaction, revs: Iterable[str]) -> dict[RevisionId, Doc]:
    """The documents of these revisions; those this desk does not hold are left out."""
    rows = tx.connection.execute(
        select(revision_table.c.rev, revision_table.c.doc).where(revision_table.c.rev.in_(list(revs)))
    )
    return {RevisionId(row.rev): load(row.doc) for row in rows}


def as_of(tx: Transaction, kind: str, id: str, number: int | None) -> Doc | None:
    """The record as it stood when this desk came to know revision *number*; None for *number* means now.

    A record that came later answers with its first revision: better its first state than none.
    """
    if number is None:
        return get(tx, kind, id)
    own = (revision_table.c.kind == kind) & (revision_table.c.id == id)
    before = select(revision_table.c.doc).where(own, revision_table.c.number <= number)
    found = tx.connection.execute(
        before.order_by(revision_table.c.number.desc()).limit(1)
    ).scalar_one_or_none()
    if found is None:
        first = select(revision_table.c.doc).where(own).order_by(revision_table.c.number).limit(1)
        found = tx.connection.execute(first).scalar_one_or_none()
    return None if found is None else cast("Doc", load(found))


def revision_of(row: Row[Any]) -> StoredRevision:
    """A `revision` row as a value."""
    return StoredRevision(
        rev=RevisionId(row.rev),
        kind=row.kind,
        id=row.id,
        parents=tuple(load(row.parents)),
        by=row.by,
        device=row.device,
        reason=row.reason,
        written_at=moment(row.written_at),
        written=row.doc,
        sealed=row.sealed,
        sent=row.sent,
        acked=row.acked,
        number=row.number,
    )


def every(tx: Transaction, kind: str, *, id_prefix: str = "") -> tuple[Doc, ...]:
    """The documents of all live records of a small kind, oldest record first; only ids that begin so, if given."""
    wanted = record.c.kind == kind
    if id_prefix:
        # A range, not LIKE: it reads the index, and no sign of the prefix is a wildcard.
        wanted &= (record.c.id >= id_prefix) & (record.c.id < id_prefix[:-1] + chr(ord(id_prefix[-1]) + 1))
    return _documents(tx, wanted)


def about(tx: Transaction, kind: str, article_id: str) -> tuple[Doc, ...]:
    """The documents of one kind that speak of one article (marks, sign-offs, conflicts), oldest first."""
    return _documents(tx, (record.c.about == article_id) & (record.c.kind == kind))


def add_revision(
    tx: Transaction,
    kind: str,
    id: str,
    doc: Doc,
    *,
    parents: Iterable[str],
    by: str,
    at: datetime,
    reason: str,
    rev: str | None = None,
    open_: bool = False,
    acked: int | None = None,
) -> RevisionId:
    """Add one revision and seal its parents. The head does not move; see :func:`move_head`."""
    made = tx.new_id() if rev is None else rev
    parents = list(parents)
    if parents:
        tx.connection.execute(_SEAL, {"revs": parents})
    tx.connection.execute(
        _ADD,
        {
            "rev": made,
            "kind": kind,
            "id": id,
            "parents": dump(parents),
            "by": by,
            "device": "" if acked is not None else settings.get(tx, "device") or "",
            "reason": reason,
            "opened_at": micros(at),
            "written_at": micros(at),
            "doc": dump(doc),
            "dropped": 0,
            "sealed": not open_,
            "sent": acked is not None,
            "acked": acked,
        },
    )
    if (
        acked is None and reason != "merge"
    ):  # a merge made by a round is nobody's answer to what the site said
        taken_up(tx, kind, id)
    return RevisionId(made)


def add_record(tx: Transaction, kind: str, id: str, rev: str) -> None:
    """Add the record itself, its head named but not yet shown in lists."""
    tx.connection.execute(
        insert(record).values(
            kind=kind,
            id=id,
            head=rev,
            site_rev=None,
            site_seq=0,
            about="",
            deleted=False,
            parked="",
            tries=0,
            why="",
            next_try=None,
        )
    )


@dataclass(frozen=True, slots=True)
class Arrived:
    """A record as the site has it; *seq* is the site's number, *base* the revision both agreed on before, if any."""

    kind: str
    id: str
    rev: str
    doc: Doc
    by: str
    at: datetime
    seq: int
    deleted: bool
    base: str | None = None


def add_new(tx: Transaction, arrived: Sequence[Arrived]) -> None:
    """Add records with their one known revision, lists and search along with them; none of them may exist."""
    if not arrived:
        return
    _add_arrived(tx, arrived)
    tx.connection.execute(
        insert(record),
        [
            {
                "kind": one.kind,
                "id": one.id,
                "head": one.rev,
                "site_rev": one.rev,
                "site_seq": one.seq,
                "about": _about(one.doc),
                "deleted": one.deleted,
                "parked": "",
                "tries": 0,
                "why": "",
                "next_try": None,
            }
            for one in arrived
        ],
    )
    projections.show_new(tx.connection, _shown(tx, arrived))


def follow(tx: Transaction, arrived: Sequence[Arrived]) -> None:
    """Make the site's revision the live one of records that are here, lists and search along with them."""
    if not arrived:
        return
    bases = [one.base for one in arrived if one.base]
    if bases:
        tx.connection.execute(_SEAL, {"revs": bases})
    _add_arrived(tx, arrived)
    tx.connection.execute(
        _FOLLOW,
        [
            {
                "k": one.kind,
                "i": one.id,
                "r": one.rev,
                "s": one.seq,
                "gone": one.deleted,
                "spoken_of": _about(one.doc),
            }
            for one in arrived
        ],
    )
    projections.show_again(tx.connection, _shown(tx, arrived))


def _add_arrived(tx: Transaction, arrived: Sequence[Arrived]) -> None:
    tx.connection.execute(
        insert(revision_table),
        [
            {
                "rev": one.rev,
                "kind": one.kind,
                "id": one.id,
                "parents": dump([one.base] if one.base else []),
                "by": one.by,
                "device": "",
                "reason": "remote",
                "opened_at": micros(one.at),
                "written_at": micros(one.at),
                "doc": dump(one.doc),
                "dropped": 0,
                "sealed": True,
                "sent": True,
                "acked": one.seq,
            }
            for one in arrived
        ],
    )


def _shown(tx: Transaction, arrived: Sequence[Arrived]) -> list[projections.Shown]:
    """These records as lists need them, in the order in which this desk came to know them."""
    named = {"kinds": list({one.kind for one in arrived}), "ids": [one.id for one in arrived]}
    numbers = {(row.kind, row.id): row.number for row in tx.connection.execute(_NUMBERS, named)}
    shown = [
        projections.Shown(one.kind, one.id, numbers[one.kind, one.id], one.doc, one.at, one.deleted)
        for one in arrived
    ]
    return sorted(shown, key=lambda one: one.number)


def _about(doc: Doc) -> str:
    spoken_of = doc.get("article_id")
    return spoken_of if isinstance(spoken_of, str) else ""


def move_head(
    tx: Transaction,
    kind: str,
    id: str,
    rev: str,
    doc: Doc,
    *,
    at: datetime,
    deleted: bool = False,
) -> None:
    """Make *rev* the live revision and bring lists and search along, in this same transaction."""
    gone = deleted or doc.get("deleted") is True
    named = {"k": kind, "i": id}
    tx.connection.execute(_MOVE, {**named, "r": rev, "gone": gone, "spoken_of": _about(doc)})
    number = tx.connection.execute(_NUMBER, named).scalar_one()
    projections.show(tx.connection, projections.Shown(kind, id, number, doc, at, gone))


def _begin(
    tx: Transaction,
    kind: str,
    id: str,
    doc: Doc,
    *,
    by: str,
    at: datetime,
    reason: str,
    open_: bool,
) -> RevisionId:
    rev = add_revision(tx, kind, id, doc, parents=(), by=by, at=at, reason=reason, open_=open_)
    add_record(tx, kind, id, rev)
    move_head(tx, kind, id, rev, doc, at=at)
    return rev


def _room(head_row: Row[Any], doc: Doc, *, by: str, at: datetime) -> int | None:
    """Characters the open head would lose to *doc*; None when a revision of its own is due."""
    if head_row.sealed or head_row.sent or head_row.acked is not None or head_row.by != by:
        return None
    # A clock that was set back makes the age negative: no reason to keep a revision open for an hour.
    if not timedelta(0) <= at - moment(head_row.opened_at) < _OPEN_FOR:
        return None
    lost = coalescing.dropped(load(head_row.doc), doc)
    if lost is None or head_row.dropped + lost > coalescing.MOST:
        return None
    return lost


def _head_row(tx: Transaction, kind: str, id: str) -> Row[Any] | None:
    return tx.connection.execute(_HEAD_ROW, {"k": kind, "i": id}).one_or_none()


def _documents(tx: Transaction, condition: Any) -> tuple[Doc, ...]:
    rows = tx.connection.execute(
        select(revision_table.c.doc)
        .join(record, record.c.head == revision_table.c.rev)
        .where(condition, record.c.deleted.is_(False))
        .order_by(record.c.number)
    )
    return tuple(load(row.doc) for row in rows)
