"""Sync verbs: one round with the site, and what people may read about it."""

from pathlib import Path

from desktop_app.desk import damage, importing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Article
from desktop_app.domain.changes import Changes, article_changed, photo_changed
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.outbox import DeletionChoice, DeletionsAsked, Step, SyncState
from desktop_app.domain.plain import from_plain
from desktop_app.storage import moving, outbox, photos, records, settings
from desktop_app.storage import remote as remote_rows
from desktop_app.storage.conflicts import unsettled
from desktop_app.sync import deletions
from desktop_app.sync.loop import Rhythm as Rhythm
from desktop_app.sync.round import CLOCK_AHEAD, remember
from desktop_app.sync.round import Around as Around
from desktop_app.sync.round import Report as Report
from desktop_app.sync.round import one_round as _one_round
from desktop_app.sync.trouble import SIGNED_OUT, UNAUTHORISED, unauthorised

# The kinds of Trouble and rules of Refusal after which nothing helps but to connect this desk again.
CONNECT_AGAIN = frozenset({SIGNED_OUT, UNAUTHORISED})
# What the link keeps of a failed contact is its sentence, so that a desk knows after a restart too.
_UNKNOWN = unauthorised("").what


def one_round(desk: Desk, around: Around | None = None) -> Report:
    """Send what waits and take in what changed. Long work: run outside the interface thread.

    Raises Trouble when the site cannot be reached or does not speak the truth; everything waiting keeps waiting.
    Raises Refusal when this desk is not paired with a site, and before many stories would be deleted.
    """
    with desk.address.quiet():
        return _round(desk, around)


def _round(desk: Desk, around: Around | None) -> Report:
    try:
        client = desk.client()
    except Trouble as trouble:  # the trial site is off: the status line says so as for any other site
        remember(desk.store, "", trouble)
        raise
    except Refusal as refusal:
        if refusal.rule == SIGNED_OUT:
            remember(desk.store, desk.address.url, Trouble(refusal.reason, kind=refusal.rule))
        raise
    return _one_round(desk.store, desk.blobs, client, clock=desk.clock, device=desk.device, around=around)


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
            paused=outbox.paused_all(tx),
            signed_out=desk.address.signed_out,
            unknown=link is not None and link.trouble == _UNKNOWN,
            left_behind=moving.left_behind(tx),
            held=outbox.held(tx),
        )


def steps(desk: Desk) -> tuple[Step, ...]:
    """Everything on its way, oldest first, each with a reason a journalist understands."""
    with desk.store.reading() as tx:
        found = outbox.steps(tx)
        blamed = {one.id: photos.get(tx, one.record_id) for one in found if damage.blamed_on_the_way(one)}
    return tuple(
        damage.with_the_truth(step, photo, desk.blobs) if (photo := blamed.get(step.id)) else step
        for step in found
    )


def retry(desk: Desk, record_id: str) -> None:
    """Take a parked item up again at the next round."""
    with desk.store.writing() as tx:
        outbox.unpark(tx, record_id)


def retry_forbidden(desk: Desk) -> None:
    """Take up again, at the next round, what the site refused for want of a right."""
    with desk.store.writing() as tx:
        outbox.unpark_forbidden(tx)


def pause(desk: Desk, record_id: str) -> None:
    """Hold one item back until it is taken up again."""
    with desk.store.writing() as tx:
        outbox.pause(tx, record_id)


def pause_all(desk: Desk, *, paused: bool) -> None:
    """Send nothing until further notice, or again; what the site has comes in all the same."""
    with desk.store.writing() as tx:
        outbox.pause_all(tx, paused=paused)


def withdraw(desk: Desk, record_id: str) -> Changes:
    """Take back a command, or an unsent change: the site's version stands again, the text stays in the history.

    Raises Refusal for what has left already and for what only this desk has.
    """
    with desk.store.writing() as tx:
        outbox.withdraw(tx, record_id)
        if records.head(tx, "article", record_id):
            return article_changed(record_id)
        if records.head(tx, "photo", record_id):
            return photo_changed(record_id)
    return Changes(marks=frozenset({record_id}), newsroom=True, outbox=True)


def deletions_asked(desk: Desk) -> DeletionsAsked | None:
    """The many deletions the site asked for and a person has not decided about."""
    with desk.store.reading() as tx:
        return deletions.asked(tx)


def answer_deletions(desk: Desk, choice: DeletionChoice) -> None:
    """Let those stories go, or keep them here and give them back to the site at the next round."""
    with desk.store.writing() as tx:
        deletions.answer(tx, choice)


def carry_over(desk: Desk, article_id: str, file: Path) -> None:
    """Write a story that may not be sent from here into a text file a colleague can take in.

    Raises Refusal when it is not here, Trouble when the file cannot be written.
    """
    with desk.store.reading() as tx:
        doc = records.get(tx, "article", article_id)
    if doc is None:
        raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
    try:
        file.write_text(importing.as_text(from_plain(Article, doc)), encoding="utf-8")
    except OSError as error:
        raise Trouble(f"{file.name}: tidak dapat ditulis.", cause=str(error), kind="file.write") from error


def conflicts(desk: Desk) -> tuple[Conflict, ...]:
    """Clashes nobody has settled yet, of all stories, and merges nobody has looked at; oldest first."""
    with desk.store.reading() as tx:
        return unsettled(tx)
