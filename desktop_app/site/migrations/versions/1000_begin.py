"""The site's first schema."""

import sqlalchemy as sa
from alembic import op

revision = "1000"
down_revision = None


def upgrade() -> None:
    """Make all tables, and what full-text search needs on each kind of database."""
    op.create_table(
        "site",
        sa.Column("one", sa.Integer, primary_key=True),
        sa.Column("site_id", sa.String(36), nullable=False),
        sa.Column("epoch", sa.String(36), nullable=False),
        sa.Column("v", sa.BigInteger, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("port", sa.Integer, nullable=False),
    )
    op.create_table(
        "person_account",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("person_account.id"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("revoked_at", sa.String(40)),
    )
    op.create_table(
        "item",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("rev", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("about", sa.String(100), nullable=False),
        sa.Column("by", sa.String(1000), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("doc", sa.Text, nullable=False),
    )
    op.create_table(
        "revision",
        sa.Column("rev", sa.String(36), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("by", sa.String(1000), nullable=False),
        sa.Column("device", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("written_at", sa.String(40), nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
        sa.Column("account", sa.String(36), nullable=False),
        sa.Column("doc", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "parent",
        sa.Column("rev", sa.String(36), sa.ForeignKey("revision.rev"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("parent", sa.String(36), sa.ForeignKey("revision.rev"), nullable=False),
    )
    op.create_table(
        "op",
        sa.Column("op", sa.String(100), primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("account", sa.String(36), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("result", sa.Text, nullable=False),
    )
    op.create_table(
        "page",
        sa.Column("article_id", sa.String(100), primary_key=True),
        sa.Column("slug", sa.String(120), nullable=False, unique=True),
        sa.Column("publication", sa.String(20), nullable=False),
        sa.Column("rev", sa.String(36), nullable=False),
        sa.Column("record_hash", sa.String(64), nullable=False),
        sa.Column("published_at", sa.String(40)),
        sa.Column("updated_at", sa.String(40)),
        sa.Column("section", sa.String(1000), nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("photos", sa.Text, nullable=False),
    )
    op.create_table(
        "page_tag",
        sa.Column("article_id", sa.String(100), sa.ForeignKey("page.article_id"), primary_key=True),
        sa.Column("tag", sa.String(200), primary_key=True),
    )
    op.create_table(
        "page_file",
        sa.Column("article_id", sa.String(100), sa.ForeignKey("page.article_id"), primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("format", sa.String(10), nullable=False),
    )
    op.create_table(
        "scheduled",
        sa.Column("article_id", sa.String(100), primary_key=True),
        sa.Column("due", sa.String(40), nullable=False),
        sa.Column("rev", sa.String(36), nullable=False),
        sa.Column("record_hash", sa.String(64), nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("photos", sa.Text, nullable=False),
        sa.Column("account", sa.String(36), nullable=False),
    )
    op.create_table(
        "views",
        sa.Column("article_id", sa.String(100), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("account", sa.String(36), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("article_id", sa.String(100), nullable=False),
        sa.Column("rev", sa.String(36), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("passed_over", sa.Text, nullable=False),
    )
    op.create_index("item_seq", "item", ["seq"])
    op.create_index("item_about", "item", ["about", "kind"])
    op.create_index("revision_record", "revision", ["kind", "id", "received_at"])
    op.create_index("page_recent", "page", ["publication", "published_at", "article_id"])
    op.create_index("page_file_sha256", "page_file", ["sha256"])
    op.create_index("page_tag_tag", "page_tag", ["tag"])
    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "page_text",
            sa.Column("article_id", sa.String(100), primary_key=True),
            sa.Column("title", sa.Text, nullable=False),
            sa.Column("body", sa.Text, nullable=False),
        )
        op.execute(
            "CREATE INDEX page_text_words ON page_text USING gin "
            "((setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')))"
        )
    else:
        op.execute(
            "CREATE VIRTUAL TABLE page_text USING fts5("
            "article_id UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2')"
        )
