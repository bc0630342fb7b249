"""Finding verbs: the list, one story whole, its versions."""

from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import Gathered, gather, site_settings
from desktop_app.domain.article import Article, Publication
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId, RevisionId
from desktop_app.domain.listing import KnownNames, Listing, Query, RevisionInfo
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.opened import OpenArticle
from desktop_app.domain.plain import from_plain
from desktop_app.domain.readiness import readiness
from desktop_app.storage import articles, bylines, records
from desktop_app.storage.store import Transaction


def list_articles(desk: Desk, query: Query) -> Listing:
    """Stories that match, newest first."""
    with desk.store.reading() as tx:
        return articles.listing(tx, query)


def open_article(desk: Desk, article_id: ArticleId) -> OpenArticle:
    """One story with all a window shows of it. Raises Refusal when the desk does not hold it."""
    with desk.store.reading() as tx:
        found = gather(desk, tx, article_id)
        if found is None:
            raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
        return OpenArticle(
            article=found.article,
            revision=RevisionId(found.revision),
            document=found.document,
            photos=found.evidence.photos,
            page=found.page,
            checks=readiness(found.evidence),
            conflicts=tuple(conflict for conflict in found.conflicts if conflict.open),
            marks=found.marks,
            public_url=public_url(tx, found),
            record_hash=found.hash,
        )


def history(desk: Desk, article_id: ArticleId) -> tuple[RevisionInfo, ...]:
    """Every save point, newest first."""
    with desk.store.reading() as tx:
        return records.history(tx, "article", article_id)


def version(desk: Desk, rev: RevisionId) -> Article:
    """The story as it stood at one save point."""
    with desk.store.reading() as tx:
        stored = records.revision(tx, rev)
    if stored is None:
        raise Refusal("Versi itu tidak ada di meja ini.", rule="article.no_revision")
    return from_plain(Article, stored.doc)


def known_names(desk: Desk) -> KnownNames:
    """Bylines and tags of the latest stories, for completion."""
    with desk.store.reading() as tx:
        return bylines.known_names(tx)


def settings(desk: Desk) -> SiteSettings:
    """What the site is called and how it is divided, as last heard."""
    with desk.store.reading() as tx:
        return site_settings(tx)


def public_url(tx: Transaction, found: Gathered) -> str:
    """The address the public reads the story at; empty while it is not live."""
    if found.page is None or found.page.publication is not Publication.LIVE:
        return ""
    return f"{site_settings(tx).address}/berita/{found.page.slug}"
