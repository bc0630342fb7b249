"""A clash that no rule may settle: both texts are kept until a person chooses."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.ids import ArticleId


class Weight(StrEnum):
    """How much a person is asked. CHOOSE holds the story back until somebody chose; LOOK was merged and is shown."""

    CHOOSE = "choose"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of one place. *place* is a field name or block ids joined by "+"; texts are what each side wrote.

    The live revision carries *theirs* (the site's), or *merged* when both went together and somebody only has to
    look; *mine* also stays in its revision, which is never deleted. *by* wrote mine, *at* is when the two met;
    *theirs_by* and *theirs_at* (by the site's clock) speak of the other text. *chosen_rev* is the revision a choice
    made.
    """

    id: str
    article_id: ArticleId
    place: str
    base: str
    mine: str
    theirs: str
    mine_rev: str
    theirs_rev: str
    by: str = ""
    at: datetime | None = None
    settled_by: str = ""
    settled_at: datetime | None = None
    choice: str = ""
    weight: Weight = Weight.CHOOSE
    merged: str = ""
    theirs_by: str = ""
    theirs_at: datetime | None = None
    chosen_rev: str = ""

    @property
    def open(self) -> bool:
        return self.settled_at is None

    @property
    def asks(self) -> bool:
        """Whether the story has to wait for a person's choice."""
        return self.open and self.weight is Weight.CHOOSE


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record with something to choose or to look at, for the list on every desk. *title* is empty for a photo."""

    article_id: ArticleId
    title: str
    choose: int
    look: int
