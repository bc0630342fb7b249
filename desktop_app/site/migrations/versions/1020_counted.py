"""The moment the counts last changed outlives a restart: pages say it, and desks hold it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "1020"
down_revision = "1010"


def upgrade() -> None:
    """Add the moment; nobody noted it until now, so it is this one."""
    op.add_column("site", sa.Column("counted_at", sa.String(40)))
    now = datetime.now(UTC).isoformat()
    op.execute(sa.table("site", sa.column("counted_at")).update().values(counted_at=now))
