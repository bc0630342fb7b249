"""A clash that no rule may settle: both texts are kept until a person chooses."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.ids import ArticleId


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of one place. *place* is a field name or a block id; texts are what each side wrote.

    The live revision carries *theirs* (the site's); *mine* also stays in its revision, which is never deleted.
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

    @property
    def open(self) -> bool:
        return self.settled_at is None
