"""The newsroom's light table: frames found, pictures decoded outside, many photos filled in one go, the directory."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop_app.desk import batching, directory, photo_gates, photo_rights, picturing
from desktop_app.domain.batch import Batch
from desktop_app.domain.changes import Changes
from desktop_app.domain.directory import Contributor, Directory
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.light_table import FrameFilter
from desktop_app.domain.photo import Photo
from desktop_app.ui.lanes import Latest
from desktop_app.ui.newsroom.errands import Errands
from desktop_app.ui.newsroom.renders import Renders
from desktop_app.ui.newsroom.thumbnails import decoded

# The outside lane has four threads; the preview and the site need theirs.
_AT_ONCE = 2
# Who scrolls fast leaves wishes behind; the oldest are dropped.
_MOST_WAITING = 120
_QUIET_MS = 1_500


class LightTableDesk(QObject):
    """Facts: frames found, a picture made (or its wish dropped), a photo read, a batch planned, the directory."""

    found = Signal(object)
    picture_made = Signal(str, int, QImage)
    picture_dropped = Signal(str, int)
    photo_read = Signal(object, object)
    uses_read = Signal(str, object)
    findings_read = Signal(str, object)
    planned = Signal(object)
    applied = Signal(int)
    crops_agreed = Signal(int)
    directory_read = Signal(object)

    def __init__(self, errands: Errands, renders: Renders, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._renders = renders
        self._wanted = FrameFilter()
        self._listing = Latest(errands.lanes, "store")
        self._reading = Latest(errands.lanes, "store")
        self._uses = Latest(errands.lanes, "store")
        self._gates = Latest(errands.lanes, "outside")
        self._planning = Latest(errands.lanes, "store")
        self._directory = Latest(errands.lanes, "outside")
        self._waiting: dict[tuple[str, int], None] = {}
        self._under_way = 0
        self._done: list[batching.Applied] = []
        self._shown = False
        # Credits come in bursts; the names in them are read again when it is quiet.
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.read_directory)
        errands.changed.connect(self._on_changed)

    @property
    def can_undo(self) -> bool:
        """Whether there is a batch to take back."""
        return bool(self._done)

    def find(self, wanted: FrameFilter) -> None:
        """The frames that *wanted* asks for, and again whenever a photo changes."""
        self._wanted, self._shown = wanted, True
        self._listing.ask(
            partial(batching.light_table, self._errands.desk, wanted),
            self.found.emit,
            self._errands.failed("light_table", partial(self.find, wanted)),
        )

    def read(self, photo_id: str) -> None:
        """One photo whole, and the stories that show it."""
        desk = self._errands.desk

        def work() -> tuple[Photo, tuple[Any, ...]]:
            return picturing.photo(desk, PhotoId(photo_id)), photo_rights.used_in(desk, PhotoId(photo_id))

        self._reading.ask(
            work, lambda answer: self.photo_read.emit(*answer), self._errands.failed("light_table", None)
        )

    def read_uses(self, photo_id: str) -> None:
        """The stories that show one photo, for the panel of the open story."""
        self._uses.ask(
            partial(photo_rights.used_in, self._errands.desk, PhotoId(photo_id)),
            lambda stories: self.uses_read.emit(photo_id, stories),
            self._errands.failed("photos", None),
        )

    def read_findings(self, photo_id: str, article_id: str = "") -> None:
        """What a photo still lacks, for itself or as it is used in a story. Compares it with every other photo."""
        self._gates.ask(
            partial(photo_gates.gates, self._errands.desk, PhotoId(photo_id), article_id),
            lambda found: self.findings_read.emit(photo_id, found),
            self._errands.failed("photos", None),
        )

    def settle(self, photo_id: str, field: str, block: str) -> None:
        """Choose which block of the file is right about one fact."""
        work = partial(photo_gates.settle, self._errands.desk, PhotoId(photo_id), field, block)
        self._errands.do("store", "photos", work, self._ring)

    def pass_gate(self, photo_id: str, gate: str, reason: str, article_id: str = "") -> None:
        """Go past one line about a photo, with a reason."""
        work = partial(photo_gates.pass_gate, self._errands.desk, PhotoId(photo_id), gate, reason, article_id)
        self._errands.do("store", "photos.credit", work, self._ring)

    def rate(self, photo_ids: Sequence[str], rating: int) -> None:
        """Stars for these photos, or -1 to throw them out."""
        self._errands.change("light_table", batching.rate, tuple(photo_ids), rating)

    def plan(self, photo_ids: Sequence[str], batch: Batch) -> None:
        """What the batch would do, while it is being filled in."""
        self._planning.ask(
            partial(batching.plan, self._errands.desk, [PhotoId(each) for each in photo_ids], batch),
            self.planned.emit,
            self._errands.failed("batch", None),
        )

    def apply(self, photo_ids: Sequence[str], batch: Batch) -> None:
        """Do the batch; the renditions follow one photo after another."""
        work = partial(batching.apply, self._errands.desk, [PhotoId(each) for each in photo_ids], batch)
        self._errands.do("store", "batch", work, partial(self._on_done, self.applied.emit))

    def agree_crops(self, points: Mapping[str, tuple[float, float]]) -> None:
        """Somebody looked at the crops of these photos and put each point where it belongs."""
        given = {PhotoId(photo_id): point for photo_id, point in points.items()}
        work = partial(batching.agree_crops, self._errands.desk, given)
        self._errands.do("store", "light_table", work, partial(self._on_done, self.crops_agreed.emit))

    def _on_done(self, tell: Callable[[int], None], answer: batching.Applied) -> None:
        if answer.pairs:
            self._done.append(answer)
        tell(len(answer.pairs))
        self._ring(answer.changes)

    def undo(self) -> None:
        """Take the last batch back as one step."""
        if self._done:
            last = self._done.pop()
            self._errands.do(
                "store", "light_table", partial(batching.undo, self._errands.desk, last), self._ring
            )

    # -- the directory

    def read_directory(self) -> None:
        """The directory, for completion and for its own window."""
        # Five thousand entries take a moment to read: beside the store lane, where nobody's save waits behind it.
        self._directory.ask(
            partial(directory.brought_up, self._errands.desk),
            self._on_directory,
            self._errands.failed("directory", None),
        )

    def _on_directory(self, answer: tuple[Directory, Changes]) -> None:
        self.directory_read.emit(answer[0])
        if answer[1]:
            self._errands.ring(answer[1], "directory")

    def keep_entry(self, entry: Contributor) -> None:
        """Write one entry of the directory."""
        self._errands.do(
            "store",
            "directory",
            partial(directory.keep, self._errands.desk, entry),
            lambda _kept: self._errands.ring(Changes(newsroom=True, outbox=True), "directory"),
        )

    def drop_entry(self, entry_id: str) -> None:
        """Take one entry out of the directory."""
        self._errands.change("directory", directory.drop, entry_id)

    def merge_entries(self, kept: str, double: str) -> None:
        """Make two entries one and write the kept name into every credit."""
        work = partial(directory.merge, self._errands.desk, kept, double)
        self._errands.do("store", "directory", work, self._ring)

    # -- pictures: the newest wish first, for that is what is on the screen

    def picture(self, photo_id: str, size: int) -> None:
        """A picture of a photo, decoded outside; its longer side is at most *size* pixels."""
        self._waiting.pop((photo_id, size), None)
        self._waiting[photo_id, size] = None
        while len(self._waiting) > _MOST_WAITING:
            dropped = next(iter(self._waiting))
            del self._waiting[dropped]
            self.picture_dropped.emit(*dropped)
        self._next_picture()

    def _next_picture(self) -> None:
        while self._waiting and self._under_way < _AT_ONCE:
            (photo_id, size), _ = self._waiting.popitem()
            self._under_way += 1
            home: Callable[[QImage], None] = partial(self._picture_home, photo_id, size)
            work = partial(decoded, partial(picturing.thumbnail, self._errands.desk, PhotoId(photo_id), size))
            # A placeholder says it; the sheet names a damaged photo itself.
            self._errands.lanes.run("outside", work, home, lambda _error, home=home: home(QImage()))  # type: ignore[misc]

    def _picture_home(self, photo_id: str, size: int, image: QImage) -> None:
        self._under_way -= 1
        self.picture_made.emit(photo_id, size, image)
        self._next_picture()

    # -- the bell

    def _ring(self, changes: Changes) -> None:
        self._errands.ring(changes, "light_table")
        self._renders.ask(sorted(changes.photos))

    def _on_changed(self, changes: Changes, _by: str) -> None:
        if (changes.photos or changes.articles) and self._shown:
            self.find(self._wanted)
        if changes.newsroom:
            self.read_directory()
        elif changes.photos:
            self._quiet.start()
