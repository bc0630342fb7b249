"""Two versions of a story beside each other: which fields changed, and the body block by block, word by word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from desktop_app.domain.article import STAGE_NAMES, Article, PhotoUse, Stage
from desktop_app.domain.dates import long_date
from desktop_app.domain.document import (
    Block,
    Document,
    Embed,
    Figure,
    ListBlock,
    PullQuote,
    Quote,
    RelatedArticle,
    Rule,
    Subhead,
    Table,
)
from desktop_app.domain.ids import BlockId
from desktop_app.domain.newsroom import SECTIONS
from desktop_app.markup.difference import Op, words
from desktop_app.markup.plain_text import text_of_block
from desktop_app.markup.stored import read_body
from desktop_app.markup.writing import serialize

Pieces = tuple[tuple[Op, str], ...]

# In the order a reader meets them.
FIELDS = (
    "short_title",
    "headline",
    "lead",
    "hero",
    "authors",
    "section",
    "tags",
    "language",
    "related",
    "stage",
    "publish_at",
    "embargo_until",
    "slug",
    "deleted",
)


_SECTIONS = {section.key: section.name for section in SECTIONS}


class State(StrEnum):
    """What became of a block."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class PhotoSeen:
    """A photo as it stood when a version was saved: its file's name and its credit line, empty without one."""

    name: str
    credit: str


@dataclass(frozen=True, slots=True)
class Side:
    """One version: the story, and the photos it showed as they were then."""

    article: Article
    photos: Mapping[str, PhotoSeen]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose text differs; *place* is of :data:`FIELDS`, or ``"credit:<photo id>"``."""

    place: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block of the body in reading order. *role* is "paragraph", "subhead", "quote" ..."""

    block_id: str
    role: str
    state: State
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Comparison:
    """*added* and *removed* count words over everything; *empty* when the two say the same."""

    fields: tuple[FieldChange, ...]
    blocks: tuple[BlockChange, ...]

    @property
    def empty(self) -> bool:
        return not self.fields and all(block.state is State.SAME for block in self.blocks)

    @property
    def added(self) -> int:
        return self._count(Op.INSERT)

    @property
    def removed(self) -> int:
        return self._count(Op.DELETE)

    def _count(self, wanted: Op) -> int:
        changes: tuple[FieldChange | BlockChange, ...] = (*self.fields, *self.blocks)
        return sum(
            len(text.split())
            for change in changes
            if not (isinstance(change, BlockChange) and change.state is State.MOVED)
            for op, text in change.pieces
            if op is wanted
        )


def compare(old: Side, new: Side) -> Comparison:
    """What changed from *old* to *new*, in the order a reader meets it."""
    fields = []
    for place in FIELDS:
        before, after = _field(old, place), _field(new, place)
        if before != after:
            fields.append(FieldChange(place, words(before, after)))
    for photo_id in dict.fromkeys((*old.photos, *new.photos)):
        if photo_id in old.photos and photo_id in new.photos:
            before, after = old.photos[photo_id].credit, new.photos[photo_id].credit
            if before != after:
                fields.append(FieldChange(f"credit:{photo_id}", words(before, after)))
    blocks = _blocks(read_body(old.article.body), read_body(new.article.body), old, new)
    return Comparison(tuple(fields), tuple(blocks))


def changed_parts(old: Article, new: Article) -> tuple[str, ...]:
    """Which parts differ, without looking at words: names of :data:`FIELDS`, and "body"."""
    parts = [place for place in FIELDS if getattr(old, place) != getattr(new, place)]
    texts = [[block.text for block in article.body] for article in (old, new)]
    return (*parts, "body") if texts[0] != texts[1] else tuple(parts)


def _field(side: Side, place: str) -> str:
    value = getattr(side.article, place)
    if isinstance(value, PhotoUse):
        return _use(value, side.photos)
    if isinstance(value, datetime):
        return long_date(value)
    if isinstance(value, Stage):
        return STAGE_NAMES[value]
    if place == "section":
        return _SECTIONS.get(str(value), str(value))
    if isinstance(value, bool):
        return "ya" if value else ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value or "")


def _use(use: PhotoUse, photos: Mapping[str, PhotoSeen]) -> str:
    seen = photos.get(use.photo_id)
    parts = [seen.name if seen else use.photo_id, use.caption, use.alt]
    return "\n".join(part for part in parts if part)


def _blocks(old: Document, new: Document, before: Side, after: Side) -> Iterator[BlockChange]:
    was = {block.id: block for block in old}
    there = {block.id for block in new}
    matches = SequenceMatcher(None, [block.id for block in old], [block.id for block in new], autojunk=False)
    for op, from_old, to_old, from_new, to_new in matches.get_opcodes():
        if op == "equal":
            for one, two in zip(old[from_old:to_old], new[from_new:to_new], strict=True):
                yield _pair(one, two, before, after)
            continue
        yield from _gone(old[from_old:to_old], there, before)
        for block in new[from_new:to_new]:
            if block.id not in was:
                text = _text(block, after)
                yield BlockChange(block.id, _role(block), State.NEW, ((Op.INSERT, text),) if text else ())
            else:
                pair = _pair(was[block.id], block, before, after)
                state = State.MOVED if pair.state is State.SAME else State.CHANGED
                yield BlockChange(pair.block_id, pair.role, state, pair.pieces)


def _gone(blocks: Sequence[Block], there: set[BlockId], before: Side) -> Iterator[BlockChange]:
    """Blocks that are in no place of the new version; those that only moved are told where they went."""
    for block in blocks:
        if block.id not in there:
            text = _text(block, before)
            yield BlockChange(block.id, _role(block), State.GONE, ((Op.DELETE, text),) if text else ())


def _pair(one: Block, two: Block, before: Side, after: Side) -> BlockChange:
    texts = _text(one, before), _text(two, after)
    if one.content == two.content and texts[0] == texts[1]:
        return BlockChange(two.id, _role(two), State.SAME, ((Op.KEEP, texts[1]),))
    if texts[0] == texts[1]:
        # Only marks, a link or the kind of block changed: then the stored form tells it.
        texts = serialize(one.content), serialize(two.content)
    return BlockChange(two.id, _role(two), State.CHANGED, words(*texts))


def _text(block: Block, side: Side) -> str:
    """The words of a block as a reader sees them; for a picture also its file's name, for others their address."""
    match block.content:
        case Figure(photo_id, _):
            seen = side.photos.get(photo_id)
            name = seen.name if seen else photo_id
            return "\n".join(part for part in (name, text_of_block(block.content)) if part)
        case RelatedArticle(article_id, title):
            return title or article_id
        case Embed(url):
            return url
        case Rule():
            return "⁂"
        case _:
            return text_of_block(block.content)


_ROLES = (
    (Subhead, "subhead"),
    (Quote, "quote"),
    (PullQuote, "pull_quote"),
    (ListBlock, "list"),
    (Table, "table"),
    (Figure, "figure"),
    (RelatedArticle, "related"),
    (Embed, "embed"),
    (Rule, "rule"),
)


def _role(block: Block) -> str:
    return next((name for kind, name in _ROLES if isinstance(block.content, kind)), "paragraph")
