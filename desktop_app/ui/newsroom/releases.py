"""The newsroom's way to the public: publish, schedule, correct, take back, and the watch over what is public."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import publishing, watching
from desktop_app.domain.alarm import Alarm
from desktop_app.domain.changes import Changes
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import PUBLISHERS
from desktop_app.ui.newsroom.errands import Errands
from desktop_app.ui.newsroom.site_line import SiteLine

_PLACE = "readiness"


class Releases(QObject):
    """*alarmed(alarms)*: what is wrong with public pages now; told whenever that changed."""

    alarmed = Signal(object)

    def __init__(
        self, errands: Errands, line: SiteLine, open_id: Callable[[], ArticleId], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._errands = errands
        self._line = line
        self._open_id = open_id
        self._looking = False
        self._told: tuple[Alarm, ...] = ()
        line.rounds.went_well.connect(self._look)
        line.rounds.went_wrong.connect(self._look)

    @property
    def may_publish(self) -> bool:
        """Whether the person at this desk answers for what the public reads."""
        return self._errands.desk.person.role in PUBLISHERS

    def publish(self, at: datetime | None = None, override: str = "") -> None:
        """Send the open story to the public, now or at a moment; *override* goes past red lines."""
        self._send(publishing.publish, self._open_id(), override, at)

    def correct(self, note: str, override: str = "") -> None:
        """Send the open, live story out again with a word to the public."""
        self._send(publishing.correct, self._open_id(), note, override)

    def unpublish(self, reason: str = "") -> None:
        """Take the open story back from the public."""
        self._send(publishing.unpublish, self._open_id(), reason)

    def take_down(self, note: str, reason: str = "") -> None:
        """Remove the open story; its address tells the public why."""
        self._send(publishing.take_down, self._open_id(), note, reason)

    def _send(self, verb: Callable[..., Changes], *arguments: object) -> None:
        self._errands.change(_PLACE, verb, *arguments, then=self._line.sync_now)

    def _look(self, *_round: object) -> None:
        if self._looking:
            return
        self._looking = True

        def seen(answer: tuple[tuple[Alarm, ...], Changes]) -> None:
            self._looking = False
            found, changes = answer
            self._errands.ring(changes, "watch")
            if found != self._told:
                self._told = found
                self.alarmed.emit(found)

        def failed(_error: object) -> None:
            self._looking = False  # the next round looks again

        self._errands.lanes.run("outside", partial(watching.watch, self._errands.desk), seen, failed)
