"""Finding the same picture again: by its compressed bytes, and by how it looks."""

from sqlalchemy import select

from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import likeness_row, photo_row


def same_scan(tx: Transaction, scan_sha256: str) -> tuple[str, ...]:
    """Photos whose compressed picture is the same, whatever their files say; oldest first."""
    if not scan_sha256:
        return ()
    rows = tx.connection.execute(
        select(likeness_row.c.photo_id)
        .join(photo_row, photo_row.c.id == likeness_row.c.photo_id)
        .where(likeness_row.c.scan_sha256 == scan_sha256, photo_row.c.deleted.is_(False))
        .order_by(photo_row.c.number)
    )
    return tuple(rows.scalars())


def looks(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """(photo id, looks) of every photo that is here; some twenty thousand are searched in a fraction of a second."""
    rows = tx.connection.execute(
        select(likeness_row.c.photo_id, likeness_row.c.looks)
        .join(photo_row, photo_row.c.id == likeness_row.c.photo_id)
        .where(likeness_row.c.looks != "", photo_row.c.deleted.is_(False))
    )
    return tuple((row.photo_id, row.looks) for row in rows)
