"""What only the site knows: how often each story was read, and which were read most."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from desktop_app.domain.article import Publication
from desktop_app.domain.newsroom import Card, SiteLists
from desktop_app.domain.plain import from_plain
from desktop_app.site.store import SiteStore
from desktop_app.site.tables import page
from desktop_app.site.views import ViewCounter

MOST_READ = 10
_TOLD_EVERY = timedelta(minutes=5)  # desks are told of new counts no oftener
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Numbers:
    """*most_read* in order, each card with its count; *views* per live story."""

    most_read: tuple[Card, ...]
    views: dict[str, int]
    as_of: datetime

    @property
    def site_lists(self) -> SiteLists:
        """The lists as pages show them."""
        return SiteLists(self.most_read, self.as_of)


def gather(store: SiteStore, counter: ViewCounter, *, written: bool = True) -> Numbers:
    """The numbers as of now; without *written* as of the last time they were written, a few seconds ago at most."""
    totals = counter.totals(written=written)
    order = sorted(totals, key=lambda article_id: (-totals[article_id], article_id))[:MOST_READ]
    with store.reading() as connection:
        rows = connection.execute(
            select(page.c.article_id, page.c.card).where(
                page.c.article_id.in_(order), page.c.publication == Publication.LIVE.value
            )
        )
        cards = {row.article_id: from_plain(Card, json.loads(row.card)) for row in rows}
    listed = [replace(cards[name], views=totals[name]) for name in order if name in cards]
    return Numbers(tuple(listed), totals, counter.as_of)


def changed_at(counter: ViewCounter, now: datetime) -> datetime:
    """When the counts last changed; while the step of five minutes in which they did still runs, its beginning.

    So a desk that holds counts of this moment or later asks once when a step is over, and not at every reader.
    """
    begin = _EPOCH + (counter.as_of - _EPOCH) // _TOLD_EVERY * _TOLD_EVERY
    return counter.as_of if begin + _TOLD_EVERY <= now else begin
