"""Three-way merge of an article: fields singly, sets by member, the body by block. Pure.

What one side changed is taken; what both changed alike is taken; what both changed differently is never settled by
a rule: the site's stays live, and a clash keeps all three texts until a person chooses.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.plain import to_plain
from desktop_app.markup.body_merge import Clash, merge_bodies
from desktop_app.markup.characters import one_line

__all__ = ["Clash", "Merged", "merge_articles", "merge_members", "value_text"]

T = TypeVar("T")

_SETS = ("authors", "tags", "related")
_APART = ("id", "body", "hero", "deleted", "extra", *_SETS)
# An emptied text or picture gives way to an edited one. A withdrawn schedule or embargo does not.
_TEXTS = ("short_title", "headline", "lead")


@dataclass(frozen=True, slots=True)
class Merged:
    """*article* is what goes on living; *clashes* are the places where a person has to choose."""

    article: Article
    clashes: tuple[Clash, ...]


def merge_articles(base: Article, mine: Article, theirs: Article) -> Merged:
    """Join what *mine* and *theirs* made of *base*.

    Clash places: a field's name, ``extra.<key>``, a block id, or ``body`` when the body as a whole could not be
    merged with nothing lost, doubled or invented. A text edited on one side and deleted on the other lives on, and
    is reported with an empty text for the deleted side. An edited article beats its deletion.
    """
    if mine in (base, theirs):
        return Merged(theirs, ())
    if theirs == base:
        return Merged(mine, ())
    changed: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name in (item.name for item in fields(Article) if item.name not in _APART):
        values = (getattr(base, name), getattr(mine, name), getattr(theirs, name))
        changed[name] = _scalar(name, *values, clashes)
    for name in _SETS:
        changed[name] = merge_members(getattr(base, name), getattr(mine, name), getattr(theirs, name))
    changed["hero"] = _hero(base.hero, mine.hero, theirs.hero, clashes)
    changed["deleted"] = _deleted(base, mine, theirs)
    changed["extra"] = _extra(base.extra, mine.extra, theirs.extra, clashes)
    body = merge_bodies(base.body, mine.body, theirs.body)
    return Merged(replace(theirs, body=body.body, **changed), (*clashes, *body.clashes))


def merge_members(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> tuple[T, ...]:
    """A list without repeats: what either side added is in, what either removed is out, in their order.

    My additions follow the member they follow in my list, after theirs at the same place.
    """
    if tuple(mine) in (tuple(base), tuple(theirs)):
        return tuple(theirs)
    if tuple(theirs) == tuple(base):
        return tuple(mine)
    removed = set(base) - set(mine)
    merged = [item for item in dict.fromkeys(theirs) if item not in removed]
    new_there = set(theirs) - set(base) - set(mine)
    place = 0
    for item in dict.fromkeys(mine):
        if item in merged:
            place = merged.index(item) + 1
        elif item not in base:
            while place < len(merged) and merged[place] in new_there:
                place += 1
            merged.insert(place, item)
            place += 1
    return tuple(merged)


def value_text(value: Any) -> str:
    """A field's value as a clash shows it: a text as it is, nothing as "", all else as plain data in JSON."""
    plain = to_plain(value)
    if plain is None:
        return ""
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _clash(place: str, base: Any, mine: Any, theirs: Any) -> Clash:
    return Clash(place, value_text(base), value_text(mine), value_text(theirs))


def _scalar(name: str, base: Any, mine: Any, theirs: Any, clashes: list[Clash]) -> Any:
    if _same(mine, theirs) or _same(mine, base):
        return theirs
    if _same(theirs, base):
        return mine
    clashes.append(_clash(name, base, mine, theirs))
    return mine if name in _TEXTS and not theirs else theirs


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, str) and isinstance(two, str):
        return one == two or one_line(one) == one_line(two)
    return bool(one == two)


def _hero(
    base: PhotoUse | None, mine: PhotoUse | None, theirs: PhotoUse | None, clashes: list[Clash]
) -> PhotoUse | None:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if mine is None or theirs is None or mine.photo_id != theirs.photo_id:
        clashes.append(_clash("hero", base, mine, theirs))
        return theirs or mine
    before = base if base is not None and base.photo_id == mine.photo_id else PhotoUse(mine.photo_id)
    inner: list[Clash] = []
    merged = PhotoUse(
        mine.photo_id,
        caption=_scalar("caption", before.caption, mine.caption, theirs.caption, inner),
        alt=_scalar("alt", before.alt, mine.alt, theirs.alt, inner),
    )
    if not inner:
        return merged
    clashes.append(_clash("hero", base, mine, theirs))
    return theirs


def _deleted(base: Article, mine: Article, theirs: Article) -> bool:
    """A deletion stands only when the other side left the article as it was, or deleted it too."""
    if mine.deleted == theirs.deleted:
        return theirs.deleted
    if base.deleted:
        return False
    other = theirs if mine.deleted else mine
    return other == base


def _extra(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], clashes: list[Clash]
) -> dict[str, Any]:
    """Fields of a newer version, each by itself."""
    missing = object()
    merged: dict[str, Any] = {}
    for key in dict.fromkeys((*theirs, *mine)):
        before, ours, other = (side.get(key, missing) for side in (base, mine, theirs))
        chosen = other
        if ours not in (before, other):
            if other == before:
                chosen = ours
            else:
                texts = (None if value is missing else value for value in (before, ours, other))
                clashes.append(_clash(f"extra.{key}", *texts))
                chosen = ours if other is missing else other
        if chosen is not missing:
            merged[key] = chosen
    return merged
