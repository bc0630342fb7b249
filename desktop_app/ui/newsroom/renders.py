"""Files for the page, made one photo after another, so that whoever looks at pictures never waits behind sixty."""

from collections.abc import Iterable
from functools import partial

from desktop_app.desk import picturing
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import PhotoId
from desktop_app.ui.newsroom.errands import Errands


class Renders:
    """A line of photos whose files are to be made anew; a photo stands in it once."""

    def __init__(self, errands: Errands) -> None:
        self._errands = errands
        self._waiting: dict[PhotoId, None] = {}
        self._busy = False

    def ask(self, photo_ids: Iterable[str]) -> None:
        """Make the files of these photos, each after those that wait already."""
        self._waiting |= dict.fromkeys(PhotoId(each) for each in photo_ids)
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        photo_id = next(iter(self._waiting))
        del self._waiting[photo_id]
        work = partial(picturing.render, self._errands.desk, photo_id)
        self._errands.lanes.run("outside", work, self._home, partial(self._failed, photo_id))

    def _home(self, changes: Changes) -> None:
        self._busy = False
        self._errands.ring(changes, "render")
        self._next()

    def _failed(self, photo_id: PhotoId, error: Refusal | Trouble) -> None:
        self._busy = False
        self._errands.failed("photos", partial(self.ask, [photo_id]))(error)
        self._next()
