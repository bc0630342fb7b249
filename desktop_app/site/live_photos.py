"""Photos on live pages: a corrected credit follows at once, and a picture whose rights ran out leaves by itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from desktop_app.domain.article import Article, Publication
from desktop_app.domain.audit import Act
from desktop_app.domain.document import Figure
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import record_hash
from desktop_app.markup.stored import read_body, write_body
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.reading_back import faults
from desktop_app.site import publishing
from desktop_app.site.feed import Feed
from desktop_app.site.publishing import Edition
from desktop_app.site.tables import page

_CLOCK = "jam hak foto"


def follow(feed: Feed, blobs: Blobs, photo: Photo, by: str) -> int:
    """Put a corrected credit on every live page that shows *photo*; answers on how many.

    The credit lives on the photo and never on a story, so no story has to be published anew for it. The words stay
    as they were signed. Nothing moves until the photo's files carry the new credit too.
    """
    settings = publishing.settings_of(feed.connection)
    if not photo.confirmed or not photo.renditions or faults(photo, settings.house, blobs):
        return 0
    count = 0
    for row in _live_with(feed, photo.id):
        edition = _edition(row)
        shown = edition.photos.get(photo.id)
        if shown is None or shown.credit == photo.credit:
            continue
        after = replace(shown, credit=photo.credit, renditions=photo.renditions)
        _amend(
            feed, row, edition.article, {**edition.photos, photo.id: after}, by, Act.CREDIT, photo.file_name
        )
        count += 1
    return count


def withhold_expired(feed: Feed, today: date) -> int:
    """Take pictures whose last day is over off their live pages; answers how many pages changed.

    The story stays. Every desk hears of it, and the audit log says which picture left and why.
    """
    count = 0
    for row in _live(feed):
        edition = _edition(row)
        over = {
            name: photo
            for name, photo in edition.photos.items()
            if photo.credit.expires is not None and photo.credit.expires < today
        }
        if not over:
            continue
        article = _without(edition.article, over)
        kept = {name: photo for name, photo in edition.photos.items() if name not in over}
        names = ", ".join(photo.file_name or name for name, photo in over.items())
        _amend(feed, row, article, kept, _CLOCK, Act.RIGHTS_ENDED, names)
        count += 1
    return count


def _without(article: Article, over: dict[PhotoId, Photo]) -> Article:
    hero = article.hero if article.hero is None or article.hero.photo_id not in over else None
    document = read_body(article.body)
    kept = [
        block
        for block in document
        if not isinstance(block.content, Figure) or block.content.photo_id not in over
    ]
    body = article.body if len(kept) == len(document) else write_body(tuple(kept))
    return replace(article, hero=hero, body=body)


def _amend(
    feed: Feed,
    row: Row[Any],
    article: Article,
    photos: dict[PhotoId, Photo],
    by: str,
    act: Act,
    reason: str,
) -> None:
    edition = Edition(article, photos, row.rev, record_hash(article, photos.values()))
    publishing.amend(feed, row, edition, by=by, act=act.value, reason=reason)


def _edition(row: Row[Any]) -> Edition:
    photos = {PhotoId(name): from_plain(Photo, doc) for name, doc in json.loads(row.photos).items()}
    return Edition(from_plain(Article, json.loads(row.article)), photos, row.rev, row.record_hash)


def _live(feed: Feed) -> Iterator[Row[Any]]:
    """Live pages, a few at a time: a site may have tens of thousands."""
    statement = select(page).where(page.c.publication == Publication.LIVE.value)
    ids = feed.connection.execute(statement.with_only_columns(page.c.article_id)).scalars().all()
    for start in range(0, len(ids), 200):
        some = statement.where(page.c.article_id.in_(ids[start : start + 200]))
        yield from feed.connection.execute(some).all()


def _live_with(feed: Feed, photo_id: str) -> list[Row[Any]]:
    statement = select(page).where(
        page.c.publication == Publication.LIVE.value,
        page.c.photos.contains(json.dumps(photo_id), autoescape=True),
    )
    return list(feed.connection.execute(statement).all())
