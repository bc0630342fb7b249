"""Gathering what the readiness rules look at, from the desk's own database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.desk.bundle import Desk
from desktop_app.desk.surroundings import around
from desktop_app.domain.article import Article, Page, PhotoUse, Publication
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.document import Document
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.domain.listing import RevisionInfo
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import NOT_SIGNED_OF_ARTICLE, Mark, SignOff, record_hash
from desktop_app.domain.readiness import NOT_WRITTEN, Evidence, Hand, used_photos
from desktop_app.markup.stored import read_body
from desktop_app.markup.uses import figures, related_ids
from desktop_app.storage import records
from desktop_app.storage.link import link
from desktop_app.storage.store import Transaction
from desktop_app.wire.records import fault


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
    photo_docs = _photo_docs(tx, article, shown)
    photos = {key: from_plain(Photo, plain) for key, plain in photo_docs.items()}
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
        hands=_hands(tx, article_id) if settings.four_eyes else (),
        taken_down=page is not None and page.taken_down,
        unfit=tuple(_unfit(doc, photo_docs)),
    )
    return Gathered(article, head, document, page, linked, marks, conflicts, evidence)


def _hands(tx: Transaction, article_id: str) -> tuple[Hand, ...]:
    """Who wrote, as far as this desk has heard: of a colleague's save points only the last of each round."""
    infos = records.history(tx, "article", article_id)
    # A colleague's came without its reason, so what it changed has to be looked at.
    told = {info.rev: info.parents[:1] for info in infos if info.reason == "remote" and info.parents}
    docs = records.documents(tx, {rev for pair in told.items() for rev in (pair[0], *pair[1])})

    def wrote(info: RevisionInfo) -> bool:
        if info.reason != "remote":
            return info.reason not in NOT_WRITTEN
        before = docs.get(info.parents[0]) if info.parents else None
        return before is not None and any(
            docs[info.rev].get(name) != before.get(name)
            for name in (docs[info.rev].keys() | before.keys()) - NOT_SIGNED_OF_ARTICLE
        )

    return tuple(Hand(info.by, info.written_at) for info in infos if wrote(info))


def site_settings(tx: Transaction) -> SiteSettings:
    """The paired site's settings as last heard, or the house defaults before the first contact."""
    found = link(tx)
    return found.settings if found else SiteSettings()


def _page(tx: Transaction, article_id: str) -> Page | None:
    doc = records.get(tx, "page", article_id)
    return None if doc is None else from_plain(Page, doc)


def _photo_docs(tx: Transaction, article: Article, shown: tuple[PhotoUse, ...]) -> dict[PhotoId, records.Doc]:
    uses = ((article.hero,) if article.hero else ()) + shown
    found = ((use.photo_id, records.get(tx, "photo", use.photo_id)) for use in uses)
    return {photo_id: doc for photo_id, doc in found if doc is not None}


def _unfit(doc: records.Doc, photo_docs: Mapping[PhotoId, records.Doc]) -> Iterator[tuple[str, str]]:
    """What the outbox would say against the story or a photo it shows, and where it stands."""
    if why := fault("article", doc):
        yield why, ""
    for photo_id, plain in photo_docs.items():
        if why := fault("photo", plain):
            yield why, f"photo:{photo_id}"
