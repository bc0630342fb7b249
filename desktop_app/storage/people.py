"""The people of the newsroom, as the site last told."""

from desktop_app.domain.newsroom import Person
from desktop_app.domain.plain import from_plain
from desktop_app.storage import records
from desktop_app.storage.store import Transaction


def get(tx: Transaction, person_id: str) -> Person | None:
    """One person; None when this desk does not know them."""
    doc = records.get(tx, "person", person_id)
    return None if doc is None else from_plain(Person, doc)


def every(tx: Transaction) -> tuple[Person, ...]:
    """Everybody, by name."""
    found = (from_plain(Person, doc) for doc in records.every(tx, "person"))
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))
