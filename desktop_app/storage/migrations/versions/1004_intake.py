"""How pictures look, for finding the same one again, and the files still on their way in.

Looks are filled as photos are saved: no photo of an older version knows them.
"""

from alembic import op

revision = "1004"
down_revision = "1003"

_STATEMENTS = (
    """CREATE TABLE likeness_row (
        photo_id VARCHAR NOT NULL PRIMARY KEY,
        scan_sha256 VARCHAR NOT NULL,
        looks VARCHAR NOT NULL
    )""",
    "CREATE INDEX likeness_by_scan ON likeness_row (scan_sha256)",
    """CREATE TABLE intake_row (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        batch VARCHAR NOT NULL,
        path VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        photo_id VARCHAR NOT NULL,
        why VARCHAR NOT NULL
    )""",
    "CREATE INDEX intake_waiting ON intake_row (batch) WHERE state = 'waiting'",
)


def upgrade() -> None:
    """Add the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
