"""Sync verbs: one round with the site, and what people may read about it."""

from desktop_app.desk.bundle import Desk
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.outbox import Step, SyncState
from desktop_app.storage import outbox, settings
from desktop_app.storage import remote as remote_rows
from desktop_app.storage.conflicts import unsettled
from desktop_app.sync.loop import Rhythm as Rhythm
from desktop_app.sync.round import CLOCK_AHEAD, remember
from desktop_app.sync.round import Report as Report
from desktop_app.sync.round import one_round as _one_round


def one_round(desk: Desk) -> Report:
    """Send what waits and take in what changed. Long work: run outside the interface thread.

    Raises Trouble when the site cannot be reached or does not speak the truth; everything waiting keeps waiting.
    Raises Refusal when this desk is not paired with a site.
    """
    try:
        client = desk.client()
    except Trouble as trouble:  # the trial site is off: the status line says so as for any other site
        remember(desk.store, "", trouble)
        raise
    if client is None:
        raise Refusal("Meja ini belum terhubung ke situs.", rule="sync.no_site")
    return _one_round(desk.store, desk.blobs, client, clock=desk.clock, device=desk.device)


def state(desk: Desk) -> SyncState:
    """The status line of the window, from what is on disk."""
    with desk.store.reading() as tx:
        link = remote_rows.link(tx)
        return SyncState(
            waiting=outbox.waiting(tx),
            conflicts=sum(conflict.asks for conflict in unsettled(tx)),
            reachable=link.reachable if link else None,
            last_seen=link.last_seen if link else None,
            trouble=link.trouble if link else "",
            clock_ahead=float(settings.get(tx, CLOCK_AHEAD) or 0),
        )


def steps(desk: Desk) -> tuple[Step, ...]:
    """Everything on its way, oldest first, each with a reason a journalist understands."""
    with desk.store.reading() as tx:
        return outbox.steps(tx)


def retry(desk: Desk, record_id: str) -> None:
    """Take a parked item up again at the next round."""
    with desk.store.writing() as tx:
        outbox.unpark(tx, record_id)


def conflicts(desk: Desk) -> tuple[Conflict, ...]:
    """Clashes nobody has settled yet, of all stories, and merges nobody has looked at; oldest first."""
    with desk.store.reading() as tx:
        return unsettled(tx)
