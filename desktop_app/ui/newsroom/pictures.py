"""The newsroom's photos: taking them in, crediting them, using them in the open story, their small pictures."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop_app.desk import picturing
from desktop_app.domain.changes import Changes
from desktop_app.domain.credit import Credit
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.domain.newsroom import House
from desktop_app.domain.opened import TakenIn
from desktop_app.ui.newsroom.errands import Errands
from desktop_app.ui.newsroom.intake import IntakeLine
from desktop_app.ui.newsroom.renders import Renders
from desktop_app.ui.newsroom.thumbnails import Thumbnails

_AFTER_THE_PAGE_MS = 200


class Pictures(QObject):
    """Facts: photos found, files on their way in and taken in, a small picture made."""

    found = Signal(object)
    taken_in = Signal(object)
    intake_begun = Signal(int)
    thumbnail_made = Signal(str, int, QImage)

    def __init__(self, errands: Errands, open_id: Callable[[], ArticleId], parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._open_id = open_id
        self.intake = IntakeLine(errands, self)
        self.intake.begun.connect(self.intake_begun)
        self.intake.ended.connect(self.taken_in)
        self.intake.ended.connect(self._on_taken_in)
        self.renders = Renders(errands)
        self._house: House | None = None
        self._thumbnails = Thumbnails(errands.desk, errands.lanes, self.thumbnail_made.emit)
        errands.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes, _by: str) -> None:
        if changes.photos:
            self.find()

    def take_in(self, paths: list[Path]) -> None:
        """Take photo files in, one after another."""
        self.intake.take(paths)

    def _on_taken_in(self, taken: TakenIn) -> None:
        # A file that was here before perhaps takes the place of one that was lost or damaged.
        self.renders.ask(taken.known)

    def find(self, text: str = "") -> None:
        """The newsroom's photos, newest first."""
        self._errands.do(
            "store", "photos", partial(picturing.list_photos, self._errands.desk, text=text), self.found.emit
        )

    def credit(self, photo_id: str, credit: Credit, caption: str, alt: str, decorative: bool) -> None:
        """Confirm a photo's credit; its renditions follow outside."""
        work = partial(
            picturing.credit,
            self._errands.desk,
            PhotoId(photo_id),
            credit=credit,
            caption=caption,
            alt=alt,
            decorative=decorative,
        )
        self._errands.do("store", "photos.credit", work, partial(self._picture_changed, photo_id))

    def set_focus(self, photo_id: str, x: float, y: float) -> None:
        """Where the eye should land."""
        work = partial(picturing.set_focus, self._errands.desk, PhotoId(photo_id), (x, y))
        self._errands.do("store", "photos", work, partial(self._picture_changed, photo_id))

    def house_known(self, house: House) -> None:
        """What the site says of itself stands in every file: those that say something else are made anew.

        First heard when the desk starts, which is also the time for what it was stopped in.
        """
        if house != self._house:
            self._house = house
            self.renders.catch_up()

    def _picture_changed(self, photo_id: str, changes: Changes) -> None:
        self._errands.ring(changes, "photos")
        # The files are a second's work for every processor; whoever wrote the credit sees it on the page before that.
        QTimer.singleShot(_AFTER_THE_PAGE_MS, self, partial(self.renders.ask, [photo_id]))

    def use_as_hero(self, photo_id: str) -> None:
        """Make the photo the open story's main picture."""
        self._errands.change("photos", picturing.use_as_hero, self._open_id(), PhotoId(photo_id))

    def drop_hero(self) -> None:
        """Leave the open story without a main picture."""
        self._errands.change("photos", picturing.drop_hero, self._open_id())

    def thumbnail(self, photo_id: str, size: int) -> None:
        """A small picture of a photo; null when the original is not here yet."""
        self._thumbnails.ask(photo_id, size)
