"""What waits to be sent, in words people can read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# How the sentence of a missing right begins; the site says it, the outbox recognises it.
FORBIDDEN = "Peran Anda tidak boleh"


class StepState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    RETRYING = "retrying"
    PAUSED = "paused"  # a person holds it back
    PARKED = "parked"  # refused for good until a person acts; others pass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on its way to the site: a revision, a file or a command.

    *kind* is a record's ("article", "photo", "mark" ...), "blob" or "command"; *title* names it for people; *reason* is
    a sentence on why it still waits; *next_try* is UTC. *forbidden*: the site does not let this person do it, so a
    colleague has to; the text can be carried over as a file.
    """

    id: str
    kind: str
    record_id: str
    title: str
    state: StepState
    reason: str = ""
    tries: int = 0
    next_try: datetime | None = None
    can_cancel: bool = False
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class SyncState:
    """The status line: how much waits, why, and when the site was last seen (UTC).

    *held* of those *waiting* go nowhere before a person acts.
    *clock_ahead* is by how many seconds the site's clock is ahead of this computer's. *signed_out*: no token is at
    hand, so the site is not even asked; *unknown*: the site does not take the token any more. *left_behind* counts
    stories and photos of another site. *tries* counts the rounds that failed in a row, *next_try* is when the next one
    is due, None while it runs; whoever asks for rounds fills both in.
    """

    waiting: int = 0
    conflicts: int = 0
    reachable: bool | None = None
    last_seen: datetime | None = None
    trouble: str = ""
    clock_ahead: float = 0.0
    paused: bool = False
    signed_out: bool = False
    unknown: bool = False
    left_behind: int = 0
    tries: int = 0
    next_try: datetime | None = None
    held: int = 0


class Leg(StrEnum):
    """Which part of a round is under way."""

    SENDING = "sending"
    RECEIVING = "receiving"
    FILES_OUT = "files_out"
    FILES_IN = "files_in"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one leg of a round has come; *total* may still grow."""

    leg: Leg
    done: int
    total: int


class DeletionChoice(StrEnum):
    ACCEPT = "accept"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class DeletionsAsked:
    """The site wants *count* of *living* stories gone, up to number *head* of its feed; *titles* names the first."""

    count: int
    living: int
    head: int
    titles: tuple[str, ...] = ()
