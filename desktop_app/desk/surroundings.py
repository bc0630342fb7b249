"""What the photo gates look at besides the photo itself: its files, where else it is used, what looks like it."""

from desktop_app.domain.article import Publication
from desktop_app.domain.credit import credit_fault, credit_line
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.domain.photo_gates import Around
from desktop_app.domain.photo_likeness import likely
from desktop_app.photos.crediting import credit_hash, facts_of
from desktop_app.storage import likeness as likenesses
from desktop_app.storage import photos as photo_rows
from desktop_app.storage import records
from desktop_app.storage.store import Transaction


def around(tx: Transaction, photo: Photo, article_id: str, house: House, *, likeness: bool = False) -> Around:
    """Everything as of *tx*. *article_id* is the story that asks, "" for none.

    *likeness* compares with every photo of the newsroom, which is too slow to do with every save.
    """
    stories = [one for one in photo_rows.used_in(tx, photo.id) if one != article_id]
    return Around(
        file_faults=_stale(photo, house),
        like=_like(tx, photo, house.name) if likeness and photo.looks else (),
        other_stories=tuple(_title(tx, one) for one in stories) if photo.credit.terms.single_use else (),
    )


def is_stale(photo: Photo, house: House) -> bool:
    """Whether the photo's files carry another credit than the one that stands in its record."""
    if not photo.renditions or credit_fault(photo.credit):
        return False
    now = credit_hash(facts_of(photo, house))
    # Files that came from another program tell no hash; the site reads them back before they go out.
    return not all(one.credit_hash in ("", now) for one in photo.renditions)


def _stale(photo: Photo, house: House) -> tuple[str, ...]:
    if not is_stale(photo, house):
        return ()
    return ("kredit baru sedang ditanam ke berkasnya. Tunggu sebentar.",)


def _like(tx: Transaction, photo: Photo, site_name: str) -> tuple[str, ...]:
    """File names of photos that look the same, are on a live page and carry another credit."""
    others = [(name, looks) for name, looks in likenesses.looks(tx) if name != photo.id]
    mine = credit_line(photo.credit, site_name)
    found = []
    for name in likely(photo.looks, others):
        other = photo_rows.get(tx, name)
        if other is None or credit_line(other.credit, site_name) == mine:
            continue
        if any(_live(tx, story) for story in photo_rows.used_in(tx, name)):
            found.append(other.file_name or name)
    return tuple(found)


def _live(tx: Transaction, article_id: str) -> bool:
    page = records.get(tx, "page", article_id)
    return page is not None and page.get("publication") == Publication.LIVE


def _title(tx: Transaction, article_id: ArticleId) -> str:
    doc = records.get(tx, "article", article_id) or {}
    return str(doc.get("short_title") or doc.get("headline") or article_id)
