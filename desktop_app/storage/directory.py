"""The directory of credits: its entries, who was credited last, and which pictures a name stands under."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select

from desktop_app.domain.directory import Contributor, ContributorKind
from desktop_app.domain.ids import PhotoId, RevisionId
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import records
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import contributor_row, credit_row, photo_row

KIND = "contributor"


def get(tx: Transaction, id: str) -> Contributor | None:
    """One entry, also one that was merged or deleted; None when nobody ever wrote it."""
    doc = records.get(tx, KIND, id)
    return None if doc is None else from_plain(Contributor, doc)


def entries(tx: Transaction) -> tuple[Contributor, ...]:
    """Every entry that was not deleted, doubles too: a credit may still point at one."""
    return tuple(from_plain(Contributor, doc) for doc in records.every(tx, KIND))


def put(tx: Transaction, entry: Contributor, *, by: str, at: datetime, reason: str) -> RevisionId:
    """Save one entry as a new revision."""
    return records.save(tx, KIND, entry.id, to_plain(entry), by=by, at=at, reason=reason)


def ids_of(tx: Transaction, names: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Ids of the listed people, and of the listed bodies, that have exactly one of these names."""
    wanted = select(contributor_row).where(contributor_row.c.name.in_(names), contributor_row.c.listed)
    people: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for row in tx.connection.execute(wanted.order_by(contributor_row.c.id.desc())):
        (people if row.kind == ContributorKind.PERSON else bodies)[row.name] = row.id
    return people, bodies


def credited(tx: Transaction) -> dict[str, int]:
    """Every name that stands in a credit, with a number that is higher the later it was credited last."""
    rows = tx.connection.execute(
        select(credit_row.c.name, func.max(photo_row.c.number).label("last"))
        .join(photo_row, photo_row.c.id == credit_row.c.photo_id)
        .where(photo_row.c.deleted.is_(False))
        .group_by(credit_row.c.name)
    )
    return {row.name: row.last for row in rows}


def strangers(tx: Transaction) -> tuple[str, ...]:
    """Names in credits that no entry of the directory has, by name."""
    known = select(contributor_row.c.name).where(contributor_row.c.listed)
    rows = tx.connection.execute(
        select(credit_row.c.name)
        .where(credit_row.c.entry == "", credit_row.c.name.not_in(known))
        .group_by(credit_row.c.name)
        .order_by(credit_row.c.name)
    )
    return tuple(row.name for row in rows)


def photos_of(tx: Transaction, entry: Contributor) -> tuple[PhotoId, ...]:
    """Photos credited to this person or body, by entry or by exactly this name."""
    rows = tx.connection.execute(
        select(credit_row.c.photo_id)
        .join(photo_row, photo_row.c.id == credit_row.c.photo_id)
        .where(or_(credit_row.c.entry == entry.id, credit_row.c.name == entry.name))
        .where(photo_row.c.deleted.is_(False))
        .distinct()
        .order_by(credit_row.c.photo_id)
    )
    return tuple(PhotoId(row.photo_id) for row in rows)


def photos_from(tx: Transaction, source: str) -> tuple[PhotoId, ...]:
    """Photos whose source is exactly this body."""
    rows = tx.connection.execute(
        select(photo_row.c.id)
        .where(func.json_extract(photo_row.c.shown, "$[1]") == source, photo_row.c.deleted.is_(False))
        .order_by(photo_row.c.id)
    )
    return tuple(PhotoId(row.id) for row in rows)
