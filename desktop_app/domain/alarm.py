"""What is wrong with the public page after publishing: said until it is mended."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# A scheduled story may be this late, by the site's clock, before somebody is told.
LATE = timedelta(minutes=2)
# A desk's clock may be this far from the site's before it is said.
CLOCK_APART = timedelta(minutes=1)


class AlarmKind(StrEnum):
    DIFFERS = "differs"  # the page is not what was signed
    MISSED = "missed"  # its moment has passed and it is not there
    STILL_THERE = "still_there"  # taken back, and still to be read


@dataclass(frozen=True, slots=True)
class Alarm:
    """*why* is a whole sentence that names the story."""

    article_id: str
    kind: AlarmKind
    title: str
    why: str
    url: str = ""
