"""The newsroom's proofreading: marks on the open story, their settlement, and its sign-off."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import proofing
from desktop_app.domain.changes import Changes
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import WRITERS, Role
from desktop_app.domain.proof import MarkKind
from desktop_app.ui.newsroom.errands import Errands

_PLACE = "marks"


class Proofs(QObject):
    """*left_open(sentences)*: after accepting all, what could not be put into the text, and why."""

    left_open = Signal(object)

    def __init__(self, errands: Errands, open_id: Callable[[], ArticleId], parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._open_id = open_id

    @property
    def may_write(self) -> bool:
        """Whether what this person types becomes text; else it is suggested."""
        return self._errands.desk.person.role in WRITERS

    @property
    def suggests_only(self) -> bool:
        """Whether this person proofreads: marks and suggests, and leaves the text alone."""
        return self._errands.desk.person.role is Role.PROOFREADER

    def mark(
        self, place: str, quote: str, start: int, kind: MarkKind, note: str, suggestion: str | None
    ) -> None:
        """Mark words of the open story."""
        work = partial(
            proofing.mark,
            self._errands.desk,
            self._open_id(),
            block_id=place,
            quote=quote,
            start=start,
            kind=kind,
            note=note,
            suggestion=suggestion,
        )
        self._errands.do("store", _PLACE, work, lambda made: self._errands.ring(made[1], _PLACE))

    def reply(self, mark_id: str, text: str) -> None:
        """Add a word under a mark."""
        self._errands.change(_PLACE, proofing.reply, mark_id, text)

    def accept(self, mark_id: str) -> None:
        """Put a suggestion into the text."""
        self._errands.change(_PLACE, proofing.accept, mark_id)

    def accept_all(self) -> None:
        """Put every open suggestion into the text."""

        def done(answer: tuple[Changes, tuple[str, ...]]) -> None:
            self._errands.ring(answer[0], _PLACE)
            self.left_open.emit(answer[1])

        work = partial(proofing.accept_all, self._errands.desk, self._open_id())
        self._errands.do("store", _PLACE, work, done)

    def reject(self, mark_id: str) -> None:
        """Leave the text as it is."""
        self._errands.change(_PLACE, proofing.reject, mark_id)

    def resolve(self, mark_id: str) -> None:
        """Close a mark."""
        self._errands.change(_PLACE, proofing.resolve, mark_id)

    def reopen(self, mark_id: str) -> None:
        """Take a settled mark up again."""
        self._errands.change(_PLACE, proofing.reopen, mark_id)
