"""Photo verbs: take files in, credit them, put them to use."""

from dataclasses import replace
from pathlib import Path

from desktop_app.desk.bundle import Desk
from desktop_app.desk.directory import linked
from desktop_app.desk.evidence import site_settings
from desktop_app.desk.photo_gates import settled, stories_of
from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.changes import NOTHING, Changes, article_changed, photo_changed
from desktop_app.domain.credit import Credit, credit_fault
from desktop_app.domain.document import Block, Figure, Run
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId, BlockId, PhotoId, new_block_id
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.markup.normal import normalize
from desktop_app.markup.stored import read_body, write_body
from desktop_app.photos import contact
from desktop_app.photos.export import export_with_credit
from desktop_app.storage import photos as photo_rows
from desktop_app.storage import records
from desktop_app.storage.store import Transaction


def credit(
    desk: Desk,
    photo_id: PhotoId,
    *,
    credit: Credit,
    caption: str,
    alt: str,
    decorative: bool = False,
) -> Changes:
    """Confirm who made the photo, its caption and its alternative text. Renditions are made anew by `rendering.render`.

    What stands in the form then also settles what the file's own blocks did not agree on; the choice is logged.

    Raises Refusal when nobody is named for a form that needs a name.
    """
    if fault := credit_fault(credit):
        raise Refusal(fault, rule="photo.credit")
    with desk.store.writing() as tx:
        photo = _photo(tx, photo_id)
        changed = replace(
            photo,
            credit=linked(tx, credit),
            caption=caption.strip(),
            alt=alt.strip(),
            decorative=decorative,
            confirmed=True,
        )
        changed = settled(desk, tx, photo, changed)
        if changed == photo:
            return NOTHING
        _save(desk, tx, changed, "credit")
    return photo_changed(photo_id) | stories_of(desk, photo_id)


def set_focus(desk: Desk, photo_id: PhotoId, focus: tuple[float, float]) -> Changes:
    """Where the eye should land: (x, y), each 0..1 from the upper left of the upright picture."""
    if not all(0.0 <= part <= 1.0 for part in focus):
        raise Refusal("Titik fokus harus berada di dalam foto.", rule="photo.focus")
    with desk.store.writing() as tx:
        photo = _photo(tx, photo_id)
        if photo.focus == focus:
            return NOTHING
        _save(desk, tx, replace(photo, focus=focus), "focus")
    return photo_changed(photo_id) | stories_of(desk, photo_id)


def use_as_hero(desk: Desk, article_id: ArticleId, photo_id: PhotoId, caption: str = "") -> Changes:
    """Make the photo the story's main picture. An empty *caption* means the photo's own."""
    return _set_hero(desk, article_id, PhotoUse(photo_id, caption=caption))


def use_in_body(
    desk: Desk, article_id: ArticleId, photo_id: PhotoId, *, caption: str = "", after: str = ""
) -> BlockId:
    """Put the photo into the body after block *after*, or at the end. Answers the new block's id."""
    with desk.store.writing() as tx:
        article = _article(tx, article_id)
        photo = _photo(tx, photo_id)
        runs = (Run(text),) if (text := (caption or photo.caption).strip()) else ()
        block = Block(new_block_id(), Figure(photo_id, runs))
        document = list(read_body(article.body))
        ids = [item.id for item in document]
        if after and after not in ids:
            raise Refusal(f"Blok {after} tidak ada di naskah ini.", rule="article.no_block")
        document.insert(ids.index(BlockId(after)) + 1 if after else len(document), block)
        changed = replace(article, body=write_body(normalize(tuple(document))))
        _save_article(desk, tx, changed, "figure")
    return block.id


def photo(desk: Desk, photo_id: PhotoId) -> Photo:
    """One photo as the desk holds it."""
    with desk.store.reading() as tx:
        return _photo(tx, photo_id)


def export(desk: Desk, photo_id: PhotoId, out: Path) -> None:
    """Write a copy of the original that carries its credit inside; the original itself never changes."""
    with desk.store.reading() as tx:
        found = _photo(tx, photo_id)
        house = site_settings(tx).house
    if not found.credit.named:
        raise Refusal("Isi dulu kredit foto ini, baru disalin keluar.", rule="photo.credit")
    export_with_credit(desk.blobs.path(found.sha256), found, house, out)


def drop_hero(desk: Desk, article_id: ArticleId) -> Changes:
    """Leave the story without a main picture; the photo itself stays."""
    return _set_hero(desk, article_id, None)


def list_photos(desk: Desk, *, text: str = "", limit: int = 60) -> tuple[Photo, ...]:
    """Photos of the newsroom, newest first, whose caption, credit or file name match *text*."""
    with desk.store.reading() as tx:
        return photo_rows.listing(tx, text=text, limit=limit)


def thumbnail(desk: Desk, photo_id: PhotoId, size: int) -> bytes:
    """A small upright JPEG for the desk's own eyes, from the contact sheet up to its sizes. Empty when no file is here.

    *size* is the longer side in pixels; what the sheet holds is never smaller than asked for, and may be larger.
    """
    found = photo(desk, photo_id)
    kept = next((edge for edge in contact.SIZES if size <= edge), None)
    if kept is not None and (held := desk.sheet.get(found.sha256, kept)):
        return held
    small = min((r for r in found.renditions if r.format == "jpeg"), key=lambda r: r.width, default=None)
    if desk.blobs.has(found.sha256):
        made = desk.intake.thumbnail(desk.blobs.path(found.sha256), kept or size)
        if kept is not None:
            desk.sheet.put(found.sha256, made, kept)
        return made
    if small is not None and desk.blobs.has(small.sha256):
        return desk.intake.thumbnail(desk.blobs.path(small.sha256), size)
    return b""


def _set_hero(desk: Desk, article_id: ArticleId, hero: PhotoUse | None) -> Changes:
    with desk.store.writing() as tx:
        article = _article(tx, article_id)
        if hero is not None:
            _photo(tx, hero.photo_id)
        if article.hero == hero:
            return NOTHING
        _save_article(desk, tx, replace(article, hero=hero), "hero")
    return article_changed(article_id)


def _article(tx: Transaction, article_id: ArticleId) -> Article:
    doc = records.get(tx, "article", article_id)
    if doc is None:
        raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
    return from_plain(Article, doc)


def _save_article(desk: Desk, tx: Transaction, article: Article, reason: str) -> None:
    doc = to_plain(article)
    records.save(tx, "article", article.id, doc, by=desk.person.name, at=desk.clock(), reason=reason)


def _photo(tx: Transaction, photo_id: PhotoId) -> Photo:
    doc = records.get(tx, "photo", photo_id)
    if doc is None:
        raise Refusal("Foto itu tidak ada di meja ini.", rule="photo.missing")
    return from_plain(Photo, doc)


def _save(desk: Desk, tx: Transaction, photo: Photo, reason: str) -> None:
    records.save(tx, "photo", photo.id, to_plain(photo), by=desk.person.name, at=desk.clock(), reason=reason)
