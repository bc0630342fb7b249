"""How long to wait before trying again: full jitter, and the site's own word wins."""

from collections.abc import Callable

CEILING = 300.0  # seconds
_MOST_DOUBLINGS = 9  # 2**9 is beyond the ceiling


def delay(
    failures: int,
    uniform: Callable[[float, float], float],
    *,
    retry_after: float | None = None,
    ceiling: float = CEILING,
) -> float:
    """Seconds to wait after *failures* failed tries in a row (1 or more).

    Spread evenly from zero, so that two hundred desks do not return together when a site comes back. *retry_after*
    is what the site asked for; it is obeyed up to *ceiling*.
    """
    if retry_after is not None:
        return max(0.0, min(retry_after, ceiling))
    return uniform(0.0, min(ceiling, 2.0 ** min(failures, _MOST_DOUBLINGS)))
