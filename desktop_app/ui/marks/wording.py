"""What marks are called and how they look."""

from dataclasses import dataclass

from desktop_app.domain.proof import ACCEPTED, DONE, REJECTED, Mark, MarkKind
from desktop_app.ui.words import tr


@dataclass(frozen=True, slots=True)
class Look:
    """A kind's word, the name of its icon, and its tone (a badge's; the ink under the words is made of it too)."""

    word: str
    icon: str
    tone: str


def look_of(kind: MarkKind) -> Look:
    """How a kind of mark is shown everywhere."""
    return {
        MarkKind.SPELLING: Look(tr("Ejaan"), "text-aa", "bad"),
        MarkKind.FACT: Look(tr("Fakta"), "magnifying-glass", "warn"),
        MarkKind.STYLE: Look(tr("Gaya"), "chat-centered-text", "accent"),
        MarkKind.CREDIT: Look(tr("Kredit"), "camera", "accent"),
        MarkKind.LAW: Look(tr("Hukum"), "scales", "bad"),
    }[kind]


def change_of(mark: Mark) -> str:
    """The quoted words, and what should stand there instead."""
    if mark.suggestion is None:
        return f"“{mark.quote}”"
    return f"“{mark.quote}” → “{mark.suggestion}”" if mark.suggestion else f"“{mark.quote}” → {tr('hapus')}"


def outcome_of(mark: Mark) -> str:
    """How it was settled, and by whom."""
    words = {ACCEPTED: tr("Diterima"), REJECTED: tr("Ditolak"), DONE: tr("Selesai")}
    return f"{words.get(mark.outcome, mark.outcome)}, {mark.resolved_by}"
