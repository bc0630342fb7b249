"""The readiness rule asked at the site, with the site's own records: the last gate before the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from desktop_app.domain.article import Article, Page, PhotoUse, Publication
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.credit import credit_fault
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import WIB, House, SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.photo_gates import Around
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import Mark, SignOff, record_hash
from desktop_app.domain.readiness import NOT_WRITTEN, Evidence, Hand, used_photos
from desktop_app.markup.stored import read_body
from desktop_app.markup.uses import figures, related_ids
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.reading_back import faults
from desktop_app.site.feed import about, live
from desktop_app.site.tables import item, page, revision, user


@dataclass(frozen=True, slots=True)
class Found:
    """A story as the site holds it now, with what the rules look at."""

    article: Article
    photos: Mapping[PhotoId, Photo]
    evidence: Evidence
    record_hash: str


def gather(
    connection: Connection, blobs: Blobs, doc: Mapping[str, Any], settings: SiteSettings, now: datetime
) -> Found:
    """Everything the rules ask about the story in *doc*."""
    article = from_plain(Article, doc)
    document = read_body(article.body)
    shown = figures(document)
    inline = related_ids(document)
    photos = _photos(connection, ((article.hero,) if article.hero else ()) + shown)
    marks = tuple(from_plain(Mark, item) for item in about(connection, "mark", article.id))
    conflicts = tuple(from_plain(Conflict, item) for item in about(connection, "conflict", article.id))
    told = told_page(connection, article.id)
    evidence = Evidence(
        article=article,
        photos=photos,
        figures=shown,
        related=inline,
        live_articles=_live(connection, inline),
        open_marks=tuple(mark for mark in marks if mark.open),
        sign_offs=tuple(from_plain(SignOff, doc) for doc in about(connection, "sign_off", article.id)),
        conflicts=sum(conflict.asks for conflict in conflicts),
        today=now.astimezone(WIB).date(),
        settings=settings,
        around={
            key: Around(file_faults=_file_faults(photo, settings.house, blobs))
            for key, photo in photos.items()
        },
        hands=_hands(connection, article.id) if settings.four_eyes else (),
        senders=_senders(connection, article.id) if settings.four_eyes else {},
        taken_down=told is not None and told.taken_down,
    )
    return Found(article, photos, evidence, record_hash(article, used_photos(evidence)))


def told_page(connection: Connection, article_id: str) -> Page | None:
    """The page as every desk knows it now."""
    found = live(connection, "page", article_id)
    return from_plain(Page, found.doc) if found is not None and found.doc is not None else None


def _file_faults(photo: Photo, house: House, blobs: Blobs) -> tuple[str, ...]:
    """Sentences about the photo's files: not all here, or not carrying the credit the page will show (C7, C8)."""
    files = (photo.sha256, *(rendition.sha256 for rendition in photo.renditions))
    if not all(blobs.has(name) for name in files):
        return ("berkasnya belum sampai seluruhnya di situs.",)
    return () if credit_fault(photo.credit) else faults(photo, house, blobs)


def _senders(connection: Connection, article_id: str) -> dict[str, str]:
    """Whose account sent each signature of the story: a name is only what somebody wrote down."""
    rows = connection.execute(
        select(item.c.id, user.c.name)
        .join(revision, revision.c.rev == item.c.rev)
        .join(user, user.c.id == revision.c.account)
        .where(item.c.kind == "sign_off", item.c.about == article_id)
    )
    return {row.id: row.name for row in rows}


def _hands(connection: Connection, article_id: str) -> tuple[Hand, ...]:
    """Who wrote, by the name the desk said and by the account that sent it."""
    rows = connection.execute(
        select(revision.c.by, revision.c.written_at, user.c.name)
        .outerjoin(user, user.c.id == revision.c.account)
        .where(revision.c.kind == "article", revision.c.id == article_id)
        .where(revision.c.reason.not_in(NOT_WRITTEN))
    )
    return tuple(
        Hand(name, datetime.fromisoformat(row.written_at))
        for row in rows
        for name in (row.by, row.name or row.by)
    )


def _photos(connection: Connection, uses: tuple[PhotoUse, ...]) -> dict[PhotoId, Photo]:
    found = {}
    for use in uses:
        change = live(connection, "photo", use.photo_id)
        if change is not None and change.doc is not None:
            found[use.photo_id] = from_plain(Photo, change.doc)
    return found


def _live(connection: Connection, ids: tuple[str, ...]) -> frozenset[str]:
    if not ids:
        return frozenset()
    return frozenset(
        connection.execute(
            select(page.c.article_id).where(
                page.c.article_id.in_(ids), page.c.publication == Publication.LIVE.value
            )
        ).scalars()
    )
