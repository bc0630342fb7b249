"""Rows for lists and search, written in the same transaction as the record they are read from."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, text
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop_app.domain.conflict import Weight
from desktop_app.domain.newsroom import WIB
from desktop_app.storage import editions
from desktop_app.storage.codec import dump, micros, micros_or_none, speakable
from desktop_app.storage.search import readable
from desktop_app.storage.tables import (
    article_photo,
    article_row,
    audit_row,
    conflict_row,
    contributor_row,
    credit_row,
    licence_row,
    likeness_row,
    page_row,
    photo_row,
)

# A superset of the figures is enough for "used in", so no block is parsed here: a figure block begins like this,
# and its address form cannot be anything else.
_FIGURE_START = "!["
_LOOKS = re.compile(r"([0-9a-f]{16})*")
_FIGURE_PHOTO = re.compile(r"\]\(foto:([^\s)]+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as lists need it. *number* is the record's own; *at* when its live revision was written."""

    kind: str
    id: str
    number: int
    doc: dict[str, Any]
    at: datetime
    deleted: bool


def show(connection: Connection, shown: Shown) -> None:
    """Bring the lists up to date with one record; kinds without a list of their own need nothing."""
    _project(connection, shown)
    _compare(connection, [shown])


def show_new(connection: Connection, all_shown: Sequence[Shown]) -> None:
    """:func:`show` for records no list knows yet; stories, which come by the thousand, in a few statements."""
    stories = _all_but_stories(connection, all_shown)
    if stories:
        connection.execute(insert(article_row), [_article_values(shown) for shown in stories])
        _index(connection, stories)
    _compare(connection, all_shown)


def show_again(connection: Connection, all_shown: Sequence[Shown]) -> None:
    """:func:`show` for records the lists know; stories in a few statements."""
    _stories(connection, _all_but_stories(connection, all_shown))
    _compare(connection, all_shown)


def _project(connection: Connection, shown: Shown) -> None:
    project = _BY_KIND.get(shown.kind)
    if project is not None:
        project(connection, shown)


def _compare(connection: Connection, all_shown: Sequence[Shown]) -> None:
    stories = [shown.id for shown in all_shown if shown.kind in ("article", "page")]
    photos = [shown.id for shown in all_shown if shown.kind == "photo"]
    if stories or photos:
        editions.compare(connection, stories, photos)


def _stories(connection: Connection, stories: Sequence[Shown]) -> None:
    if stories:
        rows = [_article_values(shown) for shown in stories]
        connection.execute(_putting(article_row, "number", tuple(rows[0])), rows)
        connection.execute(_UNINDEX, [{"number": shown.number} for shown in stories])
        connection.execute(_NOTHING_USED, [{"a": shown.id} for shown in stories])
        _index(connection, stories)


def _all_but_stories(connection: Connection, all_shown: Sequence[Shown]) -> list[Shown]:
    for shown in all_shown:
        if shown.kind != "article":
            _project(connection, shown)
    return [shown for shown in all_shown if shown.kind == "article"]


def _index(connection: Connection, stories: Sequence[Shown]) -> None:
    """Words and photos of stories that neither search nor "used in" knows."""
    living = [shown for shown in stories if not shown.deleted]
    if living:
        connection.execute(_INDEX, [_index_values(shown) for shown in living])
    used = [row for shown in living for row in _uses(shown)]
    if used:
        connection.execute(insert(article_photo), used)


