"""All that each public page is made of. The same view gives the same bytes: no clock, no randomness."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.domain.article import Article, Page
from desktop_app.domain.document import Document
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import Card, Section, SiteLists
from desktop_app.domain.photo import Photo

NO_LISTS = SiteLists()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One story. *page* is None before its first publication; *live* are the inline related articles by id.

    *unmade* are photos whose sizes cannot be made, as only a desk knows.
    """

    article: Article
    document: Document = ()
    photos: Mapping[PhotoId, Photo] = field(default_factory=dict)
    page: Page | None = None
    related: tuple[Card, ...] = ()
    lists: SiteLists = NO_LISTS
    live: Mapping[str, Card] = field(default_factory=dict)
    unmade: frozenset[PhotoId] = frozenset()


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page: *latest* newest first, then a strip for each section that has stories."""

    latest: tuple[Card, ...] = ()
    sections: tuple[tuple[Section, tuple[Card, ...]], ...] = ()
    lists: SiteLists = NO_LISTS


@dataclass(frozen=True, slots=True)
class SectionView:
    """One page of a section, newest first. *number* counts from 1; *more* says that an older page exists."""

    section: Section
    cards: tuple[Card, ...] = ()
    number: int = 1
    more: bool = False
    lists: SiteLists = NO_LISTS


@dataclass(frozen=True, slots=True)
class TagView:
    """One page of the stories that carry a tag, newest first."""

    tag: str
    cards: tuple[Card, ...] = ()
    number: int = 1
    more: bool = False
    lists: SiteLists = NO_LISTS


@dataclass(frozen=True, slots=True)
class IndeksView:
    """All stories of one day in WIB, newest first; *previous* and *following* are days that have stories."""

    day: date
    cards: tuple[Card, ...] = ()
    previous: date | None = None
    following: date | None = None
    lists: SiteLists = NO_LISTS


@dataclass(frozen=True, slots=True)
class PopularView:
    """The whole most-read list."""

    lists: SiteLists = NO_LISTS


@dataclass(frozen=True, slots=True)
class SearchView:
    """One page of results. An empty *query* shows the form alone; *total* None means not counted."""

    query: str = ""
    cards: tuple[Card, ...] = ()
    number: int = 1
    more: bool = False
    total: int | None = None
    lists: SiteLists = NO_LISTS


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """A page that does not exist; *withdrawn* when there once was a story at this address, *notice* why it is gone."""

    withdrawn: bool = False
    lists: SiteLists = NO_LISTS
    notice: str = ""


@dataclass(frozen=True, slots=True)
class FeedView:
    """The newest stories for the Atom feed or the news sitemap; *updated* is when the newest changed (UTC)."""

    cards: tuple[Card, ...] = ()
    updated: datetime | None = None
