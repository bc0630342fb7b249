"""Taking in what the site says, without ever losing what was written here.

Rules: what is not mentioned is not deleted; an edit beats a deletion; unsent work is merged, never replaced; every
text of either side stays in a revision, and a merge revision has both as parents.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from sqlalchemy import bindparam, func, select, update

from desktop_app.domain.errors import Refusal
from desktop_app.storage import conflicts, lineage, records
from desktop_app.storage.coalescing import same
from desktop_app.storage.codec import dump
from desktop_app.storage.conflicts import Clash
from desktop_app.storage.link import SiteLink, forget_cursor, link, move_cursor, set_link
from desktop_app.storage.records import Doc
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import record, revision

__all__ = ["Applied", "MergedDoc", "SiteLink", "apply", "forget_cursor", "link", "move_cursor", "set_link"]

# A pull that would delete more than this stops: so many, or this share of the stories once a few are gone.
_MOST_DELETED = 20
_SHARE_DELETED = 0.10
_FEW_DELETED = 5


# Written once: putting a statement together costs more than running it.
_RECORD = select(record).where(record.c.kind == bindparam("k"), record.c.id == bindparam("i"))
_HERE = select(record.c.kind, record.c.id, record.c.deleted, record.c.site_rev).where(
    record.c.kind.in_(bindparam("kinds", expanding=True)), record.c.id.in_(bindparam("ids", expanding=True))
)
_UNSENT_HERE = select(revision.c.kind, revision.c.id).where(
    revision.c.acked.is_(None),
    revision.c.kind.in_(bindparam("kinds", expanding=True)),
    revision.c.id.in_(bindparam("ids", expanding=True)),
)
_KNOWN = select(revision.c.rev).where(revision.c.rev.in_(bindparam("revs", expanding=True)))
_NOT_ASIDE = (
    update(record)
    .where(record.c.kind == bindparam("k"), record.c.id == bindparam("i"))
    .values(parked="", tries=0, why="", next_try=None)
)
_AGREED = (
    update(record)
    .where(record.c.kind == bindparam("k"), record.c.id == bindparam("i"))
    .values(site_rev=bindparam("r"), site_seq=bindparam("s"))
)


class Change(Protocol):
    """One record as the site has it; `wire.shapes.Change` is one. *doc* is None only for a purge."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def rev(self) -> str: ...
    @property
    def deleted(self) -> bool: ...
    @property
    def by(self) -> str: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def doc(self) -> Doc | None: ...


@dataclass(frozen=True, slots=True)
class MergedDoc:
    """The merged record, *theirs* wherever there is a clash, and the clashes."""

    doc: Doc
    clashes: Sequence[Clash] = ()


Merge = Callable[[str, Doc | None, Doc, Doc], MergedDoc]


@dataclass(frozen=True, slots=True)
class Applied:
    """What one change did here. *rev* is the live revision afterwards.

    "known": nothing new, "taken": theirs is live, "merged": both are in a merge revision that will travel, "kept": an
    edit here beat a deletion there.
    """

    kind: str
    id: str
    rev: str
    outcome: Literal["known", "taken", "merged", "kept"]
    clashes: int = 0


def apply(
    tx: Transaction,
    change: Change,
    merge: Merge,
    *,
    accept_deletions: bool = False,
    keep_deleted: bool = False,
) -> Applied:
    """Take one change in. *merge* is pure: (kind, base or None, mine, theirs) → :class:`MergedDoc`.

    *keep_deleted*: a person decided that what the site deleted lives on here, and goes back to the site.

    One page of the feed is one transaction. Raises Refusal "sync.mass_delete" when the transaction would delete
    more than 20 stories, or more than a tenth of them; it is then rolled back whole, the cursor with it.
    """
    here = _here(tx, change.kind, change.id)
    if here is None:
        return _first_seen(tx, change)
    family = lineage.of(tx, change.kind, change.id)
    if change.rev in family.ancestors(here.head):
        _agree(tx, change)
        if change.rev == here.head:
            # It arrived after all, so nothing of it is set aside any more: a later edit must not be held back.
            tx.connection.execute(_NOT_ASIDE, {"k": change.kind, "i": change.id})
        return Applied(change.kind, change.id, here.head, "known")
    theirs = _their_doc(change, here)
    unsent = _unsent(tx, change.kind, change.id, family.ancestors(change.rev))
    said_there = dump(theirs)
    if keep_deleted and _gone(change, theirs) and not here.deleted:
        return _merge(tx, change, here, theirs, merge)
    if all(item.text == said_there for item in unsent):
        return _take(tx, change, here, theirs, unsent, accept_deletions=accept_deletions)
    return _merge(tx, change, here, theirs, merge)


