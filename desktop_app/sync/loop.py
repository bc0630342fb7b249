"""When the next round is due: arithmetic only. Who sleeps and who calls is somebody else's business."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.domain.errors import Trouble
from desktop_app.sync.backoff import delay
from desktop_app.sync.trouble import LYING, OTHER, SIGNED_OUT, TOO_OLD, UNAUTHORISED, SiteTrouble

QUIET = 20.0  # seconds between rounds when nothing waits here
SOON = 0.4  # seconds from the last save to its round: a colleague sees it within a second
LATEST = (
    3.0  # seconds from the first save that waits; sending seals a revision, so typing goes out no oftener
)
_NEEDS_A_PERSON = (UNAUTHORISED, SIGNED_OUT, OTHER, TOO_OLD)
_PERSONS_PACE = 300.0  # seconds; another try cannot help, but somebody may have mended it


@dataclass(frozen=True, slots=True)
class Rhythm:
    """*due* is a moment on the caller's monotonic clock, in seconds; *failures* counts rounds failed in a row.

    *saved_first* is when the first save that waits for a round came.
    """

    due: float = 0.0
    failures: int = 0
    saved_first: float | None = None

    def nudged(self, now: float) -> "Rhythm":
        """Something was saved here. A site that is failing is not asked sooner because of it."""
        if self.failures:
            return self
        first = now if self.saved_first is None else self.saved_first
        # Each save puts the round off a little, so that it comes in a pause; but not for ever.
        due = min(now + SOON, first + LATEST)
        return replace(
            self, due=due if self.saved_first is not None else min(self.due, due), saved_first=first
        )

    def poked(self, now: float) -> "Rhythm":
        """The site says that it has news. One that is failing is not asked sooner because of it."""
        return self if self.failures else replace(self, due=min(self.due, now))

    def wished(self, now: float) -> "Rhythm":
        """A person asked for a round, or the network changed: at once, with patience anew."""
        return Rhythm(due=now)

    def succeeded(self, now: float) -> "Rhythm":
        """A round went through."""
        return Rhythm(due=now + QUIET)

    def failed(self, now: float, trouble: Trouble, uniform: Callable[[float, float], float]) -> "Rhythm":
        """A round did not."""
        failures = self.failures + 1
        if trouble.kind in _NEEDS_A_PERSON:
            return Rhythm(now + _PERSONS_PACE, failures)
        asked = trouble.retry_after if isinstance(trouble, SiteTrouble) else None
        # A site that talks nonsense is asked less often from the start.
        counted = failures + 4 if trouble.kind == LYING else failures
        return Rhythm(now + delay(counted, uniform, retry_after=asked), failures)

    def is_due(self, now: float) -> bool:
        """Whether to start a round now."""
        return now >= self.due
