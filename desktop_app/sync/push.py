"""Offering the site what it lacks: revisions first, then commands. The network is never inside a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from desktop_app.domain.ids import RevisionId
from desktop_app.domain.outbox import Leg
from desktop_app.domain.plain import to_plain
from desktop_app.storage import outbox, records, remote
from desktop_app.storage.outbox import Pending
from desktop_app.storage.records import StoredRevision
from desktop_app.storage.store import Transaction
from desktop_app.sync.backoff import delay
from desktop_app.sync.line import Line
from desktop_app.sync.merging import merge
from desktop_app.sync.trouble import SiteTrouble
from desktop_app.wire import json
from desktop_app.wire.records import fault
from desktop_app.wire.shapes import OpResult

_MOST_BATCHES = 10_000  # of 200 records: a bound that no newsroom meets
_MOST_CLASHES = 3  # in one round, for one record; then others are busy on it and we wait
_PATIENCE = 5  # passing answers in a row before a person is asked
_SHORTEST_WAIT = 1.0  # seconds
_BUSY_WAIT = (10.0, 60.0)  # seconds
_BESIDE_A_STORY = ("photo", "sign_off", "mark")
_ESCAPED_HALF = r"\ud"  # how one begins; what only looks so is merely read once more
_TOO_MUCH_OR_MALFORMED = (400, 413, 422)
_TAKES_NOTHING = (401, 403, 404, 412, 426, 429)  # the door's answers: nothing is on its way any more

Op = dict[str, Any]


def push_records(line: Line, kinds: Sequence[str]) -> None:
    """Offer everything of *kinds* that waits, until the site has it, refuses it or asks us to wait."""
    taken: set[tuple[str, str]] = set()
    total = 0
    for _ in range(_MOST_BATCHES):
        with line.store.reading() as tx:
            if not outbox.unsent(tx, kinds):
                return  # a quiet round takes no lock: somebody may be saving
            total = total or line.pushed + outbox.waiting(tx)  # counted once: it means reading all that waits
        if not line.met:
            line.client.reach()  # what was made ready is sealed and sent, even if nobody was there to take it
        with line.store.writing() as tx:
            waiting = outbox.pending(tx, line.limits.ops, due=line.clock(), kinds=kinds)
        # Who types while we send is served once; a round has an end.
        done = taken | line.missed
        batch = [item for item in waiting if (item.kind, item.id) not in done]
        if not batch:
            return
        moved = False
        for group in _groups(line, batch):
            moved |= _offer(line, group, taken)
            line.progress(Leg.SENDING, line.pushed, total)
        if not moved:
            return


def push_commands(line: Line) -> bool:
    """Send the commands whose stories have arrived. Their ids make a second publication impossible.

    True when one was put off for something that is still on its way from here: another pass may settle it.
    """
    put_off = False
    with line.store.reading() as tx:
        waiting = outbox.commands(tx)
    for start in range(0, len(waiting), line.limits.ops):
        ops = [_command(body) for body in waiting[start : start + line.limits.ops]]
        answer = line.client.ops(ops)
        line.heard(answer.epoch, answer.head)
        with line.store.writing() as tx:
            for op, result in zip(ops, answer.results, strict=True):
                put_off |= _settle_command(line, tx, op, result)
    return put_off


def _command(body: Op) -> Op:
    return {**body, "kind": "command"}


def _settle_command(line: Line, tx: Transaction, op: Op, result: OpResult) -> bool:
    status, why, put_off = result.status, result.why, False
    if status in ("conflict", "missing_blob", "missing_parent"):
        status = "retry"
    elif status in ("stale_publish", "not_ready") and outbox.unsent(tx, _BESIDE_A_STORY):
        # The site judged without what is still on its way from here; it may well agree once that has arrived.
        put_off = True
        status, why = "retry", "Foto atau pengesahan masih dikirim; terbit sesudahnya."
    outbox.finish_command(tx, op["op"], status, why=why, url=result.url)
    line.touched("article", op["article"])
    if status == "ok":
        line.pushed += 1
    elif status != "retry":
        line.parked += 1
    return put_off


@dataclass(frozen=True, slots=True)
class _Offer:
    """One op of *item*, and the same as JSON: it was written to be weighed, and travels so."""

    item: Pending
    op: Op
    written: bytes


def _groups(line: Line, batch: Sequence[Pending]) -> list[list[_Offer]]:
    """The batch cut into requests of a size the site takes. What cannot be written down is parked alone."""
    groups: list[list[_Offer]] = []
    size = line.limits.ops_bytes
    for item in map(_unfit_named, batch):
        for op in _ops_of(_fit(item), line.limits.ops_bytes):
            try:
                written = json.write(op)
            except ValueError as error:
                why = (
                    "Isinya memuat tanda yang rusak dan tidak dapat dikirim. Hapus tanda itu lalu kirim lagi."
                )
                _park(line, item, why, str(error))
                continue
            weight = len(written) + len(b",")
            if size + weight > line.limits.ops_bytes:
                groups.append([])
                size = len(b'{"ops":[]}')
            groups[-1].append(_Offer(item, op, written))
            size += weight
    return groups


def _unfit_named(item: Pending) -> Pending:
    """*item* with those of its revisions named that no site can hold; never the last, which a person has to see."""
    if len(item.chain) == 1:
        return item
    return replace(item, unfit=frozenset(made.rev for made in item.chain[:-1] if fault(item.kind, made.doc)))


def _fit(item: Pending) -> Pending:
    """*item* without its unfit revisions: what grew from one of them grows from what that one grew from."""
    if not item.unfit:
        return item
    stands_for: dict[str, tuple[RevisionId, ...]] = {}
    chain = []
    for made in item.chain:
        parents = tuple(dict.fromkeys(one for name in made.parents for one in stands_for.get(name, (name,))))
        if made.rev in item.unfit:
            stands_for[made.rev] = parents
        else:
            chain.append(replace(made, parents=parents))
    return replace(item, chain=tuple(chain))


def _ops_of(item: Pending, most_bytes: int) -> list[Op]:
    """One op, or several that follow each other when a day of saves would not fit into one request."""
    whole = _op(item, item.base, 0, len(item.chain))
    if len(item.chain) == 1:
        return [whole]
    straight = all(
        made.parents == (item.chain[place - 1].rev,) for place, made in enumerate(item.chain) if place
    )
    try:
        weights = [len(json.write(made)) for made in whole["chain"]]
    except ValueError:
        return [whole]
    # Half is left for what surrounds the revisions. A chain with a merge inside only makes sense whole.
    if not straight or sum(weights) < most_bytes // 2:
        return [whole]
    ops: list[Op] = []
    start, size, base = 0, 0, item.base
    for place, weight in enumerate(weights):
        if place > start and size + weight > most_bytes // 2:
            ops.append(_op(item, base, start, place))
            start, size, base = place, 0, item.chain[place - 1].rev
        size += weight
    return [*ops, _op(item, base, start, len(item.chain))]


def _op(item: Pending, base: str | None, start: int, stop: int) -> Op:
    chain = [
        {
            "rev": made.rev,
            "parents": list(made.parents),
            "by": made.by,
            "device": made.device,
            "reason": made.reason,
            "written_at": to_plain(made.written_at),
            "doc": _as_it_travels(made),
        }
        for made in item.chain[start:stop]
    ]
    return {"op": chain[-1]["rev"], "kind": item.kind, "id": item.id, "base": base, "chain": chain}


def _as_it_travels(made: StoredRevision) -> Any:
    """The record as JSON that is written already. Half a sign, which no JSON may hold, stands there only escaped."""
    return made.doc if _ESCAPED_HALF in made.written else json.Written(made.written)


def _offer(line: Line, group: list[_Offer], taken: set[tuple[str, str]]) -> bool:
    """Send one request and settle every answer in one transaction; what the site took is put into *taken*.

    True when anything moved on.
    """
    try:
        answer = line.client.ops([offer.op for offer in group], [offer.written for offer in group])
    except SiteTrouble as trouble:
        if trouble.status not in _TOO_MUCH_OR_MALFORMED:
            if trouble.status in _TAKES_NOTHING:
                with line.store.writing() as tx:
                    for offer in group:
                        outbox.answered(tx, offer.item.kind, offer.item.id)
            raise
        line.believe(trouble)
        if len(group) == 1:
            item = group[0].item
            why = fault(item.kind, item.chain[-1].doc)
            _park(line, item, why or trouble.what, "" if why else trouble.cause)
            return False
        # One bad item must not hold up the others: halve until it stands alone.
        middle = len(group) // 2
        first, second = _offer(line, group[:middle], taken), _offer(line, group[middle:], taken)
        return first or second
    line.heard(answer.epoch, answer.head)
    moved = False
    arrived: list[tuple[Pending, str, int]] = []
    numbers: set[int] = set()
    with line.store.writing() as tx:
        for offer, result in zip(group, answer.results, strict=True):
            item = offer.item
            line.touched(item.kind, item.id, _about(item))
            if result.status == "ok":
                # The answer to a retry may come without a number: by the site's head the revision is there.
                arrived.append((item, offer.op["op"], result.seq or answer.head))
                numbers.add(result.seq)
                if not item.behind:  # else what was saved since the lost answer still goes in this round
                    taken.add((item.kind, item.id))
            else:
                moved |= _settle(line, tx, item, result)
        outbox.acknowledge_all(tx, arrived)
        _skip_own_echo(tx, numbers)
    line.pushed += len(arrived)
    return moved or bool(arrived)


def _about(item: Pending) -> str:
    """The story a record speaks of; empty for one that is itself a story."""
    return "" if item.kind == "article" else str(item.chain[-1].doc.get("article_id") or "")


def _settle(line: Line, tx: Transaction, item: Pending, result: OpResult) -> bool:
    match result.status:
        case "conflict":
            return _merge_and_try_again(line, tx, item, result)
        case "missing_parent":
            outbox.forgotten(tx, result.missing)
            return _later(line, tx, item, result)
        case "missing_blob":
            for sha256 in result.missing:
                outbox.blob_lost(tx, sha256)
            if (item.kind, item.id) not in line.resent and all(map(line.blobs.has, result.missing)):
                line.missed.add((item.kind, item.id))
                return False
            return _later(line, tx, item, result)
        case "retry":
            return _later(line, tx, item, result)
        case _ if (
            records.head(tx, item.kind, item.id) != item.chain[-1].rev
            and (item.kind, item.id) not in line.rejudged
        ):
            # Somebody has saved since, and perhaps put it right: what is to be judged is what stands now.
            line.rejudged.add((item.kind, item.id))
            outbox.answered(tx, item.kind, item.id)
            return True
        case _:
            outbox.park(tx, item.kind, item.id, result.why or "Situs menolak kiriman ini.")
            line.parked += 1
            return False


def _merge_and_try_again(line: Line, tx: Transaction, item: Pending, result: OpResult) -> bool:
    assert result.current is not None  # the client checked it
    applied = remote.apply(tx, result.current, merge)
    line.merged += applied.outcome in ("merged", "kept")
    line.conflicts += applied.clashes
    key = (item.kind, item.id)
    line.clashed[key] = line.clashed.get(key, 0) + 1
    if line.clashed[key] < _MOST_CLASHES:
        return True
    wait = timedelta(seconds=line.uniform(*_BUSY_WAIT))
    why = "Rekan lain sedang menulis di sini juga; dicoba lagi sebentar lagi."
    outbox.retry_later(tx, item.kind, item.id, why, line.clock() + wait)
    return False


def _later(line: Line, tx: Transaction, item: Pending, result: OpResult) -> bool:
    why = result.why or "Situs meminta menunggu."
    if item.tries + 1 >= _PATIENCE:
        outbox.park(tx, item.kind, item.id, why)
        line.parked += 1
        return False
    asked = result.after_ms / 1000 if result.after_ms else None
    wait = max(_SHORTEST_WAIT, delay(item.tries + 1, line.uniform, retry_after=asked))
    outbox.retry_later(tx, item.kind, item.id, why, line.clock() + timedelta(seconds=wait))
    return False


def _park(line: Line, item: Pending, why: str, cause: str) -> None:
    line.park(item.kind, item.id, f"{why} ({cause[:200]})" if cause else why)


def _skip_own_echo(tx: Transaction, numbers: set[int]) -> None:
    """Move the cursor over numbers that are our own revisions, so that they need not be read back.

    Only without a gap: a missing number is a colleague's work. The site states a number only while the record's
    live revision is the one we sent.
    """
    known = remote.link(tx)
    if known is None:
        return
    after = known.after
    while after + 1 in numbers:
        after += 1
    if after != known.after:
        remote.move_cursor(tx, after)
