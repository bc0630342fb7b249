"""The light table: what one frame shows, and which frames are asked for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.credit import Credit
from desktop_app.domain.ids import PhotoId

STARS = range(6)
THROWN_OUT = -1
DAYS_AHEAD = 30  # rights that end within so many days are soon to end


@dataclass(frozen=True, slots=True)
class Frame:
    """One photo on the light table. *credit* holds what the line shows; *day* is when it was taken, in WIB.

    *focus* is the point its crops keep; *looked* says that nobody needs to look at them any more.
    """

    id: PhotoId
    file_name: str
    caption: str
    credit: Credit
    credited: bool
    rating: int
    event: str
    day: date | None
    expires: date | None
    used: int
    focus: tuple[float, float] | None = None
    looked: bool = False


class Order(StrEnum):
    NEWEST = "newest"
    TAKEN = "taken"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class FrameFilter:
    """Which frames. *text*: every word occurs in caption, credit, file name or event. *expiring_by*: rights end
    on or before that day. *unlooked*: nobody has looked at the crops. *stars*: at least so many; 0 leaves out only
    what was thrown out, -1 shows that too.
    """

    text: str = ""
    uncredited: bool = False
    expiring_by: date | None = None
    unused: bool = False
    unlooked: bool = False
    event: str = ""
    day: date | None = None
    photographer: str = ""
    stars: int = 0
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True)
class LightTable:
    """The frames asked for, and what there is to choose from in the filters."""

    frames: tuple[Frame, ...]
    events: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedIn:
    """One story that shows a photo: *slot* is "hero" or "body"."""

    article_id: str
    title: str
    slot: str
    live: bool
