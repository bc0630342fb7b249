"""Which stories a search shows first: those that hold the words as they were typed, then their relatives; the last
touched first in each.

The search index is read from its newest story on, which is nearly the order wanted, and put right by the few older
stories that were touched lately. A search then costs what a page costs, however many stories match.
"""

import json
from collections.abc import Callable

from sqlalchemy import ColumnElement, literal_column, select, text

from desktop_app.storage.search import Asked, exact_query, match_query
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import article_row

# Beyond these the general way is as quick: rows of a page far down, and old stories touched lately.
_NEAR = 400
_MOST_STRAYS = 200

_COUNT = text("SELECT count(*) FROM article_fts WHERE article_fts MATCH :match")
_NEWEST = text(
    "SELECT r.updated_at, r.id, r.number FROM"
    " (SELECT rowid AS number FROM article_fts WHERE article_fts MATCH :match ORDER BY rowid DESC LIMIT :need) AS f"
    " CROSS JOIN article_row AS r ON r.number = f.number"
)
_STRAYS = text(
    "SELECT updated_at, id, number FROM article_row INDEXED BY article_recent"
    " WHERE deleted = 0 AND updated_at >= :since AND number < :first LIMIT :most"
)
_MET = text(
    "SELECT f.rowid FROM json_each(:numbers) AS n CROSS JOIN article_fts AS f"
    " WHERE article_fts MATCH :match AND f.rowid = n.value"
)


def count(tx: Transaction, asked: tuple[Asked, ...]) -> int:
    """How many stories match."""
    return int(tx.connection.execute(_COUNT, {"match": match_query(asked)}).scalar_one())


def first(
    tx: Transaction,
    asked: tuple[Asked, ...],
    need: int,
    conditions: Callable[[str], list[ColumnElement[bool]]] | None,
) -> list[int]:
    """The numbers of the first *need* stories. *conditions*, when other filters hold, puts them beside a match."""
    whole, exact = match_query(asked), exact_query(asked)
    found = _tier(tx, exact, need, conditions)
    if len(found) < need and exact != whole:
        found += _tier(tx, f"({whole}) NOT ({exact})", need - len(found), conditions)
    return found


def matching(match: str) -> ColumnElement[bool]:
    """The condition on :data:`article_row` that the search index meets *match*."""
    hits = text("SELECT rowid FROM article_fts WHERE article_fts MATCH :match").bindparams(match=match)
    return article_row.c.number.in_(hits.columns(literal_column("rowid")))


def _tier(
    tx: Transaction, match: str, need: int, conditions: Callable[[str], list[ColumnElement[bool]]] | None
) -> list[int]:
    if conditions is None and need <= _NEAR:
        quick = _from_the_newest(tx, match, need)
        if quick is not None:
            return quick
    wanted = conditions(match) if conditions is not None else _living(match)
    statement = select(article_row.c.number).where(*wanted)
    statement = statement.order_by(article_row.c.updated_at.desc(), article_row.c.id.desc()).limit(need)
    return list(tx.connection.execute(statement).scalars())


def _living(match: str) -> list[ColumnElement[bool]]:
    return [article_row.c.deleted == literal_column("0"), matching(match)]


def _from_the_newest(tx: Transaction, match: str, need: int) -> list[int] | None:
    """None where too many older stories were touched lately."""
    rows = tx.connection.execute(_NEWEST, {"match": match, "need": need}).all()
    found = [(row.updated_at, row.id, row.number) for row in rows]
    if len(found) == need:
        # Only a story touched after the oldest of these can still come before it.
        since, oldest = min(row[0] for row in found), min(row[2] for row in found)
        limits = {"since": since, "first": oldest, "most": _MOST_STRAYS + 1}
        strays = {row.number: row for row in tx.connection.execute(_STRAYS, limits)}
        if len(strays) > _MOST_STRAYS:
            return None
        if strays:
            asked = {"match": match, "numbers": json.dumps(list(strays))}
            met = tx.connection.execute(_MET, asked).scalars()
            found += [(strays[n].updated_at, strays[n].id, n) for n in met]
    return [number for _, _, number in sorted(found, reverse=True)[:need]]
