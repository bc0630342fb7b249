"""Proofreading: marks on words, and the sign-off that an edit voids by arithmetic."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.article import Article, Stage
from desktop_app.domain.ids import ArticleId, BlockId
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain


class MarkKind(StrEnum):
    SPELLING = "ejaan"
    FACT = "fakta"
    STYLE = "gaya"
    CREDIT = "kredit"
    LAW = "hukum"


@dataclass(frozen=True, slots=True)
class Mark:
    """A proofreader's mark: a record of its own, anchored by block, quoted words and their neighbours.

    *block_id* may also be a field name ("headline", "lead", "short_title"). *suggestion* None means a note only.
    """

    id: str
    article_id: ArticleId
    block_id: BlockId | str
    quote: str
    before: str = ""
    after: str = ""
    kind: MarkKind = MarkKind.SPELLING
    note: str = ""
    suggestion: str | None = None
    by: str = ""
    at: datetime | None = None
    resolved_by: str = ""
    resolved_at: datetime | None = None
    outcome: str = ""

    @property
    def open(self) -> bool:
        return self.resolved_at is None


@dataclass(frozen=True, slots=True)
class SignOff:
    """A proofreader's word for exactly one version: *record_hash* is of the whole record as it was read."""

    id: str
    article_id: ArticleId
    record_hash: str
    by: str
    at: datetime


def record_hash(article: Article, photos: Iterable[Photo]) -> str:
    """SHA-256 over everything the public will read: text, fields, photos, credits, captions, schedule.

    The stage is left out (moving a signed story to Ready must not void it), and so are the slug (the site gives
    it), the renditions (made from what is hashed here) and what the desk notes about a photo for itself. Photos not
    used by the article do not count.
    """
    said = replace(article, stage=Stage.DRAFT, slug="", extra={})
    shown = sorted(
        (replace(photo, renditions=(), event="", rating=0, extra={}) for photo in photos), key=lambda p: p.id
    )
    plain = {"article": to_plain(said), "photos": [to_plain(photo) for photo in shown]}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
