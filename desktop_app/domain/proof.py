"""Proofreading: marks on words, and the sign-off that an edit voids by arithmetic."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.article import Article
from desktop_app.domain.ids import ArticleId, BlockId
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain


class MarkKind(StrEnum):
    SPELLING = "ejaan"
    FACT = "fakta"
    STYLE = "gaya"
    CREDIT = "kredit"
    LAW = "hukum"


# What a settled mark's *outcome* says when it was settled by a button; else it is a person's own sentence.
ACCEPTED = "diterima"
REJECTED = "ditolak"
DONE = "selesai"


@dataclass(frozen=True, slots=True)
class Reply:
    """A word in the conversation under a mark."""

    id: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A proofreader's mark: a record of its own, anchored by block, quoted words and their neighbours.

    *block_id* may also be a field name ("headline", "lead", "short_title", "hero" for its caption). *start* is where
    the words stood in that text, in characters; it only settles ties. *suggestion* None means a note only, an empty
    one means: take the words out.
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
    start: int = 0
    replies: tuple[Reply, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict, hash=False)

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


# What no reader sees and no signature covers: the stage (handing a signed story on must not void it), the slug (the
# site gives it), renditions (made from what is hashed), and what the photo desk notes for itself.
NOT_SIGNED_OF_ARTICLE = frozenset({"stage", "slug"})
NOT_SIGNED_OF_PHOTO = frozenset(
    ("renditions", "event", "rating", "scan_sha256", "looks", "clashes", "guessed", "digital_source", "credentials",
     "sensitive", "consent", "passes")
)  # fmt: skip


def record_hash(article: Article, photos: Iterable[Photo]) -> str:
    """SHA-256 over everything the public will read: text, fields, photos, credits, captions, schedule.

    Also over fields only a newer desk knows: when in doubt, a signature is void. Photos the article does not use do
    not count.
    """
    shown = sorted(photos, key=lambda photo: photo.id)
    plain = {
        "article": _without(NOT_SIGNED_OF_ARTICLE, to_plain(article)),
        "photos": [_without(NOT_SIGNED_OF_PHOTO, to_plain(photo)) for photo in shown],
    }
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _without(names: frozenset[str], plain: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if name not in names}
