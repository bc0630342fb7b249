"""What words the archive holds: for "mungkin maksud Anda", and for the words a newsroom has taken for its own."""

import json

from sqlalchemy import text

from desktop_app.language.spelling import one_edit_from
from desktop_app.storage.codec import load
from desktop_app.storage.search import Asked, match_query
from desktop_app.storage.store import Transaction

_SHORTEST = 3
_KNOWN = text("SELECT doc FROM article_fts_terms WHERE term = :term")
_BEGINS = text("SELECT 1 FROM article_fts_terms WHERE term >= :term AND term < :after LIMIT 1")
_NEAR = text(
    "SELECT v.term FROM json_each(:near) AS n JOIN article_fts_terms AS v ON v.term = n.value"
    " ORDER BY v.doc DESC, v.term LIMIT 1"
)
_OFTEN = text("SELECT term FROM article_fts_terms WHERE doc >= :stories")
_AUTHORS = text(
    "SELECT DISTINCT r.authors FROM article_fts AS f JOIN article_row AS r ON r.number = f.rowid"
    " JOIN page_row AS p ON p.article_id = r.id"
    " WHERE article_fts MATCH :match AND p.published_at IS NOT NULL LIMIT 50"
)
_STORIES = text(
    "SELECT count(*) FROM article_fts AS f JOIN article_row AS r ON r.number = f.rowid"
    " JOIN page_row AS p ON p.article_id = r.id"
    " WHERE article_fts MATCH :match AND p.published_at IS NOT NULL"
)


def meant(tx: Transaction, typed: str, asked: tuple[Asked, ...]) -> str:
    """*typed* with every word the archive does not hold put right by one slip; empty when that helps nobody."""
    better = typed
    for each in asked:
        if each.phrase:
            continue
        (word,) = each.words
        if not _held(tx, word.lower(), opening=each.open):
            nearest = _nearest(tx, word.lower())
            if nearest:
                better = better.replace(word, nearest, 1)
    return better if better != typed else ""


def _held(tx: Transaction, word: str, *, opening: bool) -> bool:
    if tx.connection.execute(_KNOWN, {"term": word}).first() is not None:
        return True
    after = word[:-1] + chr(ord(word[-1]) + 1)
    return opening and tx.connection.execute(_BEGINS, {"term": word, "after": after}).first() is not None


def _nearest(tx: Transaction, word: str) -> str:
    if len(word) < _SHORTEST:
        return ""
    near = json.dumps(list(dict.fromkeys(one_edit_from(word))))
    found = tx.connection.execute(_NEAR, {"near": near}).scalar_one_or_none()
    return str(found or "")


def often_published(
    tx: Transaction, candidates: frozenset[str], *, stories: int, people: int
) -> frozenset[str]:
    """Of *candidates*, the words in at least *stories* published stories by at least *people* different authors."""
    kept = set()
    for word in candidates:
        match = match_query((Asked((word,), phrase=True),))
        if tx.connection.execute(_STORIES, {"match": match}).scalar_one() < stories:
            continue
        lists = tx.connection.execute(_AUTHORS, {"match": match}).scalars()
        if len({name for authors in lists for name in load(authors)}) >= people:
            kept.add(word)
    return frozenset(kept)


def frequent(tx: Transaction, stories: int) -> tuple[str, ...]:
    """Every word (lower case, no accents) in at least so many stories, published or not."""
    return tuple(tx.connection.execute(_OFTEN, {"stories": stories}).scalars())
