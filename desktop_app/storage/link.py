"""What this desk knows of its site, and how far it has read the site's feed."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop_app.domain.newsroom import SiteLists, SiteSettings
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage.codec import dump, load, micros_or_none, moment_or_none
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import blob_sent
from desktop_app.storage.tables import link as table

# Written once: putting a statement together costs more than running it.
_GET = select(table)
_NEW = insert(table)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["only"],
    set_={column.name: _NEW.excluded[column.name] for column in table.c if column.name != "only"},
)
_MOVE = update(table).values(after=bindparam("to"))


@dataclass(frozen=True, slots=True)
class SiteLink:
    """*after* is the feed's number this desk has read up to, in *epoch* of the site; *last_seen* is UTC.

    *views* counts readers by article id as last told. *trouble* is the sentence for the last failed contact, empty
    when it went well; *reachable* is None before the first contact.
    """

    site_id: str
    epoch: str
    after: int = 0
    url: str = ""
    settings: SiteSettings = field(default_factory=SiteSettings)
    lists: SiteLists = field(default_factory=SiteLists)
    views: dict[str, int] = field(default_factory=dict, hash=False)
    last_seen: datetime | None = None
    reachable: bool | None = None
    trouble: str = ""

    @property
    def address(self) -> str:
        """The site's address as it was paired."""
        return self.url


def link(tx: Transaction) -> SiteLink | None:
    """The site this desk belongs to; None before the first contact."""
    row = tx.connection.execute(_GET).one_or_none()
    if row is None:
        return None
    return SiteLink(
        site_id=row.site_id,
        epoch=row.epoch,
        after=row.after,
        url=row.url,
        settings=from_plain(SiteSettings, load(row.settings)),
        lists=from_plain(SiteLists, load(row.lists)),
        views=load(row.views),
        last_seen=moment_or_none(row.last_seen),
        reachable=row.reachable,
        trouble=row.trouble,
    )


def set_link(tx: Transaction, told: SiteLink) -> None:
    """Keep everything *told* in place of what was known."""
    values = {
        "only": 1,
        "site_id": told.site_id,
        "epoch": told.epoch,
        "after": told.after,
        "url": told.url,
        "settings": dump(to_plain(told.settings)),
        "lists": dump(to_plain(told.lists)),
        "views": dump(told.views),
        "last_seen": micros_or_none(told.last_seen),
        "reachable": told.reachable,
        "trouble": told.trouble,
    }
    tx.connection.execute(_PUT, values)


def move_cursor(tx: Transaction, after: int) -> None:
    """Remember that this desk has read the feed up to *after*; belongs into the transaction that applied the page."""
    tx.connection.execute(_MOVE, {"to": after})


def forget_cursor(tx: Transaction, epoch: str) -> None:
    """The site began a new life (restored from a backup): read its feed from the start, be sure of no file there."""
    tx.connection.execute(update(table).values(after=0, epoch=epoch))
    tx.connection.execute(delete(blob_sent))
