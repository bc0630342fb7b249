"""The outbox in words people can read."""

from typing import Any

from sqlalchemy import Row, func, select

from desktop_app.domain.names import kind_name
from desktop_app.domain.outbox import FORBIDDEN, Step, StepState
from desktop_app.storage import blobs_needed
from desktop_app.storage.codec import load, moment_or_none
from desktop_app.storage.commands import OVER
from desktop_app.storage.holding import waits_for_pictures
from desktop_app.storage.records import HELD
from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import LEFT_BEHIND, command, record, revision

_COMMANDS = {"publish": "Terbitkan", "unpublish": "Tarik", "takedown": "Turunkan"}
_NOT_SENT = "Belum dikirim."
_ON_ITS_WAY = "Sudah dikirim, menunggu jawaban situs."
_AFTER_THE_STORY = "Menunggu naskahnya sampai di situs."
_AFTER_THE_PICTURES = "Menunggu fotonya sampai di situs."
MOST = 200  # steps told at once: nobody reads more, and twenty thousand must cost no more than these


def steps(tx: Transaction, most: int = MOST) -> tuple[Step, ...]:
    """What is on its way, the longest waiting first: what needs a person, then records, files, commands.

    At most *most* in all; how many there are says :func:`outbox.waiting`.
    """
    first, last = _records(tx, most, parked=True), _commands(tx, most)
    room = max(0, most - len(first) - len(last))
    between = _records(tx, room, parked=False)
    between += _blobs(tx, room - len(between))
    return tuple([*first, *between, *last][:most])


def _records(tx: Transaction, most: int, *, parked: bool) -> list[Step]:
    if not most:
        return []
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
    # The page is cut before anything of a story is read: documents are large, and most are not shown.
    page = (
        select(waits, record.c.number)
        .join(record, (record.c.kind == waits.c.kind) & (record.c.id == waits.c.id))
        .where(record.c.parked.not_in(("", LEFT_BEHIND)) if parked else record.c.parked == "")
        .order_by(waits.c.first)
        .limit(most)
        .subquery()
    )
    rows = tx.connection.execute(
        select(record, revision.c.doc, page.c.sent, waits_for_pictures().label("pictures"))
        .join(page, page.c.number == record.c.number)
        .join(revision, revision.c.rev == record.c.head)
        .order_by(page.c.first)
    )
    return [_step(tx, row) for row in rows]


def _step(tx: Transaction, row: Row[Any]) -> Step:
    sent = bool(row.sent)
    reason = row.parked or row.why
    if not reason:
        reason = _AFTER_THE_PICTURES if row.pictures else _ON_ITS_WAY if sent else _NOT_SENT
    return Step(
        id=f"{row.kind}:{row.id}",
        kind=row.kind,
        record_id=row.id,
        title=_title(tx, row.kind, load(row.doc)),
        state=_state(row, sent),
        reason=reason,
        tries=row.tries,
        next_try=moment_or_none(row.next_try),
        can_cancel=row.site_rev is not None and (not sent or bool(row.parked)),
        forbidden=row.parked.startswith(FORBIDDEN),
    )


def _blobs(tx: Transaction, most: int) -> list[Step]:
    if not most:
        return []
    owners = blobs_needed.needed(tx, most=most)
    found = []
    for sha256 in blobs_needed.unsent_of(tx, owners)[:most]:
        photo_id = owners[sha256]
        title = f"Berkas foto {_named(tx, 'photo', photo_id)}"
        found.append(Step(sha256, "blob", photo_id, title, StepState.WAITING, _NOT_SENT))
    return found


def _commands(tx: Transaction, most: int) -> list[Step]:
    rows = tx.connection.execute(
        select(command, revision.c.number.label("held"))
        .outerjoin(revision, (revision.c.rev == command.c.rev) & revision.c.acked.is_(None))
        .where(command.c.state.not_in(OVER))
        .order_by(command.c.number)
        .limit(most)
    )
    found = []
    for row in rows:
        act = _COMMANDS.get(load(row.body).get("name", ""), "Perintah")
        states = {"parked": StepState.PARKED, "paused": StepState.PAUSED}
        state = states.get(row.state) or (StepState.RETRYING if row.tries else StepState.WAITING)
        found.append(
            Step(
                id=row.op,
                kind="command",
                record_id=row.op,
                title=f"{act} {_named(tx, 'article', row.article)}",
                state=state,
                reason=row.why or (_AFTER_THE_STORY if row.held is not None else _NOT_SENT),
                tries=row.tries,
                next_try=moment_or_none(row.next_try),
                can_cancel=True,
                forbidden=row.why.startswith(FORBIDDEN),
            )
        )
    return found


def _state(row: Row[Any], sent: bool) -> StepState:
    if row.parked:
        return StepState.PAUSED if row.parked == HELD else StepState.PARKED
    if row.tries:
        return StepState.RETRYING
    return StepState.SENDING if sent else StepState.WAITING


def _title(tx: Transaction, kind: str, doc: dict[str, Any]) -> str:
    if kind in ("article", "photo"):
        own = doc.get("short_title") or doc.get("headline") or doc.get("file_name")
        return str(own or "(tanpa judul)")
    word = kind_name(kind)
    name = {"person": "name", "list_entry": "key", "contributor": "name"}.get(kind)
    if name:
        return f"{word} «{doc.get(name, '')}»"
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