def take_plain(tx: Transaction, changes: Sequence[Change]) -> frozenset[tuple[str, str]]:
    """Take in, in few statements, what nothing here speaks against; answers which records those were, (kind, id).

    These are records this desk does not hold yet, and living ones whose every save the site has: a first sync and a
    colleague's day of work. For all others :func:`apply` has to look closer.
    """
    once = Counter((change.kind, change.id) for change in changes)
    told = [change for change in changes if change.doc is not None and once[change.kind, change.id] == 1]
    named = {"kinds": list({change.kind for change in told}), "ids": [change.id for change in told]}
    here = {(row.kind, row.id): row for row in tx.connection.execute(_HERE, named)}
    busy = {(row.kind, row.id) for row in tx.connection.execute(_UNSENT_HERE, named)}
    known = set(tx.connection.execute(_KNOWN, {"revs": [change.rev for change in told]}).scalars())
    new: list[records.Arrived] = []
    followed: list[records.Arrived] = []
    for change in told:
        row = here.get((change.kind, change.id))
        base = row.site_rev if row is not None else None
        arrived = _arrived(tx, change, base)
        if change.rev in known:
            continue
        if row is None:
            new.append(arrived)
        elif not (row.deleted or arrived.deleted or (change.kind, change.id) in busy):
            followed.append(arrived)
    records.add_new(tx, new)
    records.follow(tx, followed)
    return frozenset((one.kind, one.id) for one in (*new, *followed))


def _arrived(tx: Transaction, change: Change, base: str | None) -> records.Arrived:
    doc = change.doc
    assert doc is not None
    at = change.at or tx.now()
    gone = _gone(change, doc)
    return records.Arrived(change.kind, change.id, change.rev, doc, change.by, at, change.seq, gone, base)


def would_delete(tx: Transaction, change: Change) -> bool:
    """Whether taking *change* in would remove a record that lives here and has nothing unsent to save it."""
    if not (change.deleted or change.doc is None or change.doc.get("deleted") is True):
        return False
    found = select(record.c.number).where(
        record.c.kind == change.kind, record.c.id == change.id, record.c.deleted.is_(False)
    )
    if tx.connection.execute(found).first() is None:
        return False
    return not _unsent(tx, change.kind, change.id, set())


def living_stories(tx: Transaction) -> int:
    """How many stories this desk holds that are not deleted."""
    living = select(func.count()).select_from(record)
    found = tx.connection.execute(living.where(record.c.kind == "article", record.c.deleted.is_(False)))
    return int(found.scalar_one())


def title(tx: Transaction, article_id: str) -> str:
    """What people call a story: its short title, else its headline, else nothing."""
    doc = records.get(tx, "article", article_id) or {}
    return str(doc.get("short_title") or doc.get("headline") or "")


@dataclass(frozen=True, slots=True)
class _Here:
    """The record as this desk has it. *base* is the last agreed document, None when there never was one."""

    head: str
    doc: Doc
    by: str
    at: datetime
    deleted: bool
    base: Doc | None


@dataclass(frozen=True, slots=True)
class _Unsent:
    """A revision only this desk has; *text* is its document as stored."""

    rev: str
    text: str


def _here(tx: Transaction, kind: str, id: str) -> _Here | None:
    row = tx.connection.execute(_RECORD, {"k": kind, "i": id}).one_or_none()
    if row is None:
        return None
    live = records.revision(tx, row.head)
    if live is None:
        raise LookupError(f"{kind} {id}: live revision {row.head} is missing")
    agreed = records.revision(tx, row.site_rev) if row.site_rev else None
    return _Here(row.head, live.doc, live.by, live.written_at, row.deleted, agreed.doc if agreed else None)


def _first_seen(tx: Transaction, change: Change) -> Applied:
    doc = change.doc
    if doc is None:  # purged before this desk ever saw it
        return Applied(change.kind, change.id, change.rev, "known")
    at = change.at or tx.now()
    _add_theirs(tx, change, doc, at)
    records.add_record(tx, change.kind, change.id, change.rev)
    records.move_head(tx, change.kind, change.id, change.rev, doc, at=at, deleted=change.deleted)
    _agree_on(tx, change)
    return Applied(change.kind, change.id, change.rev, "taken")


def _take(
    tx: Transaction,
    change: Change,
    here: _Here,
    theirs: Doc,
    unsent: Sequence[_Unsent],
    *,
    accept_deletions: bool,
) -> Applied:
    """Theirs becomes live. *unsent* says nothing that theirs does not say, so it need not travel any more."""
    gone = _gone(change, theirs)
    if change.kind == "article" and gone and not here.deleted and not accept_deletions:
        _count_deletion(tx)
    at = change.at or tx.now()
    _add_theirs(tx, change, theirs, at)
    names = [item.rev for item in unsent]
    settled = update(revision).where(revision.c.rev.in_(names))
    tx.connection.execute(settled.values(acked=records.SETTLED, sealed=True, sent=True))
    if names:
        # What the site would not have from here, it has now from somebody else.
        tx.connection.execute(_NOT_ASIDE, {"k": change.kind, "i": change.id})
    records.move_head(tx, change.kind, change.id, change.rev, theirs, at=at, deleted=gone)
    _agree_on(tx, change)
    return Applied(change.kind, change.id, change.rev, "taken")


