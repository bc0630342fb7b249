"""What the site has not acknowledged yet. "Dirty" is a query over revisions, never a flag somebody must clear.

A sent thing is never rewritten: it is offered again exactly as it was until the site answers; what was saved since
waits behind it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, func, or_, select, update

from desktop_app.domain.ids import RevisionId
from desktop_app.storage import lineage
from desktop_app.storage.blobs_needed import blob_lost, blob_sent, missing_blobs
from desktop_app.storage.codec import micros, micros_or_none
from desktop_app.storage.commands import add_command, commands, finish_command, waiting_commands
from desktop_app.storage.records import SETTLED, StoredRevision, revision_of
from desktop_app.storage.steps import steps
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import command, record, revision

__all__ = [
    "Pending",
    "acknowledge",
    "acknowledged",
    "add_command",
    "blob_lost",
    "blob_sent",
    "commands",
    "finish_command",
    "forgotten",
    "missing_blobs",
    "park",
    "pending",
    "retry_later",
    "steps",
    "unpark",
    "unsent",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class Pending:
    """Revisions of one record to offer, oldest first; the last becomes live. *base* is the site's, None for new.

    *tries* counts passing failures since it last moved on. *behind* says that later saves wait behind this retry.
    """

    kind: str
    id: str
    base: RevisionId | None
    chain: tuple[StoredRevision, ...]
    tries: int = 0
    behind: bool = False


def pending(
    tx: Transaction, limit: int, *, due: datetime | None = None, kinds: Iterable[str] | None = None
) -> tuple[Pending, ...]:
    """Records to send, the longest waiting first; needs a write transaction, for what it answers is sealed and sent.

    Parked records stay out; so do, when *due* is given, those whose next try lies after it, and, when *kinds* are
    given, all others.
    """
    statement = (
        select(record.c.kind, record.c.id, record.c.site_rev, record.c.tries)
        .join(revision, (revision.c.kind == record.c.kind) & (revision.c.id == record.c.id))
        .where(revision.c.acked.is_(None), record.c.parked == "")
        .group_by(record.c.kind, record.c.id, record.c.site_rev, record.c.tries)
        .order_by(func.min(revision.c.number))
        .limit(limit)
    )
    if due is not None:
        statement = statement.where(or_(record.c.next_try.is_(None), record.c.next_try <= micros(due)))
    if kinds is not None:
        statement = statement.where(record.c.kind.in_(tuple(kinds)))
    return tuple(_take(tx, row) for row in tx.connection.execute(statement).all())


def unsent(tx: Transaction, kinds: Iterable[str]) -> bool:
    """Whether anything of these kinds has a revision the site has not acknowledged. Changes nothing."""
    found = (
        select(revision.c.rev).where(revision.c.acked.is_(None), revision.c.kind.in_(tuple(kinds))).limit(1)
    )
    return tx.connection.execute(found).first() is not None


def waiting(tx: Transaction) -> int:
    """How many records and commands the site does not have yet, parked ones too."""
    waits = exists().where(
        revision.c.kind == record.c.kind, revision.c.id == record.c.id, revision.c.acked.is_(None)
    )
    records = tx.connection.execute(select(func.count()).select_from(record).where(waits)).scalar_one()
    return int(records) + waiting_commands(tx)


def acknowledge(tx: Transaction, kind: str, id: str, rev: str, seq: int) -> None:
    """The site has *rev*, and with it everything *rev* grew from. What was saved since goes on waiting."""
    told = lineage.of(tx, kind, id).ancestors(rev)
    _set_acked(tx, told, seq)
    tx.connection.execute(
        update(record)
        .where(record.c.kind == kind, record.c.id == id)
        .values(site_rev=rev, site_seq=seq, parked="", tries=0, why="", next_try=None)
    )


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
    """Set one record aside until a person acts; the others pass. *why* is a sentence. A command goes by its op."""
    if kind == "command":
        tx.connection.execute(update(command).where(command.c.op == id).values(state="parked", why=why))
        return
    tx.connection.execute(
        update(record).where(record.c.kind == kind, record.c.id == id).values(parked=why, next_try=None)
    )


def unpark(tx: Transaction, record_id: str) -> None:
    """Take a parked record, or a command (by its op or its article), up again."""
    tx.connection.execute(
        update(record).where(record.c.id == record_id).values(parked="", tries=0, why="", next_try=None)
    )
    tx.connection.execute(
        update(command)
        .where(or_(command.c.op == record_id, command.c.article == record_id), command.c.state == "parked")
        .values(state="waiting", tries=0, why="", next_try=None)
    )


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


def _take(tx: Transaction, waits: Row[Any, Any, Any, Any]) -> Pending:
    rows = tx.connection.execute(
        select(revision)
        .where(revision.c.kind == waits.kind, revision.c.id == waits.id, revision.c.acked.is_(None))
        .order_by(revision.c.number)
    ).all()
    sent = [place for place, row in enumerate(rows) if row.sent]
    behind = False
    if sent and _grows_from(tx, waits, rows[sent[-1]].rev):
        behind = sent[-1] + 1 < len(rows)
        rows = rows[: sent[-1] + 1]
    chain = tuple(revision_of(row) for row in rows)
    tx.connection.execute(
        update(revision)
        .where(revision.c.rev.in_([item.rev for item in chain]))
        .values(sealed=True, sent=True)
    )
    base = None if waits.site_rev is None else RevisionId(waits.site_rev)
    return Pending(waits.kind, waits.id, base, chain, waits.tries, behind)


def _grows_from(tx: Transaction, waits: Row[Any, Any, Any, Any], rev: str) -> bool:
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
