"""Version verbs: the save points of a story, what changed between any two, and what a crash left behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import site_settings
from desktop_app.desk.filling import FILLED
from desktop_app.domain.article import Article
from desktop_app.domain.credit import credit_line
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId, RevisionId
from desktop_app.domain.listing import ArticleRow, Query, Recovered, Version
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.markup.comparison import Comparison, PhotoSeen, Side, changed_parts, compare
from desktop_app.markup.uses import photos_used
from desktop_app.storage import articles, records, settings
from desktop_app.storage.store import Transaction

_SESSION = "session.began"  # a setting: when the running session began, empty when the last one ended well
_MOST_RECOVERED = 20
_LOOKED_INTO = 300  # save points whose changed parts are told; older ones are listed without


@dataclass(frozen=True, slots=True)
class _Moment:
    """A version as stored, and its place in the order of everything this desk came to know."""

    article: Article
    number: int | None  # None: as things are now


def timeline(desk: Desk, article_id: ArticleId) -> tuple[Version, ...]:
    """Every save point, newest first, each with the parts that changed since the one it grew from."""
    with desk.store.reading() as tx:
        infos = records.history(tx, "article", article_id)
        docs = records.documents(tx, [info.rev for info in infos[:_LOOKED_INTO]])
    stories = {rev: from_plain(Article, doc) for rev, doc in docs.items()}
    told = []
    for place, info in enumerate(infos):
        parent = (
            info.parents[0] if info.parents else (infos[place + 1].rev if place + 1 < len(infos) else None)
        )
        parts: tuple[str, ...] = ()
        if parent is not None and info.rev in stories and parent in stories:
            parts = changed_parts(stories[parent], stories[info.rev])
        told.append(Version(info, parts, parent if parent is not None and parent in docs else ""))
    return tuple(told)


def compare_versions(desk: Desk, article_id: ArticleId, old: RevisionId, new: RevisionId) -> Comparison:
    """What changed between two save points, photos and credits as they were then. An empty *old* is a blank sheet.

    Raises Refusal when one of them is not of this story.
    """
    with desk.store.reading() as tx:
        head = records.head(tx, "article", article_id)
        before = _Moment(Article(article_id), 0) if not old else _moment(tx, article_id, old, head)
        after = _moment(tx, article_id, new, head)
        site = site_settings(tx).name
        return compare(_side(tx, before, site), _side(tx, after, site))


def _moment(tx: Transaction, article_id: ArticleId, rev: str, head: str | None) -> _Moment:
    stored = records.revision(tx, rev)
    if stored is None or stored.kind != "article" or stored.id != article_id:
        raise Refusal("Versi itu bukan milik berita ini.", rule="article.no_revision")
    return _Moment(from_plain(Article, stored.doc), None if rev == head else stored.number)


def _side(tx: Transaction, moment: _Moment, site: str) -> Side:
    return Side(moment.article, dict(_seen(tx, photos_used(moment.article), moment.number, site)))


def _seen(
    tx: Transaction, photo_ids: Iterable[str], number: int | None, site: str
) -> Iterable[tuple[str, PhotoSeen]]:
    for photo_id in photo_ids:
        doc = records.as_of(tx, "photo", photo_id, number)
        if doc is not None:
            photo = from_plain(Photo, doc)
            line = credit_line(photo.credit, site) if photo.confirmed else ""
            yield photo_id, PhotoSeen(photo.file_name or photo_id, line)


def begin_session(desk: Desk) -> tuple[Recovered, ...]:
    """Note that somebody works at this desk now. Answers what the last session left when it did not end by itself.

    Nothing has to be rescued: every word was on disk. The list says which stories were being written, so that a
    person can see what is there and what changed since the session began. What a first start filled in, nobody wrote.
    """
    with desk.store.writing() as tx:
        before = settings.get(tx, _SESSION)
        settings.put(tx, _SESSION, desk.clock().isoformat())
        if not before:
            return ()
        began = datetime.fromisoformat(before)
        rows = articles.listing(tx, Query(limit=_MOST_RECOVERED)).rows
        return tuple(
            found for row in rows if row.updated_at >= began and (found := _recovered(tx, row, began))
        )


def end_session(desk: Desk) -> None:
    """The session ends as it should."""
    with desk.store.writing() as tx:
        settings.put(tx, _SESSION, "")


def _recovered(tx: Transaction, row: ArticleRow, began: datetime) -> Recovered | None:
    infos = records.history(tx, "article", row.id)
    here = settings.get(tx, "device") or ""
    mine = [
        info for info in infos if info.device == here and info.written_at >= began and info.reason != FILLED
    ]
    if not mine:
        return None
    older = next((info.rev for info in infos if info.written_at < began), "")
    title = row.short_title or row.headline
    return Recovered(row.id, title, infos[0].written_at, RevisionId(older), infos[0].rev)
