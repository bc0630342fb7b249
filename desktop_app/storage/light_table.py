"""Frames for the light table, from rows alone: five thousand photos are listed without reading one record."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from desktop_app.domain.credit import Credit, CreditForm
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.light_table import Frame, FrameFilter, Order, UsedIn
from desktop_app.storage.codec import load
from desktop_app.storage.projections import folded
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import (
    article_photo,
    article_row,
    credit_row,
    licence_row,
    page_row,
    photo_row,
)

MOST_FRAMES = 20_000

_FORMS = {form.value: form for form in CreditForm}


def frames(tx: Transaction, wanted: FrameFilter) -> tuple[Frame, ...]:
    """The frames *wanted*, at most :data:`MOST_FRAMES`."""
    uses = (
        select(article_photo.c.photo_id, func.count().label("uses"))
        .group_by(article_photo.c.photo_id)
        .subquery()
    )
    statement = (
        select(photo_row, licence_row.c.expires, func.coalesce(uses.c.uses, 0).label("uses"))
        .outerjoin(licence_row, licence_row.c.photo_id == photo_row.c.id)
        .outerjoin(uses, uses.c.photo_id == photo_row.c.id)
        .where(*_conditions(wanted))
        .order_by(*_ORDERS[wanted.order])
        .limit(MOST_FRAMES)
    )
    return tuple(_frame(row) for row in tx.connection.execute(statement))


def events(tx: Transaction) -> tuple[str, ...]:
    """Every event a photo belongs to, the latest first."""
    rows = tx.connection.execute(
        select(photo_row.c.event)
        .where(photo_row.c.event != "", photo_row.c.deleted.is_(False))
        .group_by(photo_row.c.event)
        .order_by(func.max(photo_row.c.number).desc())
    )
    return tuple(row.event for row in rows)


def photographers(tx: Transaction) -> tuple[str, ...]:
    """Everybody who is credited for a photo, by name."""
    rows = tx.connection.execute(select(credit_row.c.name).distinct().order_by(credit_row.c.name))
    return tuple(row.name for row in rows)


def used_in(tx: Transaction, photo_id: str) -> tuple[UsedIn, ...]:
    """The stories that show the photo: live ones first, then those with it as hero, then the latest."""
    rows = tx.connection.execute(
        select(
            article_photo.c.article_id,
            article_photo.c.slot,
            article_row.c.short_title,
            article_row.c.headline,
            page_row.c.publication,
        )
        .join(article_row, article_row.c.id == article_photo.c.article_id)
        .outerjoin(page_row, page_row.c.article_id == article_photo.c.article_id)
        .where(article_photo.c.photo_id == photo_id)
        .order_by(
            (func.coalesce(page_row.c.publication, "") == "live").desc(),
            article_photo.c.slot.desc(),
            article_row.c.updated_at.desc(),
            article_row.c.number.desc(),
        )
    )
    return tuple(
        UsedIn(row.article_id, row.short_title or row.headline, row.slot, row.publication == "live")
        for row in rows
    )


_ORDERS = {
    Order.NEWEST: (photo_row.c.number.desc(),),
    Order.TAKEN: (photo_row.c.taken_on, photo_row.c.file_name, photo_row.c.number),
    Order.RATING: (photo_row.c.rating.desc(), photo_row.c.number.desc()),
}


def _conditions(wanted: FrameFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [photo_row.c.deleted.is_(False)]
    if wanted.stars >= 0:
        found.append(photo_row.c.rating >= wanted.stars)
    found += [photo_row.c.words.contains(word, autoescape=True) for word in folded(wanted.text).split()]
    if wanted.uncredited:
        found.append(photo_row.c.credited.is_(False))
    if wanted.expiring_by is not None:
        found.append(licence_row.c.expires <= wanted.expiring_by.isoformat())
    if wanted.unused:
        found.append(~exists().where(article_photo.c.photo_id == photo_row.c.id))
    if wanted.unlooked:
        found.append(photo_row.c.looked.is_(False))
    if wanted.event:
        found.append(photo_row.c.event == wanted.event)
    if wanted.day is not None:
        found.append(photo_row.c.taken_on == wanted.day.isoformat())
    if wanted.photographer:
        found.append(
            exists().where(credit_row.c.photo_id == photo_row.c.id, credit_row.c.name == wanted.photographer)
        )
    return found


@lru_cache(maxsize=1_000)
def _credit(shown: str) -> Credit:
    # Thousands of frames share the credits of a few people.
    creators, source, form, year = load(shown) or ((), "", "staff", None)
    return Credit(tuple(creators), source, _FORMS.get(form, CreditForm.STAFF), year=year)


def _frame(row: Row[Any]) -> Frame:
    return Frame(
        id=PhotoId(row.id),
        file_name=row.file_name,
        caption=row.caption,
        credit=_credit(row.shown),
        credited=row.credited,
        rating=row.rating,
        event=row.event,
        day=date.fromisoformat(row.taken_on) if row.taken_on else None,
        expires=date.fromisoformat(row.expires) if row.expires else None,
        used=row.uses,
        focus=tuple(load(row.focus)) if row.focus else None,
        looked=row.looked,
    )
