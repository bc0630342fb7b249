"""Photos: one whole, by its file, by words, and where it is used."""

from datetime import date

from sqlalchemy import or_, select

from desktop_app.domain.ids import ArticleId
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.storage import records
from desktop_app.storage.codec import load
from desktop_app.storage.projections import folded
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import article_photo, licence_row, photo_row, record, revision


def get(tx: Transaction, photo_id: str) -> Photo | None:
    """The photo as it stands; None when this desk does not hold it."""
    doc = records.get(tx, "photo", photo_id)
    return None if doc is None else from_plain(Photo, doc)


def by_sha256(tx: Transaction, sha256: str) -> Photo | None:
    """The photo whose original file has this hash: the same file is taken in once."""
    found = tx.connection.execute(
        select(photo_row.c.id)
        .where(photo_row.c.sha256 == sha256, photo_row.c.deleted.is_(False))
        .order_by(photo_row.c.number)
        .limit(1)
    ).scalar_one_or_none()
    return None if found is None else get(tx, found)


def listing(tx: Transaction, *, text: str = "", limit: int = 60) -> tuple[Photo, ...]:
    """Photos last taken in first; every word of *text* occurs in caption, credit, alternative text or file name."""
    statement = (
        select(revision.c.doc)
        .join(record, record.c.head == revision.c.rev)
        .join(photo_row, photo_row.c.id == record.c.id)
        .where(record.c.kind == "photo", photo_row.c.deleted.is_(False))
        .order_by(photo_row.c.number.desc())
        .limit(limit)
    )
    for word in folded(text).split():
        statement = statement.where(photo_row.c.words.contains(word, autoescape=True))
    return tuple(from_plain(Photo, load(row.doc)) for row in tx.connection.execute(statement))


def credited(tx: Transaction, *, before: int | None, limit: int) -> tuple[tuple[int, Photo], ...]:
    """Credited photos, last taken in first, each with its place in that order; those in front of place *before*."""
    statement = (
        select(photo_row.c.number, revision.c.doc)
        .join(record, record.c.id == photo_row.c.id)
        .join(revision, revision.c.rev == record.c.head)
        .where(record.c.kind == "photo", photo_row.c.deleted.is_(False), photo_row.c.credited.is_(True))
        .order_by(photo_row.c.number.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(photo_row.c.number < before)
    return tuple((row.number, from_plain(Photo, load(row.doc))) for row in tx.connection.execute(statement))


def used_in(tx: Transaction, photo_id: str) -> tuple[ArticleId, ...]:
    """The articles that show the photo, as hero or in the body."""
    rows = tx.connection.execute(
        select(article_photo.c.article_id)
        .where(article_photo.c.photo_id == photo_id)
        .order_by(article_photo.c.article_id)
    )
    return tuple(ArticleId(row.article_id) for row in rows)


def ending(tx: Transaction, last: date) -> tuple[Photo, ...]:
    """Photos whose rights end, or are to be looked at again, on or before *last*."""
    statement = (
        select(revision.c.doc)
        .join(record, record.c.head == revision.c.rev)
        .join(licence_row, licence_row.c.photo_id == record.c.id)
        .where(record.c.kind == "photo", record.c.deleted.is_(False))
        .where(or_(licence_row.c.expires <= last.isoformat(), licence_row.c.review_by <= last.isoformat()))
        .order_by(record.c.number)
    )
    return tuple(from_plain(Photo, load(row.doc)) for row in tx.connection.execute(statement))
