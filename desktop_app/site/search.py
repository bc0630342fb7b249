"""Full-text search over published stories: FTS5 on SQLite, tsvector on PostgreSQL."""

import re

from sqlalchemy import Connection, text

_MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+", re.UNICODE)

_SQLITE = text(
    "SELECT article_id FROM page_text WHERE page_text MATCH :query"
    " ORDER BY bm25(page_text, 0.0, 8.0, 1.0), article_id LIMIT :limit"
)
_POSTGRESQL = text(
    "SELECT article_id FROM page_text,"
    " to_tsquery('simple', :query) AS asked"
    " WHERE (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')) @@ asked"
    " ORDER BY ts_rank(setweight(to_tsvector('simple', title), 'A') ||"
    " setweight(to_tsvector('simple', body), 'B'), asked) DESC, article_id LIMIT :limit"
)


def put(connection: Connection, article_id: str, title: str, body: str) -> None:
    """Make a story findable, in place of its earlier text."""
    drop(connection, article_id)
    connection.execute(
        text("INSERT INTO page_text (article_id, title, body) VALUES (:id, :title, :body)"),
        {"id": article_id, "title": title, "body": body},
    )


def drop(connection: Connection, article_id: str) -> None:
    """Make a story unfindable."""
    connection.execute(text("DELETE FROM page_text WHERE article_id = :id"), {"id": article_id})


def find(connection: Connection, asked: str, limit: int) -> tuple[str, ...]:
    """Ids of the stories that hold every word of *asked* (the last one as a beginning), best first.

    What a reader typed is taken as words only: no operator of either search language gets through.
    """
    words = _WORD.findall(asked.casefold())[:_MOST_WORDS]
    if not words:
        return ()
    if connection.dialect.name == "postgresql":
        query = " & ".join([*words[:-1], f"{words[-1]}:*"])
        return tuple(connection.execute(_POSTGRESQL, {"query": query, "limit": limit}).scalars())
    query = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
    return tuple(connection.execute(_SQLITE, {"query": query, "limit": limit}).scalars())