def _merge(tx: Transaction, change: Change, here: _Here, theirs: Doc, merge: Merge) -> Applied:
    gone = _gone(change, theirs)
    clashes: Sequence[Clash] = ()
    outcome: Literal["merged", "kept"] = "merged"
    if gone and not here.deleted:
        outcome = "kept"
    both_deleted = here.deleted and gone
    if same(here.doc, theirs) or (both_deleted and change.kind != "article"):
        doc = theirs
    elif here.deleted != gone and _only_deleted(change, here, theirs):
        doc = here.doc if gone else theirs
    else:
        # Who deletes a story may have written in it: an edit may bring it back, and then both sides' words stay.
        merged = merge(change.kind, _alive(here.base), _alive(here.doc), _alive(theirs))
        doc, clashes = {**merged.doc, "deleted": True} if both_deleted else merged.doc, merged.clashes
    _add_theirs(tx, change, theirs, change.at or tx.now())
    parents = (here.head, change.rev)
    now = tx.now()
    rev = records.add_revision(
        tx, change.kind, change.id, doc, parents=parents, by=here.by, at=now, reason="merge"
    )
    shown_at = max(here.at, change.at) if change.at else here.at
    records.move_head(tx, change.kind, change.id, rev, doc, at=shown_at, deleted=gone and here.deleted)
    _agree_on(tx, change)
    for clash in clashes:
        conflicts.keep(
            tx,
            change.id,
            clash,
            mine_rev=here.head,
            theirs_rev=change.rev,
            by=here.by,
            at=now,
            theirs_by=change.by,
            theirs_at=change.at,
        )
    return Applied(change.kind, change.id, rev, outcome, len(clashes))


def _unsent(tx: Transaction, kind: str, id: str, known_there: set[str]) -> list[_Unsent]:
    """Revisions of this desk that the site's revision did not grow from and the site never acknowledged."""
    rows = tx.connection.execute(
        select(revision.c.rev, revision.c.doc).where(
            revision.c.kind == kind, revision.c.id == id, revision.c.acked.is_(None)
        )
    )
    return [_Unsent(row.rev, row.doc) for row in rows if row.rev not in known_there]


def _their_doc(change: Change, here: _Here) -> Doc:
    """Their document; for a purge our own, marked deleted: what was read here stays in the history."""
    return change.doc if change.doc is not None else {**here.doc, "deleted": True}


def _only_deleted(change: Change, here: _Here, theirs: Doc) -> bool:
    """Whether the side that deleted the record did nothing else to it that could be lost."""
    deleted = here.doc if here.deleted else theirs
    return change.kind != "article" or (here.base is not None and same(_alive(deleted), _alive(here.base)))


def _alive(doc: Any) -> Any:
    return {**doc, "deleted": False} if doc is not None and doc.get("deleted") else doc


def _gone(change: Change, theirs: Doc) -> bool:
    return change.deleted or change.doc is None or theirs.get("deleted") is True


def _add_theirs(tx: Transaction, change: Change, doc: Doc, at: datetime) -> None:
    if records.revision(tx, change.rev) is None:
        base = tx.connection.execute(
            select(record.c.site_rev).where(record.c.kind == change.kind, record.c.id == change.id)
        ).scalar_one_or_none()
        records.add_revision(
            tx,
            change.kind,
            change.id,
            doc,
            parents=(base,) if base else (),
            by=change.by,
            at=at,
            reason="remote",
            rev=change.rev,
            acked=change.seq,
        )


def _agree(tx: Transaction, change: Change) -> None:
    """The site has a revision our own grew from, so that one has arrived.

    What it grew from is offered all the same: a site that came back from a backup may have been given this one again
    by a desk that never had the others.
    """
    tx.connection.execute(
        update(revision)
        .where(revision.c.rev == change.rev, revision.c.acked.is_(None))
        .values(acked=change.seq, sealed=True, sent=True)
    )
    _agree_on(tx, change)


def _agree_on(tx: Transaction, change: Change) -> None:
    tx.connection.execute(_AGREED, {"k": change.kind, "i": change.id, "r": change.rev, "s": change.seq})


def _count_deletion(tx: Transaction) -> None:
    if tx.stories_at_start is None:
        tx.stories_at_start = living_stories(tx)
    tx.deletions += 1
    share = tx.deletions > _FEW_DELETED and tx.deletions > tx.stories_at_start * _SHARE_DELETED
    if tx.deletions > _MOST_DELETED or share:
        raise Refusal(
            "Situs meminta banyak berita dihapus sekaligus. Sinkronisasi dihentikan; tanyakan dulu pengelola situs.",
            rule="sync.mass_delete",
        )
