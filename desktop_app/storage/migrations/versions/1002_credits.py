"""Credits as tables: the directory, who is credited for what, rights by day, and what the light table shows.

Filled from the photos and stories that are already here.
"""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from alembic import op
from sqlalchemy import text

revision = "1002"
down_revision = "1001"

_STATEMENTS = (
    """CREATE TABLE contributor_row (
        id VARCHAR NOT NULL PRIMARY KEY,
        name VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        organisation VARCHAR NOT NULL,
        merged_into VARCHAR NOT NULL,
        listed BOOLEAN NOT NULL
    )""",
    "CREATE INDEX contributor_by_name ON contributor_row (name)",
    """CREATE TABLE credit_row (
        photo_id VARCHAR NOT NULL,
        place INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        entry VARCHAR NOT NULL,
        craft VARCHAR NOT NULL,
        PRIMARY KEY (photo_id, place)
    )""",
    "CREATE INDEX credit_by_name ON credit_row (name)",
    "CREATE INDEX credit_by_entry ON credit_row (entry)",
    """CREATE TABLE licence_row (
        photo_id VARCHAR NOT NULL PRIMARY KEY,
        licence VARCHAR NOT NULL,
        valid_from VARCHAR,
        embargo_until VARCHAR,
        expires VARCHAR,
        review_by VARCHAR
    )""",
    "CREATE INDEX licence_by_expiry ON licence_row (expires)",
    "ALTER TABLE article_photo ADD COLUMN slot VARCHAR NOT NULL DEFAULT 'body'",
    "ALTER TABLE photo_row ADD COLUMN file_name VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE photo_row ADD COLUMN caption VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE photo_row ADD COLUMN shown VARCHAR NOT NULL DEFAULT '[]'",
    "ALTER TABLE photo_row ADD COLUMN event VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE photo_row ADD COLUMN rating INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE photo_row ADD COLUMN taken_on VARCHAR",
    """UPDATE article_photo SET slot = 'hero'
        WHERE photo_id = (SELECT hero FROM article_row WHERE article_row.id = article_photo.article_id)""",
)


def upgrade() -> None:
    """Add the tables and read what they hold from the photos."""
    for statement in _STATEMENTS:
        op.execute(statement)
    connection = op.get_bind()
    rows = connection.execute(
        text(
            "SELECT record.id, revision.doc FROM record JOIN revision ON revision.rev = record.head"
            " WHERE record.kind = 'photo'"
        )
    )
    for photo_id, doc in rows.fetchall():
        _photo(connection, photo_id, json.loads(doc))


def _day(moment: str | None) -> str | None:
    if not moment:
        return None
    return datetime.fromisoformat(moment).astimezone(timezone(timedelta(hours=7))).date().isoformat()


def _photo(connection: Any, photo_id: str, doc: dict[str, Any]) -> None:
    credit = doc.get("credit") or {}
    creators = credit.get("creators") or []
    for place, name in enumerate(creators):
        connection.execute(
            text("INSERT INTO credit_row VALUES (:photo, :place, :name, '', 'photographer')"),
            {"photo": photo_id, "place": place, "name": name},
        )
    connection.execute(
        text("INSERT INTO licence_row VALUES (:photo, :licence, NULL, NULL, :expires, NULL)"),
        {
            "photo": photo_id,
            "licence": credit.get("licence") or "unknown",
            "expires": credit.get("expires"),
        },
    )
    shown = [creators, credit.get("source") or "", credit.get("form") or "staff", None]
    connection.execute(
        text(
            "UPDATE photo_row SET file_name = :file_name, caption = :caption, shown = :shown, taken_on = :taken"
            " WHERE id = :photo"
        ),
        {
            "photo": photo_id,
            "file_name": doc.get("file_name") or "",
            "caption": doc.get("caption") or "",
            "shown": json.dumps(shown, ensure_ascii=False, separators=(",", ":")),
            "taken": _day(doc.get("taken_at")),
        },
    )
