"""What the desk remembers of its watch over public pages: how far it has looked, and what is wrong."""

from datetime import datetime

from sqlalchemy import func, select

from desktop_app.domain.alarm import Alarm
from desktop_app.domain.article import Page, Publication
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import settings
from desktop_app.storage.codec import dump, load, micros
from desktop_app.storage.commands import OVER
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import command, page_row, record, revision

_SEEN = "watch.seen"
_ALARMS = "watch.alarms"


def to_check(tx: Transaction, since: datetime, limit: int) -> tuple[tuple[int, Page], ...]:
    """Pages the site told of that nobody looked at yet, with the feed's numbers, oldest first.

    The very first time only those published after *since*: a desk that joins an old site need not look at all of it.
    """
    seen = settings.get(tx, _SEEN)
    statement = (
        select(record.c.site_seq, revision.c.doc)
        .join(revision, revision.c.rev == record.c.head)
        .join(page_row, page_row.c.article_id == record.c.id)
        .where(record.c.kind == "page", record.c.site_seq > int(seen or 0))
        .order_by(record.c.site_seq)
        .limit(limit)
    )
    if seen is None:
        statement = statement.where(page_row.c.published_at >= micros(since))
    return tuple((row.site_seq, from_plain(Page, load(row.doc))) for row in tx.connection.execute(statement))


def looked_at(tx: Transaction, number: int) -> None:
    """Every page up to this number of the feed has been looked at; 0: up to the newest the desk knows."""
    if number == 0:
        newest = select(func.max(record.c.site_seq)).where(record.c.kind == "page")
        number = tx.connection.execute(newest).scalar_one_or_none() or 0
    if number > int(settings.get(tx, _SEEN) or -1):
        settings.put(tx, _SEEN, str(number))


def scheduled_before(tx: Transaction, moment: datetime) -> tuple[Page, ...]:
    """Pages whose time should have come by *moment* and that are, as far as this desk knows, not live."""
    rows = tx.connection.execute(
        select(revision.c.doc)
        .select_from(page_row)
        .join(record, (record.c.kind == "page") & (record.c.id == page_row.c.article_id))
        .join(revision, revision.c.rev == record.c.head)
        .where(
            page_row.c.publication == Publication.SCHEDULED.value, page_row.c.published_at <= micros(moment)
        )
    )
    return tuple(from_plain(Page, load(row.doc)) for row in rows)


def unsent_schedules(tx: Transaction, moment: datetime) -> tuple[tuple[str, datetime], ...]:
    """Publish commands that never reached the site although their time was before *moment*: (article, time).

    A story that was dated back, older than the very text it publishes, misses nothing by waiting.
    """
    rows = tx.connection.execute(
        select(command.c.body, revision.c.written_at)
        .join(revision, revision.c.rev == command.c.rev)
        .where(command.c.state.not_in(OVER))
    )
    waiting = [(load(row.body), row.written_at) for row in rows]
    timed = [
        (body["article"], datetime.fromisoformat(body["at"]), written)
        for body, written in waiting
        if body.get("at")
    ]
    return tuple(
        (article_id, at) for article_id, at, written in timed if written < micros(at) <= micros(moment)
    )


def alarms(tx: Transaction) -> tuple[Alarm, ...]:
    """What was wrong when last looked at."""
    return tuple(from_plain(Alarm, plain) for plain in load(settings.get(tx, _ALARMS) or "[]"))


def keep_alarms(tx: Transaction, found: tuple[Alarm, ...]) -> None:
    """Remember *found* in place of what was known."""
    settings.put(tx, _ALARMS, dump(to_plain(found)))
