"""Stories: one whole, or the list."""

import json
import re
from collections.abc import Collection
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, literal_column, or_, select, text
from sqlalchemy.sql.selectable import Select

from desktop_app.domain.article import Article, Publication, Stage
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.listing import ArticleRow, Listing, Query, Sending
from desktop_app.domain.newsroom import WIB
from desktop_app.domain.plain import from_plain
from desktop_app.storage import hits, records, vocabulary
from desktop_app.storage.codec import load, micros, moment, speakable
from desktop_app.storage.search import Asked, Spotter, asked_for, match_query
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import (
    article_photo,
    article_row,
    conflict_row,
    page_row,
    photo_row,
    record,
    revision,
)

# Where a hit is looked for to be shown, the story's own words first.
_SHOWN_IN = ("lead", "body", "headline", "short_title", "tags", "authors")
# Weights of the search table's columns: a hit in a title says most, one by a shared stem least.
_BEST = text(
    "SELECT rowid FROM article_fts WHERE article_fts MATCH :match"
    " ORDER BY bm25(article_fts, 12.0, 10.0, 4.0, 2.0, 6.0, 6.0, 0.5), rowid DESC LIMIT :most"
)
_MOST_DAYS = 36_500  # a hundred years, so that no number a person gives leaves the calendar
_MOMENT = re.compile(r"[0-9]{1,18}")  # fits a column
_PLACE = re.compile(r"@[0-9]{1,9}")


def get(tx: Transaction, article_id: str) -> Article | None:
    """The story as it stands, also a deleted one; None when this desk does not hold it."""
    doc = records.get(tx, "article", article_id)
    return None if doc is None else from_plain(Article, doc)


def listing(tx: Transaction, query: Query) -> Listing:
    """Stories that match all of *query*, last touched first; with words to look for, those that hold them as they
    were typed come before their relatives. An ``after`` that is no cursor starts at the top.
    """
    asked = asked_for(query.text, tx.stemmer()) if query.text else ()
    if asked:
        return _searched(tx, query, asked)
    conditions = _conditions(tx, query)
    total = tx.connection.execute(
        select(func.count()).select_from(hits.SOURCES).where(*conditions)
    ).scalar_one()
    statement = _rows().where(*conditions, *_after(query.after))
    statement = statement.order_by(article_row.c.updated_at.desc(), article_row.c.id.desc())
    found = tx.connection.execute(statement.limit(query.limit + 1).offset(query.skip)).all()
    shown = tuple(_article_row(row, cursor=f"{row.updated_at}.{row.id}") for row in found[: query.limit])
    return Listing(shown, total, more=len(found) > query.limit)


def _searched(tx: Transaction, query: Query, asked: tuple[Asked, ...]) -> Listing:
    filters = _conditions(tx, query)[1:]
    skip = query.skip + _place(query.after)
    need = skip + query.limit + 1
    wanted, total = hits.page(tx, asked, need, filters)
    numbers = wanted[skip : skip + query.limit]
    shown = _shown(tx, asked, numbers, skip)
    meant = vocabulary.meant(tx, query.text, asked) if not total else ""
    return Listing(shown, total, more=len(wanted) > skip + query.limit, meant=meant)


def nearest(tx: Transaction, typed: str, limit: int) -> tuple[ArticleRow, ...]:
    """The stories that answer *typed* best, best first; the last touched ones when nothing was typed."""
    asked = asked_for(typed, tx.stemmer())
    statement = _rows().where(article_row.c.deleted == literal_column("0"))
    if not asked:
        recent = statement.order_by(article_row.c.updated_at.desc(), article_row.c.id.desc()).limit(limit)
        return tuple(_article_row(row) for row in tx.connection.execute(recent))
    numbers = list(tx.connection.execute(_BEST, {"match": match_query(asked), "most": limit}).scalars())
    return _shown(tx, asked, numbers, 0)


def _shown(
    tx: Transaction, asked: tuple[Asked, ...], numbers: list[int], skip: int
) -> tuple[ArticleRow, ...]:
    """The rows of these stories in this order, with the place of their hit."""
    if not numbers:
        return ()
    rows = tx.connection.execute(_SOME, {"numbers": json.dumps(numbers)})
    found = {row.number: row for row in rows}
    snippets = _snippets(tx, asked, numbers)
    return tuple(
        _article_row(found[number], snippets.get(number, ""), f"@{skip + place}")
        for place, number in enumerate(numbers, 1)
        if number in found
    )


def _living() -> list[ColumnElement[bool]]:
    return [article_row.c.deleted == literal_column("0")]


def _rows() -> Select[Any]:
    waiting = _waiting().label("waiting")
    parked = exists().where(
        record.c.kind == "article", record.c.id == article_row.c.id, record.c.parked != ""
    )
    sending = case(
        (_conflicted(), Sending.CONFLICT.value),
        (parked, Sending.PARKED.value),
        (waiting, Sending.WAITING.value),
        else_=Sending.SENT.value,
    )
    source = hits.SOURCES.outerjoin(photo_row, photo_row.c.id == article_row.c.hero)
    return select(
        article_row,
        page_row.c.publication,
        page_row.c.changed,
        photo_row.c.sha256.label("thumb"),
        sending.label("sending"),
    ).select_from(source)


