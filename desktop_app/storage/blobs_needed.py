"""Which files the unsent photos speak of, and which of them the site has."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.storage.codec import load
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import blob_sent as blob_sent_table
from desktop_app.storage.tables import record, revision

# Written once: putting a statement together costs more than running it.
_WAITING = (
    select(revision.c.id, revision.c.doc)
    .join(record, (record.c.kind == revision.c.kind) & (record.c.id == revision.c.id))
    .where(revision.c.kind == "photo", revision.c.acked.is_(None), record.c.parked == "")
    .order_by(revision.c.number)
)
_THERE = select(blob_sent_table.c.sha256)


def needed(tx: Transaction, most: int | None = None) -> dict[str, str]:
    """SHA-256 → photo id for every original and rendition that a waiting photo revision refers to, oldest first.

    Photos that are parked keep their files back too. With *most* reading stops soon after so many unsent ones.
    """
    rows = tx.connection.execute(_WAITING)
    sent = _sent(tx) if most is not None else set()
    found: dict[str, str] = {}
    for row in rows:
        doc = load(row.doc)
        names = [doc.get("sha256"), *(made.get("sha256") for made in doc.get("renditions") or ())]
        for name in names:
            if isinstance(name, str) and name and name not in sent:
                found.setdefault(name, row.id)
        if most is not None and len(found) >= most:
            break
    return found


def missing_blobs(tx: Transaction) -> tuple[str, ...]:
    """The hashes of :func:`needed` that the site is not known to hold, oldest first."""
    return unsent_of(tx, needed(tx))


def unsent_of(tx: Transaction, names: Iterable[str]) -> tuple[str, ...]:
    """Those of *names* that the site is not known to hold."""
    asked = list(names)
    sent = _sent(tx) if asked else set()
    return tuple(name for name in asked if name not in sent)


def _sent(tx: Transaction) -> set[str]:
    return set(tx.connection.execute(_THERE).scalars())


def blob_sent(tx: Transaction, sha256: str) -> None:
    """The site said it holds this file whole."""
    tx.connection.execute(insert(blob_sent_table).values(sha256=sha256).on_conflict_do_nothing())


def blob_lost(tx: Transaction, sha256: str) -> None:
    """The site said it lacks this file after all: it is asked about, and sent, again."""
    tx.connection.execute(delete(blob_sent_table).where(blob_sent_table.c.sha256 == sha256))
