"""Writing verbs: begin a story, save what was typed, move it along, restore an older version."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Article, Page, Publication, Stage
from desktop_app.domain.changes import NOTHING, Changes, article_changed
from desktop_app.domain.document import Body
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId, RevisionId
from desktop_app.domain.newsroom import Role
from desktop_app.domain.opened import Saved
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.markup.merge import merge_articles
from desktop_app.markup.stored import read_body, write_body
from desktop_app.storage import conflicts, records
from desktop_app.storage.store import Transaction

# The fields an editor may set by hand. Stage, slug and deletion have verbs of their own.
EDITABLE = frozenset(
    {
        "short_title",
        "headline",
        "lead",
        "authors",
        "section",
        "tags",
        "language",
        "hero",
        "related",
        "publish_at",
        "embargo_until",
    }
)


def begin(desk: Desk, **fields: Any) -> tuple[ArticleId, Changes]:
    """Begin a story under the name of whoever sits at the desk. *fields* are of :data:`EDITABLE`, or ``body``."""
    article = Article(id=ArticleId(desk.new_id()), authors=(desk.person.name,))
    article = _with(article, fields, fields.pop("body", None))
    with desk.store.writing() as tx:
        _save(desk, tx, article, reason="begin")
    return article.id, article_changed(article.id)


def save_draft(
    desk: Desk,
    article_id: ArticleId,
    *,
    fields: Mapping[str, Any],
    body: Body | None,
    base: RevisionId,
) -> Saved:
    """Save what the editor holds, grown from revision *base*.

    When somebody else's work came in since *base*, the two are merged here, inside the transaction, from the row
    as it stands: nothing typed is lost and nothing received is overwritten. A true clash keeps both texts.
    Raises Refusal when the story is gone, a field may not be set, or this person's role suggests instead of writing.
    """
    _must_write(desk)
    with desk.store.writing() as tx:
        head, current = _current(tx, article_id)
        if head == base:
            article = _with(current, fields, body)
            if article == current:
                return Saved(head, current, NOTHING)
            rev = _save(desk, tx, article, reason="autosave", coalesce=True)
            return Saved(rev, article, article_changed(article_id))
        stored = records.revision(tx, base)
        seen = from_plain(Article, stored.doc) if stored else current
        mine = _with(seen, fields, body)
        if mine == seen:
            return Saved(head, current, NOTHING, merged=True)
        # What was typed is a revision of its own, whatever comes of the merge: its words are never only in a clash.
        typed = _add(desk, tx, mine, parents=(base,) if stored else (), reason="autosave")
        merged = merge_articles(seen, mine, current)
        rev = _add(desk, tx, merged.article, parents=(typed, head), reason="merge")
        records.move_head(tx, "article", article_id, rev, to_plain(merged.article), at=desk.clock())
        live = records.revision(tx, head)
        for clash in merged.clashes:
            conflicts.keep(
                tx,
                article_id,
                clash,
                mine_rev=typed,
                theirs_rev=head,
                by=desk.person.name,
                at=desk.clock(),
                theirs_by=live.by if live else "",
                theirs_at=live.written_at if live else None,
            )
        return Saved(rev, merged.article, article_changed(article_id), merged=True)


def insert(desk: Desk, article_id: ArticleId, block_id: str, blocks: Body) -> Changes:
    """Put *blocks* into a story that is not in the editor: behind the block *block_id*, or last where that is gone.

    Raises Refusal when the story is gone or this person's role suggests instead of writing.
    """
    _must_write(desk)
    with desk.store.writing() as tx:
        _, article = _current(tx, article_id)
        ids: list[str] = [block.id for block in article.body]
        at = ids.index(block_id) + 1 if block_id in ids else len(ids)
        body = write_body(read_body(article.body[:at] + blocks + article.body[at:]))
        _save(desk, tx, replace(article, body=body), reason="paste")
    return article_changed(article_id)


def move_to_stage(desk: Desk, article_id: ArticleId, stage: Stage) -> Changes:
    """Hand the story on, or back. Always a save point of its own."""
    return _change(desk, article_id, reason="stage", stage=stage)


def delete(desk: Desk, article_id: ArticleId) -> Changes:
    """Put the story away. A deletion is a revision: history keeps every word. Refused while the public reads it."""
    if _page_is_live(desk, article_id):
        raise Refusal("Berita ini masih terbit. Tarik dulu dari situs, baru hapus.", rule="article.live")
    return _change(desk, article_id, reason="delete", deleted=True)


def restore(desk: Desk, article_id: ArticleId, rev: RevisionId) -> Changes:
    """Bring an older version back as a new one; the versions between stay in the history."""
    with desk.store.writing() as tx:
        _, current = _current(tx, article_id)
        stored = records.revision(tx, rev)
        if stored is None:
            raise Refusal("Versi itu tidak ada di meja ini.", rule="article.no_revision")
        old = from_plain(Article, stored.doc)
        article = replace(old, id=article_id, slug=current.slug, stage=current.stage, deleted=False)
        _save(desk, tx, article, reason="restore")
    return article_changed(article_id)


def _must_write(desk: Desk) -> None:
    if desk.person.role is Role.PROOFREADER:
        raise Refusal(
            "Korektor tidak mengubah naskah. Tandai katanya dan usulkan gantinya.", rule="write.role"
        )


def _change(desk: Desk, article_id: ArticleId, *, reason: str, **fields: Any) -> Changes:
    with desk.store.writing() as tx:
        _, article = _current(tx, article_id)
        changed = replace(article, **fields)
        if changed == article:
            return NOTHING
        _save(desk, tx, changed, reason=reason)
    return article_changed(article_id)


def _with(article: Article, fields: Mapping[str, Any], body: Body | None) -> Article:
    unknown = sorted(set(fields) - EDITABLE)
    if unknown:
        raise Refusal(f"Bagian ini tidak dapat diisi: {', '.join(unknown)}.", rule="article.field")
    article = replace(article, **fields)
    return article if body is None else replace(article, body=body)


def _current(tx: Transaction, article_id: ArticleId) -> tuple[RevisionId, Article]:
    head = records.head(tx, "article", article_id)
    doc = records.get(tx, "article", article_id)
    if head is None or doc is None:
        raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
    return RevisionId(head), from_plain(Article, doc)


def _save(
    desk: Desk, tx: Transaction, article: Article, *, reason: str, coalesce: bool = False
) -> RevisionId:
    rev = records.save(
        tx,
        "article",
        article.id,
        to_plain(article),
        by=desk.person.name,
        at=desk.clock(),
        reason=reason,
        coalesce=coalesce,
    )
    return RevisionId(rev)


def _add(
    desk: Desk, tx: Transaction, article: Article, *, parents: tuple[str, ...], reason: str
) -> RevisionId:
    return records.add_revision(
        tx,
        "article",
        article.id,
        to_plain(article),
        parents=parents,
        by=desk.person.name,
        at=desk.clock(),
        reason=reason,
    )


def _page_is_live(desk: Desk, article_id: ArticleId) -> bool:
    with desk.store.reading() as tx:
        doc = records.get(tx, "page", article_id)
    return doc is not None and from_plain(Page, doc).publication is Publication.LIVE
