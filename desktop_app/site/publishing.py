"""Publish and unpublish at the site: bound to a revision, through the readiness rule, into a lasting snapshot."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from desktop_app.domain.article import Article, Correction, Page, Publication, slug_of
from desktop_app.domain.audit import Act, Entry
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.domain.moments import due as due_at
from desktop_app.domain.moments import implausible
from desktop_app.domain.newsroom import Card, SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.domain.readiness import blocking, readiness, refusal
from desktop_app.markup.plain_text import plain_text
from desktop_app.markup.stored import read_body
from desktop_app.page.cards import card_of
from desktop_app.photos.blobs import Blobs
from desktop_app.site import evidence, search
from desktop_app.site.accounts import Account
from desktop_app.site.feed import Feed, live, stamp
from desktop_app.site.rights import SCOPES, sentence
from desktop_app.site.tables import audit, page, page_file, page_tag, scheduled, site
from desktop_app.wire.shapes import CommandOp, OpResult


@dataclass(frozen=True, slots=True)
class Edition:
    """A story exactly as it goes out: the signed text with the photos as they were signed."""

    article: Article
    photos: dict[PhotoId, Photo]
    revision: str
    record_hash: str


def command(feed: Feed, blobs: Blobs, account: Account, asked: CommandOp) -> OpResult:
    """Carry out one command, or say why not. Nothing is written unless the answer is ok."""
    if "publish" not in SCOPES[account.role]:
        return OpResult(op=asked.op, status="forbidden", why=sentence("publish"))
    if asked.name != "publish":
        return _take_back(feed, account, asked)
    return _publish(feed, blobs, account, asked)


def _publish(feed: Feed, blobs: Blobs, account: Account, asked: CommandOp) -> OpResult:
    current = live(feed.connection, "article", asked.article, lock=True)
    if current is None or current.doc is None:
        return OpResult(
            op=asked.op, status="missing_parent", missing=[asked.rev], why="Naskah belum di situs."
        )
    if current.deleted:
        why = "Berita ini sudah dihapus, jadi tidak diterbitkan."
        return OpResult(op=asked.op, status="stale_publish", rev=current.rev, why=why)
    settings = settings_of(feed.connection)
    found = evidence.gather(feed.connection, blobs, current.doc, settings, feed.now)
    if current.rev != asked.rev or (asked.record_hash and asked.record_hash != found.record_hash):
        why = "Naskah di situs sudah berubah sejak disahkan. Periksa versi terbaru, lalu terbitkan lagi."
        return OpResult(op=asked.op, status="stale_publish", rev=current.rev, why=why)
    checks = readiness(found.evidence)
    stop = refusal(checks, asked.override)
    if stop is not None:
        why = f"Belum dapat terbit. {stop.why}"
        return OpResult(op=asked.op, status="not_ready", rev=current.rev, why=why)
    edition = Edition(found.article, dict(found.photos), current.rev, found.record_hash)
    nonsense = implausible(asked.at, feed.now) if asked.at is not None else ""
    if nonsense:
        return OpResult(op=asked.op, status="invalid", why=nonsense)
    due = due_at(asked.at, found.article.embargo_until, feed.now)
    if due is not None and asked.note.strip():
        why = "Ralat tidak dapat dijadwalkan. Terbitkan perubahannya sekarang."
        return OpResult(op=asked.op, status="invalid", why=why)
    if due is not None:
        act, row = Act.SCHEDULE, _schedule(feed, edition, account, due)
    else:
        note = asked.note.strip()
        act = Act.CORRECT if note else Act.PUBLISH
        row = _go_live(feed, settings, edition, account.name, dated=asked.at, note=note)
    _audit(feed, account, asked, act, [check.rule for check in blocking(checks)])
    return OpResult(op=asked.op, status="ok", rev=current.rev, url=f"{settings.address}/berita/{row}")


def publish_due(feed: Feed) -> int:
    """Send out every scheduled story whose moment has come on the site's clock; answers how many."""
    rows = feed.connection.execute(
        select(scheduled).where(scheduled.c.due <= stamp(feed.now)).order_by(scheduled.c.due)
    ).all()
    settings = settings_of(feed.connection)
    for row in rows:
        photos = {PhotoId(key): from_plain(Photo, doc) for key, doc in json.loads(row.photos).items()}
        edition = Edition(from_plain(Article, json.loads(row.article)), photos, row.rev, row.record_hash)
        _go_live(feed, settings, edition, row.account)
    return len(rows)


def due_waiting(connection: Connection, now: datetime) -> bool:
    """Whether a scheduled story's moment has come."""
    return (
        connection.execute(
            select(scheduled.c.article_id).where(scheduled.c.due <= stamp(now)).limit(1)
        ).first()
        is not None
    )


