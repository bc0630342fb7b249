"""Which stories a search shows first: those that hold the words as they were typed, then their relatives; the last
touched first in each.

The search index is read from its newest story on, which is nearly the order wanted, and put right by the few older
stories that were touched lately. A page then costs the same however many stories match; beside a filter that lets
few of them through, the general way is as quick.
"""

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, column, func, literal_column, select, text

from desktop_app.storage.search import Asked, exact_query, match_query
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import article_row, page_row

# Beyond these the general way is as quick: rows of a page far down, and old stories touched lately.
_NEAR = 400
_MOST_STRAYS = 200
# So many of the newest hits are held against the filters; where they do not fill a page, filters let few through.
_TRIED = 5_000

# What filters may speak of.
SOURCES = article_row.outerjoin(page_row, page_row.c.article_id == article_row.c.id)
Filters = Sequence[ColumnElement[bool]]

_COUNT = text("SELECT count(*) FROM article_fts WHERE article_fts MATCH :match")
_NEWEST = text(
    "SELECT r.updated_at, r.id, r.number FROM"
    " (SELECT rowid AS number FROM article_fts WHERE article_fts MATCH :match ORDER BY rowid DESC LIMIT :need) AS f"
    " CROSS JOIN article_row AS r ON r.number = f.number"
)
_LAST_IN = text(
    "SELECT rowid AS number FROM article_fts WHERE article_fts MATCH :match ORDER BY rowid DESC LIMIT :most"
)
_STRAYS = text(
    "SELECT updated_at, id, number FROM article_row INDEXED BY article_recent"
    " WHERE deleted = 0 AND updated_at >= :since AND number < :first LIMIT :most"
)
_MET = text(
    "SELECT f.rowid FROM json_each(:numbers) AS n CROSS JOIN article_fts AS f"
    " WHERE article_fts MATCH :match AND f.rowid = n.value"
)


def count(tx: Transaction, asked: tuple[Asked, ...], filters: Filters = ()) -> int:
    """How many stories match, and meet the *filters*."""
    match = match_query(asked)
    if not filters:
        return int(tx.connection.execute(_COUNT, {"match": match}).scalar_one())
    statement = select(func.count()).select_from(SOURCES).where(*_living(match), *filters)
    return int(tx.connection.execute(statement).scalar_one())


def page(
    tx: Transaction, asked: tuple[Asked, ...], need: int, filters: Filters = ()
) -> tuple[list[int], int]:
    """The numbers of the first *need* stories that match and meet the *filters*, and how many do in all.

    Counting collects every hit, so it is done once, and only where hits go on behind the page or are hard to find.
    """
    whole, exact = match_query(asked), exact_query(asked)
    total = None
    found = _from_the_newest(tx, exact, need, filters)
    if found is None:
        total = count(tx, asked, filters)
        found = _listed(tx, exact, need, filters) if total else []
    if len(found) < need and exact != whole and len(found) != total:
        kin, left = f"({whole}) NOT ({exact})", need - len(found)
        more = _from_the_newest(tx, kin, left, filters)
        found += more if more is not None else _listed(tx, kin, left, filters)
    if total is None:
        total = count(tx, asked, filters) if len(found) == need else len(found)
    return found, total


def _matching(match: str) -> ColumnElement[bool]:
    hits = text("SELECT rowid FROM article_fts WHERE article_fts MATCH :match").bindparams(match=match)
    return article_row.c.number.in_(hits.columns(literal_column("rowid")))


def _listed(tx: Transaction, match: str, need: int, filters: Filters) -> list[int]:
    """The general way: every hit is collected, then the last touched are taken."""
    statement = select(article_row.c.number).select_from(SOURCES).where(*_living(match), *filters)
    statement = statement.order_by(article_row.c.updated_at.desc(), article_row.c.id.desc()).limit(need)
    return list(tx.connection.execute(statement).scalars())


def _living(match: str) -> list[ColumnElement[bool]]:
    return [article_row.c.deleted == literal_column("0"), _matching(match)]


def _from_the_newest(tx: Transaction, match: str, need: int, filters: Filters) -> list[int] | None:
    """None far down the list, where filters let few through, or too many older stories were touched lately."""
    if need > _NEAR:
        return None
    found = _newest(tx, match, need, filters)
    if len(found) < need and filters:
        return None
    if len(found) == need:
        # Only a story touched after the oldest of these can still come before it.
        since, oldest = min(row[0] for row in found), min(row[2] for row in found)
        limits = {"since": since, "first": oldest, "most": _MOST_STRAYS + 1}
        strays = {row.number: row for row in tx.connection.execute(_STRAYS, limits)}
        if len(strays) > _MOST_STRAYS:
            return None
        for number in _met(tx, match, list(strays), filters):
            found.append((strays[number].updated_at, strays[number].id, number))
    return [number for _, _, number in sorted(found, reverse=True)[:need]]


def _newest(tx: Transaction, match: str, need: int, filters: Filters) -> list[tuple[int, str, int]]:
    """The stories last taken into the index that match and meet the filters: when touched, id, number."""
    if not filters:
        rows = tx.connection.execute(_NEWEST, {"match": match, "need": need}).all()
    else:
        tried = _LAST_IN.bindparams(match=match, most=_TRIED).columns(column("number", Integer)).subquery()
        statement = select(article_row.c.updated_at, article_row.c.id, article_row.c.number)
        statement = statement.select_from(SOURCES.join(tried, tried.c.number == article_row.c.number))
        statement = statement.where(article_row.c.deleted == literal_column("0"), *filters)
        rows = tx.connection.execute(statement.order_by(tried.c.number.desc()).limit(need)).all()
    return [(row.updated_at, row.id, row.number) for row in rows]


def _met(tx: Transaction, match: str, numbers: list[int], filters: Filters) -> list[int]:
    """Those of *numbers* that match and meet the filters."""
    if not numbers:
        return []
    met = list(tx.connection.execute(_MET, {"match": match, "numbers": json.dumps(numbers)}).scalars())
    if met and filters:
        statement = select(article_row.c.number).select_from(SOURCES).where(*filters)
        met = list(tx.connection.execute(statement.where(article_row.c.number.in_(met))).scalars())
    return met
