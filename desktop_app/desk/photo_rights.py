"""The rights clock at the desk: which photos' rights end or begin soon, and where each is shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.desk.bundle import Desk
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.light_table import UsedIn
from desktop_app.storage import light_table
from desktop_app.storage import photos as photo_rows

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RightsDue:
    """A photo to replace or to renew. *last* is the last day of its rights, or the day it was to be looked at again."""

    photo_id: PhotoId
    file_name: str
    last: date
    over: bool
    showing: tuple[UsedIn, ...]


def due(desk: Desk, within: timedelta = SOON) -> tuple[RightsDue, ...]:
    """The work list, most urgent first: photos in use whose rights are over or end *within* that time."""
    today = desk.today()
    with desk.store.reading() as tx:
        found = []
        for photo in photo_rows.ending(tx, today + within):
            days = [day for day in (photo.credit.expires, photo.credit.terms.review_by) if day is not None]
            shown = light_table.used_in(tx, photo.id)
            if days and shown:
                last = min(days)
                found.append(RightsDue(photo.id, photo.file_name, last, last < today, shown))
    return tuple(sorted(found, key=lambda one: (not any(story.live for story in one.showing), one.last)))


def used_in(desk: Desk, photo_id: PhotoId) -> tuple[UsedIn, ...]:
    """Every story that shows the photo ("Dipakai di"), live ones first."""
    with desk.store.reading() as tx:
        return light_table.used_in(tx, photo_id)
