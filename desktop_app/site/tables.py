"""The site's tables. The migrations make them; queries name them from here. Times are ISO 8601 text in UTC."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# One row. `v` is the feed's counter: it is raised by the last statement that takes a lock before COMMIT.
site = Table(
    "site",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("site_id", String(36), nullable=False),
    Column("epoch", String(36), nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("settings", Text, nullable=False),
    Column("port", Integer, nullable=False),
    Column("counted_at", String(40)),  # when readers' counts last changed, or this site's life began
)

user = Table(
    "person_account",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("active", Boolean, nullable=False),
)

device = Table(
    "device",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", ForeignKey("person_account.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("made_at", String(40), nullable=False),
    Column("revoked_at", String(40)),
    Column("seen_at", String(40)),  # to about five minutes
)

# Pairing codes, links into the admin page and its sessions: short-lived, hashed.
short_pass = Table(
    "short_pass",
    metadata,
    Column("pass_hash", String(64), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("user_id", ForeignKey("person_account.id"), nullable=False),
    Column("expires_at", String(40), nullable=False),
)

# The live state of every record, once, at its newest number in the feed. A publish puts its page here too.
item = Table(
    "item",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("id", String(100), primary_key=True),
    Column("rev", String(36), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("about", String(100), nullable=False),
    Column("by", String(1000), nullable=False),
    Column("at", String(40), nullable=False),
    Column("doc", Text, nullable=False),
    Index("item_seq", "seq"),
    Index("item_kind_seq", "kind", "seq"),
    Index("item_about", "about", "kind"),
)

# Every revision ever sent, for ever. `doc` is JSON packed by zstd (by zlib in sites of before).
revision = Table(
    "revision",
    metadata,
    Column("rev", String(36), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("id", String(100), nullable=False),
    Column("by", String(1000), nullable=False),
    Column("device", String(200), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("written_at", String(40), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("account", String(36), nullable=False),
    Column("doc", LargeBinary, nullable=False),
    Index("revision_record", "kind", "id", "received_at"),
)

parent = Table(
    "parent",
    metadata,
    Column("rev", ForeignKey("revision.rev"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("parent", ForeignKey("revision.rev"), nullable=False),
)

# Op ids are idempotency keys for ever; `result` is the answer that was given.
op = Table(
    "op",
    metadata,
    Column("op", String(100), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("account", String(36), nullable=False),
    Column("at", String(40), nullable=False),
    Column("result", Text, nullable=False),
)

# What the public reads: a snapshot of the signed story and its photos. Rows stay, so slugs are kept for ever.
page = Table(
    "page",
    metadata,
    Column("article_id", String(100), primary_key=True),
    Column("slug", String(120), nullable=False, unique=True),
    Column("publication", String(20), nullable=False),
    Column("rev", String(36), nullable=False),
    Column("record_hash", String(64), nullable=False),
    Column("published_at", String(40)),
    Column("updated_at", String(40)),
    Column("section", String(1000), nullable=False),
    Column("card", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("photos", Text, nullable=False),
    Index("page_recent", "publication", "published_at", "article_id"),
)

page_tag = Table(
    "page_tag",
    metadata,
    Column("article_id", ForeignKey("page.article_id"), primary_key=True),
    Column("tag", String(200), primary_key=True),
    Index("page_tag_tag", "tag"),
)

# The renditions the public may fetch now.
page_file = Table(
    "page_file",
    metadata,
    Column("article_id", ForeignKey("page.article_id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("format", String(10), nullable=False),
    Index("page_file_sha256", "sha256"),
)

# What goes out later, on the site's clock only.
scheduled = Table(
    "scheduled",
    metadata,
    Column("article_id", String(100), primary_key=True),
    Column("due", String(40), nullable=False),
    Column("rev", String(36), nullable=False),
    Column("record_hash", String(64), nullable=False),
    Column("article", Text, nullable=False),
    Column("photos", Text, nullable=False),
    Column("account", String(36), nullable=False),
)

views = Table(
    "views",
    metadata,
    Column("article_id", String(100), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("count", Integer, nullable=False),
)

# Who went past a red line of the readiness list, and why; and every publish.
audit = Table(
    "audit",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("at", String(40), nullable=False),
    Column("account", String(36), nullable=False),
    Column("act", String(40), nullable=False),
    Column("article_id", String(100), nullable=False),
    Column("rev", String(36), nullable=False),
    Column("reason", Text, nullable=False),
    Column("passed_over", Text, nullable=False),
)
