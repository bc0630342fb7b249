"""Whether somebody looked at a photo's crops, and the point they keep: for the light table.

Filled from the photos that are already here.
"""

from alembic import op

revision = "1005"
down_revision = "1004"

_STATEMENTS = (
    "ALTER TABLE photo_row ADD COLUMN focus VARCHAR",
    "ALTER TABLE photo_row ADD COLUMN looked BOOLEAN NOT NULL DEFAULT 0",
    """UPDATE photo_row SET focus = (
        SELECT json_extract(revision.doc, '$.focus') FROM record JOIN revision ON revision.rev = record.head
        WHERE record.kind = 'photo' AND record.id = photo_row.id
    )""",
    """UPDATE photo_row SET looked = focus IS NOT NULL OR coalesce((
        SELECT json_extract(revision.doc, '$.credit.terms.no_crop')
        FROM record JOIN revision ON revision.rev = record.head
        WHERE record.kind = 'photo' AND record.id = photo_row.id
    ), 0)""",
)


def upgrade() -> None:
    """Add the columns and read what they hold from the photos."""
    for statement in _STATEMENTS:
        op.execute(statement)
