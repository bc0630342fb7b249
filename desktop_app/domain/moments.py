"""Which moments a story may be scheduled for or dated back to, and when it then goes out."""

from datetime import datetime, timedelta

from desktop_app.domain.newsroom import WIB

# No story stood on a page of the web before; a zero of another program's calendar (0001, 1900, 1970) lies here too.
EARLIEST = datetime(1990, 1, 1, tzinfo=WIB)
# Elections and games are planned two years ahead, no story is; what lies beyond is a slip in the year.
FARTHEST = timedelta(days=2 * 366)


def implausible(at: datetime, now: datetime) -> str:
    """A sentence when no story can mean *at*; empty when one may."""
    if at < EARLIEST:
        return f"Waktu terbit {at.date()} sebelum 1990. Periksa tahunnya."
    if at > now + FARTHEST:
        return f"Waktu terbit {at.date()} lebih dari dua tahun lagi. Periksa tahunnya."
    return ""


def due(at: datetime | None, embargo: datetime | None, now: datetime) -> datetime | None:
    """When a story goes out that is to go out *at*, None for now. An embargo holds whatever was asked."""
    return max((moment for moment in (at, embargo) if moment is not None and moment > now), default=None)
