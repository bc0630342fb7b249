"""What the site has not acknowledged yet. "Dirty" is a query over revisions, never a flag somebody must clear.

A sent thing is never rewritten: it is offered again exactly as it was until the site answers; what was saved since
waits behind it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, or_, select, update

from desktop_app.domain.ids import RevisionId
from desktop_app.storage import lineage
from desktop_app.storage.blobs_needed import blob_lost, blob_sent, missing_blobs
from desktop_app.storage.codec import load, micros, micros_or_none
from desktop_app.storage.commands import (
    add_command,
    commands,
    finish_command,
    held_commands,
    newest_command,
    waiting_commands,
)
from desktop_app.storage.holding import (
    pause,
    pause_all,
    paused_all,
    unpark,
    unpark_forbidden,
    waits_for_pictures,
    withdraw,
)
from desktop_app.storage.moving import some_left
from desktop_app.storage.records import SETTLED, StoredRevision, revision_of
from desktop_app.storage.steps import steps
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import LEFT_BEHIND, command, record, revision

__all__ = [
    "Pending",
    "acknowledge",
    "acknowledge_all",
    "acknowledged",
    "add_command",
    "answered",
    "blob_lost",
    "blob_sent",
    "commands",
    "finish_command",
    "forgotten",
    "held",
    "missing_blobs",
    "newest_command",
    "park",
    "pause",
    "pause_all",
    "paused_all",
    "pending",
    "retry_later",
    "steps",
    "unpark",
    "unpark_forbidden",
    "unsent",
    "waiting",
    "withdraw",
]


_NAMES_AT_ONCE = 500  # SQLite bounds the variables of a statement

# Written once: putting a statement together costs more than running it, and a round asks these again and again.
_earlier = revision.alias("earlier")
_FIRST_OF_ITS_RECORD = ~exists(
    select(_earlier.c.number)
    .where(_earlier.c.kind == revision.c.kind, _earlier.c.id == revision.c.id, _earlier.c.acked.is_(None))
    .where(_earlier.c.number < revision.c.number)
    .correlate(revision)
)
# By its own index from the first that waits to the last that is wanted: the many behind it are not looked at.
_WAITING = (
    select(record.c.kind, record.c.id, record.c.site_rev, record.c.tries)
    .select_from(revision)
    .join(record, (revision.c.kind == record.c.kind) & (revision.c.id == record.c.id))
    .where(revision.c.acked.is_(None), _FIRST_OF_ITS_RECORD, record.c.parked == "", ~waits_for_pictures())
    .order_by(revision.c.number)
    .limit(bindparam("most"))
)
_DUE = or_(record.c.next_try.is_(None), record.c.next_try <= bindparam("due"))
# As an expression the kind leads SQLite to no index of its own, whose rows would have to be sorted.
_OF_KINDS = record.c.kind.concat("").in_(bindparam("kinds", expanding=True))
_PENDING = {
    (False, False): _WAITING,
    (True, False): _WAITING.where(_DUE),
    (False, True): _WAITING.where(_OF_KINDS),
    (True, True): _WAITING.where(_DUE, _OF_KINDS),
}
_ANY_UNSENT = (
    select(revision.c.rev)
    .where(revision.c.acked.is_(None), revision.c.kind.in_(bindparam("kinds", expanding=True)))
    .limit(1)
)
_COUNT = select(func.count()).select_from(
    select(revision.c.kind, revision.c.id).where(revision.c.acked.is_(None)).distinct().subquery()
)
_LEFT = select(func.count()).where(
    record.c.parked == LEFT_BEHIND,
    exists().where(
        revision.c.kind == record.c.kind, revision.c.id == record.c.id, revision.c.acked.is_(None)
    ),
)
_HELD = select(func.count()).select_from(
    select(record.c.number)
    .join(revision, (revision.c.kind == record.c.kind) & (revision.c.id == record.c.id))
    .where(revision.c.acked.is_(None), record.c.parked.not_in(("", LEFT_BEHIND)))
    .distinct()
    .subquery()
)
_UNSENT_OF = select(revision).where(
    revision.c.acked.is_(None),
    revision.c.kind.in_(bindparam("kinds", expanding=True)),
    revision.c.id.in_(bindparam("ids", expanding=True)),
)
_GROWN_SINCE = select(revision.c.rev, revision.c.parents).where(
    revision.c.acked > SETTLED,
    revision.c.number > bindparam("least"),
    revision.c.id.in_(bindparam("ids", expanding=True)),
)
_ONE = select(revision).where(revision.c.rev == bindparam("r"))
_SEAL = update(revision).where(revision.c.number == bindparam("n")).values(sealed=True, sent=True)
_ACKNOWLEDGE = (
    update(revision)
    .where(revision.c.number == bindparam("n"), revision.c.acked.is_(None))
    .values(acked=bindparam("s"), sent=True, sealed=True)
)
_ARRIVED = (
    update(record)
    .where(record.c.kind == bindparam("k"), record.c.id == bindparam("i"))
    .values(site_rev=bindparam("r"), site_seq=bindparam("s"), parked="", tries=0, why="", next_try=None)
)


@dataclass(frozen=True, slots=True)
class Pending:
    """Revisions of one record to offer, oldest first; the last becomes live. *base* is the site's, None for new.

    *tries* counts passing failures since it last moved on. *behind* says that later saves wait behind this retry.
    *unfit* are revisions of the chain that no site can hold and that stay here: whoever made them has put it right.
    """

    kind: str
    id: str
    base: RevisionId | None
    chain: tuple[StoredRevision, ...]
    tries: int = 0
    behind: bool = False
    unfit: frozenset[str] = frozenset()


def pending(
    tx: Transaction, limit: int, *, due: datetime | None = None, kinds: Iterable[str] | None = None
) -> tuple[Pending, ...]:
    """Records to send, the longest waiting first; needs a write transaction, for what it answers is sealed and sent.

    Parked records stay out, and stories that show a photo still on its way. So do, when *due* is given, those whose
    next try lies after it, and, when *kinds* are given, all others.
    """
    told: dict[str, Any] = {"most": limit}
    if due is not None:
        told["due"] = micros(due)
    if kinds is not None:
        told["kinds"] = list(kinds)
    return _take(tx, tx.connection.execute(_PENDING["due" in told, "kinds" in told], told).all())


def unsent(tx: Transaction, kinds: Iterable[str]) -> bool:
    """Whether anything of these kinds has a revision the site has not acknowledged. Changes nothing."""
    return tx.connection.execute(_ANY_UNSENT, {"kinds": list(kinds)}).first() is not None


def waiting(tx: Transaction) -> int:
    """How many records and commands the site does not have yet, parked ones too; not what was another site's."""
    left = int(tx.connection.execute(_LEFT).scalar_one()) if some_left(tx) else 0
    return int(tx.connection.execute(_COUNT).scalar_one()) - left + waiting_commands(tx)


