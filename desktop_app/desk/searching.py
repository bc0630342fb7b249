"""Finding by more than the list: the best few for a jump, and searches worth keeping."""

import json

from desktop_app.desk.bundle import Desk
from desktop_app.domain.errors import Refusal
from desktop_app.domain.listing import ArticleRow, Query, SavedSearch
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import articles, settings
from desktop_app.storage.store import Transaction

_KEPT = "searches"
_MOST_KEPT = 50
_NEAREST = 12


def nearest(desk: Desk, text: str) -> tuple[ArticleRow, ...]:
    """The stories that answer *text* best, best first; the last touched ones while nothing is typed."""
    with desk.store.reading() as tx:
        return articles.nearest(tx, text, _NEAREST)


def saved(desk: Desk) -> tuple[SavedSearch, ...]:
    """The searches kept at this desk, by name."""
    with desk.store.reading() as tx:
        return _read(tx)


def keep(desk: Desk, name: str, query: Query) -> None:
    """Keep a search under *name*, in place of one that had it. Raises Refusal without a name or when full."""
    name = " ".join(name.split())
    if not name:
        raise Refusal("Beri nama untuk pencarian ini.", rule="search.name")
    with desk.store.writing() as tx:
        others = [each for each in _read(tx) if each.name != name]
        if len(others) >= _MOST_KEPT:
            raise Refusal(f"Sudah ada {_MOST_KEPT} pencarian tersimpan. Hapus satu dulu.", rule="search.many")
        _write(tx, [*others, SavedSearch(name, query)])


def drop(desk: Desk, name: str) -> None:
    """Forget a kept search."""
    with desk.store.writing() as tx:
        _write(tx, [each for each in _read(tx) if each.name != name])


def _read(tx: Transaction) -> tuple[SavedSearch, ...]:
    stored = settings.get(tx, _KEPT)
    found = [from_plain(SavedSearch, each) for each in json.loads(stored)] if stored else []
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def _write(tx: Transaction, searches: list[SavedSearch]) -> None:
    settings.put(tx, _KEPT, json.dumps([to_plain(each) for each in searches]))
