"""The open line to the site: pokes bring a round forward, seats say who is in which story."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import living
from desktop_app.desk.bundle import Desk
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.presence import Company, Seat
from desktop_app.ui.lanes import Latest, Running


class Listening(QObject):
    """*poked(head)*: the site's feed grew. *company(Company)*: who else is in the open story now.

    *lost_pen(name)*: a colleague took the open story over. Nothing depends on the line: when it breaks, the next
    round that goes well opens it again.
    """

    poked = Signal(int)
    company = Signal(object)
    lost_pen = Signal(str)
    _heard = Signal(object, object)
    _ended = Signal(object)

    def __init__(self, desk: Desk, lanes: Running, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lanes = lanes
        self._ears: living.Ears | None = None
        self._closed = False
        self._seats: tuple[Seat, ...] = ()
        self._article = ""
        self._device = ""
        self._sitting = Latest(lanes, "outside")
        self._heard.connect(self._on_heard)
        self._ended.connect(self._on_end)

    def open(self) -> None:
        """Listen, if nobody does yet."""
        if self._closed or self._ears is not None:
            return
        self._ears = ears = living.Ears()
        self._lanes.run("ears", partial(self._listen, ears), lambda _nothing: None, self._ignore)
        self._lanes.run(
            "store", partial(living.my_device, self._desk), partial(self._on_device, ears), self._ignore
        )

    def leave(self) -> None:
        """The desk goes over to another site, or comes in anew: what was heard so far is another's.

        The next round that goes well opens the line there: before it, nobody knows what that site calls this desk.
        """
        if self._ears is not None:
            self._ears.close()
            self._on_end(self._ears)

    def close(self) -> None:
        """Stop listening for good; from now on nothing is told."""
        self._closed = True
        if self._ears is not None:
            self._ears.close()

    def sit(self, article_id: str, *, take_pen: bool = False) -> None:
        """Say that this story is open here now; *take_pen*: and that it is ours to write."""
        self._article = article_id
        self._tell_company()
        if self._ears is not None and not self._closed:
            work = partial(living.sit, self._desk, article_id, take_pen=take_pen)
            self._sitting.ask(work, lambda _nothing: None, self._ignore)

    def _listen(self, ears: living.Ears) -> None:
        """In the lane of ears. However it ends, even by a mistake of ours, the line counts as closed."""
        try:
            living.listen(self._desk, ears, partial(self._heard.emit, ears))
        finally:
            self._ended.emit(ears)

    def _on_device(self, ears: living.Ears, device: str) -> None:
        if ears is not self._ears:
            return
        self._device = device
        if self._article:
            self.sit(self._article)

    def _on_heard(self, ears: living.Ears, heard: living.Heard) -> None:
        if self._closed or ears is not self._ears:
            return
        if heard.head is not None:
            self.poked.emit(heard.head)
        if heard.seats is not None:
            before, self._seats = self._mine(), heard.seats
            now = self._mine()
            there = living.company_of(self._seats, self._article, self._device)
            took = before is not None and now is not None and before.pen and not now.pen
            if took and before is not None and before.article_id == self._article:
                self.lost_pen.emit(there.writes)
            self._tell_company()

    def _mine(self) -> Seat | None:
        return next((seat for seat in self._seats if seat.device == self._device), None)

    def _tell_company(self) -> None:
        there = living.company_of(self._seats, self._article, self._device) if self._article else Company()
        self.company.emit(there)

    def _on_end(self, ears: living.Ears) -> None:
        if ears is not self._ears:
            return
        self._ears = None
        self._seats = ()
        if not self._closed:
            self._tell_company()

    def _ignore(self, _error: Refusal | Trouble) -> None:
        """Company is a courtesy: whoever cannot be told will see the text all the same."""
