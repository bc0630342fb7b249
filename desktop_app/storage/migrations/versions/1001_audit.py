"""Rows to find entries of the audit log by time, story and object. The entries themselves are records."""

from alembic import op

revision = "1001"
down_revision = "1000"

_STATEMENTS = (
    """CREATE TABLE audit_row (
        id VARCHAR NOT NULL PRIMARY KEY,
        at INTEGER NOT NULL,
        article_id VARCHAR NOT NULL,
        object_id VARCHAR NOT NULL
    )""",
    "CREATE INDEX audit_recent ON audit_row (at DESC, id DESC)",
    "CREATE INDEX audit_of_article ON audit_row (article_id)",
    "CREATE INDEX audit_of_object ON audit_row (object_id)",
)


def upgrade() -> None:
    """Add the table."""
    for statement in _STATEMENTS:
        op.execute(statement)
