"""The light table's verbs: list frames, rate them, fill many at once, and take that back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from desktop_app.desk.bundle import Desk
from desktop_app.desk.directory import linked
from desktop_app.domain import batch as batches
from desktop_app.domain.batch import Batch, Plan
from desktop_app.domain.captions import Filled, fill
from desktop_app.domain.changes import NOTHING, Changes, photo_changed
from desktop_app.domain.directory import folded
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.light_table import STARS, THROWN_OUT, FrameFilter, LightTable
from desktop_app.domain.lists import CODE_LISTS
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import directory as directory_rows
from desktop_app.storage import light_table as rows
from desktop_app.storage import lists, records, settings
from desktop_app.storage import photos as photo_rows
from desktop_app.storage.store import Transaction

_CITY = "photo.city"
_DEFAULT_CITY = "Jakarta"


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done in one go: photos before and after, for taking it back, and the Changes it rang."""

    pairs: tuple[tuple[Photo, Photo], ...]
    changes: Changes


def light_table(desk: Desk, wanted: FrameFilter) -> LightTable:
    """The frames *wanted* and what the filters may offer."""
    with desk.store.reading() as tx:
        return LightTable(rows.frames(tx, wanted), rows.events(tx), rows.photographers(tx))


def rate(desk: Desk, photo_ids: Sequence[PhotoId], rating: int) -> Changes:
    """Give stars (0..5), or -1 to throw out. A photo that a story shows is never thrown out."""
    if rating not in STARS and rating != THROWN_OUT:
        raise Refusal("Nilai foto adalah 0 sampai 5.", rule="photo.rating")
    changed = []
    with desk.store.writing() as tx:
        for photo in _photos(tx, photo_ids):
            if photo.rating == rating:
                continue
            if rating == THROWN_OUT and photo_rows.used_in(tx, photo.id):
                raise Refusal(
                    f"{photo.file_name or 'Foto ini'} dipakai di sebuah berita. Lepas dulu dari sana.",
                    rule="photo.used",
                )
            _save(desk, tx, replace(photo, rating=rating), "rating")
            changed.append(photo.id)
    return photo_changed(*changed) if changed else NOTHING


def plan(desk: Desk, photo_ids: Sequence[PhotoId], batch: Batch) -> Plan:
    """What the batch would change, nothing written."""
    with desk.store.reading() as tx:
        return _plan(tx, photo_ids, batch)


def apply(desk: Desk, photo_ids: Sequence[PhotoId], batch: Batch) -> Applied:
    """Do the batch in one transaction. Raises Refusal when an empty ticked field has no second yes."""
    with desk.store.writing() as tx:
        found = _plan(tx, photo_ids, batch)
        if found.empty and not batch.clear:
            raise Refusal(
                "Sebuah isian yang dicentang masih kosong. Isi, hapus centangnya, atau setujui pengosongannya.",
                rule="batch.empty",
            )
        pairs = tuple((old, replace(new, credit=linked(tx, new.credit))) for old, new in found.changed)
        for _, new in pairs:
            _save(desk, tx, new, "batch")
        return Applied(pairs, _rung(tx, [new.id for _, new in pairs]))


def agree_crops(desk: Desk, points: Mapping[PhotoId, tuple[float, float]]) -> Applied:
    """Somebody looked at the crops of these photos: each keeps its point, 0..1 from the upper left, upright.

    Raises Refusal "photo.focus" for a point outside its photo; nothing is written then.
    """
    if not all(0.0 <= part <= 1.0 for point in points.values() for part in point):
        raise Refusal("Titik fokus harus berada di dalam foto.", rule="photo.focus")
    with desk.store.writing() as tx:
        found = _photos(tx, list(points))
        pairs = tuple(
            (old, replace(old, focus=points[old.id])) for old in found if old.focus != points[old.id]
        )
        for _, new in pairs:
            _save(desk, tx, new, "focus")
        return Applied(pairs, _rung(tx, [new.id for _, new in pairs]))


def undo(desk: Desk, done: Applied) -> Changes:
    """Take a batch back as one step. What somebody changed since stays theirs, field by field."""
    changed = []
    with desk.store.writing() as tx:
        for old, new in done.pairs:
            for now in _photos(tx, [new.id]):
                back = _back(now, old, new)
                if back != now:
                    _save(desk, tx, back, "undo")
                    changed.append(now.id)
        return _rung(tx, changed)


def _back(now: Photo, old: Photo, new: Photo) -> Photo:
    undone = {
        each.name: getattr(old, each.name)
        for each in fields(Photo)
        if each.name != "renditions"
        and getattr(old, each.name) != getattr(new, each.name)
        and getattr(now, each.name) == getattr(new, each.name)
    }
    return replace(now, **undone)


def _plan(tx: Transaction, photo_ids: Sequence[PhotoId], batch: Batch) -> Plan:
    return batches.plan(_photos(tx, photo_ids), batch, _filler(tx))


def _filler(tx: Transaction) -> batches.Fill:
    codes = {folded(entry.key): entry.value for entry in lists.entries(tx, *CODE_LISTS)}
    for entry in directory_rows.entries(tx):
        if entry.listed:
            codes |= {folded(code): entry.name for code in entry.codes}
    city = settings.get(tx, _CITY) or _DEFAULT_CITY

    def filled(template: str, photo: Photo, number: int) -> Filled:
        return fill(template, photo, number=number, city=city, codes=codes)

    return filled


def _photos(tx: Transaction, photo_ids: Sequence[PhotoId]) -> tuple[Photo, ...]:
    docs = (records.get(tx, "photo", photo_id) for photo_id in photo_ids)
    return tuple(from_plain(Photo, doc) for doc in docs if doc is not None)


def _save(desk: Desk, tx: Transaction, photo: Photo, reason: str) -> None:
    records.save(tx, "photo", photo.id, to_plain(photo), by=desk.person.name, at=desk.clock(), reason=reason)


def _rung(tx: Transaction, photo_ids: Sequence[PhotoId]) -> Changes:
    if not photo_ids:
        return NOTHING
    stories = {article for photo_id in photo_ids for article in photo_rows.used_in(tx, photo_id)}
    return photo_changed(*photo_ids) | Changes(articles=frozenset(stories))
