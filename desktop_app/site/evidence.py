"""The readiness rule asked at the site, with the site's own records: the last gate before the public."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from desktop_app.domain.article import Article, PhotoUse, Publication
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import WIB, SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import Mark, SignOff, record_hash
from desktop_app.domain.readiness import Evidence, blocking, is_author, photo_fault, readiness, used_photos
from desktop_app.markup.stored import read_body
from desktop_app.markup.uses import figures, related_ids
from desktop_app.photos.blobs import Blobs
from desktop_app.site.feed import about, live
from desktop_app.site.tables import item, page, revision, user

# A sentence in place of the caption and the alternative text, to ask the photo rule about credit and rights alone.
_SAID = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A story as the site holds it now, with what the rules look at."""

    article: Article
    photos: Mapping[PhotoId, Photo]
    evidence: Evidence
    record_hash: str


@dataclass(frozen=True, slots=True)
class RedLine:
    """A rule that is not met. Credit, whole files and open clashes cannot be talked away."""

    rule: str
    why: str
    may_be_overridden: bool = True


def gather(connection: Connection, doc: Mapping[str, Any], settings: SiteSettings, now: datetime) -> Found:
    """Everything the rules ask about the story in *doc*."""
    article = from_plain(Article, doc)
    document = read_body(article.body)
    shown = figures(document)
    inline = related_ids(document)
    photos = _photos(connection, ((article.hero,) if article.hero else ()) + shown)
    marks = tuple(from_plain(Mark, item) for item in about(connection, "mark", article.id))
    conflicts = tuple(from_plain(Conflict, item) for item in about(connection, "conflict", article.id))
    evidence = Evidence(
        article=article,
        photos=photos,
        figures=shown,
        related=inline,
        live_articles=_live(connection, inline),
        open_marks=tuple(mark for mark in marks if mark.open),
        sign_offs=_sign_offs(connection, article, settings),
        conflicts=sum(conflict.asks for conflict in conflicts),
        today=now.astimezone(WIB).date(),
        settings=settings,
    )
    return Found(article, photos, evidence, record_hash(article, used_photos(evidence)))


def red_lines(found: Found, blobs: Blobs) -> tuple[RedLine, ...]:
    """What keeps the story from the public, the lines nobody may pass first."""
    hard = _photo_lines(found, blobs)
    soft = [
        RedLine(check.rule, check.why, may_be_overridden=check.rule != "conflicts")
        for check in blocking(readiness(found.evidence))
    ]
    return (*hard, *soft)


def _photo_lines(found: Found, blobs: Blobs) -> list[RedLine]:
    uses = ((found.article.hero,) if found.article.hero else ()) + found.evidence.figures
    lines = []
    for use in uses:
        photo = found.photos.get(use.photo_id)
        if photo is None:
            lines.append(RedLine("photos", "Sebuah foto belum sampai di situs.", may_be_overridden=False))
            continue
        fault = photo_fault(photo, replace(use, caption=_SAID, alt=_SAID), found.evidence.today)
        if fault:
            lines.append(RedLine("photos", fault, may_be_overridden=False))
        files = (photo.sha256, *(rendition.sha256 for rendition in photo.renditions))
        if not all(blobs.has(name) for name in files):
            name = photo.file_name or "Sebuah foto"
            why = f"{name}: berkasnya belum sampai seluruhnya di situs."
            lines.append(RedLine("photos", why, may_be_overridden=False))
    return lines


def _sign_offs(connection: Connection, article: Article, settings: SiteSettings) -> tuple[SignOff, ...]:
    """The signatures of the story. With four eyes the account that sent one is looked at too, not only its name."""
    found = tuple(from_plain(SignOff, doc) for doc in about(connection, "sign_off", article.id))
    if not settings.four_eyes or not found:
        return found
    rows = connection.execute(
        select(item.c.id, user.c.name)
        .join(revision, revision.c.rev == item.c.rev)
        .join(user, user.c.id == revision.c.account)
        .where(item.c.kind == "sign_off", item.c.about == article.id)
    )
    senders = {row.id: row.name for row in rows}
    return tuple(sign for sign in found if not is_author(senders.get(sign.id, ""), article))


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
