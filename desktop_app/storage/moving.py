"""Going over to another site: what the old one had is not there, and stays at this desk until somebody brings it.

A newsroom tries the desk on its own trial site first; nobody wants the demo stories of that on the real one unasked.
For the rest the new site is the old one come back with an empty memory: the next round asks it what it lacks, as after
a restore, so that what another desk has already brought there is known again.
"""

from sqlalchemy import Column, ColumnElement, bindparam, delete, func, or_, select, update

from desktop_app.storage import settings
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import (
    LEFT_BEHIND,
    article_photo,
    blob_sent,
    command,
    page_row,
    record,
    revision,
)

_SOME = "sync.left_behind"  # a setting: spares every other desk the search
_MOVED = "sync.moved"  # a setting, until the new site has been asked what it lacks
_COUNTED = ("article", "photo")


def _unsent(kind: Column[str], id: Column[str]) -> ColumnElement[bool]:
    waits = select(revision.c.number)
    return waits.where(revision.c.kind == kind, revision.c.id == id, revision.c.acked.is_(None)).exists()


_left = record.c.parked == LEFT_BEHIND
_going = record.alias("going")
_GOING = select(_going.c.id).where(
    _going.c.kind == "article", _going.c.parked == "", _unsent(_going.c.kind, _going.c.id)
)
_SPOKEN_OF = select(_going.c.about).where(
    _going.c.about != "", _going.c.parked == "", _unsent(_going.c.kind, _going.c.id)
)
_SHOWN = select(article_photo.c.photo_id).where(article_photo.c.article_id.in_(_GOING))
_STORIES = update(record).where(_left, record.c.kind == "article", record.c.id.in_(_SPOKEN_OF))
_THEIRS = update(record).where(
    _left, or_((record.c.kind == "photo") & record.c.id.in_(_SHOWN), record.c.about.in_(_GOING))
)
_COUNT = select(func.count()).where(
    _left, record.c.deleted.is_(False), record.c.kind.in_(bindparam("kinds", expanding=True))
)


def leave(tx: Transaction) -> None:
    """What the old site had waits for a person's word; what was on its way travels to the new one.

    Pages and commands were the old site's own and are over.
    """
    tx.connection.execute(
        update(record)
        .where(record.c.parked == "", ~_unsent(record.c.kind, record.c.id))
        .values(parked=LEFT_BEHIND)
    )
    tx.connection.execute(update(record).where(~_left).values(tries=0, why="", next_try=None))
    for table in (record, revision):
        tx.connection.execute(delete(table).where(table.c.kind == "page"))
    tx.connection.execute(delete(page_row))
    tx.connection.execute(delete(blob_sent))
    tx.connection.execute(
        update(command).where(command.c.state.in_(("waiting", "paused", "parked"))).values(state="cancelled")
    )
    settings.put(tx, _SOME, "1")
    settings.put(tx, _MOVED, "1")


def moved(tx: Transaction) -> bool:
    """Whether the site has yet to be asked what it lacks."""
    return bool(settings.get(tx, _MOVED))


def arrived(tx: Transaction) -> None:
    """The new site has been asked: what it knows was never left behind."""
    tx.connection.execute(update(record).where(_left, ~_unsent(record.c.kind, record.c.id)).values(parked=""))
    settings.put(tx, _MOVED, "")


def left_behind(tx: Transaction) -> int:
    """How many stories and photos of another site wait for a person's word."""
    if not some_left(tx):
        return 0
    return int(tx.connection.execute(_COUNT, {"kinds": _COUNTED}).scalar_one())


def some_left(tx: Transaction) -> bool:
    """Whether there may be any; costs nothing."""
    return bool(settings.get(tx, _SOME))


def revisions_left(tx: Transaction, kind: str, id: str) -> list[str]:
    """The revisions of a record that was left behind; none when it was not."""
    if tx.connection.execute(
        select(record.c.number).where(_left, record.c.kind == kind, record.c.id == id)
    ).first():
        unsent = revision.c.acked.is_(None)
        rows = select(revision.c.rev).where(unsent, revision.c.kind == kind, revision.c.id == id)
        return list(tx.connection.execute(rows).scalars())
    return []


def met_again(tx: Transaction, kind: str, id: str, known: list[str], seq: int) -> None:
    """The new site has this record, brought by somebody else: *known* are those of our revisions that it has.

    The newest of them is what both sides grew from, and what was written after it goes there too.
    """
    mine = (record.c.kind == kind) & (record.c.id == id)
    tx.connection.execute(update(revision).where(revision.c.rev.in_(known)).values(acked=seq, sent=True))
    newest = (
        select(revision.c.rev).where(revision.c.rev.in_(known)).order_by(revision.c.number.desc()).limit(1)
    )
    tx.connection.execute(
        update(record)
        .where(mine)
        .values(parked="", site_rev=tx.connection.execute(newest).scalar_one_or_none())
    )


def bring_all(tx: Transaction) -> None:
    """Send everything of the other site to this one."""
    tx.connection.execute(update(record).where(_left).values(parked=""))
    settings.put(tx, _SOME, "")


def bring_along(tx: Transaction) -> None:
    """Send the stories that marks and sign-offs on their way speak of, and with each story its photos and marks."""
    tx.connection.execute(_STORIES.values(parked=""))
    tx.connection.execute(_THEIRS.values(parked=""))
