"""The first schema: records, revisions, lists, search, outbox.

Written out, not taken from tables.py: what a version made must never change after it shipped.
"""

from alembic import op

revision = "1000"
down_revision = None

_STATEMENTS = (
    """CREATE TABLE record (
        number INTEGER PRIMARY KEY,
        kind VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        head VARCHAR NOT NULL,
        site_rev VARCHAR,
        site_seq INTEGER NOT NULL,
        about VARCHAR NOT NULL,
        deleted BOOLEAN NOT NULL,
        parked VARCHAR NOT NULL,
        tries INTEGER NOT NULL,
        why VARCHAR NOT NULL,
        next_try INTEGER,
        UNIQUE (kind, id)
    )""",
    "CREATE INDEX record_about ON record (about, kind)",
    """CREATE TABLE revision (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        rev VARCHAR NOT NULL UNIQUE,
        kind VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        parents VARCHAR NOT NULL,
        "by" VARCHAR NOT NULL,
        device VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        opened_at INTEGER NOT NULL,
        written_at INTEGER NOT NULL,
        doc VARCHAR NOT NULL,
        dropped INTEGER NOT NULL,
        sealed BOOLEAN NOT NULL,
        sent BOOLEAN NOT NULL,
        acked INTEGER
    )""",
    "CREATE INDEX revision_of_record ON revision (kind, id, number)",
    "CREATE INDEX revision_waiting ON revision (kind, id) WHERE acked IS NULL",
    """CREATE TABLE article_row (
        number INTEGER PRIMARY KEY,
        id VARCHAR NOT NULL UNIQUE,
        short_title VARCHAR NOT NULL,
        headline VARCHAR NOT NULL,
        authors VARCHAR NOT NULL,
        section VARCHAR NOT NULL,
        stage VARCHAR NOT NULL,
        hero VARCHAR NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted BOOLEAN NOT NULL
    )""",
    "CREATE INDEX article_recent ON article_row (updated_at DESC, id DESC) WHERE deleted = 0",
    """CREATE VIRTUAL TABLE article_fts USING fts5(
        short_title, headline, lead, body, authors, tags,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )""",
    """CREATE TABLE article_photo (
        article_id VARCHAR NOT NULL REFERENCES article_row (id) ON DELETE CASCADE,
        photo_id VARCHAR NOT NULL,
        PRIMARY KEY (article_id, photo_id)
    )""",
    "CREATE INDEX photo_used_in ON article_photo (photo_id)",
    """CREATE TABLE photo_row (
        id VARCHAR NOT NULL PRIMARY KEY,
        sha256 VARCHAR NOT NULL,
        credited BOOLEAN NOT NULL,
        words VARCHAR NOT NULL,
        number INTEGER NOT NULL,
        deleted BOOLEAN NOT NULL
    )""",
    "CREATE INDEX photo_by_hash ON photo_row (sha256)",
    "CREATE INDEX photo_by_arrival ON photo_row (number)",
    """CREATE TABLE conflict_row (
        id VARCHAR NOT NULL PRIMARY KEY,
        article_id VARCHAR NOT NULL,
        open BOOLEAN NOT NULL
    )""",
    "CREATE INDEX conflict_open ON conflict_row (article_id) WHERE open = 1",
    """CREATE TABLE page_row (
        article_id VARCHAR NOT NULL PRIMARY KEY,
        publication VARCHAR NOT NULL,
        published_at INTEGER,
        card VARCHAR
    )""",
    "CREATE INDEX page_recent ON page_row (publication, published_at DESC, article_id)",
    """CREATE TABLE command (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        op VARCHAR NOT NULL UNIQUE,
        article VARCHAR NOT NULL,
        rev VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        tries INTEGER NOT NULL,
        why VARCHAR NOT NULL,
        next_try INTEGER,
        url VARCHAR NOT NULL
    )""",
    "CREATE TABLE blob_sent (sha256 VARCHAR NOT NULL PRIMARY KEY)",
    "CREATE TABLE setting (key VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL)",
    """CREATE TABLE link (
        "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
        site_id VARCHAR NOT NULL,
        epoch VARCHAR NOT NULL,
        after INTEGER NOT NULL,
        url VARCHAR NOT NULL,
        settings VARCHAR NOT NULL,
        lists VARCHAR NOT NULL,
        views VARCHAR NOT NULL,
        last_seen INTEGER,
        reachable BOOLEAN,
        trouble VARCHAR NOT NULL
    )""",
)


def upgrade() -> None:
    """Make every table in an empty database."""
    for statement in _STATEMENTS:
        op.execute(statement)
