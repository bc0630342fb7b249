"""The document: an ordered tuple of typed blocks, each with a lasting id.

Truth in memory. Its stored form is a tuple of :class:`BlockText` (id beside canonical Markdown); `markup`
turns one into the other. A view (QTextDocument, HTML, Word) is only ever made from this, or read back into it.
"""

from dataclasses import dataclass

from desktop_app.domain.ids import ArticleId, BlockId, PhotoId


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A hard line break is a ``"\\n"`` inside *text*."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Subhead:
    """A heading inside the story. *level* is 2 or 3; level 1 is the page's headline."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation of one or more paragraphs."""

    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A highlighted sentence taken from the story. *attribution* may be empty."""

    runs: Runs
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """The inline "Baca juga". *title* is what was last known; the page refreshes it from the live article."""

    article_id: ArticleId
    title: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo in the body. The caption belongs to this use; the credit belongs to the photo and is computed."""

    photo_id: PhotoId
    caption: Runs = ()


@dataclass(frozen=True, slots=True)
class Embed:
    """A page of an allowed provider, shown as a plain link until the reader asks for it."""

    url: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; *children* is at most one further level."""

    runs: Runs
    children: tuple["ListItem", ...] = ()
    children_ordered: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    pass


@dataclass(frozen=True, slots=True)
class Table:
    """A simple table: a header row and body rows of the same width, no merged cells."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...] = ()


Content = Paragraph | Subhead | Quote | PullQuote | RelatedArticle | Figure | Embed | ListBlock | Rule | Table


@dataclass(frozen=True, slots=True)
class Block:
    id: BlockId
    content: Content


Document = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BlockText:
    """One block as stored: its id beside its canonical Markdown (never inside it)."""

    id: BlockId
    text: str


Body = tuple[BlockText, ...]