def folded(words: str) -> str:
    """Lower case without accents, for finding by a part of a word."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return speakable("".join(sign for sign in plain if not unicodedata.combining(sign)))


def _article(connection: Connection, shown: Shown) -> None:
    _stories(connection, [shown])


def _uses(shown: Shown) -> list[dict[str, str]]:
    hero = _hero(shown.doc)
    return [
        {"article_id": shown.id, "photo_id": photo_id, "slot": "hero" if photo_id == hero else "body"}
        for photo_id in _photos_used(shown.doc)
    ]


def _article_values(shown: Shown) -> dict[str, Any]:
    doc = shown.doc
    return {
        "number": shown.number,
        "id": shown.id,
        "short_title": _text(doc, "short_title"),
        "headline": _text(doc, "headline"),
        "authors": dump([speakable(name) for name in _strings(doc, "authors")]),
        "section": _text(doc, "section"),
        "stage": _text(doc, "stage"),
        "hero": _hero(doc),
        "updated_at": micros(shown.at),
        "deleted": shown.deleted,
    }


_NOTHING_USED = delete(article_photo).where(article_photo.c.article_id == bindparam("a"))
_UNINDEX = text("DELETE FROM article_fts WHERE rowid = :number")
_INDEX = text(
    "INSERT INTO article_fts (rowid, short_title, headline, lead, body, authors, tags, stems) VALUES"
    " (:number, :short_title, :headline, :lead, :body, :authors, :tags, stems(:prose))"
)


def _index_values(shown: Shown) -> dict[str, Any]:
    doc = shown.doc
    body = _composed(speakable("\n".join(readable(block) for block in _blocks(doc))))
    titles = {name: _composed(_text(doc, name)) for name in ("short_title", "headline", "lead")}
    tags = _composed(speakable(", ".join(_strings(doc, "tags"))))
    return {
        "number": shown.number,
        **titles,
        "body": body,
        "authors": _composed(speakable(", ".join(_strings(doc, "authors")))),
        "tags": tags,
        "prose": "\n".join((*titles.values(), tags, body)),
    }


def _photo(connection: Connection, shown: Shown) -> None:
    doc = shown.doc
    credit = _dict(doc, "credit")
    creators = _strings(credit, "creators")
    named = bool(creators or _text(credit, "source")) or credit.get("form") in ("anonymous", "courtesy")
    words = " ".join(
        (
            *creators,
            _text(credit, "source"),
            _text(doc, "caption"),
            _text(doc, "alt"),
            _text(doc, "file_name"),
            _text(doc, "event"),
        )
    )
    focus = doc.get("focus")
    values = {
        "id": shown.id,
        "sha256": _text(doc, "sha256"),
        "credited": named and doc.get("confirmed") is True,
        "words": folded(words),
        "number": shown.number,
        "deleted": shown.deleted,
        "file_name": _text(doc, "file_name"),
        "caption": _text(doc, "caption"),
        "shown": dump(
            [
                [speakable(name) for name in creators],
                _text(credit, "source"),
                credit.get("form"),
                credit.get("year"),
            ]
        ),
        "event": _text(doc, "event"),
        "rating": rating if isinstance(rating := doc.get("rating"), int) else 0,
        "taken_on": _day_in_wib(doc.get("taken_at")),
        "focus": dump(focus) if focus else None,
        "looked": bool(focus) or _dict(credit, "terms").get("no_crop") is True,
    }
    _put(connection, photo_row, "id", values)
    _looks(connection, shown)
    _makers(connection, shown, credit, creators)
    _rights(connection, shown, credit)


def _looks(connection: Connection, shown: Shown) -> None:
    looks = _text(shown.doc, "looks")
    values = {
        "photo_id": shown.id,
        "scan_sha256": _text(shown.doc, "scan_sha256"),
        "looks": looks if _LOOKS.fullmatch(looks) else "",
    }
    _put(connection, likeness_row, "photo_id", values)


def _makers(connection: Connection, shown: Shown, credit: dict[str, Any], creators: list[str]) -> None:
    connection.execute(delete(credit_row).where(credit_row.c.photo_id == shown.id))
    if shown.deleted or not creators:
        return
    hands = credit.get("hands")
    known = [hand if isinstance(hand, dict) else {} for hand in hands] if isinstance(hands, list) else []
    rows = []
    for place, name in enumerate(creators):
        hand = known[place] if place < len(known) else {}
        rows.append(
            {
                "photo_id": shown.id,
                "place": place,
                "name": speakable(name),
                "entry": _text(hand, "entry"),
                "craft": _text(hand, "craft") or "photographer",
            }
        )
    connection.execute(insert(credit_row), rows)


def _rights(connection: Connection, shown: Shown, credit: dict[str, Any]) -> None:
    terms = _dict(credit, "terms")
    if shown.deleted:
        connection.execute(delete(licence_row).where(licence_row.c.photo_id == shown.id))
        return
    values = {
        "photo_id": shown.id,
        "licence": _text(credit, "licence") or "unknown",
        "valid_from": _text(terms, "valid_from") or None,
        "embargo_until": _text(terms, "embargo_until") or None,
        "expires": _text(credit, "expires") or None,
        "review_by": _text(terms, "review_by") or None,
    }
    _put(connection, licence_row, "photo_id", values)


def _contributor(connection: Connection, shown: Shown) -> None:
    doc = shown.doc
    merged_into = _text(doc, "merged_into")
    values = {
        "id": shown.id,
        "name": _text(doc, "name"),
        "kind": _text(doc, "kind"),
        "organisation": _text(doc, "organisation"),
        "merged_into": merged_into,
        "listed": not (shown.deleted or merged_into or doc.get("active") is False),
    }
    _put(connection, contributor_row, "id", values)


def _conflict(connection: Connection, shown: Shown) -> None:
    asks = shown.doc.get("weight", Weight.CHOOSE) == Weight.CHOOSE
    open_ = not shown.deleted and shown.doc.get("settled_at") is None and asks
    values = {"id": shown.id, "article_id": _text(shown.doc, "article_id"), "open": open_}
    _put(connection, conflict_row, "id", values)


def _audit(connection: Connection, shown: Shown) -> None:
    at = datetime.fromisoformat(_text(shown.doc, "at"))
    values = {
        "id": shown.id,
        "at": micros(at),
        "article_id": _text(shown.doc, "article_id"),
        "object_id": _text(shown.doc, "object_id"),
    }
    _put(connection, audit_row, "id", values)


def _page(connection: Connection, shown: Shown) -> None:
    if shown.deleted:
        connection.execute(delete(page_row).where(page_row.c.article_id == shown.id))
        return
    published = shown.doc.get("published_at")
    card = shown.doc.get("card")
    values = {
        "article_id": shown.id,
        "publication": _text(shown.doc, "publication"),
        "published_at": micros_or_none(datetime.fromisoformat(published) if published else None),
        "card": dump(card) if card else None,
        "changed": False,
    }
    _put(connection, page_row, "article_id", values)


_BY_KIND: dict[str, Callable[[Connection, Shown], None]] = {
    "article": _article,
    "photo": _photo,
    "contributor": _contributor,
    "conflict": _conflict,
    "audit": _audit,
    "page": _page,
}


def _put(connection: Connection, table: Table, key: str, values: dict[str, Any]) -> None:
    connection.execute(_putting(table, key, tuple(values)), values)


@cache
def _putting(table: Table, key: str, names: tuple[str, ...]) -> Insert:
    """Kept: putting the statement together costs more than running it."""
    statement = upsert(table)
    rest = {name: statement.excluded[name] for name in names if name != key}
    return statement.on_conflict_do_update(index_elements=[key], set_=rest)


def _photos_used(doc: dict[str, Any]) -> list[str]:
    found = dict.fromkeys([hero] if (hero := _hero(doc)) else [])
    for block in _blocks(doc):
        if block.startswith(_FIGURE_START):
            found.update(dict.fromkeys(speakable(photo_id) for photo_id in _FIGURE_PHOTO.findall(block)))
    return list(found)


def _hero(doc: dict[str, Any]) -> str:
    return _text(_dict(doc, "hero"), "photo_id")


def _blocks(doc: dict[str, Any]) -> list[str]:
    body = doc.get("body")
    if not isinstance(body, list):
        return []
    return [str(block.get("text", "")) for block in body if isinstance(block, dict)]


def _dict(doc: dict[str, Any], name: str) -> dict[str, Any]:
    value = doc.get(name)
    return value if isinstance(value, dict) else {}


def _strings(doc: dict[str, Any], name: str) -> list[str]:
    value = doc.get(name)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _text(doc: dict[str, Any], name: str) -> str:
    value = doc.get(name)
    return speakable(value) if isinstance(value, str) else ""


def _day_in_wib(moment: object) -> str | None:
    if not isinstance(moment, str):
        return None
    try:
        return datetime.fromisoformat(moment).astimezone(WIB).date().isoformat()
    except ValueError:
        return None


def _composed(words: str) -> str:
    return unicodedata.normalize("NFC", words)
