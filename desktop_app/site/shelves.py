"""What the public pages are made of, read from the published snapshots."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from desktop_app.domain.article import Article, Page, Publication
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import WIB, Card, SiteLists
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.markup.stored import read_body
from desktop_app.markup.uses import related_ids
from desktop_app.page.related import CANDIDATES, pick
from desktop_app.page.views import ArticleView
from desktop_app.site import search
from desktop_app.site.feed import live, stamp
from desktop_app.site.publishing import live_cards, tag_key
from desktop_app.site.tables import page, page_file, page_tag

_LIVE = page.c.publication == Publication.LIVE.value
_NEWEST_FIRST = (page.c.published_at.desc(), page.c.article_id)
_MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some cards of a longer list. *more* says that further ones follow."""

    cards: tuple[Card, ...]
    more: bool = False
    total: int | None = None


def notice(connection: Connection, slug: str) -> str:
    """What the public is told at the address of a story that was taken down; empty for any other."""
    row = connection.execute(select(page.c.article_id).where(page.c.slug == slug)).one_or_none()
    told = live(connection, "page", row.article_id) if row is not None else None
    return from_plain(Page, told.doc).notice if told is not None and told.doc is not None else ""


def story(
    connection: Connection, slug: str, lists: SiteLists, views: Mapping[str, int]
) -> tuple[Publication, ArticleView | None]:
    """The published edition at an address; (NONE, None) when there never was one."""
    row = connection.execute(select(page).where(page.c.slug == slug)).one_or_none()
    if row is None:
        return Publication.NONE, None
    state = Publication(row.publication)
    told = live(connection, "page", row.article_id)
    if state is not Publication.LIVE or told is None or told.doc is None:
        return state, None
    article = from_plain(Article, json.loads(row.article))
    document = read_body(article.body)
    photos = {PhotoId(key): from_plain(Photo, doc) for key, doc in json.loads(row.photos).items()}
    linked = cards_of(connection, (*article.related, *related_ids(document)))
    picked = [linked[target] for target in article.related if target in linked]
    shown = from_plain(Page, told.doc)
    return state, ArticleView(
        article=article,
        document=document,
        photos=photos,
        page=replace(shown, views=views.get(row.article_id, shown.views)),
        related=pick(article, picked, live_cards(connection, CANDIDATES)),
        lists=lists,
        live=linked,
    )


def cards_of(connection: Connection, ids: tuple[str, ...]) -> dict[str, Card]:
    """The cards of those of *ids* that are live."""
    if not ids:
        return {}
    rows = connection.execute(select(page.c.article_id, page.c.card).where(page.c.article_id.in_(ids), _LIVE))
    return {row.article_id: _card(row.card) for row in rows}


def of_section(connection: Connection, key: str, number: int, size: int) -> Shelf:
    """Page *number* (from 1) of a section, newest first."""
    return _shelf(connection, page.c.section == key, number, size)


def of_tag(connection: Connection, tag: str, number: int, size: int) -> Shelf:
    """Page *number* of the stories with a tag, newest first."""
    tagged = select(page_tag.c.article_id).where(page_tag.c.tag == tag_key(tag))
    return _shelf(connection, page.c.article_id.in_(tagged), number, size)


def of_search(connection: Connection, query: str, number: int, size: int) -> Shelf:
    """Page *number* of what holds all words of *query*, best first."""
    found = search.find(connection, query, _MOST_HITS)
    here = found[(number - 1) * size : number * size]
    cards = cards_of(connection, here)
    listed = tuple(cards[name] for name in here if name in cards)
    return Shelf(listed, more=len(found) > number * size, total=len(found))


def of_day(connection: Connection, day: date) -> tuple[Card, ...]:
    """Everything published on a day in WIB, newest first."""
    start, end = _bounds(day)
    rows = connection.execute(
        select(page.c.card)
        .where(_LIVE, page.c.published_at >= start, page.c.published_at < end)
        .order_by(*_NEWEST_FIRST)
    )
    return tuple(_card(card) for card in rows.scalars())


def neighbours(connection: Connection, day: date) -> tuple[date | None, date | None]:
    """The nearest days with stories before and after *day*."""
    start, end = _bounds(day)
    before = select(func.max(page.c.published_at)).where(_LIVE, page.c.published_at < start)
    after = select(func.min(page.c.published_at)).where(_LIVE, page.c.published_at >= end)
    return _day(connection.execute(before).scalar()), _day(connection.execute(after).scalar())


def days_of(connection: Connection, article_ids: Sequence[str] | None = None) -> tuple[date, ...]:
    """The days on which these stories, or any, were published; newest first."""
    query = select(page.c.published_at).where(_LIVE)
    if article_ids is not None:
        query = query.where(page.c.article_id.in_(article_ids))
    days = {_day(stamped) for stamped in connection.execute(query).scalars()}
    return tuple(sorted((day for day in days if day is not None), reverse=True))


def newest_day(connection: Connection) -> date | None:
    """The last day on which something was published."""
    return _day(connection.execute(select(func.max(page.c.published_at)).where(_LIVE)).scalar())


def since(connection: Connection, moment: datetime, limit: int) -> tuple[Card, ...]:
    """What was published after *moment*, newest first."""
    rows = connection.execute(
        select(page.c.card)
        .where(_LIVE, page.c.published_at >= stamp(moment))
        .order_by(*_NEWEST_FIRST)
        .limit(limit)
    )
    return tuple(_card(card) for card in rows.scalars())


def changed_at(connection: Connection) -> datetime | None:
    """When what the public reads last changed."""
    newest = connection.execute(
        select(func.max(func.coalesce(page.c.updated_at, page.c.published_at))).where(_LIVE)
    ).scalar()
    return datetime.fromisoformat(newest) if newest else None


def file_format(connection: Connection, sha256: str) -> str:
    """The format of a rendition the public may fetch; empty when it may not."""
    found = connection.execute(
        select(page_file.c.format).where(page_file.c.sha256 == sha256).limit(1)
    ).scalar()
    return str(found or "")


def _shelf(connection: Connection, which: ColumnElement[bool], number: int, size: int) -> Shelf:
    rows = (
        connection.execute(
            select(page.c.card)
            .where(_LIVE, which)
            .order_by(*_NEWEST_FIRST)
            .offset((number - 1) * size)
            .limit(size + 1)
        )
        .scalars()
        .all()
    )
    return Shelf(tuple(_card(card) for card in rows[:size]), more=len(rows) > size)


def _bounds(day: date) -> tuple[str, str]:
    start = datetime.combine(day, time(), WIB)
    return stamp(start), stamp(start + timedelta(days=1))


def _day(text: Any) -> date | None:
    return datetime.fromisoformat(text).astimezone(WIB).date() if text else None


def _card(text: str) -> Card:
    return from_plain(Card, json.loads(text))
