"""Files for the page: making them, and finding the photos that still wait for theirs.

No list is kept of those: whether its files are current stands in a photo's own record, so that a desk that was stopped
at any moment finds them all again.
"""

from dataclasses import dataclass, replace

from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import site_settings
from desktop_app.desk.photo_gates import stories_of
from desktop_app.desk.surroundings import note_unmade, waits
from desktop_app.domain.changes import NOTHING, Changes, photo_changed
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.storage import photos as photo_rows
from desktop_app.storage import records
from desktop_app.storage.store import Transaction

PORTION = 100  # photos looked at in one go, some milliseconds each


@dataclass(frozen=True, slots=True)
class Behind:
    """Photos that wait for their files, newest first. *older* is where to look on; None when all were looked at."""

    photos: tuple[PhotoId, ...]
    older: int | None


def render(desk: Desk, photo_id: PhotoId) -> Changes:
    """Make the photo's renditions with its credit inside, when it is credited and they are not up to date.

    Long work: run outside the interface thread. The result is dropped when the photo changed meanwhile; the newer
    change asks again. What went wrong is raised, and noted for the readiness of the stories that show the photo.
    """
    with desk.store.reading() as tx:
        photo = _photo(tx, photo_id)
        house = site_settings(tx).house
    if not photo.confirmed:
        return NOTHING
    try:
        made = desk.intake.renditions(desk.blobs.path(photo.sha256), photo, house, desk.blobs)
    except (Refusal, Trouble) as error:
        if not (isinstance(error, Trouble) and error.kind == "photo.closed"):
            with desk.store.writing() as tx:
                note_unmade(tx, photo, error.what if isinstance(error, Trouble) else error.reason)
        raise
    with desk.store.writing() as tx:
        changed = note_unmade(tx, photo, "")
        now = _photo(tx, photo_id)
        if made != photo.renditions and replace(now, renditions=photo.renditions) == photo:
            doc = to_plain(replace(now, renditions=made))
            records.save(
                tx, "photo", photo_id, doc, by=desk.person.name, at=desk.clock(), reason="renditions"
            )
            changed = True
    return photo_changed(photo_id) | stories_of(desk, photo_id) if changed else NOTHING


def behind(desk: Desk, older: int | None = None) -> Behind:
    """Photos whose files are missing or say another credit, house or crop than now, among the next PORTION.

    A photo that could only be made where its original is stays out. Run outside the interface thread.
    """
    with desk.store.reading() as tx:
        house = site_settings(tx).house
        looked = photo_rows.credited(tx, before=older, limit=PORTION)
    found = tuple(photo.id for _, photo in looked if waits(photo, house, desk.blobs))
    return Behind(found, looked[-1][0] if len(looked) == PORTION else None)


def _photo(tx: Transaction, photo_id: PhotoId) -> Photo:
    found = photo_rows.get(tx, photo_id)
    if found is None:
        raise Refusal("Foto itu tidak ada di meja ini.", rule="photo.missing")
    return found
