"""Keeping the search table's stems in step with the dictionary: a desk may get one, or a better one, at any time."""

from sqlalchemy import text

from desktop_app.storage import settings
from desktop_app.storage.store import Transaction

_MADE_WITH = "search.stems"
_BATCH = text("SELECT rowid FROM article_fts WHERE rowid > :after ORDER BY rowid LIMIT :limit")
_RESTEM = text(
    "UPDATE article_fts SET stems = stems("
    "short_title || char(10) || headline || char(10) || lead || char(10) || tags || char(10) || body)"
    " WHERE rowid = :number"
)


def is_current(tx: Transaction) -> bool:
    """Whether every row's stems were made by today's rules and dictionary."""
    return settings.get(tx, _MADE_WITH) == tx.stemmer().name


def refresh(tx: Transaction, after: int, limit: int) -> int | None:
    """Make the stems of the next *limit* rows behind row *after* anew; answers the last row, None when all are done."""
    numbers = list(tx.connection.execute(_BATCH, {"after": after, "limit": limit}).scalars())
    for number in numbers:
        tx.connection.execute(_RESTEM, {"number": number})
    if numbers:
        return int(numbers[-1])
    settings.put(tx, _MADE_WITH, tx.stemmer().name)
    return None
