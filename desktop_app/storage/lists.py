"""The newsroom's lists, one record a line. They travel like every other record."""

from collections.abc import Iterable
from datetime import datetime

from desktop_app.domain.ids import RevisionId
from desktop_app.domain.lists import ListEntry, folded
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import records
from desktop_app.storage.store import Transaction

KIND = "list_entry"


def get(tx: Transaction, id: str) -> ListEntry | None:
    """One line, also a deleted one; None when nobody ever wrote it."""
    doc = records.get(tx, KIND, id)
    return None if doc is None else from_plain(ListEntry, doc)


def entries(tx: Transaction, *lists: str) -> tuple[ListEntry, ...]:
    """The living lines of these lists, by key."""
    found = [
        from_plain(ListEntry, doc) for name in lists for doc in records.every(tx, KIND, id_prefix=f"{name}.")
    ]
    return tuple(sorted(found, key=lambda entry: (folded(entry.key), entry.list)))


def some(tx: Transaction, ids: Iterable[str]) -> tuple[ListEntry, ...]:
    """Of the lines with these ids, those that live."""
    found = (get(tx, id) for id in ids)
    return tuple(entry for entry in found if entry is not None and not entry.deleted)


def put(tx: Transaction, entry: ListEntry, *, by: str, at: datetime, reason: str) -> RevisionId:
    """Save one line as a new revision."""
    return records.save(tx, KIND, entry.id, to_plain(entry), by=by, at=at, reason=reason)
