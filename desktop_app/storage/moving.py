"""Going over to another site: what the old one had is not there, and stays at this desk until somebody brings it.

A newsroom tries the desk on its own trial site first; nobody wants the demo stories of that on the real one unasked.
"""

from sqlalchemy import bindparam, delete, func, or_, select, update

from desktop_app.storage import settings
from desktop_app.storage.holding import LEFT_BEHIND
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import article_photo, blob_sent, command, page_row, record, revision

_SOME = "sync.left_behind"  # a setting: spares every other desk the search
_COUNTED = ("article", "photo")
_going = record.alias("going")
_GOING = (
    select(_going.c.id)
    .where(_going.c.kind == "article", _going.c.parked == "")
    .where(
        select(revision.c.number)
        .where(revision.c.kind == "article", revision.c.id == _going.c.id, revision.c.acked.is_(None))
        .exists()
    )
)
_SHOWN = select(article_photo.c.photo_id).where(article_photo.c.article_id.in_(_GOING))
_ALONG = update(record).where(
    record.c.parked == LEFT_BEHIND,
    or_((record.c.kind == "photo") & record.c.id.in_(_SHOWN), record.c.about.in_(_GOING)),
)
_COUNT = select(func.count()).where(
    record.c.parked == LEFT_BEHIND, record.c.kind.in_(bindparam("kinds", expanding=True))
)


def leave(tx: Transaction) -> None:
    """Nothing here is known to the site any more, and what the old one had waits for a person's word.

    What was on its way travels to the new site. Pages and commands were the old site's own and are over.
    """
    known = record.c.site_rev.is_not(None)
    waits = (
        select(revision.c.number)
        .where(revision.c.kind == record.c.kind, revision.c.id == record.c.id, revision.c.acked.is_(None))
        .exists()
    )
    tx.connection.execute(update(record).where(known, ~waits).values(parked=LEFT_BEHIND))
    tx.connection.execute(update(record).values(site_rev=None, site_seq=0, tries=0, why="", next_try=None))
    tx.connection.execute(update(record).where(record.c.kind == "page").values(deleted=True, parked=""))
    tx.connection.execute(delete(page_row))
    own = revision.c.kind != "page"
    tx.connection.execute(update(revision).where(own).values(acked=None, sent=False, sealed=True))
    tx.connection.execute(delete(blob_sent))
    tx.connection.execute(
        update(command).where(command.c.state.in_(("waiting", "paused", "parked"))).values(state="cancelled")
    )
    settings.put(tx, _SOME, "1")


def left_behind(tx: Transaction) -> int:
    """How many stories and photos of another site wait for a person's word."""
    if not settings.get(tx, _SOME):
        return 0
    return int(tx.connection.execute(_COUNT, {"kinds": _COUNTED}).scalar_one())


def bring_all(tx: Transaction) -> None:
    """Send everything of the other site to this one."""
    tx.connection.execute(update(record).where(record.c.parked == LEFT_BEHIND).values(parked=""))
    settings.put(tx, _SOME, "")


def some_left(tx: Transaction) -> bool:
    """Whether :func:`bring_along` may find anything; costs nothing."""
    return bool(settings.get(tx, _SOME))


def bring_along(tx: Transaction) -> None:
    """Send with each story on its way the photos it shows and the marks and sign-offs about it."""
    tx.connection.execute(_ALONG.values(parked=""))
