"""The outbox in words people can read."""

from typing import Any

from sqlalchemy import Row, func, select

from desktop_app.domain.outbox import Step, StepState
from desktop_app.storage import blobs_needed
from desktop_app.storage.codec import load, moment_or_none
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import command, record, revision

_KINDS = {
    "article": "Naskah",
    "photo": "Foto",
    "mark": "Catatan koreksi",
    "sign_off": "Pengesahan",
    "conflict": "Bentrokan",
    "person": "Orang",
    "list_entry": "Daftar redaksi",
    "audit": "Catatan audit",
    "contributor": "Direktori kredit",
}
_COMMANDS = {"publish": "Terbitkan", "unpublish": "Tarik", "takedown": "Turunkan"}
_NOT_SENT = "Belum dikirim."
_ON_ITS_WAY = "Sudah dikirim, menunggu jawaban situs."
_AFTER_THE_STORY = "Menunggu naskahnya sampai di situs."


def steps(tx: Transaction) -> tuple[Step, ...]:
    """Everything on its way, oldest first: records, then files, then commands."""
    return (*_records(tx), *_blobs(tx), *_commands(tx))


def _records(tx: Transaction) -> list[Step]:
    waits = (
        select(
            revision.c.kind,
            revision.c.id,
            func.min(revision.c.number).label("first"),
            func.max(revision.c.sent).label("sent"),
        )
        .where(revision.c.acked.is_(None))
        .group_by(revision.c.kind, revision.c.id)
        .subquery()
    )
    rows = tx.connection.execute(
        select(record, revision.c.doc, waits.c.sent)
        .join(waits, (waits.c.kind == record.c.kind) & (waits.c.id == record.c.id))
        .join(revision, revision.c.rev == record.c.head)
        .order_by(waits.c.first)
    )
    return [
        Step(
            id=f"{row.kind}:{row.id}",
            kind=row.kind,
            record_id=row.id,
            title=_title(tx, row.kind, load(row.doc)),
            state=_state(row, bool(row.sent)),
            reason=row.parked or row.why or (_ON_ITS_WAY if row.sent else _NOT_SENT),
            tries=row.tries,
            next_try=moment_or_none(row.next_try),
        )
        for row in rows
    ]


def _blobs(tx: Transaction) -> list[Step]:
    owners = blobs_needed.needed(tx)
    found = []
    for sha256 in blobs_needed.missing_blobs(tx):
        photo_id = owners[sha256]
        title = f"Berkas {_named(tx, 'photo', photo_id)}"
        found.append(Step(sha256, "blob", photo_id, title, StepState.WAITING, _NOT_SENT))
    return found


def _commands(tx: Transaction) -> list[Step]:
    rows = tx.connection.execute(
        select(command, revision.c.number.label("held"))
        .outerjoin(revision, (revision.c.rev == command.c.rev) & revision.c.acked.is_(None))
        .where(command.c.state != "done")
        .order_by(command.c.number)
    )
    found = []
    for row in rows:
        act = _COMMANDS.get(load(row.body).get("name", ""), "Perintah")
        parked = row.state == "parked"
        reason = row.why or (_AFTER_THE_STORY if row.held is not None else _NOT_SENT)
        state = StepState.PARKED if parked else StepState.RETRYING if row.tries else StepState.WAITING
        title = f"{act} {_named(tx, 'article', row.article)}"
        found.append(
            Step(row.op, "command", row.op, title, state, reason, row.tries, moment_or_none(row.next_try))
        )
    return found


def _state(row: Row[Any], sent: bool) -> StepState:
    if row.parked:
        return StepState.PARKED
    if row.tries:
        return StepState.RETRYING
    return StepState.SENDING if sent else StepState.WAITING


def _title(tx: Transaction, kind: str, doc: dict[str, Any]) -> str:
    if kind in ("article", "photo"):
        own = doc.get("short_title") or doc.get("headline") or doc.get("file_name")
        return str(own) if own else f"{_KINDS[kind]} tanpa judul"
    word = _KINDS.get(kind, kind)
    if kind == "list_entry":
        return f"{word} «{doc.get('key', '')}»"
    if kind == "contributor":
        return f"{word} «{doc.get('name', '')}»"
    about = doc.get("article_id")
    return f"{word} {_named(tx, 'article', about)}" if isinstance(about, str) else word


def _named(tx: Transaction, kind: str, id: str) -> str:
    text = tx.connection.execute(
        select(revision.c.doc)
        .join(record, record.c.head == revision.c.rev)
        .where(record.c.kind == kind, record.c.id == id)
    ).scalar_one_or_none()
    doc = {} if text is None else load(text)
    own = doc.get("short_title") or doc.get("headline") or doc.get("file_name")
    return f'"{own}"' if own else id
