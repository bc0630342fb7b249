"""The audit log on disk: entries are records, so they travel like everything else; this room only finds them."""

from sqlalchemy import select

from desktop_app.domain.audit import Entry
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import records
from desktop_app.storage.codec import load
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import audit_row, record, revision


def add(tx: Transaction, entry: Entry) -> None:
    """Write *entry* down, in the transaction of the act it tells of."""
    records.save(tx, "audit", entry.id, to_plain(entry), by=entry.by, at=entry.at, reason=entry.act)


def entries(
    tx: Transaction, *, article_id: str = "", object_id: str = "", limit: int = 200
) -> tuple[Entry, ...]:
    """The log, newest first: all of it, of one story, or of one object (a photo, a mark)."""
    statement = (
        select(revision.c.doc)
        .select_from(audit_row)
        .join(record, (record.c.kind == "audit") & (record.c.id == audit_row.c.id))
        .join(revision, revision.c.rev == record.c.head)
        .order_by(audit_row.c.at.desc(), audit_row.c.id.desc())
        .limit(limit)
    )
    if article_id:
        statement = statement.where(audit_row.c.article_id == article_id)
    if object_id:
        statement = statement.where(audit_row.c.object_id == object_id)
    return tuple(from_plain(Entry, load(doc)) for doc in tx.connection.execute(statement).scalars())
