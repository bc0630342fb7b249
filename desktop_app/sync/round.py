"""One round with the site: send, take in, fetch, listen.

It goes by what the site last said of itself. Every answer names the site's life and the hello it would say now, so a
greeting costs a request only when one of them has changed: usually a round is as many requests as it has to do.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import Card, SiteLists, SiteSettings
from desktop_app.domain.outbox import Progress
from desktop_app.domain.plain import from_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.storage import moving, outbox, remote
from desktop_app.storage import settings as settings_rows
from desktop_app.storage.remote import SiteLink
from desktop_app.storage.store import Store
from desktop_app.sync import deletions, kept
from desktop_app.sync.blobs import fetch_files, send_files
from desktop_app.sync.client import SiteClient
from desktop_app.sync.line import Line, Replaced, Stopped
from desktop_app.sync.pull import pull
from desktop_app.sync.push import push_commands, push_records
from desktop_app.sync.trouble import LYING, TOO_OLD, UNREACHABLE, SiteTrouble, lying, other_site
from desktop_app.wire.shapes import Hello

# Seconds the site's clock is ahead of this computer's, as of the last hello told in full.
CLOCK_AHEAD = "site.clock_ahead"
# Text is small and people wait for it, so it does not queue behind photo files. A story that shows new pictures is
# held back by the outbox until they have arrived, and goes in the second turn.
_TEXT = ("article", "mark", "sign_off", "person", "conflict", "audit", "list_entry", "contributor")
_PHOTOS = ("photo",)
_A_MOMENT = timedelta(minutes=1)
_ANOTHER_LIFE = 412
_MOST_PASSES = 4
_MOST_GREETINGS = 3
_REVISIONS_ASKED = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """What one round did. *pushed* counts records and commands the site took, *pulled* records that came in,
    *conflicts* new clashes a person has to settle, *parked* things the site refused for good. *stopped*: a person
    ended it early.
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
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What the round's caller brings along.

    *poked* is the feed's number a poke of the site's told a moment ago: when it is known here, nobody has to ask.
    *told* hears how far the round is, *stop* is asked between two steps whether to end it. *uniform*
    draws waiting times.
    """

    poked: int = 0
    told: Callable[[Progress], None] | None = None
    stop: Callable[[], bool] | None = None
    uniform: Callable[[float, float], float] | None = None


def one_round(
    store: Store,
    blobs: Blobs,
    client: SiteClient,
    *,
    clock: Callable[[], datetime],
    device: str = "",
    uniform: Callable[[float, float], float] | None = None,
    around: Around | None = None,
) -> Report:
    """Bring desk and site to the same state. One round at a time per store; the client is hung up at the end.

    Raises Trouble when the site cannot be reached or is not believed, Refusal "sync.mass_delete"; what was done
    until then stays done, what waits goes on waiting, and the link says what happened. *device* is only a name in
    logs; *uniform* draws waiting times.
    """
    around = around or Around()
    uniform = uniform or around.uniform or random.Random().uniform  # noqa: S311 - spreads waits, hides nothing
    try:
        with client:
            line, stopped = _greet_and_go(store, blobs, client, clock, uniform, around)
    except Trouble as trouble:
        remember(store, client.url, trouble)
        raise
    except deletions.TooManyDeletions as many:
        remember(store, client.url, Trouble(many.reason, kind=many.rule))
        with store.writing() as tx:
            deletions.ask(tx, many.asked)
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
        stopped=stopped,
    )


def _greet_and_go(
    store: Store,
    blobs: Blobs,
    client: SiteClient,
    clock: Callable[[], datetime],
    uniform: Callable[[float, float], float],
    around: Around,
) -> tuple[Line, bool]:
    """The round itself, begun again when the site turns out to live another life than the one we greeted."""
    poked, before = around.poked, None
    for _ in range(_MOST_GREETINGS):
        line = _meet(store, blobs, client, clock, uniform, poked=poked)
        if before is not None:
            line.go_on_from(before)
        line.told = around.told or line.told
        line.stop = around.stop or line.stop
        try:
            _legs(line)
        except Stopped:
            _went_well(line)
            return line, True
        except (Replaced, SiteTrouble) as trouble:
            if isinstance(trouble, SiteTrouble) and trouble.status != _ANOTHER_LIFE:
                raise
            poked, before = 0, line
            with store.writing() as tx:
                kept.forget(tx)
            continue
        return line, False
    raise lying("the site is replaced again and again")


def _legs(line: Line) -> None:
    with line.store.reading() as tx:
        sends = not outbox.paused_all(tx)
    too_old: SiteTrouble | None = None
    for _ in range(_MOST_PASSES):
        merged_before = line.merged
        if sends:
            try:
                _send(line)
            except SiteTrouble as trouble:
                if trouble.kind != TOO_OLD:
                    raise
                # What this old program writes is not taken any more, but it may read on.
                sends, too_old = False, trouble
        pull(line)
        if line.merged == merged_before:
            break  # else merges and clashes made here still have to travel
    fetch_files(line)
    _hear_what_is_new(line)
    _listen(line)
    if too_old is not None:
        raise too_old
    _went_well(line)


def _send(line: Line) -> None:
    with line.store.reading() as tx:
        some_left = moving.some_left(tx)
    if some_left:
        with line.store.writing() as tx:
            moving.bring_along(tx)
    push_records(line, _TEXT)
    with line.store.reading() as tx:
        photos = outbox.unsent(tx, _PHOTOS)
    if photos:
        _send_photos(line)
        push_records(line, _TEXT)
    push_commands(line)


def _send_photos(line: Line) -> None:
    send_files(line)
    push_records(line, _PHOTOS)
    if line.missed:
        # A site that came back from a backup may lack files it had confirmed. They are here, so nobody waits a round.
        line.resent, line.missed = line.missed, set()
        send_files(line)
        push_records(line, _PHOTOS)


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
    *,
    poked: int,
) -> Line:
    """Go by what the site last said, if it said so at this address and was heard of a moment ago; else greet it."""
    with store.reading() as tx:
        known = remote.link(tx)
        said = kept.kept(tx) if known is not None and known.url == client.url else None
        moved = moving.moved(tx)
    fresh = said is None or known is None or moved or not _just_heard_of(known, clock())
    if said is None or fresh:
        said = _greeted(store, client, clock)
    hello, tag = said
    after = 0 if known is None or fresh else known.after
    client.go_by(hello, after)
    return Line(
        store,
        blobs,
        client,
        clock,
        uniform,
        limits=hello.limits,
        epoch=hello.epoch,
        head=hello.head if fresh else poked if poked >= max(after, 1) else None,
        hello=tag,
        met=fresh,
        lists_at=hello.lists_at,
    )


def _just_heard_of(known: SiteLink, now: datetime) -> bool:
    return not known.trouble and known.last_seen is not None and abs(now - known.last_seen) < _A_MOMENT


def _hear_what_is_new(line: Line) -> None:
    """Greet the site when its answers say that it would tell something else of itself than it did."""
    if line.met and line.client.hello_tag != line.hello:
        hello, line.hello = _greeted(line.store, line.client, line.clock)
        line.lists_at = hello.lists_at


def _greeted(store: Store, client: SiteClient, clock: Callable[[], datetime]) -> tuple[Hello, str]:
    """Make sure it is our site, in the life we know. A new life: offer again what it forgot. Its hello and the tag."""
    hello = client.hello()
    settings = _settings(hello)
    with store.reading() as tx:
        known, moved = remote.link(tx), moving.moved(tx)
    if known is not None and known.site_id and known.site_id != hello.site_id:
        raise other_site(known.site_id, hello.site_id)
    restored = (
        known is not None and known.site_id and (known.epoch != hello.epoch or hello.head < known.after)
    )
    if moved or restored:
        _offer_again(store, client, hello.epoch)
    with store.writing() as tx:
        if moved:
            moving.arrived(tx)
        now = remote.link(tx) or SiteLink(site_id="", epoch="")
        now = replace(now, site_id=hello.site_id, epoch=hello.epoch, url=client.url, settings=settings)
        remote.set_link(tx, now)
        kept.keep(tx, hello, client.hello_tag)
        settings_rows.put(tx, CLOCK_AHEAD, f"{(hello.time - clock()).total_seconds():.0f}")
    return hello, client.hello_tag


def _settings(hello: Hello) -> SiteSettings:
    try:
        return from_plain(SiteSettings, hello.settings)
    except ValueError as error:
        raise lying(f"settings: {error}") from error


def _offer_again(store: Store, client: SiteClient, epoch: str) -> None:
    """The site came back from a backup, or is another one: whatever it does not know waits to be sent again.

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
    """Ask for the numbers only the site counts: when stories went out or back, or when others read them meanwhile."""
    with line.store.reading() as tx:
        known = remote.link(tx)
    assert known is not None
    heard = known.lists.as_of
    # Both moments are by the site's clock; this computer's may be days off.
    stale = heard is None or (line.lists_at is not None and heard < line.lists_at)
    if not stale and not line.pages_moved:
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
