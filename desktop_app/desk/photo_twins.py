"""Photos that are the same picture as another one, or look like it: what to show side by side."""

from desktop_app.desk import picturing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.opened import Twin
from desktop_app.domain.photo_likeness import likely
from desktop_app.storage import likeness


def twins(desk: Desk, photo_id: PhotoId) -> tuple[Twin, ...]:
    """The photo's twins, exact ones first, then the most alike; empty for a photo without known looks."""
    photo = picturing.photo(desk, photo_id)
    with desk.store.reading() as tx:
        same = tuple(name for name in likeness.same_scan(tx, photo.scan_sha256) if name != photo_id)
        others = [
            (name, looks) for name, looks in likeness.looks(tx) if name != photo_id and name not in same
        ]
    near = likely(photo.looks, others) if photo.looks else ()
    return tuple(Twin(photo_id, PhotoId(name), name in same) for name in (*same, *near))
