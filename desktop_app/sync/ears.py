"""Listening to the site's open line: pokes when its feed grew, and who is in which story.

Nothing depends on it. A poke only brings a round forward; without the line, rounds come at their own pace.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from desktop_app.domain.errors import Trouble
from desktop_app.domain.presence import Seat
from desktop_app.sync.client import SiteClient
from desktop_app.sync.transport import OpenLine
from desktop_app.sync.trouble import unreachable
from desktop_app.wire import json
from desktop_app.wire.shapes import Seats

_MOST_SEATS = 2_000


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece of news: the feed's number, or the seats; the other one is None."""

    head: int | None = None
    seats: tuple[Seat, ...] | None = None


class Ears:
    """One open line, listened to by one thread and cut from any other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._line: OpenLine | None = None
        self._closed = False

    def listen(self, client: SiteClient, told: Callable[[Heard], None]) -> None:
        """Until the line breaks (Trouble "site.unreachable") or :meth:`close` is called, which just returns."""
        line = client.events()
        with self._lock:
            if self._closed:
                line.cut()
                return
            self._line = line
        try:
            for heard in _news(line.lines()):
                told(heard)
        except Trouble:
            if not self._closed:
                raise
        finally:
            line.cut()

    def close(self) -> None:
        """Stop listening, now and for good."""
        with self._lock:
            self._closed = True
            line = self._line
        if line is not None:
            line.cut()


def _news(lines: Iterator[bytes]) -> Iterator[Heard]:
    """Server-sent events as news. What is not understood is passed over: a newer site may say more."""
    event, data = "", b""
    for raw in lines:
        line = raw.rstrip(b"\r")
        if line.startswith(b"event:"):
            event = line[6:].strip().decode("utf-8", "replace")
        elif line.startswith(b"data:"):
            data += line[5:].strip()
        elif not line:
            heard = _understood(event, data)
            event, data = "", b""
            if heard is not None:
                yield heard
    raise unreachable("the site hung up")


def _understood(event: str, data: bytes) -> Heard | None:
    try:
        if event == "head":
            plain = json.read(data)
            head = plain.get("head") if isinstance(plain, dict) else None
            return Heard(head=head) if isinstance(head, int) and head >= 0 else None
        if event == "seats":
            seats = Seats.model_validate(json.read(data)).seats[:_MOST_SEATS]
            return Heard(
                seats=tuple(Seat(one.article, one.who, one.device, one.since, one.pen) for one in seats)
            )
    except (ValidationError, ValueError):
        return None
    return None
