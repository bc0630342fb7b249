"""Whether more stands here than the public reads of a live story, kept beside its page for the list.

Reckoned whenever the story, a photo it shows or its page changes, so that the list reads one column.
"""

import json
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, text

from desktop_app.domain.article import Article, Page
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import record_hash
from desktop_app.markup.uses import photos_used
from desktop_app.storage.codec import load

# The stories first: a photo or a save speaks of few of the thousands that are live.
_LIVE = text(
    "SELECT p.article_id, a.head, story.doc, told.doc FROM (SELECT value AS id FROM json_each(:stories)"
    " UNION SELECT u.article_id FROM json_each(:photos) AS j JOIN article_photo AS u ON u.photo_id = j.value) AS asked"
    " CROSS JOIN page_row AS p ON p.article_id = asked.id AND p.publication = 'live'"
    " CROSS JOIN record AS a ON a.kind = 'article' AND a.id = asked.id JOIN revision AS story ON story.rev = a.head"
    " CROSS JOIN record AS b ON b.kind = 'page' AND b.id = asked.id JOIN revision AS told ON told.rev = b.head"
)
_PHOTOS = text(
    "SELECT revision.doc FROM record JOIN revision ON revision.rev = record.head"
    " WHERE record.kind = 'photo' AND record.id IN (SELECT value FROM json_each(:photos))"
)
_KEEP = text("UPDATE page_row SET changed = :changed WHERE article_id = :story")


def compare(connection: Connection, stories: Iterable[str], photos: Iterable[str]) -> None:
    """Reckon anew for those of these stories, and of those that show these photos, that are live."""
    named = {"stories": json.dumps(list(stories)), "photos": json.dumps(list(photos))}
    for story, head, doc, told in connection.execute(_LIVE, named).all():
        article, page = from_plain(Article, load(doc)), from_plain(Page, load(told))
        same = page.shows(head, _hash(connection, article))
        connection.execute(_KEEP, {"changed": not same, "story": story})


def _hash(connection: Connection, article: Article) -> str:
    # Reading a whole body costs most here, and no block without this sign shows a photo.
    pictured = tuple(block for block in article.body if "![" in block.text)
    used = photos_used(replace(article, body=pictured))
    docs = connection.execute(_PHOTOS, {"photos": json.dumps(used)}).scalars() if used else ()
    return record_hash(article, [from_plain(Photo, load(doc)) for doc in docs])
