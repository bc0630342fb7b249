"""The desk's tables. `record` and `revision` are the truth; all others but the last group are read from them.

Times are INTEGER microseconds since 1970, UTC. `doc`, `parents` and other compound values are JSON text.
The schema is made by `migrations/`; a test holds this file and the migrations to each other.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

metadata = MetaData()
LEFT_BEHIND = "Berasal dari situs lain dan belum ada di situs ini."  # why a record of another site is parked

record = Table(
    "record",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("head", String, nullable=False),  # the live revision
    Column("site_rev", String),  # the revision the site had live when we last agreed; the merge base
    Column("site_seq", Integer, nullable=False),
    Column("about", String, nullable=False),  # the article this record speaks of, or empty
    Column("deleted", Boolean, nullable=False),
    Column("parked", String, nullable=False),  # why it waits for a person; empty while it may travel
    Column("tries", Integer, nullable=False),
    Column("why", String, nullable=False),  # why the last try failed
    Column("next_try", Integer),
    UniqueConstraint("kind", "id"),
    Index("record_about", "about", "kind"),
)

revision = Table(
    "revision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("rev", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("parents", String, nullable=False),
    Column("by", String, nullable=False),
    Column("device", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("opened_at", Integer, nullable=False),
    Column("written_at", Integer, nullable=False),
    Column("doc", String, nullable=False),
    Column("dropped", Integer, nullable=False),  # characters coalescing has let go of, see coalescing.py
    Column("sealed", Boolean, nullable=False),
    Column("sent", Boolean, nullable=False),
    Column("acked", Integer),  # the site's number; NULL is the outbox
    Index("revision_of_record", "kind", "id", "number"),
    Index("revision_waiting", "kind", "id", sqlite_where=text("acked IS NULL")),
    Index("revision_in_turn", "number", "kind", "id", sqlite_where=text("acked IS NULL")),
    sqlite_autoincrement=True,
)

article_row = Table(
    "article_row",
    metadata,
    Column("number", Integer, primary_key=True),  # also the rowid in article_fts
    Column("id", String, nullable=False, unique=True),
    Column("short_title", String, nullable=False),
    Column("headline", String, nullable=False),
    Column("authors", String, nullable=False),
    Column("section", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("hero", String, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Index("article_recent", text("updated_at DESC"), text("id DESC"), sqlite_where=text("deleted = 0")),
)

article_photo = Table(
    "article_photo",
    metadata,
    Column("article_id", String, ForeignKey("article_row.id", ondelete="CASCADE"), primary_key=True),
    Column("photo_id", String, primary_key=True),
    Column("slot", String, nullable=False),  # hero or body
    Index("photo_used_in", "photo_id"),
)

photo_row = Table(
    "photo_row",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("credited", Boolean, nullable=False),
    Column("words", String, nullable=False),
    Column("number", Integer, nullable=False),  # the record's number: order of arrival
    Column("deleted", Boolean, nullable=False),
    Column("file_name", String, nullable=False),
    Column("caption", String, nullable=False),
    Column("shown", String, nullable=False),  # what the credit line is made of: creators, source, form, year
    Column("event", String, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("taken_on", String),  # the day in WIB, year first
    Column("focus", String),  # the point every crop keeps, as JSON
    Column("looked", Boolean, nullable=False),  # somebody looked at the crops, or none may be made
    Index("photo_by_hash", "sha256"),
    Index("photo_by_arrival", "number"),
)

likeness_row = Table(
    "likeness_row",
    metadata,
    Column("photo_id", String, primary_key=True),
    Column("scan_sha256", String, nullable=False),
    Column("looks", String, nullable=False),
    Index("likeness_by_scan", "scan_sha256"),
)

# Files on their way in; a batch that is over leaves nothing here.
intake_row = Table(
    "intake_row",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("batch", String, nullable=False),
    Column("path", String, nullable=False),
    Column("state", String, nullable=False),  # waiting, done, refused
    Column("photo_id", String, nullable=False),
    Column("why", String, nullable=False),
    Index("intake_waiting", "batch", sqlite_where=text("state = 'waiting'")),
    sqlite_autoincrement=True,
)

contributor_row = Table(
    "contributor_row",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("organisation", String, nullable=False),
    Column("merged_into", String, nullable=False),
    Column("listed", Boolean, nullable=False),
    Index("contributor_by_name", "name"),
)

credit_row = Table(
    "credit_row",
    metadata,
    Column("photo_id", String, primary_key=True),
    Column("place", Integer, primary_key=True),  # 0 for who is named first; the source has no place here
    Column("name", String, nullable=False),
    Column("entry", String, nullable=False),  # a contributor, or empty
    Column("craft", String, nullable=False),
    Index("credit_by_name", "name"),
    Index("credit_by_entry", "entry"),
)

licence_row = Table(
    "licence_row",
    metadata,
    Column("photo_id", String, primary_key=True),
    Column("licence", String, nullable=False),
    Column("valid_from", String),  # days, year first, so that they sort
    Column("embargo_until", String),
    Column("expires", String),
    Column("review_by", String),
    Index("licence_by_expiry", "expires"),
)

conflict_row = Table(
    "conflict_row",
    metadata,
    Column("id", String, primary_key=True),
    Column("article_id", String, nullable=False),
    Column("open", Boolean, nullable=False),
    Index("conflict_open", "article_id", sqlite_where=text("open = 1")),
)

audit_row = Table(
    "audit_row",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("article_id", String, nullable=False),
    Column("object_id", String, nullable=False),
    Index("audit_recent", text("at DESC"), text("id DESC")),
    Index("audit_of_article", "article_id"),
    Index("audit_of_object", "object_id"),
)

page_row = Table(
    "page_row",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("publication", String, nullable=False),
    Column("published_at", Integer),
    Column("card", String),
    Column("changed", Boolean, nullable=False),  # live, and the story here is no longer what the public reads
    Index("page_recent", "publication", text("published_at DESC"), "article_id"),
)

command = Table(
    "command",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("op", String, nullable=False, unique=True),
    Column("article", String, nullable=False),
    Column("rev", String, nullable=False),
    Column("body", String, nullable=False),
    Column("state", String, nullable=False),  # waiting, done, parked
    Column("tries", Integer, nullable=False),
    Column("why", String, nullable=False),
    Column("next_try", Integer),
    Column("url", String, nullable=False),
    sqlite_autoincrement=True,
)

blob_sent = Table("blob_sent", metadata, Column("sha256", String, primary_key=True))

setting = Table(
    "setting",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

link = Table(
    "link",
    metadata,
    Column("only", Integer, primary_key=True),  # always 1: a desk has one site
    Column("site_id", String, nullable=False),
    Column("epoch", String, nullable=False),
    Column("after", Integer, nullable=False),
    Column("url", String, nullable=False),
    Column("settings", String, nullable=False),
    Column("lists", String, nullable=False),
    Column("views", String, nullable=False),
    Column("last_seen", Integer),
    Column("reachable", Boolean),
    Column("trouble", String, nullable=False),
)
