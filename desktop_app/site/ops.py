"""Taking in what desks offer: record ops with a base check, and commands. Atomic per op."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import bindparam, exc, insert, select

from desktop_app.domain.article import Publication
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.site import live_photos, publishing, rights
from desktop_app.site.accounts import Account
from desktop_app.site.feed import Feed, all_live, known, stamp
from desktop_app.site.tables import item, op, page, parent, revision
from desktop_app.wire import records
from desktop_app.wire.shapes import Change, CommandOp, Op, OpResult, RecordOp

_OP: TypeAdapter[Op] = TypeAdapter(Op)
_SAME_VERSION = "Samakan versi Meja Redaksi di meja dan di situs, atau batalkan kirimannya."
_LONGEST_KEY = 100
_LONGEST_WORD = 200
_LONGEST_NAME = 1_000
_MOST_PARENTS = 8
_RETRY_MS = 200
_WORTH_WRITING_TOGETHER = 4  # fewer cost more to sort out than to write singly
_NAMES_AT_ONCE = 500  # SQLite bounds the variables of a statement

# Written once: putting a statement together costs more than running it.
_TOLD = select(op.c.hash, op.c.result).where(op.c.op == bindparam("asked"))
_HEARD = select(op.c.op).where(op.c.op.in_(bindparam("ops", expanding=True)))
_PARENTS = select(parent.c.parent).where(parent.c.rev == bindparam("child"))
_REMEMBER, _ADD, _ADD_PARENT = insert(op), insert(revision), insert(parent)


def read_ops(raw: Iterable[Any]) -> list[Op | OpResult]:
    """Each op checked for its shape; a malformed one becomes its own answer, so that the others pass."""
    return [_read_op(one) for one in raw]


def apply(feed: Feed, blobs: Blobs, account: Account, offered: Iterable[Op | OpResult]) -> list[OpResult]:
    """Apply ops in order; numbers (`seq`) are filled in by :func:`with_numbers` after the feed gave them."""
    listed = list(offered)
    asked = [one for one in listed if not isinstance(one, OpResult)]
    _lock(feed, asked)
    alone = _alone(feed, asked)
    results: list[OpResult] = []
    for together, group in groupby(
        listed, key=lambda one: isinstance(one, RecordOp) and one.op in alone.current
    ):
        if together:
            fresh = [one for one in group if isinstance(one, RecordOp)]
            results += _apply_together(feed, blobs, account, fresh, alone)
        else:
            results += [
                one if isinstance(one, OpResult) else _apply_one(feed, blobs, account, one) for one in group
            ]
    return results


def with_numbers(feed: Feed, offered: list[Op | OpResult], results: list[OpResult]) -> list[OpResult]:
    """Put the feed number of each record into the answer whose revision is live at that number."""
    return [
        _taken(one, feed.numbers[result.rev])
        if isinstance(one, RecordOp) and result.status == "ok" and result.rev in feed.numbers
        else result
        for one, result in zip(offered, results, strict=True)
    ]


def _read_op(raw: Any) -> Op | OpResult:
    name = raw.get("op") if isinstance(raw, dict) else None
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_KEY:
        return OpResult(op="", status="invalid", why="Setiap kiriman perlu nomor `op`.")
    try:
        return _OP.validate_python(raw)
    except ValidationError as error:
        return OpResult(op=name, status="invalid", why=_misshapen(error))


def _misshapen(error: ValidationError) -> str:
    """What is wrong with an op's shape, for the person in whose outbox it waits."""
    first = error.errors(include_url=False, include_input=False)[0]
    kind, *where = first["loc"] or ("",)
    if not where:
        return f"Situs tidak mengenal jenis kiriman ini. {_SAME_VERSION}"
    what = "Perintah" if kind == "command" else "Kiriman"
    fault = "tidak ada" if first["type"] == "missing" else "tidak dapat dibaca"
    return f"{what} ini cacat: isian “{'/'.join(map(str, where))}” {fault}. {_SAME_VERSION}"


def _lock(feed: Feed, offered: list[Op]) -> None:
    """Take all row locks in one order, so that two batches never wait for each other. SQLite has one writer anyway."""
    if feed.connection.dialect.name == "sqlite":
        return
    ids = sorted({one.article if isinstance(one, CommandOp) else one.id for one in offered})
    feed.connection.execute(
        select(item.c.id).where(item.c.id.in_(ids)).order_by(item.c.kind, item.c.id).with_for_update()
    )


@dataclass(frozen=True, slots=True)
class _Alone:
    """What was looked up for ops that can be judged side by side: *current* by op, and the revisions *there*."""

    current: Mapping[str, Change | None]
    there: Mapping[str, tuple[str, str]]


