"""Clashes nobody has settled yet."""

from desktop_app.domain.conflict import Conflict
from desktop_app.domain.plain import from_plain
from desktop_app.storage import records
from desktop_app.storage.store import Transaction


def unsettled(tx: Transaction, article_id: str = "") -> tuple[Conflict, ...]:
    """Open conflicts of one record, or of all when *article_id* is empty, oldest first."""
    docs = records.about(tx, "conflict", article_id) if article_id else records.every(tx, "conflict")
    found = (from_plain(Conflict, doc) for doc in docs)
    return tuple(conflict for conflict in found if conflict.open)
