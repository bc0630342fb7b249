"""Files for the page, made one photo after another, so that whoever looks at pictures never waits behind sixty."""

from collections import deque
from collections.abc import Iterable
from functools import partial

from desktop_app.desk import rendering
from desktop_app.domain.changes import Changes, photo_changed
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import PhotoId
from desktop_app.ui.newsroom.errands import Errands


class Renders:
    """A line of photos whose files are to be made anew; a photo stands in it once.

    Behind those just asked for come the ones that a desk stopped too early, or a house that changed its name, left
    behind: looked for a portion at a time, newest first, and only when nobody waits.
    """

    def __init__(self, errands: Errands) -> None:
        self._errands = errands
        self._asked: dict[PhotoId, None] = {}
        self._left_behind: deque[PhotoId] = deque()
        self._look_from: tuple[int | None] | None = None
        self._busy = False

    def ask(self, photo_ids: Iterable[str]) -> None:
        """Make the files of these photos, each after those that wait already."""
        self._asked |= dict.fromkeys(PhotoId(each) for each in photo_ids)
        self._next()

    def catch_up(self) -> None:
        """Look through all photos for files that are missing or say something else by now, and make them."""
        self._left_behind.clear()
        self._look_from = (None,)
        self._next()

    def _next(self) -> None:
        if self._busy:
            return
        if self._asked:
            photo_id = next(iter(self._asked))
            del self._asked[photo_id]
            self._make(photo_id, asked=True)
        elif self._left_behind:
            self._make(self._left_behind.popleft(), asked=False)
        elif self._look_from is not None:
            (older,), self._look_from = self._look_from, None
            self._look(older)

    def _make(self, photo_id: PhotoId, *, asked: bool) -> None:
        self._busy = True
        work = partial(rendering.render, self._errands.desk, photo_id)
        failed = partial(self._failed, photo_id, asked=asked)
        self._errands.lanes.run("outside", work, self._home, failed)

    def _home(self, changes: Changes) -> None:
        self._busy = False
        self._errands.ring(changes, "render")
        self._next()

    def _failed(self, photo_id: PhotoId, error: Refusal | Trouble, *, asked: bool) -> None:
        self._busy = False
        # Why is written on the photo's line by now; the bar speaks up only to somebody who just did something.
        self._errands.ring(photo_changed(photo_id), "render")
        if asked:
            self._errands.failed("photos", partial(self.ask, [photo_id]))(error)
        self._next()

    def _look(self, older: int | None) -> None:
        self._busy = True
        work = partial(rendering.behind, self._errands.desk, older)
        self._errands.lanes.run("outside", work, self._found, self._not_found)

    def _found(self, behind: rendering.Behind) -> None:
        self._busy = False
        self._left_behind.extend(behind.photos)
        if behind.older is not None and self._look_from is None:
            self._look_from = (behind.older,)
        self._next()

    def _not_found(self, error: Refusal | Trouble) -> None:
        self._busy = False
        self._errands.failed("photos", self.catch_up)(error)
        self._next()