def _alone(feed: Feed, offered: list[Op]) -> _Alone:
    """The ops that bring something unheard of, alone for their record in this batch: a first upload, a day's edits.

    None depends on another, so that hundreds are looked up and written as one.
    """
    named = Counter(one.article if isinstance(one, CommandOp) else one.id for one in offered)
    once = Counter(one.op for one in offered)
    single = [
        one for one in offered if isinstance(one, RecordOp) and named[one.id] == 1 and once[one.op] == 1
    ]
    if len(single) < _WORTH_WRITING_TOGETHER:
        return _Alone({}, {})
    revs = Counter(made.rev for one in single for made in one.chain)
    there = known(feed.connection, sorted({name for one in single for name in _names(one)}))
    told = _told_of(feed, [one.op for one in single])
    current = all_live(feed.connection, [(one.kind, one.id) for one in single])
    found = {
        one.op: current.get((one.kind, one.id))
        for one in single
        if one.op not in told and all(revs[made.rev] == 1 and made.rev not in there for made in one.chain)
    }
    # What follows a photo to the stories it stands in is done one by one.
    return _Alone(
        {
            one.op: found[one.op]
            for one in single
            if one.op in found and (one.kind != "photo" or not found[one.op])
        },
        there,
    )


def _names(one: RecordOp) -> set[str]:
    """Every revision an op speaks of."""
    names = {name for made in one.chain for name in (made.rev, *made.parents)}
    return names | ({one.base} if one.base else set())


def _told_of(feed: Feed, numbers: list[str]) -> set[str]:
    """Which of these op numbers the site has heard before."""
    found: set[str] = set()
    for start in range(0, len(numbers), _NAMES_AT_ONCE):
        found.update(
            feed.connection.execute(_HEARD, {"ops": numbers[start : start + _NAMES_AT_ONCE]}).scalars()
        )
    return found


def _apply_together(
    feed: Feed, blobs: Blobs, account: Account, offered: list[RecordOp], alone: _Alone
) -> list[OpResult]:
    """Ops of :func:`_alone`, checked one by one and written as one."""
    current, there = alone.current, alone.there
    results = [_refusal(feed, blobs, account, one, current[one.op], there) or _taken(one) for one in offered]
    good = [one for one, result in zip(offered, results, strict=True) if result.status == "ok"]
    if not good:
        return results
    waiting = feed.mark()
    try:
        with feed.connection.begin_nested():
            _write(feed, account, good)
            for new in (True, False):
                some = [one for one in good if (current[one.op] is None) is new]
                feed.put_all([(one.kind, one.id, one.chain[-1]) for one in some], account.name, new=new)
            _remember(feed, account, [(one.op, "", "") for one in good])
    except exc.IntegrityError:
        # Another desk brought one of them at the same moment. Singly, only that one has to come again.
        feed.back_to(waiting)
        return [_apply_one(feed, blobs, account, one) for one in offered]
    return results


def _apply_one(feed: Feed, blobs: Blobs, account: Account, one: Op) -> OpResult:
    waiting = feed.mark()
    try:
        with feed.connection.begin_nested():
            used = feed.connection.execute(_TOLD, {"asked": one.op}).one_or_none()
            if isinstance(one, CommandOp):
                return _command(feed, blobs, account, one, used)
            if used is not None and not _known_already(feed, one):
                return _used_before(one)
            result = _record(feed, blobs, account, one)
            if result.status == "ok" and used is None:
                _remember(feed, account, [(one.op, "", "")])
            return result
    except exc.IntegrityError:
        # Another desk wrote the same new thing at the same moment; by the next try its row can be seen.
        feed.back_to(waiting)
        return OpResult(
            op=one.op, status="retry", why="Situs sedang menulis hal yang sama.", after_ms=_RETRY_MS
        )


def _command(feed: Feed, blobs: Blobs, account: Account, one: CommandOp, used: Any) -> OpResult:
    """The answer to a command: what was told before by *used*, the row of its number, or else what it does now."""
    digest = hashlib.sha256(one.model_dump_json().encode()).hexdigest()
    if used is not None:
        return OpResult.model_validate_json(used.result) if used.hash == digest else _used_before(one)
    result = publishing.command(feed, blobs, account, one)
    if result.status == "ok":
        _remember(feed, account, [(one.op, digest, result.model_dump_json())])
    return result


