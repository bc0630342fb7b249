"""Clashes: keeping one beside its story, and those nobody has settled yet."""

from datetime import datetime
from typing import Protocol

from desktop_app.domain.conflict import Conflict, Weight
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import records
from desktop_app.storage.store import Transaction


class Clash(Protocol):
    """One place both sides changed; `markup.body_merge.Clash` is one."""

    @property
    def place(self) -> str: ...
    @property
    def base(self) -> str: ...
    @property
    def mine(self) -> str: ...
    @property
    def theirs(self) -> str: ...
    @property
    def weight(self) -> Weight: ...
    @property
    def merged(self) -> str: ...


def keep(
    tx: Transaction,
    record_id: str,
    clash: Clash,
    *,
    mine_rev: str,
    theirs_rev: str,
    by: str,
    at: datetime,
    theirs_by: str = "",
    theirs_at: datetime | None = None,
) -> None:
    """Keep all texts of a clash in a record that travels to every desk. *by* wrote what the record calls mine."""
    kept = Conflict(
        id=tx.new_id(),
        article_id=ArticleId(record_id),
        place=clash.place,
        base=clash.base,
        mine=clash.mine,
        theirs=clash.theirs,
        mine_rev=mine_rev,
        theirs_rev=theirs_rev,
        by=by,
        at=at,
        weight=clash.weight,
        merged=clash.merged,
        theirs_by=theirs_by,
        theirs_at=theirs_at,
    )
    records.save(tx, "conflict", kept.id, to_plain(kept), by=by, at=at, reason="conflict")


def unsettled(tx: Transaction, article_id: str = "") -> tuple[Conflict, ...]:
    """Open conflicts of one record, or of all when *article_id* is empty, oldest first; also those to look at."""
    docs = records.about(tx, "conflict", article_id) if article_id else records.every(tx, "conflict")
    found = (from_plain(Conflict, doc) for doc in docs)
    return tuple(conflict for conflict in found if conflict.open)
