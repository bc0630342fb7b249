"""What the desk's verbs hand to whoever asked: whole answers made of frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.article import Article, Page
from desktop_app.domain.changes import Changes
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.document import Document
from desktop_app.domain.ids import ArticleId, PhotoId, RevisionId
from desktop_app.domain.photo import Photo
from desktop_app.domain.proof import Mark
from desktop_app.domain.readiness import Check


class Look(StrEnum):
    """Where a story is seen: on its own page, or elsewhere."""

    PAGE = "page"
    SHARE = "share"  # the card other sites and messengers make of a link
    RESULT = "result"  # one result of a search engine
    HOME = "home"
    SECTION = "section"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """A story with all a window shows of it, as of one moment on disk."""

    article: Article
    revision: RevisionId
    document: Document
    photos: Mapping[PhotoId, Photo]
    page: Page | None
    checks: tuple[Check, ...]
    conflicts: tuple[Conflict, ...]
    marks: tuple[Mark, ...]
    public_url: str = ""
    record_hash: str = ""

    @property
    def as_published(self) -> bool:
        """Whether the public reads exactly this: nothing a signature covers has changed since it went out."""
        return self.page is not None and self.page.shows(self.revision, self.record_hash)


@dataclass(frozen=True, slots=True)
class Saved:
    """*merged* is True when somebody else's work came in meanwhile: the editor then takes *article* over."""

    revision: RevisionId
    article: Article
    changes: Changes
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Twin:
    """Two photos a person should see side by side: *photo_id* the newer, *other_id* the one that was here.

    *exact*: the compressed picture is the same and only the data in the file differ; else they look the same.
    """

    photo_id: PhotoId
    other_id: PhotoId
    exact: bool


@dataclass(frozen=True, slots=True)
class IntakeStep:
    """One more file of a batch was looked at: *done* of *whole*; *photo* None when it stayed outside, and *why*."""

    done: int
    whole: int
    file_name: str
    photo: Photo | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """*refused* pairs a file name with a sentence on why it stayed outside; *warnings* are per photo taken in.

    *known* are photos whose very file was here before; *twins* look like one that was; *left* counts the files not
    looked at because somebody cancelled.
    """

    photos: tuple[Photo, ...]
    refused: tuple[tuple[str, str], ...]
    changes: Changes
    warnings: tuple[tuple[str, str], ...] = ()
    known: tuple[PhotoId, ...] = ()
    twins: tuple[Twin, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The public page as the site would serve it. *path* is its address below the site ("/berita/...")."""

    article_id: ArticleId
    path: str
    html: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A file the page asks for: a picture, a style sheet, the script."""

    mime: str
    data: bytes
