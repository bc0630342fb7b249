"""What the public can read, as the site last told: page records by article."""

from sqlalchemy import select

from desktop_app.domain.article import Page, Publication
from desktop_app.domain.newsroom import Card
from desktop_app.domain.plain import from_plain
from desktop_app.storage import records
from desktop_app.storage.codec import load
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import page_row


def get(tx: Transaction, article_id: str) -> Page | None:
    """The public page of an article; None when the site never made one."""
    doc = records.get(tx, "page", article_id)
    return None if doc is None else from_plain(Page, doc)


def recent_cards(tx: Transaction, limit: int) -> tuple[Card, ...]:
    """Cards of the live pages published last, newest first, then by article id; the site picks by the same order."""
    rows = tx.connection.execute(
        select(page_row.c.card)
        .where(page_row.c.publication == Publication.LIVE.value, page_row.c.card.is_not(None))
        .order_by(page_row.c.published_at.desc(), page_row.c.article_id)
        .limit(limit)
    )
    return tuple(from_plain(Card, load(row.card)) for row in rows)
