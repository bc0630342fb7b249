"""What waits to be sent, in words people can read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StepState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    RETRYING = "retrying"
    PARKED = "parked"  # refused for good until a person acts; others pass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on its way to the site: a revision, a file or a command.

    *kind* is "article", "photo", "blob", "mark", "sign_off", "list_entry",
    "contributor" or "command"; *title* names it for
    people; *reason* is a sentence on why it still waits; *next_try* is UTC.
    """

    id: str
    kind: str
    record_id: str
    title: str
    state: StepState
    reason: str = ""
    tries: int = 0
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class SyncState:
    """The status line: how much waits, why, and when the site was last seen (UTC).

    *clock_ahead* is by how many seconds the site's clock is ahead of this computer's.
    """

    waiting: int = 0
    conflicts: int = 0
    reachable: bool | None = None
    last_seen: datetime | None = None
    trouble: str = ""
    clock_ahead: float = 0.0
