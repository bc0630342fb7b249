"""Gathering what the readiness rules look at, from the desk's own database."""

from dataclasses import dataclass

from desktop_app.desk.bundle import Desk
from desktop_app.desk.surroundings import around
from desktop_app.domain.article import Article, Page, PhotoUse, Publication
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.document import Document
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import Mark, SignOff, record_hash
from desktop_app.domain.readiness import Evidence, used_photos
from desktop_app.markup.stored import read_body
from desktop_app.markup.uses import figures, related_ids
from desktop_app.storage import records
from desktop_app.storage.link import link
from desktop_app.storage.store import Transaction


@dataclass(frozen=True, slots=True)
class Gathered:
    """An article read whole inside one transaction, with the evidence the rules need.

    *linked* are the public pages of the articles it links to, inline or by hand.
    """

    article: Article
    revision: str
    document: Document
    page: Page | None
    linked: tuple[Page, ...]
    marks: tuple[Mark, ...]
    conflicts: tuple[Conflict, ...]
    evidence: Evidence

    @property
    def hash(self) -> str:
        return record_hash(self.article, used_photos(self.evidence))


def gather(desk: Desk, tx: Transaction, article_id: ArticleId) -> Gathered | None:
    """Everything about one story as of *tx*, or None when the desk does not hold it."""
    doc = records.get(tx, "article", article_id)
    head = records.head(tx, "article", article_id)
    if doc is None or head is None:
        return None
    article = from_plain(Article, doc)
    document = read_body(article.body)
    shown = figures(document)
    inline = related_ids(document)
    linked = tuple(page for target in (*article.related, *inline) if (page := _page(tx, target)) is not None)
    marks = tuple(from_plain(Mark, item) for item in records.about(tx, "mark", article_id))
    conflicts = tuple(from_plain(Conflict, item) for item in records.about(tx, "conflict", article_id))
    signs = tuple(from_plain(SignOff, item) for item in records.about(tx, "sign_off", article_id))
    photos = _photos(tx, article, shown)
    settings = site_settings(tx)
    page = _page(tx, article_id)
    evidence = Evidence(
        article=article,
        photos=photos,
        figures=shown,
        related=inline,
        live_articles=frozenset(p.article_id for p in linked if p.publication is Publication.LIVE),
        open_marks=tuple(mark for mark in marks if mark.open),
        sign_offs=signs,
        conflicts=sum(conflict.asks for conflict in conflicts),
        today=desk.today(),
        settings=settings,
        around={
            key: around(tx, photo, article_id, settings.house, desk.blobs) for key, photo in photos.items()
        },
        taken_down=page is not None and page.taken_down,
    )
    return Gathered(article, head, document, page, linked, marks, conflicts, evidence)


def site_settings(tx: Transaction) -> SiteSettings:
    """The paired site's settings as last heard, or the house defaults before the first contact."""
    found = link(tx)
    return found.settings if found else SiteSettings()


def _page(tx: Transaction, article_id: str) -> Page | None:
    doc = records.get(tx, "page", article_id)
    return None if doc is None else from_plain(Page, doc)


def _photos(tx: Transaction, article: Article, shown: tuple[PhotoUse, ...]) -> dict[PhotoId, Photo]:
    uses = ((article.hero,) if article.hero else ()) + shown
    found = {}
    for use in uses:
        doc = records.get(tx, "photo", use.photo_id)
        if doc is not None:
            found[use.photo_id] = from_plain(Photo, doc)
    return found
