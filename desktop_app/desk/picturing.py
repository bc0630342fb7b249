"""Photo verbs: take files in, credit them, put them to use."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop_app.desk.bundle import Desk
from desktop_app.desk.finding import site_settings
from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.changes import NOTHING, Changes, article_changed, photo_changed
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId, PhotoId, new_id
from desktop_app.domain.opened import TakenIn
from desktop_app.domain.photo import Credit, Photo
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import photos as photo_rows
from desktop_app.storage import records
from desktop_app.storage.store import Transaction


def take_in(desk: Desk, paths: Sequence[Path]) -> TakenIn:
    """Examine each file, keep the original under its hash, and record the photo with its *proposed* credit.

    A file that cannot be used is named with the reason; the others go in all the same. A file the desk already
    holds answers with the photo it holds.
    """
    taken: list[Photo] = []
    refused: list[tuple[str, str]] = []
    warnings: list[tuple[str, str]] = []
    for path in paths:
        try:
            examined = desk.intake.examine(path)
            desk.blobs.put_file(path)
        except Refusal as refusal:
            refused.append((path.name, refusal.reason))
            continue
        except Trouble as trouble:
            refused.append((path.name, trouble.what))
            continue
        photo = Photo(
            id=PhotoId(new_id()),
            sha256=examined.sha256,
            width=examined.width,
            height=examined.height,
            format=examined.format,
            file_name=path.name,
            credit=examined.proposed,
            caption=examined.caption,
            alt=examined.alt,
            taken_at=examined.taken_at,
        )
        taken.append(_record(desk, photo))
        warnings += [(path.name, warning) for warning in examined.warnings]
    changes = photo_changed(*(photo.id for photo in taken)) if taken else NOTHING
    return TakenIn(tuple(taken), tuple(refused), changes, tuple(warnings))


def credit(
    desk: Desk,
    photo_id: PhotoId,
    *,
    credit: Credit,
    caption: str,
    alt: str,
    decorative: bool = False,
) -> Changes:
    """Confirm who made the photo, its caption and its alternative text. Renditions are made anew by `render`.

    Raises Refusal when nobody is named for a form that needs a name.
    """
    if not credit.named and credit.form not in ("anonymous", "courtesy"):
        raise Refusal("Isi nama pewarta foto atau sumbernya.", rule="photo.credit")
    with desk.store.writing() as tx:
        photo = _photo(tx, photo_id)
        changed = replace(
            photo,
            credit=credit,
            caption=caption.strip(),
            alt=alt.strip(),
            decorative=decorative,
            confirmed=True,
        )
        if changed == photo:
            return NOTHING
        _save(desk, tx, changed, "credit")
    return photo_changed(photo_id) | _used_in(desk, photo_id)


def set_focus(desk: Desk, photo_id: PhotoId, focus: tuple[float, float]) -> Changes:
    """Where the eye should land: (x, y), each 0..1 from the upper left of the upright picture."""
    if not all(0.0 <= part <= 1.0 for part in focus):
        raise Refusal("Titik fokus harus berada di dalam foto.", rule="photo.focus")
    with desk.store.writing() as tx:
        photo = _photo(tx, photo_id)
        if photo.focus == focus:
            return NOTHING
        _save(desk, tx, replace(photo, focus=focus), "focus")
    return photo_changed(photo_id) | _used_in(desk, photo_id)


def render(desk: Desk, photo_id: PhotoId) -> Changes:
    """Make the photo's renditions with its credit inside, when it is credited and they are not up to date.

    Long work: run outside the interface thread. The result is dropped when the photo changed meanwhile; the newer
    change asks again.
    """
    with desk.store.reading() as tx:
        photo = _photo(tx, photo_id)
        site_name = site_settings(tx).name
    if not photo.confirmed:
        return NOTHING
    made = desk.intake.renditions(desk.blobs.path(photo.sha256), photo, site_name, desk.blobs)
    if made == photo.renditions:
        return NOTHING
    with desk.store.writing() as tx:
        now = _photo(tx, photo_id)
        if replace(now, renditions=photo.renditions) != photo:
            return NOTHING
        _save(desk, tx, replace(now, renditions=made), "renditions")
    return photo_changed(photo_id) | _used_in(desk, photo_id)


def use_as_hero(desk: Desk, article_id: ArticleId, photo_id: PhotoId) -> Changes:
    """Make the photo the story's main picture."""
    return _set_hero(desk, article_id, PhotoUse(photo_id))


def drop_hero(desk: Desk, article_id: ArticleId) -> Changes:
    """Leave the story without a main picture; the photo itself stays."""
    return _set_hero(desk, article_id, None)


def list_photos(desk: Desk, *, text: str = "", limit: int = 60) -> tuple[Photo, ...]:
    """Photos of the newsroom, newest first, whose caption, credit or file name match *text*."""
    with desk.store.reading() as tx:
        return photo_rows.listing(tx, text=text, limit=limit)


def thumbnail(desk: Desk, photo_id: PhotoId, size: int) -> bytes:
    """A JPEG whose longer side is at most *size* pixels, upright. Empty when the original is not on this desk."""
    with desk.store.reading() as tx:
        photo = _photo(tx, photo_id)
    small = min((r for r in photo.renditions if r.format == "jpeg"), key=lambda r: r.width, default=None)
    if desk.blobs.has(photo.sha256):
        return desk.intake.thumbnail(desk.blobs.path(photo.sha256), size)
    if small is not None and desk.blobs.has(small.sha256):
        return desk.intake.thumbnail(desk.blobs.path(small.sha256), size)
    return b""


def _record(desk: Desk, photo: Photo) -> Photo:
    with desk.store.writing() as tx:
        held = photo_rows.by_sha256(tx, photo.sha256)
        if held is not None:
            return held
        _save(desk, tx, photo, "intake")
    return photo


def _set_hero(desk: Desk, article_id: ArticleId, hero: PhotoUse | None) -> Changes:
    with desk.store.writing() as tx:
        doc = records.get(tx, "article", article_id)
        if doc is None:
            raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
        article = from_plain(Article, doc)
        if hero is not None:
            _photo(tx, hero.photo_id)
        if article.hero == hero:
            return NOTHING
        changed = to_plain(replace(article, hero=hero))
        records.save(tx, "article", article_id, changed, by=desk.person.name, at=desk.clock(), reason="hero")
    return article_changed(article_id)


def _photo(tx: Transaction, photo_id: PhotoId) -> Photo:
    doc = records.get(tx, "photo", photo_id)
    if doc is None:
        raise Refusal("Foto itu tidak ada di meja ini.", rule="photo.missing")
    return from_plain(Photo, doc)


def _save(desk: Desk, tx: Transaction, photo: Photo, reason: str) -> None:
    records.save(tx, "photo", photo.id, to_plain(photo), by=desk.person.name, at=desk.clock(), reason=reason)


def _used_in(desk: Desk, photo_id: PhotoId) -> Changes:
    with desk.store.reading() as tx:
        return Changes(articles=frozenset(photo_rows.used_in(tx, photo_id)))
