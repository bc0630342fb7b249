"""Who is in which story at this moment. Advisory: nobody is kept out, and both texts would be kept anyway."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at a desk in a story; *device* tells two desks of one person apart, *since* is ISO 8601 in UTC.

    *pen*: he is the one who writes; the first to come holds it, and anybody may take it over.
    """

    article_id: str
    who: str
    device: str
    since: str = ""
    pen: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """The others in one story: *writes* holds the pen (empty when nobody else does), *others* are all their names."""

    writes: str = ""
    others: tuple[str, ...] = ()


def company(seats: Iterable[Seat], article_id: str, device: str) -> Company:
    """Who else is in *article_id*, seen from *device*."""
    there = [seat for seat in seats if seat.article_id == article_id and seat.device != device]
    writes = next((seat.who for seat in there if seat.pen), "")
    return Company(writes, tuple(dict.fromkeys(seat.who for seat in there)))