def _conditions(tx: Transaction, query: Query) -> list[ColumnElement[bool]]:
    """What *query* asks beside its words; first that the story lives."""
    conditions = _living()
    if query.stage is not None:
        conditions.append(article_row.c.stage == query.stage.value)
    if query.publication is Publication.NONE:
        conditions.append(
            or_(page_row.c.publication.is_(None), page_row.c.publication == Publication.NONE.value)
        )
    elif query.publication is not None:
        conditions.append(page_row.c.publication == query.publication.value)
    if query.section:
        conditions.append(article_row.c.section == speakable(query.section))
    if query.author:
        names = func.json_each(article_row.c.authors).table_valued("value")
        conditions.append(exists().select_from(names).where(names.c.value == speakable(query.author)))
    if query.unsent:
        conditions.append(_waiting())
    if query.conflicted:
        conditions.append(_conflicted())
    if query.without_credit:
        conditions.append(_without_credit())
    if query.days > 0:
        today = tx.now().astimezone(WIB).replace(hour=0, minute=0, second=0, microsecond=0)
        first = today - timedelta(days=min(query.days, _MOST_DAYS) - 1)
        conditions.append(article_row.c.updated_at >= micros(first))
    return conditions


def _waiting() -> ColumnElement[bool]:
    return exists().where(
        revision.c.kind == "article", revision.c.id == article_row.c.id, revision.c.acked.is_(None)
    )


def _conflicted() -> ColumnElement[bool]:
    return exists().where(
        conflict_row.c.article_id == article_row.c.id, conflict_row.c.open == literal_column("1")
    )


def _without_credit() -> ColumnElement[bool]:
    return (
        exists()
        .where(article_photo.c.article_id == article_row.c.id)
        .where(photo_row.c.id == article_photo.c.photo_id, photo_row.c.credited.is_(False))
        .correlate(article_row)
    )


def _after(cursor: str) -> list[ColumnElement[bool]]:
    moment_text, _, article_id = cursor.partition(".")
    if not _MOMENT.fullmatch(moment_text):
        return []
    updated = int(moment_text)
    older = article_row.c.updated_at < updated
    return [or_(older, and_(article_row.c.updated_at == updated, article_row.c.id < speakable(article_id)))]


def _place(cursor: str) -> int:
    """Among hits a cursor is a place."""
    return int(cursor[1:]) if _PLACE.fullmatch(cursor) else 0


def _snippets(tx: Transaction, asked: tuple[Asked, ...], numbers: list[int]) -> dict[int, str]:
    """The first place of each hit; asked only for the rows that will be seen, it is the dear part of a search."""
    if not asked or not numbers:
        return {}
    spotter = Spotter(asked, tx.stemmer())
    places = ",".join(str(number) for number in numbers)
    rows = tx.connection.execute(
        text(f"SELECT rowid, {', '.join(_SHOWN_IN)} FROM article_fts WHERE rowid IN ({places})")  # noqa: S608
    )
    return {row[0]: next(filter(None, map(spotter.snippet, row[1:])), "") for row in rows}


@lru_cache(maxsize=1024)
def _names(stored: str) -> tuple[str, ...]:
    return tuple(load(stored))


def _article_row(row: Row[Any], snippet: str = "", cursor: str = "") -> ArticleRow:
    return ArticleRow(
        id=ArticleId(row.id),
        short_title=row.short_title,
        headline=row.headline,
        authors=_names(row.authors),
        section=row.section,
        stage=Stage(row.stage),
        publication=Publication(row.publication or Publication.NONE.value),
        changed=bool(row.changed),
        updated_at=moment(row.updated_at),
        sending=Sending(row.sending),
        thumb=row.thumb or "",
        thumb_photo=row.hero,
        snippet=snippet,
        cursor=cursor,
    )


# Asked by number, one text whatever the page's size, so that it is made once.
_SOME = _rows().where(
    article_row.c.deleted == literal_column("0"),
    article_row.c.number.in_(text("SELECT value FROM json_each(:numbers)").columns(literal_column("value"))),
)


def titles(tx: Transaction, article_ids: Collection[str]) -> dict[str, str]:
    """What each of these stories is called in lists, deleted ones included; those not here are left out."""
    found: dict[str, str] = {}
    wanted = sorted(article_ids)
    for at in range(0, len(wanted), _AT_ONCE):
        rows = tx.connection.execute(
            select(article_row.c.id, article_row.c.short_title, article_row.c.headline).where(
                article_row.c.id.in_(wanted[at : at + _AT_ONCE])
            )
        )
        found |= {row.id: row.short_title or row.headline for row in rows}
    return found


_AT_ONCE = 500  # a statement takes only so many values