def held(tx: Transaction) -> int:
    """How many of those :func:`waiting` go nowhere before a person acts: refused, or held back here."""
    return int(tx.connection.execute(_HELD).scalar_one()) + held_commands(tx)


def acknowledge(tx: Transaction, kind: str, id: str, rev: str, seq: int) -> None:
    """The site has *rev*, and with it everything *rev* grew from. What was saved since goes on waiting."""
    told = lineage.of(tx, kind, id).ancestors(rev)
    _set_acked(tx, told, seq)
    tx.connection.execute(
        update(record)
        .where(record.c.kind == kind, record.c.id == id)
        .values(site_rev=rev, site_seq=seq, parked="", tries=0, why="", next_try=None)
    )


def acknowledge_all(tx: Transaction, arrived: Iterable[tuple[Pending, str, int]]) -> None:
    """:meth:`acknowledge` for what was just offered: (item, the revision that is live there, its number) each.

    Everything unsent that revision grew from is in the item's own chain, so nothing has to be looked up.
    """
    told, live = [], []
    for item, rev, seq in arrived:
        grown_from = {rev}
        for made in reversed(item.chain):
            if made.rev in grown_from:
                grown_from.update(made.parents)
                told.append({"n": made.number, "s": SETTLED if made.rev in item.unfit else seq})
        live.append({"k": item.kind, "i": item.id, "r": rev, "s": seq})
    if not live:
        return
    tx.connection.execute(_ACKNOWLEDGE, told)
    tx.connection.execute(_ARRIVED, live)


def acknowledged(tx: Transaction, after: int, limit: int) -> tuple[StoredRevision, ...]:
    """Revisions the site is believed to have, by this desk's own number, for asking a restored site about them."""
    rows = tx.connection.execute(
        select(revision)
        .where(revision.c.acked > SETTLED, revision.c.kind != "page", revision.c.number > after)
        .order_by(revision.c.number)
        .limit(limit)
    )
    return tuple(revision_of(row) for row in rows)


def forgotten(tx: Transaction, revs: Iterable[str]) -> None:
    """The site lost these (it came back from a backup): they wait again, on what it still has."""
    for rev in revs:
        row = tx.connection.execute(select(revision).where(revision.c.rev == rev)).one_or_none()
        if row is None:
            continue
        tx.connection.execute(
            update(revision).where(revision.c.rev == rev).values(acked=None, sent=False, sealed=True)
        )
        kept = select(revision.c.rev).where(
            revision.c.kind == row.kind, revision.c.id == row.id, revision.c.acked > SETTLED
        )
        newest = tx.connection.execute(kept.order_by(revision.c.number.desc()).limit(1)).scalar_one_or_none()
        tx.connection.execute(
            update(record).where(record.c.kind == row.kind, record.c.id == row.id).values(site_rev=newest)
        )


