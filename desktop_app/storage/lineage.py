"""Which revision grew from which: the family of one record."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from desktop_app.storage.codec import load
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import revision

# Written once: putting a statement together costs more than running it.
_FAMILY = select(revision.c.rev, revision.c.parents).where(
    revision.c.kind == bindparam("k"), revision.c.id == bindparam("i")
)


@dataclass(frozen=True, slots=True)
class Lineage:
    """*parents* by revision, for every revision of the record this desk holds."""

    parents: Mapping[str, tuple[str, ...]]

    def ancestors(self, rev: str) -> set[str]:
        """*rev* and everything it grew from, as far as this desk knows."""
        found: set[str] = set()
        waiting = [rev]
        while waiting:
            name = waiting.pop()
            if name not in found and name in self.parents:
                found.add(name)
                waiting += self.parents[name]
        return found


def of(tx: Transaction, kind: str, id: str) -> Lineage:
    """The lineage of one record as of this transaction."""
    rows = tx.connection.execute(_FAMILY, {"k": kind, "i": id})
    return Lineage({row.rev: tuple(load(row.parents)) for row in rows})