def _remember(feed: Feed, account: Account, told: list[tuple[str, str, str]]) -> None:
    """Keep (op, hash, answer) for ever: the same command again gets the same answer.

    A record's op has neither: what it brought is known by its revision, and answered from there. Sites of before kept
    a hash of it too, which nobody asks for.
    """
    feed.connection.execute(
        _REMEMBER,
        [
            {"op": number, "hash": digest, "account": account.id, "at": feed.at, "result": result}
            for number, digest, result in told
        ],
    )


def _taken(one: RecordOp, seq: int = 0) -> OpResult:
    return OpResult(op=one.op, status="ok", rev=one.chain[-1].rev, seq=seq)


def _used_before(one: Op) -> OpResult:
    return _invalid(one, "Nomor `op` ini sudah dipakai untuk kiriman lain.")


def _is_known(one: RecordOp, there: Mapping[str, tuple[str, str]]) -> bool:
    """Whether the site has what would become live; *there* are the revisions it knows."""
    return there.get(one.chain[-1].rev) == (one.kind, one.id)


def _known_already(feed: Feed, one: RecordOp) -> bool:
    return _is_known(one, known(feed.connection, [one.chain[-1].rev]))


def _record(feed: Feed, blobs: Blobs, account: Account, one: RecordOp) -> OpResult:
    current = feed.live(one.kind, one.id)
    last = one.chain[-1]
    there = known(feed.connection, sorted(_names(one)))
    if _is_known(one, there):
        stop = _file_under(feed, account, one, there)
        if stop is not None:
            return stop
        # A number is only told while it is this revision's own: a desk skips its own numbers in the feed.
        seq = current.seq if current is not None and current.rev == last.rev else 0
        return _taken(one, seq)
    stop = _refusal(feed, blobs, account, one, current, there)
    if stop is not None:
        return stop
    _write(feed, account, [one], there)
    _link(feed, one, there)
    by = last.by or account.name
    feed.put(one.kind, one.id, last.rev, last.doc, by=by, at=feed.now, new=current is None)
    if one.kind == "photo" and current is not None:
        live_photos.follow(feed, blobs, from_plain(Photo, last.doc), by)
    return _taken(one)


def _file_under(
    feed: Feed, account: Account, one: RecordOp, there: Mapping[str, tuple[str, str]]
) -> OpResult | None:
    """Put what the site lacks of a chain under its known last revision; None when nothing is in the way.

    A site restored from a backup may have been given a revision again by a desk that never had what it grew from.
    """
    own = [made.rev for made in one.chain]
    if all(rev in there for rev in own):
        return None
    why = _malformed(feed, one)
    if why or any(there.get(rev, (one.kind, one.id)) != (one.kind, one.id) for rev in own):
        return _invalid(one, why or "rev: milik naskah lain")
    lacking = [made for made in one.chain if made.rev not in there]
    missing = [name for made in lacking for name in made.parents if name not in own and name not in there]
    if missing:
        why = "Situs belum mengenal versi sebelumnya."
        return OpResult(op=one.op, status="missing_parent", missing=missing, why=why)
    _write(feed, account, [one], there)
    _link(feed, one, there)
    return None


def _link(feed: Feed, one: RecordOp, there: Mapping[str, tuple[str, str]]) -> None:
    """Tell revisions the site knew before what else they grew from, as far as it is here now."""
    own = {made.rev for made in one.chain}
    for made in one.chain:
        if made.rev not in there or not own.intersection(made.parents):
            continue
        linked = feed.connection.execute(_PARENTS, {"child": made.rev}).scalars().all()
        rows = [
            {"rev": made.rev, "place": place, "parent": name}
            for place, name in enumerate((name for name in made.parents if name not in linked), len(linked))
            if name in own or name in there
        ]
        if rows:
            feed.connection.execute(_ADD_PARENT, rows)


def _refusal(
    feed: Feed,
    blobs: Blobs,
    account: Account,
    one: RecordOp,
    current: Change | None,
    there: Mapping[str, tuple[str, str]],
) -> OpResult | None:
    """Why the site does not take this op now; None when it does. *there* are the named revisions it knows."""
    why = _malformed(feed, one)
    if why:
        return _invalid(one, why)
    stop = _not_allowed(feed, account, one, current) or _history_fault(one, current, there)
    if stop is None and one.kind == "photo":
        missing = [name for name in photo_files(one.chain[-1].doc) if not blobs.has(name)]
        if missing:
            why = "Berkas foto belum sampai seluruhnya di situs."
            return OpResult(op=one.op, status="missing_blob", missing=missing, why=why)
    return stop


def photo_files(doc: dict[str, Any]) -> list[str]:
    """The hashes of all files a photo record names: the original and its renditions, each once."""
    photo = from_plain(Photo, doc)
    return list(dict.fromkeys((photo.sha256, *(rendition.sha256 for rendition in photo.renditions))))


