"""What a person may do to the outbox, and what holds a story back by itself."""

from sqlalchemy import ColumnElement, exists, or_, select, update

from desktop_app.domain.errors import Refusal
from desktop_app.domain.outbox import FORBIDDEN
from desktop_app.storage import records, settings
from desktop_app.storage.records import HELD
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import LEFT_BEHIND, article_photo, command, record, revision

_PAUSED_ALL = "sync.paused"
_photo = record.alias("waiting_photo")
_photo_revision = revision.alias("waiting_photo_revision")
_ANEW = {"tries": 0, "why": "", "next_try": None}


def waits_for_pictures() -> ColumnElement[bool]:
    """True for a story that shows a photo the site does not have yet: it goes after its pictures.

    A photo the site has refused holds no story: the text is worth more, and publishing is stopped by the readiness
    list anyway.
    """
    return (record.c.kind == "article") & exists(
        select(article_photo.c.photo_id)
        .join(_photo, (_photo.c.kind == "photo") & (_photo.c.id == article_photo.c.photo_id))
        .join(
            _photo_revision,
            (_photo_revision.c.kind == "photo")
            & (_photo_revision.c.id == _photo.c.id)
            & _photo_revision.c.acked.is_(None),
        )
        .where(article_photo.c.article_id == record.c.id, _photo.c.parked.in_(("", HELD, LEFT_BEHIND)))
        .correlate(record)
    )


def pause(tx: Transaction, record_id: str) -> None:
    """Hold one record, or a command (by its op), back until :func:`unpark`."""
    tx.connection.execute(
        update(record)
        .where(record.c.id == record_id, record.c.parked == "")
        .values(parked=HELD, next_try=None)
    )
    tx.connection.execute(
        update(command)
        .where(command.c.op == record_id, command.c.state == "waiting")
        .values(state="paused", why=HELD)
    )


def unpark(tx: Transaction, record_id: str) -> None:
    """Take a parked or held record, or a command (by its op or its article), up again."""
    _take_up(tx, record.c.id == record_id)
    of_it = or_(command.c.op == record_id, command.c.article == record_id)
    tx.connection.execute(
        update(command)
        .where(of_it, command.c.state.in_(("parked", "paused")))
        .values(state="waiting", **_ANEW)
    )


def unpark_forbidden(tx: Transaction) -> None:
    """Take up every record that was refused for want of a right: the right may have been given since.

    No command: what was to be published then is published again only when a person says so.
    """
    _take_up(tx, record.c.parked.startswith(FORBIDDEN))


def _take_up(tx: Transaction, rows: ColumnElement[bool]) -> None:
    tx.connection.execute(update(record).where(rows).values(parked="", **_ANEW))


def withdraw(tx: Transaction, record_id: str) -> None:
    """Take back a command, or what one record has to say: the site's version stands here again.

    Nothing is lost: what was written stays in the history, ready to be restored. Raises Refusal for what has left
    already, and for a record only this desk has.
    """
    if tx.connection.execute(
        update(command)
        .where(command.c.op == record_id, command.c.state.in_(("waiting", "paused", "parked")))
        .values(state="cancelled")
    ).rowcount:
        return
    row = tx.connection.execute(select(record).where(record.c.id == record_id)).one_or_none()
    if row is None or row.site_rev is None:
        raise Refusal(
            "Ini baru ada di meja ini, jadi tidak dapat ditarik. Tahan saja pengirimannya.",
            rule="outbox.only_here",
        )
    unsent = revision.c.acked.is_(None) & (revision.c.kind == row.kind) & (revision.c.id == row.id)
    left = tx.connection.execute(
        select(revision.c.rev).where(unsent, revision.c.sent.is_(True)).limit(1)
    ).first()
    if left is not None and not row.parked:
        raise Refusal("Ini sudah dikirim dan sedang menunggu jawaban situs.", rule="outbox.on_its_way")
    stands = records.revision(tx, row.site_rev)
    assert stands is not None  # the base is kept for as long as the record
    tx.connection.execute(
        update(revision).where(unsent).values(acked=records.SETTLED, sealed=True, sent=True)
    )
    tx.connection.execute(
        update(record).where(record.c.number == row.number).values(parked="", tries=0, why="", next_try=None)
    )
    records.move_head(tx, row.kind, row.id, stands.rev, stands.doc, at=stands.written_at)


def pause_all(tx: Transaction, *, paused: bool) -> None:
    """Send nothing until further notice; what the site has is taken in all the same."""
    settings.put(tx, _PAUSED_ALL, "1" if paused else "")


def paused_all(tx: Transaction) -> bool:
    """Whether a person holds everything back."""
    return settings.get(tx, _PAUSED_ALL) == "1"
