"""Short-lived passes for pairing and for the admin page; when a device was last seen; pages found by their number."""

import sqlalchemy as sa
from alembic import op

revision = "1010"
down_revision = "1000"


def upgrade() -> None:
    """Add what pairing, the admin page and the page cache ask for."""
    op.create_table(
        "short_pass",
        sa.Column("pass_hash", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("person_account.id"), nullable=False),
        sa.Column("expires_at", sa.String(40), nullable=False),
    )
    op.add_column("device", sa.Column("seen_at", sa.String(40)))
    op.create_index("item_kind_seq", "item", ["kind", "seq"])