def _malformed(feed: Feed, one: RecordOp) -> str:
    if len(one.id) > _LONGEST_KEY:
        return "id: terlalu panjang"
    for made in one.chain:
        if not records.is_identifier(made.rev):
            return "rev: bukan UUID"
        if len(made.parents) > _MOST_PARENTS or len(set(made.parents)) != len(made.parents):
            return "parents: terlalu banyak atau berulang"
        if (
            len(made.device) > _LONGEST_WORD
            or len(made.reason) > _LONGEST_WORD
            or len(made.by) > _LONGEST_NAME
        ):
            return "device, reason, by: terlalu panjang"
        if made.written_at.tzinfo is None:
            return "written_at: perlu zona waktu"
        try:
            records.check(one.kind, made.doc, feed.written(made.doc))
        except ValueError as error:
            return str(error)
        if made.doc.get("id") != one.id:
            return "doc/id: bukan id kiriman ini"
    return ""


def _not_allowed(feed: Feed, account: Account, one: RecordOp, current: Change | None) -> OpResult | None:
    doc = one.chain[-1].doc
    scope = rights.missing_right(account.role, one.kind, current.doc if current else None, doc)
    if scope:
        return OpResult(op=one.op, status="forbidden", why=rights.sentence(scope))
    if one.kind == "article" and doc.get("deleted") is True:
        state = feed.connection.execute(
            select(page.c.publication).where(page.c.article_id == one.id)
        ).scalar_one_or_none()
        if state in (Publication.LIVE, Publication.SCHEDULED):
            why = "Berita ini sedang terbit atau terjadwal. Tarik dulu dari situs, baru hapus."
            return OpResult(op=one.op, status="forbidden", why=why)
    return None


def _history_fault(
    one: RecordOp, current: Change | None, there: Mapping[str, tuple[str, str]]
) -> OpResult | None:
    """Why this chain cannot follow what the site has: another live revision, or links to the unknown."""
    own = [made.rev for made in one.chain]
    if current is not None and one.base != current.rev and current.rev not in own:
        return OpResult(
            op=one.op, status="conflict", rev=current.rev, current=current, why="Berubah juga di situs."
        )
    named = list(dict.fromkeys(name for made in one.chain for name in made.parents))
    asked = [name for name in (*named, *((one.base,) if one.base else ())) if name not in own]
    missing = [name for name in dict.fromkeys(asked) if there.get(name) != (one.kind, one.id)]
    if missing or (current is None and one.base is not None):
        return OpResult(
            op=one.op,
            status="missing_parent",
            missing=missing or [one.base or ""],
            why="Situs belum mengenal versi sebelumnya.",
        )
    if any(there.get(name, (one.kind, one.id)) != (one.kind, one.id) for name in own):
        return _invalid(one, "rev: milik naskah lain")
    if len(set(own)) != len(own) or not _grows_from(one):
        return _invalid(one, "chain: tidak tumbuh dari base")
    return None


def _grows_from(one: RecordOp) -> bool:
    """Whether every link inside the chain goes backwards, and the last revision has the base among its ancestors."""
    own = {made.rev for made in one.chain}
    seen: set[str] = set()
    for made in one.chain:
        if any(name in own and name not in seen for name in made.parents):
            return False
        seen.add(made.rev)
    reached = {one.chain[-1].rev}
    for made in reversed(one.chain):
        if made.rev in reached:
            reached.update(made.parents)
    return one.base is None or one.base in reached


def _write(
    feed: Feed, account: Account, offered: list[RecordOp], there: Mapping[str, object] = MappingProxyType({})
) -> None:
    """The revisions of these ops and their parents, except those in *there*."""
    new = [(one, made) for one in offered for made in one.chain if made.rev not in there]
    rows = [
        {
            "rev": made.rev,
            "kind": one.kind,
            "id": one.id,
            "by": made.by or account.name,
            "device": made.device or account.device,
            "reason": made.reason,
            "written_at": stamp(made.written_at),
            "received_at": feed.at,
            "account": account.id,
            "doc": feed.packed(made.doc),
        }
        for one, made in new
    ]
    parents = [
        {"rev": made.rev, "place": place, "parent": name}
        for _, made in new
        for place, name in enumerate(made.parents)
    ]
    if rows:
        feed.connection.execute(_ADD, rows)
    if parents:
        feed.connection.execute(_ADD_PARENT, parents)


def _invalid(one: Op, why: str) -> OpResult:
    return OpResult(op=one.op, status="invalid", why=why)
