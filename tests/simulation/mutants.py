"""Known bugs of sync programs, put into ours one at a time: the simulation is worth something only if it sees each.

Every one of them cost somebody text in a program people use. A mutant changes the real code while it is entered.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import delete, false, update

from desktop_app.photos.blobs import Blobs
from desktop_app.site import feed as site_feed
from desktop_app.site import ops, rights
from desktop_app.site.store import SiteStore
from desktop_app.site.tables import op as op_table
from desktop_app.storage import lineage, outbox, records, remote
from desktop_app.storage.tables import revision
from desktop_app.sync import blobs, pull, push
from desktop_app.sync import round as rounds
from desktop_app.sync.client import SiteClient
from desktop_app.wire.shapes import OpResult

Mutant = Callable[[], Iterator[None]]
ALL: dict[str, Any] = {}


def mutant(name: str) -> Callable[[Callable[[ExitStack], None]], Callable[[ExitStack], None]]:
    def kept(change: Callable[[ExitStack], None]) -> Callable[[ExitStack], None]:
        @contextmanager
        def entered() -> Iterator[None]:
            with ExitStack() as stack:
                change(stack)
                yield

        ALL[name] = entered
        return change

    return kept


def _swap(stack: ExitStack, owner: object, name: str, wrap: Callable[[Any], Any]) -> None:
    stack.enter_context(patch.object(owner, name, wrap(getattr(owner, name))))


@mutant("stale conflict copy")
def _stale(stack: ExitStack) -> None:
    """The merge takes the text as it was when the round began, not as it is now."""
    seen: dict[tuple[str, str], dict] = {}

    def begin(real):
        def one_round(store, *rest, **more):
            seen.clear()
            with store.reading() as tx:
                for doc in records.every(tx, "article"):
                    seen["article", doc["id"]] = doc
            return real(store, *rest, **more)

        return one_round

    def merge(real):
        def stale(tx, change, here, theirs, rule):
            old = seen.get((change.kind, change.id), here.doc)
            return real(
                tx,
                change,
                remote._Here(here.head, old, here.by, here.at, here.deleted, here.base),
                theirs,
                rule,
            )

        return stale

    import newsroom_net
    from simulation import people

    for place in (people, newsroom_net):
        _swap(stack, place, "one_round", begin)
    _swap(stack, remote, "_merge", merge)


@mutant("cursor before rows")
def _cursor(stack: ExitStack) -> None:
    def changes(real):
        def early(client, after, limit):
            page = real(client, after, limit)
            desk = getattr(client._transport, "desk", None)  # a line nobody watches has none
            if desk is not None:
                with desk.store.writing() as tx:
                    remote.move_cursor(tx, page.changes[-1].seq if page.more else page.head)
            return page

        return early

    _swap(stack, SiteClient, "changes", changes)


@mutant("base not checked")
def _base(stack: ExitStack) -> None:
    def fault(real):
        def unchecked(one, current, there):
            found = real(one, current, there)
            return None if found is not None and found.status == "conflict" else found

        return unchecked

    _swap(stack, ops, "_history_fault", fault)


@mutant("revision not recognised on replay")
def _replay(stack: ExitStack) -> None:
    _swap(stack, ops, "_known_already", lambda _real: lambda _feed, _one: True)
    _swap(stack, ops, "_is_known", lambda _real: lambda _one, _there: False)


@mutant("last writer by clock")
def _clock(stack: ExitStack) -> None:
    def fault(real):
        def newest_wins(one, current, there):
            found = real(one, current, there)
            if found is None or found.status != "conflict":
                return found
            if one.chain[-1].written_at >= current.at:
                return None
            return OpResult(op=one.op, status="ok", rev=one.chain[-1].rev)

        return newest_wins

    _swap(stack, ops, "_history_fault", fault)


@mutant("delete beats edit")
def _delete(stack: ExitStack) -> None:
    def record(real):
        def gone_is_gone(feed, blobs, account, one):
            current = site_feed.live(feed.connection, one.kind, one.id)
            if current is not None and current.deleted and not one.chain[-1].doc.get("deleted"):
                return OpResult(op=one.op, status="ok", rev=current.rev)
            return real(feed, blobs, account, one)

        return gone_is_gone

    _swap(stack, ops, "_record", record)


@mutant("sequence without order")
def _sequence(stack: ExitStack) -> None:
    """A number is drawn, but its row is seen only later: a reader passes it by."""
    hidden: set[str] = set()

    def changes(real):
        def gappy(connection, after, limit):
            rows = real(connection, after, limit)
            late = {row["rev"] for row in rows if row["seq"] % 3 == 0 and row["rev"] not in hidden}
            hidden.update(late)
            return [row for row in rows if row["rev"] not in late] or rows

        return gappy

    _swap(stack, site_feed, "changes", changes)


def _acknowledge_all(client: SiteClient, sent: list[dict]) -> None:
    with client._transport.desk.store.writing() as tx:
        for one in sent:
            if one["kind"] != "command":
                outbox.acknowledge(tx, one["kind"], one["id"], one["chain"][-1]["rev"], 1)


@mutant("outbox cleared before the reply")
def _cleared_early(stack: ExitStack) -> None:
    def offer(real):
        def early(client, sent, written=()):
            _acknowledge_all(client, sent)
            return real(client, sent, written)

        return early

    _swap(stack, SiteClient, "ops", offer)


@mutant("outbox cleared though edited since")
def _cleared_whole(stack: ExitStack) -> None:
    def acknowledge(real):
        def whole(tx, arrived):
            arrived = list(arrived)
            real(tx, arrived)
            for item, _rev, seq in arrived:
                mine = (revision.c.kind == item.kind) & (revision.c.id == item.id)
                tx.connection.execute(
                    update(revision).where(mine).values(acked=seq or 1, sealed=True, sent=True)
                )

        return whole

    _swap(stack, outbox, "acknowledge_all", acknowledge)


@mutant("pull overwrites dirty")
def _overwrite(stack: ExitStack) -> None:
    def merge(_real):
        def taken(tx, change, here, theirs, _rule):
            family = lineage.of(tx, change.kind, change.id)
            unsent = remote._unsent(tx, change.kind, change.id, family.ancestors(change.rev))
            return remote._take(tx, change, here, theirs, unsent, accept_deletions=True)

        return taken

    _swap(stack, remote, "_merge", merge)


@mutant("many taken in without a look at what waits")
def _unlooked(stack: ExitStack) -> None:
    _swap(stack, remote, "_UNSENT_HERE", lambda real: real.where(false()))


@mutant("publish twice on retry")
def _twice(stack: ExitStack) -> None:
    def command(real):
        def forgetful(feed, blobs, account, one, _used):
            feed.connection.execute(delete(op_table).where(op_table.c.op == one.op))
            return real(feed, blobs, account, one, None)

        return forgetful

    _swap(stack, ops, "_command", command)


@mutant("credit sent apart from photo")
def _credit(stack: ExitStack) -> None:
    def record(real):
        def bare(feed, blobs, account, one):
            if one.kind == "photo":
                last = one.chain[-1]
                without = {**last.doc, "credit": {**last.doc.get("credit", {}), "creators": []}}
                one = one.model_copy(
                    update={"chain": [*one.chain[:-1], last.model_copy(update={"doc": without})]}
                )
            return real(feed, blobs, account, one)

        return bare

    _swap(stack, ops, "_record", record)


@mutant("feed drops tombstones")
def _tombstones(stack: ExitStack) -> None:
    def changes(real):
        return lambda connection, after, limit: [
            row for row in real(connection, after, limit) if not row["deleted"]
        ]

    _swap(stack, site_feed, "changes", changes)


@mutant("partial upload accepted")
def _partial(stack: ExitStack) -> None:
    def has(real):
        return lambda blobs, sha256: (
            real(blobs, sha256)
            or (blobs.folder.name == "foto" and len(sha256) == 64 and blobs._part(sha256).exists())
        )

    def size(real):
        return lambda blobs, sha256: (
            blobs._part(sha256).stat().st_size if blobs._part(sha256).exists() else real(blobs, sha256)
        )

    _swap(stack, Blobs, "has", has)
    _swap(stack, Blobs, "part_size", size)


@mutant("coalescing drops saves")
def _coalesce(stack: ExitStack) -> None:
    def op(real):
        def last_only(item, base, start, stop):
            whole = real(item, base, start, stop)
            last = {**whole["chain"][-1], "parents": [base] if base else []}
            return {**whole, "chain": [last]}

        return last_only

    _swap(stack, push, "_op", op)


@mutant("merge forgets my revision")
def _forget(stack: ExitStack) -> None:
    def add(real):
        def alone(tx, kind, id, doc, *, parents, **more):
            parents = list(parents)
            if more.get("reason") == "merge":
                tx.connection.execute(
                    update(revision)
                    .where(revision.c.kind == kind, revision.c.id == id, revision.c.acked.is_(None))
                    .values(acked=records.SETTLED, sealed=True, sent=True)
                )
                parents = parents[-1:]
            return real(tx, kind, id, doc, parents=parents, **more)

        return alone

    _swap(stack, records, "add_revision", add)


@mutant("restore not noticed")
def _restore(stack: ExitStack) -> None:
    _swap(stack, SiteStore, "_notice_a_restore", lambda _real: lambda _store: None)
    _swap(stack, rounds, "_offer_again", lambda _real: lambda *_rest: None)


@mutant("rights not checked")
def _rights(stack: ExitStack) -> None:
    _swap(stack, rights, "missing_right", lambda _real: lambda *_asked: "")


@mutant("many deletions obeyed")
def _obey(stack: ExitStack) -> None:
    _swap(stack, pull, "choice_for", lambda _real: lambda *_asked: None)
    _swap(stack, remote, "_count_deletion", lambda _real: lambda _tx: None)


@mutant("file believed whole by its length")
def _length(stack: ExitStack) -> None:
    """The desk takes the site's count of bytes for the site's word that it has the file."""

    def believes(real):
        def send(line, sha256, held):
            if held < line.blobs.path(sha256).stat().st_size:
                real(line, sha256, held)

        return send

    _swap(stack, blobs, "_send", believes)
