"""Acts for the site to do (publish, unpublish): rows with ids of their own, kept for ever."""

from typing import Any

from sqlalchemy import bindparam, exists, func, insert, select, update

from desktop_app.storage.codec import dump, load
from desktop_app.storage.records import taken_up
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import command, revision

OVER = ("done", "cancelled")  # states of a command nothing more will happen to

# Written once: putting a statement together costs more than running it.
_held_back = exists().where(revision.c.rev == command.c.rev, revision.c.acked.is_(None))
_READY = select(command.c.body).where(command.c.state == "waiting", ~_held_back).order_by(command.c.number)
_NEWEST = (
    select(command.c.state, command.c.why)
    .where(command.c.article == bindparam("of"))
    .order_by(command.c.number.desc())
    .limit(1)
)
_COUNT = select(func.count()).select_from(command).where(command.c.state.not_in(OVER))
_HELD = select(func.count()).select_from(command).where(command.c.state.not_in(("waiting", *OVER)))


def add_command(tx: Transaction, body: dict[str, Any]) -> None:
    """Queue a command: ``{"op", "name", "article", "rev", ...}``. It leaves after the revision it names."""
    taken_up(tx, "article", body["article"])
    tx.connection.execute(
        insert(command).values(
            op=body["op"],
            article=body["article"],
            rev=body["rev"],
            body=dump(body),
            state="waiting",
            tries=0,
            why="",
            next_try=None,
            url="",
        )
    )


def commands(tx: Transaction) -> tuple[dict[str, Any], ...]:
    """Commands to send, oldest first: waiting ones whose revision the site has (or made)."""
    return tuple(load(row.body) for row in tx.connection.execute(_READY))


def finish_command(tx: Transaction, op: str, status: str = "ok", *, why: str = "", url: str = "") -> None:
    """The site's answer: ``ok`` is done, ``retry`` waits on, anything else waits for a person, who reads *why*.

    Once done, what was refused of the same story before is no longer anybody's business.
    """
    states = {"ok": "done", "retry": "waiting"}
    tx.connection.execute(
        update(command)
        .where(command.c.op == op)
        .values(state=states.get(status, "parked"), why=why, url=url, tries=command.c.tries + 1)
    )
    if status == "ok":
        done = select(command.c.article, command.c.number).where(command.c.op == op).subquery()
        tx.connection.execute(
            update(command)
            .where(command.c.state == "parked", command.c.article == done.c.article)
            .where(command.c.number < done.c.number)
            .values(state="cancelled")
        )


def newest_command(tx: Transaction, article_id: str) -> tuple[str, str]:
    """The state of what was last asked for this story, and why it is so; ("", "") when nothing ever was."""
    row = tx.connection.execute(_NEWEST, {"of": article_id}).one_or_none()
    return ("", "") if row is None else (row.state, row.why)


def waiting_commands(tx: Transaction) -> int:
    """How many commands are not done, parked ones too."""
    return int(tx.connection.execute(_COUNT).scalar_one())


def held_commands(tx: Transaction) -> int:
    """How many of them a person has to act on: refused ones, and those held back."""
    return int(tx.connection.execute(_HELD).scalar_one())
