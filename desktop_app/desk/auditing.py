"""The audit log: `note` is called inside the transaction of the act it tells of, `entries` reads it."""

from desktop_app.desk.bundle import Desk
from desktop_app.domain.audit import Act, Entry, Line
from desktop_app.storage import articles, audit
from desktop_app.storage.store import Transaction


def note(
    desk: Desk,
    tx: Transaction,
    act: Act,
    object_kind: str,
    object_id: str,
    *,
    article_id: str = "",
    reason: str = "",
    details: tuple[str, ...] = (),
) -> Entry:
    """Write down what whoever sits at this desk just did: kept together with the act, or not at all."""
    entry = Entry(
        id=desk.new_id(),
        at=desk.clock(),
        by=desk.person.name,
        device=desk.device,
        act=act.value,
        object_kind=object_kind,
        object_id=object_id,
        article_id=article_id,
        reason=reason.strip(),
        details=details,
    )
    audit.add(tx, entry)
    return entry


def entries(desk: Desk, *, article_id: str = "", object_id: str = "", limit: int = 200) -> tuple[Entry, ...]:
    """The log, newest first: all of it, of one story, or of one object."""
    with desk.store.reading() as tx:
        return audit.entries(tx, article_id=article_id, object_id=object_id, limit=limit)


def lines(desk: Desk, *, article_id: str = "", limit: int = 200) -> tuple[Line, ...]:
    """The newest *limit* entries, of one story or of all, each beside what its story is called today."""
    with desk.store.reading() as tx:
        found = audit.entries(tx, article_id=article_id, limit=limit)
        titles = articles.titles(tx, {entry.article_id for entry in found if entry.article_id})
    return tuple(Line(entry, titles.get(entry.article_id, "")) for entry in found)
