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
    """*why* names the story, says what is wrong and what to do."""

    article_id: str
    kind: AlarmKind
    title: str
    why: str
    url: str = ""

    @property
    def mended_by_publishing(self) -> bool:
        """Whether sending the story out once more is what helps; else looking again is."""
        return self.kind is AlarmKind.DIFFERS or (self.kind is AlarmKind.MISSED and bool(self.url))
