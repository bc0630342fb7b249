"""The audit log: who did what, when, at which desk, to what, and why. Entries are added, never changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """What is written down: every word given for the public, and every red line somebody went past."""

    SIGN = "sign"
    OVERRIDE = "override"  # past a red line of the readiness list
    PHOTO_OVERRIDE = "photo_override"  # past a warning about one photo
    ACCEPT = "accept"  # a proofreader's suggestion became text
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    CORRECT = "correct"  # a live story went out again with a public note
    UNPUBLISH = "unpublish"
    TAKEDOWN = "takedown"  # removed for good reason: the public address says so
    CLASH = "clash"  # which block of a photo's file was believed
    CREDIT = "credit"  # a corrected credit followed to a live page
    RIGHTS_ENDED = "rights_ended"  # a picture left its live page by the clock
    ALARM = "alarm"  # the public page was not what was signed


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    *by* is a person's name, *device* the desk (or the site's own clock); *object_kind* and *object_id* say what was
    touched, *article_id* the story it belongs to ("" for none). *reason* is the person's own sentence, *details*
    are stable words for machines, such as the rules that were passed over. *act* is an :class:`Act`, or a word of a
    newer desk.
    """

    id: str
    at: datetime
    by: str
    device: str
    act: str
    object_kind: str
    object_id: str
    article_id: str = ""
    reason: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One entry to read: *title* is its story's short title today, "" when it belongs to none this desk holds."""

    entry: Entry
    title: str = ""
