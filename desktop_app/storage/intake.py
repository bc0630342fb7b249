"""Files on their way in, one row each, so that a batch goes on where it was when the desk stopped."""

from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update

from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import intake_row


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that has not been looked at yet."""

    number: int
    path: str


def add(tx: Transaction, batch: str, paths: list[str]) -> None:
    """Put files in line."""
    rows = [{"batch": batch, "path": path, "state": "waiting", "photo_id": "", "why": ""} for path in paths]
    if rows:
        tx.connection.execute(insert(intake_row), rows)


def waiting(tx: Transaction, batch: str) -> tuple[Waiting, ...]:
    """The files of a batch nobody has looked at yet, in the order they were given."""
    rows = tx.connection.execute(
        select(intake_row.c.number, intake_row.c.path)
        .where(intake_row.c.batch == batch, intake_row.c.state == "waiting")
        .order_by(intake_row.c.number)
    )
    return tuple(Waiting(row.number, row.path) for row in rows)


def unfinished(tx: Transaction) -> dict[str, int]:
    """Batches that stopped half-way, oldest first: how many files each still has in line."""
    rows = tx.connection.execute(
        select(intake_row.c.batch, func.count())
        .where(intake_row.c.state == "waiting")
        .group_by(intake_row.c.batch)
        .order_by(func.min(intake_row.c.number))
    )
    return {batch: count for batch, count in rows}  # noqa: C416 - rows are not pairs to a type checker


def done(tx: Transaction, number: int, photo_id: str) -> None:
    """The file became a photo, or was one already."""
    _settle(tx, number, state="done", photo_id=photo_id, why="")


def refused(tx: Transaction, number: int, why: str) -> None:
    """The file stayed outside, and why."""
    _settle(tx, number, state="refused", photo_id="", why=why)


def forget(tx: Transaction, batch: str) -> None:
    """A batch is over: nothing of it needs to be remembered."""
    tx.connection.execute(delete(intake_row).where(intake_row.c.batch == batch))


def _settle(tx: Transaction, number: int, **values: str) -> None:
    tx.connection.execute(update(intake_row).where(intake_row.c.number == number).values(**values))
