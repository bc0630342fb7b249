"""The newsroom's lists: read, keep a line, take a line away, bring many lines in at once."""

from collections.abc import Iterable
from dataclasses import replace

from desktop_app.desk.bundle import Desk
from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.domain.errors import Refusal
from desktop_app.domain.lists import ListEntry, checked_entry, entry_id
from desktop_app.storage import lists
from desktop_app.storage.store import Transaction

_TOUCHED = Changes(newsroom=True, outbox=True)


def list_entries(desk: Desk, *names: str) -> tuple[ListEntry, ...]:
    """The living lines of the lists *names*, by key."""
    with desk.store.reading() as tx:
        return lists.entries(tx, *names)


def keep_entry(desk: Desk, list_: str, key: str, value: str = "", note: str = "") -> Changes:
    """Write one line, in place of the one with that key. Raises Refusal when it is no line for that list."""
    return keep_entries(desk, (checked_entry(list_, key, value, note),))


def keep_entries(desk: Desk, entries: Iterable[ListEntry]) -> Changes:
    """Write many checked lines in one transaction; lines that say what is there already change nothing."""
    changed = False
    with desk.store.writing() as tx:
        for entry in entries:
            changed |= _keep(desk, tx, entry)
    return _TOUCHED if changed else NOTHING


def drop_entry(desk: Desk, list_: str, key: str) -> Changes:
    """Take one line away; its history stays. Raises Refusal when there is no such line."""
    with desk.store.writing() as tx:
        known = lists.get(tx, entry_id(list_, key))
        if known is None or known.deleted:
            raise Refusal(f"«{key}» tidak ada dalam daftar.", rule="list.missing")
        gone = replace(known, deleted=True, by=desk.person.name, at=desk.clock())
        lists.put(tx, gone, by=desk.person.name, at=desk.clock(), reason="delete")
    return _TOUCHED


def _keep(desk: Desk, tx: Transaction, entry: ListEntry) -> bool:
    known = lists.get(tx, entry.id)
    if known is not None:
        # Saying it again counts when the line was gone, or when a clash left another text beside it.
        as_before = replace(entry, by=known.by, at=known.at, extra=known.extra)
        if known == as_before:
            return False
        entry = as_before
    kept = replace(entry, by=desk.person.name, at=desk.clock())
    lists.put(tx, kept, by=desk.person.name, at=desk.clock(), reason="list")
    return True
