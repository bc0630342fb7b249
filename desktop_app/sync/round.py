"""One round with the site, in the order it is told: meet, send, take in, fetch, listen."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import Card, SiteLists, SiteSettings
from desktop_app.domain.plain import from_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.storage import outbox, remote
from desktop_app.storage import settings as settings_rows
from desktop_app.storage.remote import SiteLink
from desktop_app.storage.store import Store
from desktop_app.sync.blobs import fetch_files, send_files
from desktop_app.sync.client import SiteClient
from desktop_app.sync.line import Line
from desktop_app.sync.pull import pull
from desktop_app.sync.push import push_commands, push_records
from desktop_app.sync.trouble import LYING, UNREACHABLE, lying, other_site
from desktop_app.wire.shapes import Hello

# Seconds the site's clock is ahead of this computer's, as of the last hello.
CLOCK_AHEAD = "site.clock_ahead"
# Text is small and people wait for it, so it does not queue behind photo files.
_TEXT = ("article", "mark", "sign_off", "person", "conflict", "audit", "list_entry", "contributor")
_PHOTOS = ("photo",)
_MOST_PASSES = 4
_REVISIONS_ASKED = 1000
_LISTS_AGE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Report:
    """What one round did. *pushed* counts records and commands the site took, *pulled* records that came in,
    *conflicts* new clashes a person has to settle, *parked* things the site refused for good.
    """

    changes: Changes = NOTHING
    pulled: int = 0
    pushed: int = 0
    merged: int = 0
    conflicts: int = 0
    parked: int = 0
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


def one_round(
    store: Store,
    blobs: Blobs,
    client: SiteClient,
    *,
    clock: Callable[[], datetime],
    device: str = "",
    uniform: Callable[[float, float], float] | None = None,
) -> Report:
    """Bring desk and site to the same state. One round at a time per store; the client is hung up at the end.

    Raises Trouble when the site cannot be reached or is not believed, Refusal "sync.mass_delete"; what was done
    until then stays done, what waits goes on waiting, and the link says what happened. *device* is only a name in
    logs; *uniform* draws waiting times.
    """
    uniform = uniform or random.Random().uniform  # noqa: S311 - spreads waiting times, hides nothing
    try:
        with client:
            line = _meet(store, blobs, client, clock, uniform)
            for _ in range(_MOST_PASSES):
                merged_before = line.merged
                push_records(line, _TEXT)
                send_files(line)
                push_records(line, _PHOTOS)
                push_commands(line)
                pull(line)
                if line.merged == merged_before:
                    break  # else merges and clashes made here still have to travel
            fetch_files(line)
            _listen(line)
            _went_well(line)
    except Trouble as trouble:
        remember(store, client.url, trouble)
        raise
    except Refusal as refusal:
        remember(store, client.url, Trouble(refusal.reason, kind=refusal.rule))
        raise
    return Report(
        changes=line.changes | Changes(site=True, outbox=line.pushed > 0 or line.merged > 0),
        pulled=line.pulled,
        pushed=line.pushed,
        merged=line.merged,
        conflicts=line.conflicts,
        parked=line.parked,
        requests=client.requests,
        bytes_up=client.bytes_up,
        bytes_down=client.bytes_down,
    )


def remember(store: Store, url: str, trouble: Trouble) -> None:
    """Keep the sentence of a failed contact for the status line. Nothing else is touched."""
    with store.writing() as tx:
        known = remote.link(tx) or SiteLink(site_id="", epoch="", url=url)
        reachable = trouble.kind not in (UNREACHABLE, LYING)
        remote.set_link(tx, replace(known, reachable=reachable, trouble=trouble.what))


def _meet(
    store: Store,
    blobs: Blobs,
    client: SiteClient,
    clock: Callable[[], datetime],
    uniform: Callable[[float, float], float],
) -> Line:
    """Say hello; make sure it is our site, in the life we know. A new life: offer again what it forgot."""
    hello = client.hello()
    settings = _settings(hello)
    with store.reading() as tx:
        known = remote.link(tx)
    if known is not None and known.site_id and known.site_id != hello.site_id:
        raise other_site(known.site_id, hello.site_id)
    if known is not None and known.site_id and (known.epoch != hello.epoch or hello.head < known.after):
        _offer_again(store, client, hello.epoch)
    with store.writing() as tx:
        now = remote.link(tx) or SiteLink(site_id="", epoch="")
        now = replace(now, site_id=hello.site_id, epoch=hello.epoch, url=client.url, settings=settings)
        remote.set_link(tx, now)
        settings_rows.put(tx, CLOCK_AHEAD, f"{(hello.time - clock()).total_seconds():.0f}")
    return Line(
        store,
        blobs,
        client,
        clock,
        uniform,
        limits=hello.limits,
        epoch=hello.epoch,
        head=hello.head,
        site_time=hello.time,
    )


def _settings(hello: Hello) -> SiteSettings:
    try:
        return from_plain(SiteSettings, hello.settings)
    except ValueError as error:
        raise lying(f"settings: {error}") from error


def _offer_again(store: Store, client: SiteClient, epoch: str) -> None:
    """The site came back from a backup: whatever it no longer knows waits to be sent again.

    The new epoch is kept last, so that a round cut short asks all of it once more.
    """
    after = 0
    while True:
        with store.reading() as tx:
            told = outbox.acknowledged(tx, after, _REVISIONS_ASKED)
        if not told:
            break
        lost = client.missing_revisions([one.rev for one in told])
        with store.writing() as tx:
            outbox.forgotten(tx, [one.rev for one in told if one.rev in lost])
        after = told[-1].number
    with store.writing() as tx:
        remote.forget_cursor(tx, epoch)


def _listen(line: Line) -> None:
    """Ask for the numbers only the site counts, when something moved or the last ones are old."""
    with line.store.reading() as tx:
        known = remote.link(tx)
    assert known is not None
    heard = known.lists.as_of
    # Both moments are by the site's clock; this computer's may be days off.
    if heard is not None and not line.changes and line.site_time - heard < _LISTS_AGE:
        return
    told = line.client.lists()
    try:
        lists = SiteLists(tuple(from_plain(Card, plain) for plain in told.most_read), told.as_of)
    except ValueError as error:
        raise lying(f"lists: {error}") from error
    with line.store.writing() as tx:
        now = remote.link(tx)
        assert now is not None
        remote.set_link(tx, replace(now, lists=lists, views=dict(told.views)))


def _went_well(line: Line) -> None:
    with line.store.writing() as tx:
        now = remote.link(tx)
        assert now is not None
        remote.set_link(tx, replace(now, last_seen=line.clock(), reachable=True, trouble=""))
