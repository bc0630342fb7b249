"""The article: its fields, its body, and where it stands on its way to the public."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.document import Body
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.domain.newsroom import Card


class Stage(StrEnum):
    """Stage of the work. Never the same field as publication: a live story can go back to the proofreader."""

    DRAFT = "draft"
    PHOTO = "photo"
    PROOF = "proof"
    READY = "ready"


class Publication(StrEnum):
    """Where the story stands with the public. Decided by the site's answer to a command, not by an edit."""

    NONE = "none"
    SCHEDULED = "scheduled"
    LIVE = "live"
    WITHDRAWN = "withdrawn"


# What they are called where the words are Indonesian whatever the windows speak: command line, comparison, reports.
STAGE_NAMES = {Stage.DRAFT: "Draf", Stage.PHOTO: "Foto", Stage.PROOF: "Korektor", Stage.READY: "Siap"}
PUBLICATION_NAMES = {
    Publication.NONE: "Belum terbit",
    Publication.SCHEDULED: "Terjadwal",
    Publication.LIVE: "Terbit",
    Publication.WITHDRAWN: "Ditarik",
}
CHANGED_SINCE = "Terbit, ada perubahan"  # live, and what stands here is no longer what the public reads


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """One use of a photo by one article. Caption and alt may differ per use; the credit never does.

    An empty *caption* or *alt* means: the photo's own. So are the credit and the focal point, which no use can change.
    """

    photo_id: PhotoId
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A story. The body is stored blocks; `markup.stored` reads them into a Document.

    *section* is the key of a section of the newsroom; *slug* is the last part of the public address and is empty
    until the first publication (then it is kept for ever). *related* are hand-picked articles, in order.
    """

    id: ArticleId
    short_title: str = ""
    headline: str = ""
    lead: str = ""
    body: Body = ()
    authors: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = "id"
    stage: Stage = Stage.DRAFT
    hero: PhotoUse | None = None
    related: tuple[ArticleId, ...] = ()
    slug: str = ""
    publish_at: datetime | None = None
    embargo_until: datetime | None = None
    deleted: bool = False
    extra: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong in an edition the public has read, in a sentence for them. Kept for as long as the story is."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the public can read of an article: decided by the site, copied to every desk.

    *card* is how lists show the published revision, so that a desk which never held that revision can list it too.

    *revision* is the published revision; *record_hash* what was signed. Times are UTC; *views* is as last heard.

    *corrections* stand under the story, oldest first. *taken_down*: withdrawn for good reason, which *notice* tells
    whoever comes to the address.
    """

    article_id: ArticleId
    slug: str
    revision: str
    publication: Publication
    published_at: datetime | None = None
    updated_at: datetime | None = None
    record_hash: str = ""
    views: int = 0
    card: Card | None = None
    corrections: tuple[Correction, ...] = ()
    taken_down: bool = False
    notice: str = ""

    def shows(self, revision: str, record_hash: str) -> bool:
        """Whether the public reads this version, whose signature would cover *record_hash*."""
        if self.publication is not Publication.LIVE:
            return False
        if self.record_hash and record_hash:
            return self.record_hash == record_hash
        return self.revision == revision


_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_LONGEST = 80


def slug_of(title: str) -> str:
    """The address form of a title: ASCII letters, digits and single hyphens, at most 80 characters.

    Cut at a word so that an address never ends in half a word. Empty when the title holds no letter or digit.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    slug = _NOT_SLUG.sub("-", plain).strip("-")
    if len(slug) <= _SLUG_LONGEST:
        return slug
    cut = slug[: _SLUG_LONGEST + 1].rpartition("-")[0]
    return cut or slug[:_SLUG_LONGEST]