def park(tx: Transaction, kind: str, id: str, why: str) -> None:
    """Set one record aside until a person acts; the others pass. *why* is a sentence. A command goes by its op.

    The site has answered, so nothing of the record is under way any more: what follows may go together with it.
    """
    if kind == "command":
        tx.connection.execute(update(command).where(command.c.op == id).values(state="parked", why=why))
        return
    tx.connection.execute(
        update(record).where(record.c.kind == kind, record.c.id == id).values(parked=why, next_try=None)
    )
    answered(tx, kind, id)


def answered(tx: Transaction, kind: str, id: str) -> None:
    """The site did not take what was sent: nothing of the record is under way any more."""
    unsent = (revision.c.kind == kind) & (revision.c.id == id) & revision.c.acked.is_(None)
    tx.connection.execute(update(revision).where(unsent).values(sent=False))


def retry_later(tx: Transaction, kind: str, id: str, why: str, next_try: datetime | None = None) -> None:
    """The try failed for a passing reason: count it and say when the next is due."""
    table, named = (
        (command, command.c.op == id)
        if kind == "command"
        else (record, (record.c.kind == kind) & (record.c.id == id))
    )
    tx.connection.execute(
        update(table).where(named).values(tries=table.c.tries + 1, why=why, next_try=micros_or_none(next_try))
    )


def _take(tx: Transaction, waiting: Sequence[Any]) -> tuple[Pending, ...]:
    """The unsent revisions of these records, from now on sealed and sent. A few statements, however many records."""
    kept: dict[tuple[str, str], list[Row[Any]]] = {(row.kind, row.id): [] for row in waiting}
    kinds, ids = list({row.kind for row in waiting}), [row.id for row in waiting]
    for start in range(0, len(ids), _NAMES_AT_ONCE):
        named = {"kinds": kinds, "ids": ids[start : start + _NAMES_AT_ONCE]}
        for row in sorted(tx.connection.execute(_UNSENT_OF, named), key=lambda row: row.number):
            if (row.kind, row.id) in kept:
                kept[row.kind, row.id].append(row)
    children = _children(tx, waiting, (row for rows in kept.values() for row in rows))
    taken = []
    for waits in waiting:
        rows = kept[waits.kind, waits.id]
        sent = [place for place, row in enumerate(rows) if row.sent]
        behind = bool(sent) and sent[-1] + 1 < len(rows) and _grows_from(tx, waits, rows[sent[-1]].rev)
        if behind:
            rows = rows[: sent[-1] + 1]
        base = None if waits.site_rev is None else RevisionId(waits.site_rev)
        more = {child.rev: child for row in rows for child in children.get(row.rev, ())}
        chain = tuple(map(revision_of, sorted((*rows, *more.values()), key=lambda row: row.number)))
        taken.append(Pending(waits.kind, waits.id, base, chain, waits.tries, behind))
    fresh = [{"n": made.number} for item in taken for made in item.chain if not (made.sent and made.sealed)]
    if fresh:
        tx.connection.execute(_SEAL, fresh)
    return tuple(taken)


def _children(tx: Transaction, waiting: Sequence[Any], rows: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """Revisions the site has that grew from one of the unsent *rows*, by that one's name.

    Only a site that came back from a backup has a revision without what it grew from: a desk that never had the rest
    gave it back. Offered along, it tells the site where the rest belongs.
    """
    ids = [row.id for row in waiting if row.site_rev is not None]
    unsent = {row.rev: row.number for row in rows}
    if not ids or not unsent:
        return {}
    found: dict[str, list[Row[Any]]] = {}
    for start in range(0, len(ids), _NAMES_AT_ONCE):
        asked = {"ids": ids[start : start + _NAMES_AT_ONCE], "least": min(unsent.values())}
        for row in tx.connection.execute(_GROWN_SINCE, asked).all():
            for name in unsent.keys() & set(load(row.parents)):
                found.setdefault(name, []).append(tx.connection.execute(_ONE, {"r": row.rev}).one())
    return found


def _grows_from(tx: Transaction, waits: Any, rev: str) -> bool:
    """Whether what was sent still grows from the site's revision.

    No longer, once the site moved on and the two were merged here: sent alone it would push the site's work aside.
    """
    return waits.site_rev is None or waits.site_rev in lineage.of(tx, waits.kind, waits.id).ancestors(rev)


def _set_acked(tx: Transaction, revs: Iterable[Any], seq: int) -> None:
    for rev in revs:
        tx.connection.execute(
            update(revision)
            .where(revision.c.rev == rev, revision.c.acked.is_(None))
            .values(acked=seq, sent=True, sealed=True)
        )
