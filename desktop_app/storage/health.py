"""Looking after the desk's database: is the file sound, are the lists what the records say."""

from typing import Any

from sqlalchemy import Connection, text

from desktop_app.database.copying import faults
from desktop_app.storage.tables import LEFT_BEHIND

# Each finds rows that break a law of this room; none may ever be found.
_LAWS = {
    "catatan tanpa versi yang berlaku": (
        "SELECT count(*) FROM record LEFT JOIN revision ON revision.rev = record.head WHERE revision.rev IS NULL"
    ),
    "versi tanpa catatan": (
        "SELECT count(*) FROM revision LEFT JOIN record USING (kind, id) WHERE record.id IS NULL"
    ),
    "berita tidak ada di daftar": (
        "SELECT count(*) FROM record LEFT JOIN article_row USING (id)"
        " WHERE record.kind = 'article' AND article_row.id IS NULL"
    ),
    "berita tidak ada di pencarian": (
        "SELECT count(*) FROM article_row WHERE number NOT IN (SELECT rowid FROM article_fts) AND deleted = 0"
    ),
}

# Records and commands the site does not have yet, and how many of them wait for a person, as the outbox counts them.
_WAITING = text(
    "SELECT count(*), coalesce(sum(held), 0) FROM ("
    "SELECT DISTINCT kind, id, parked <> '' AS held FROM revision JOIN record USING (kind, id)"
    " WHERE acked IS NULL AND parked <> :left UNION ALL "
    "SELECT 'command', op, state <> 'waiting' FROM command WHERE state NOT IN ('done', 'cancelled'))"
)


def examine(connection: Connection) -> dict[str, Any]:
    """``{"ok": bool, "faults": [str], "version": int, "counts": {kind: int}}``.

    Beside the kinds of records, "revision", "waiting" and "held" are counted.
    """
    found = faults(connection.connection.driver_connection)
    for law, query in _LAWS.items():
        broken = connection.execute(text(query)).scalar_one()
        if broken:
            found.append(f"{law}: {broken}")
    kinds = connection.execute(text("SELECT kind, count(*) FROM record GROUP BY kind ORDER BY kind"))
    counts: dict[str, int] = {row[0]: row[1] for row in kinds}
    counts["revision"] = connection.execute(text("SELECT count(*) FROM revision")).scalar_one()
    counts["waiting"], counts["held"] = connection.execute(_WAITING, {"left": LEFT_BEHIND}).one()
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    stamped = [row[0] for row in connection.execute(text("SELECT version_num FROM alembic_version"))]
    if stamped != [str(version)]:
        found.append(f"skema bernomor {version}, capnya {', '.join(stamped) or 'kosong'}")
    return {"ok": not found, "faults": found, "version": version, "counts": counts}
