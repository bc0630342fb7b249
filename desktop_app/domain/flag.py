"""What the language check found in a text: spelling and house style, each with what to do."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FlagKind(StrEnum):
    """Style outranks spelling where both speak of the same words."""

    SPELLING = "spelling"
    STYLE = "style"


class Place(StrEnum):
    """Where a passage stands; some rules hold only in running text."""

    BODY = "body"
    HEADLINE = "headline"
    QUOTE = "quote"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of text to check: a line of the editor, a block, a field.

    *block* is a block's id or a field's name; *italic* holds spans ``(start, end)``, where foreign words may stand.
    """

    text: str
    place: Place = Place.BODY
    italic: tuple[tuple[int, int], ...] = ()
    block: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """Words a person should look at. *start* and *end* count code points of the passage's text.

    *rule* names the rule ("spelling" for words no dictionary knows). *fixes* are at hand without asking anybody;
    a spelling flag has none until suggestions are asked for. *sure* means the first fix may be taken with one click.
    """

    start: int
    end: int
    text: str
    kind: FlagKind
    rule: str
    message: str
    fixes: tuple[str, ...] = ()
    sure: bool = False
    block: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody decided that one rule does not speak in one story. *at* is UTC."""

    rule: str
    by: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a story adds to a check: its *language*, its *day* (for weekdays), and the rules silenced in it."""

    language: str = "id"
    day: date | None = None
    silences: tuple[Silence, ...] = ()

    @property
    def silenced(self) -> frozenset[str]:
        return frozenset(each.rule for each in self.silences)


@dataclass(frozen=True, slots=True)
class Findings:
    """A whole story checked. *notice* says calmly what could not be checked, and what to do; empty when all was."""

    flags: tuple[Flag, ...]
    context: Context
    notice: str = ""

    def count(self, kind: FlagKind) -> int:
        """How many flags of one kind."""
        return sum(flag.kind is kind for flag in self.flags)
