"""Search finds a word's relatives: a column of stems beside the text, and the vocabulary for "did you mean".

The stems are filled in later, row by row and outside this migration: they need a dictionary that may not be here yet.
"""

from alembic import op

revision = "1003"
down_revision = "1002"

_COLUMNS = "short_title, headline, lead, body, authors, tags"

_STATEMENTS = (
    f"""CREATE VIRTUAL TABLE article_fts_new USING fts5(
        {_COLUMNS}, stems,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )""",
    f"INSERT INTO article_fts_new (rowid, {_COLUMNS}, stems) SELECT rowid, {_COLUMNS}, '' FROM article_fts",  # noqa: S608
    "DROP TABLE article_fts",
    "ALTER TABLE article_fts_new RENAME TO article_fts",
    "CREATE VIRTUAL TABLE article_fts_terms USING fts5vocab(article_fts, 'row')",
)


def upgrade() -> None:
    """Rebuild the search table with its new column, keeping every word."""
    for statement in _STATEMENTS:
        op.execute(statement)