def _go_live(
    feed: Feed,
    settings: SiteSettings,
    edition: Edition,
    by: str,
    dated: datetime | None = None,
    note: str = "",
) -> str:
    """Put the edition before the public. A story brought over from elsewhere keeps the past date it is *dated*.

    *note* tells the public what was wrong before; earlier notes stay.
    """
    connection, article = feed.connection, edition.article
    connection.execute(delete(scheduled).where(scheduled.c.article_id == article.id))
    before = connection.execute(select(page).where(page.c.article_id == article.id)).one_or_none()
    first = before.published_at if before is not None and before.publication == Publication.LIVE else None
    made = Page(
        article_id=article.id,
        slug=before.slug if before is not None else _free_slug(connection, article),
        revision=edition.revision,
        publication=Publication.LIVE,
        published_at=datetime.fromisoformat(first) if first else min(dated or feed.now, feed.now),
        updated_at=feed.now if first else None,
        record_hash=edition.record_hash,
        corrections=_corrections(feed, article.id, note),
    )
    hero = edition.photos.get(article.hero.photo_id) if article.hero else None
    made = replace(made, card=card_of(article, made, hero, settings))
    _keep_page(feed, made, edition, new=before is None)
    _open_files(connection, edition)
    _tell(feed, made, by)
    search.put(connection, article.id, article.headline, _words(article))
    return made.slug


def _corrections(feed: Feed, article_id: str, note: str) -> tuple[Correction, ...]:
    before = evidence.told_page(feed.connection, article_id)
    kept = before.corrections if before is not None else ()
    return (*kept, Correction(feed.now, note)) if note else kept


def _words(article: Article) -> str:
    parts = (article.short_title, article.lead, plain_text(read_body(article.body)), *article.tags)
    return "\n".join((*parts, *article.authors))


def _schedule(feed: Feed, edition: Edition, account: Account, due: datetime) -> str:
    connection, article = feed.connection, edition.article
    connection.execute(delete(scheduled).where(scheduled.c.article_id == article.id))
    connection.execute(
        insert(scheduled).values(
            article_id=article.id,
            due=stamp(due),
            rev=edition.revision,
            record_hash=edition.record_hash,
            article=_dump(to_plain(article)),
            photos=_dump({key: to_plain(photo) for key, photo in edition.photos.items()}),
            account=account.name,
        )
    )
    before = connection.execute(select(page).where(page.c.article_id == article.id)).one_or_none()
    if before is not None and before.publication == Publication.LIVE:
        return str(before.slug)  # what the public reads stays until the moment comes
    made = Page(
        article_id=article.id,
        slug=before.slug if before is not None else _free_slug(connection, article),
        revision=edition.revision,
        publication=Publication.SCHEDULED,
        published_at=due,
        record_hash=edition.record_hash,
    )
    _keep_page(feed, made, edition, new=before is None)
    _tell(feed, made, account.name)
    return made.slug


def _take_back(feed: Feed, account: Account, asked: CommandOp) -> OpResult:
    """Withdraw a story, or take it down: then the address says why, and it does not come back without a reason."""
    down, note = asked.name == "takedown", asked.note.strip()
    if down and not note:
        why = "Berita yang diturunkan perlu keterangan untuk pembaca. Tulis satu kalimat."
        return OpResult(op=asked.op, status="invalid", why=why)
    row = feed.connection.execute(select(page).where(page.c.article_id == asked.article)).one_or_none()
    if row is None or row.publication not in (Publication.LIVE, Publication.SCHEDULED):
        return OpResult(op=asked.op, status="stale_publish", why="Berita ini tidak sedang terbit.")
    if asked.rev and asked.rev != row.rev and not down:
        why = "Yang terbit sekarang versi lain. Periksa dulu, lalu tarik lagi."
        return OpResult(op=asked.op, status="stale_publish", rev=row.rev, why=why)
    feed.connection.execute(delete(scheduled).where(scheduled.c.article_id == asked.article))
    feed.connection.execute(
        update(page)
        .where(page.c.article_id == asked.article)
        .values(publication=Publication.WITHDRAWN.value, updated_at=stamp(feed.now))
    )
    feed.connection.execute(delete(page_file).where(page_file.c.article_id == asked.article))
    search.drop(feed.connection, asked.article)
    made = Page(
        article_id=ArticleId(asked.article),
        slug=row.slug,
        revision=row.rev,
        publication=Publication.WITHDRAWN,
        published_at=datetime.fromisoformat(row.published_at) if row.published_at else None,
        updated_at=feed.now,
        record_hash=row.record_hash,
        corrections=_corrections(feed, asked.article, ""),
        taken_down=down,
        notice=note,
    )
    _tell(feed, made, account.name)
    act = Act.TAKEDOWN if down else Act.UNPUBLISH
    _audit(feed, account, asked, act, [])
    return OpResult(op=asked.op, status="ok", rev=row.rev)


