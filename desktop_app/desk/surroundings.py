"""What the photo gates look at besides the photo itself: its files, where else it is used, what looks like it."""

from desktop_app.domain.article import Publication
from desktop_app.domain.credit import credit_fault, credit_line
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.domain.photo_gates import Around
from desktop_app.domain.photo_likeness import likely
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.crediting import credit_hash, facts_of
from desktop_app.photos.ladder import is_current, needs_original
from desktop_app.storage import likeness as likenesses
from desktop_app.storage import photos as photo_rows
from desktop_app.storage import records, settings
from desktop_app.storage.store import Transaction

_UNMADE = "photo.unmade."  # and the photo's id


def around(
    tx: Transaction, photo: Photo, article_id: str, house: House, blobs: Blobs, *, likeness: bool = False
) -> Around:
    """Everything as of *tx*. *article_id* is the story that asks, "" for none.

    *likeness* compares with every photo of the newsroom, which is too slow to do with every save.
    """
    stories = [one for one in photo_rows.used_in(tx, photo.id) if one != article_id]
    return Around(
        file_faults=_stale(photo, house),
        unmade=_unmade(tx, photo, house, blobs),
        like=_like(tx, photo, house.name) if likeness and photo.looks else (),
        other_stories=tuple(_title(tx, one) for one in stories) if photo.credit.terms.single_use else (),
    )


def waits(photo: Photo, house: House, blobs: Blobs) -> bool:
    """Whether the photo's files for the page are not the ones its record asks for, and can be made at this desk."""
    if not photo.confirmed or credit_fault(photo.credit) or is_current(photo, house):
        return False
    return blobs.has(photo.sha256) or not needs_original(photo)


def note_unmade(tx: Transaction, photo: Photo, why: str) -> bool:
    """Keep the sentence that says why the photo's files could not be made, "" when they could. False: nothing new."""
    if (settings.get(tx, _UNMADE + photo.id) or "") == why:
        return False
    settings.put(tx, _UNMADE + photo.id, why)
    return True


def _unmade(tx: Transaction, photo: Photo, house: House, blobs: Blobs) -> str:
    told = settings.get(tx, _UNMADE + photo.id) or ""
    # A colleague's desk may have made them since.
    if (
        not photo.confirmed
        or (photo.renditions and not told)
        or credit_fault(photo.credit)
        or is_current(photo, house)
    ):
        return ""
    if not blobs.has(photo.sha256) and needs_original(photo):
        return (
            "ukuran untuk halaman tidak dapat dibuat: berkas aslinya tidak ada di meja ini. "
            "Masukkan lagi berkas itu, buka meja yang menyimpannya, atau ganti foto."
        )
    if not told:
        return ""
    told = told.removeprefix(f"{photo.file_name or 'Foto'}: ")
    return (
        f"ukuran untuk halaman tidak dapat dibuat: {told} "
        "Sesudah itu masukkan lagi berkasnya atau simpan lagi kreditnya; kalau tidak bisa, ganti foto."
    )


def _stale(photo: Photo, house: House) -> tuple[str, ...]:
    if not photo.renditions or credit_fault(photo.credit):
        return ()
    now = credit_hash(facts_of(photo, house))
    # Files that came from another program tell no hash; the site reads them back before they go out.
    if all(one.credit_hash in ("", now) for one in photo.renditions):
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
