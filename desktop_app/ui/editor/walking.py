"""Walking through all that is open in a story, whoever found it: in reading order, from the caret, and around."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.ui.editor.fields import ParagraphField
from desktop_app.ui.editor.view import BodyView

Area = ParagraphField | BodyView


@dataclass(frozen=True, slots=True)
class Stop:
    """Words to look at: positions in *area* (UTF-16 units), and how to get there."""

    area: Area
    start: int
    end: int
    go: Callable[[], object]


def next_stop(areas: Sequence[Area], here: Area, stops: Sequence[Stop], *, back: bool) -> Stop | None:
    """The stop behind (or before) the caret of *here*, through all *areas* in order and around; None without any."""
    placed = sorted(stops, key=lambda stop: (areas.index(stop.area), stop.start, stop.end))
    if not placed:
        return None
    caret = here.textCursor()
    at = areas.index(here)
    if back:
        earlier = [s for s in placed if (areas.index(s.area), s.end) <= (at, caret.selectionStart())]
        return earlier[-1] if earlier else placed[-1]
    later = [s for s in placed if (areas.index(s.area), s.start) >= (at, caret.selectionEnd())]
    return later[0] if later else placed[0]