def _keep_page(feed: Feed, made: Page, edition: Edition, *, new: bool) -> None:
    values: dict[str, Any] = {
        "slug": made.slug,
        "publication": made.publication.value,
        "rev": made.revision,
        "record_hash": made.record_hash,
        "published_at": stamp(made.published_at) if made.published_at else None,
        "updated_at": stamp(made.updated_at) if made.updated_at else None,
        "section": edition.article.section,
        "card": _dump(to_plain(made.card)),
        "article": _dump(to_plain(edition.article)),
        "photos": _dump({key: to_plain(photo) for key, photo in edition.photos.items()}),
    }
    if new:
        feed.connection.execute(insert(page).values(article_id=made.article_id, **values))
    else:
        feed.connection.execute(update(page).where(page.c.article_id == made.article_id).values(**values))
    feed.connection.execute(delete(page_tag).where(page_tag.c.article_id == made.article_id))
    for tag in dict.fromkeys(tag_key(tag) for tag in edition.article.tags):
        if tag:
            feed.connection.execute(insert(page_tag).values(article_id=made.article_id, tag=tag))


def _open_files(connection: Connection, edition: Edition) -> None:
    """Let the public have exactly the renditions of this edition: no original, nothing unpublished."""
    connection.execute(delete(page_file).where(page_file.c.article_id == edition.article.id))
    files = {
        rendition.sha256: rendition.format
        for photo in edition.photos.values()
        for rendition in photo.renditions
    }
    for sha256, form in files.items():
        connection.execute(
            insert(page_file).values(article_id=edition.article.id, sha256=sha256, format=form)
        )


def tag_key(tag: str) -> str:
    """A tag as it is looked up: its case and its spaces do not matter."""
    return " ".join(tag.casefold().split())[:200]


def _tell(feed: Feed, made: Page, by: str) -> None:
    """Put the page record on the feed for every desk."""
    new = live(feed.connection, "page", made.article_id) is None
    feed.put("page", made.article_id, feed.new_id(), to_plain(made), by=by, at=feed.now, new=new)


def _free_slug(connection: Connection, article: Article) -> str:
    wanted = slug_of(article.short_title) or article.id
    taken = set(
        connection.execute(
            select(page.c.slug).where((page.c.slug == wanted) | page.c.slug.startswith(f"{wanted}-"))
        ).scalars()
    )
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _audit(feed: Feed, account: Account, asked: CommandOp, act: Act, passed_over: Iterable[str]) -> None:
    """Into the site's own book, which no desk can write, and on the feed for every desk to read.

    Both what was said among colleagues and what the public was told.
    """
    note = asked.note.strip()
    told = f"Untuk pembaca: {note}" if note else ""
    entry = Entry(
        id=feed.new_id(),
        at=feed.now,
        by=account.name,
        device=account.device,
        act=act.value,
        object_kind="article",
        object_id=asked.article,
        article_id=asked.article,
        reason="; ".join(part for part in (asked.override.strip(), told) if part),
        details=tuple(passed_over),
    )
    _write_down(feed, entry, account.id, asked.rev)


def _write_down(feed: Feed, entry: Entry, account_id: str, rev: str) -> None:
    feed.connection.execute(
        insert(audit).values(
            id=entry.id,
            at=stamp(entry.at),
            account=account_id,
            act=entry.act,
            article_id=entry.article_id,
            rev=rev,
            reason=entry.reason,
            passed_over=",".join(entry.details),
        )
    )
    feed.put("audit", entry.id, feed.new_id(), to_plain(entry), by=entry.by, at=entry.at, new=True)


def amend(feed: Feed, row: Row[Any], edition: Edition, *, by: str, act: str, reason: str) -> None:
    """Put a live story before the public again with other photos: same address, same date, same revision."""
    settings, article = settings_of(feed.connection), edition.article
    made = Page(
        article_id=article.id,
        slug=row.slug,
        revision=row.rev,
        publication=Publication.LIVE,
        published_at=datetime.fromisoformat(row.published_at),
        updated_at=feed.now,
        record_hash=edition.record_hash,
    )
    hero = edition.photos.get(article.hero.photo_id) if article.hero else None
    made = replace(made, card=card_of(article, made, hero, settings))
    _keep_page(feed, made, edition, new=False)
    _open_files(feed.connection, edition)
    _tell(feed, made, by)
    entry = Entry(
        id=feed.new_id(),
        at=feed.now,
        by=by,
        device="situs",
        act=act,
        object_kind="article",
        object_id=article.id,
        article_id=article.id,
        reason=reason,
    )
    _write_down(feed, entry, "", row.rev)


def settings_of(connection: Connection) -> SiteSettings:
    """The site's settings as of this transaction."""
    return from_plain(SiteSettings, json.loads(connection.execute(select(site.c.settings)).scalar_one()))


def live_cards(connection: Connection, limit: int) -> tuple[Card, ...]:
    """The cards of the most recently published live stories, newest first."""
    rows = connection.execute(
        select(page.c.card)
        .where(page.c.publication == Publication.LIVE.value)
        .order_by(page.c.published_at.desc(), page.c.article_id)
        .limit(limit)
    ).scalars()
    return tuple(from_plain(Card, json.loads(card)) for card in rows)


def _dump(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
