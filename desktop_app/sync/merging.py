"""Merging two documents of any kind: stories by the markup room's rules, everything else field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.article import Article
from desktop_app.domain.conflict import Weight
from desktop_app.domain.credit import Credit
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.markup.merge import merge_articles
from desktop_app.storage.remote import MergedDoc

Doc = Mapping[str, Any]

# Fields that only make sense together: they come from one side or from the other.
_UNITS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    # Renditions carry the credit in their bytes and are cut around the focus, so they follow both.
    "photo": (("credit", "confirmed"), ("caption", "alt", "decorative")),
    "mark": (("resolved_by", "resolved_at", "outcome"),),
    "conflict": (("settled_by", "settled_at", "choice", "chosen_rev"),),
}
# Where two answers say the same thing to people (it is settled), the site's stands and nobody is asked.
_SITE_WINS: Mapping[str, frozenset[str]] = {
    "photo": frozenset({"renditions", "event", "rating"}),
    "mark": frozenset({"resolved_by"}),
    "conflict": frozenset({"settled_by"}),
}


@dataclass(frozen=True, slots=True)
class FieldClash:
    """One field both sides changed, as texts a person can compare."""

    place: str
    base: str
    mine: str
    theirs: str
    weight: Weight = Weight.CHOOSE
    merged: str = ""


def merge(kind: str, base: dict[str, Any] | None, mine: dict[str, Any], theirs: dict[str, Any]) -> MergedDoc:
    """Three-way merge; *base* is what both grew from, None when that is not known. Theirs lives where they clash."""
    if kind == "article":
        return _articles(base, mine, theirs)
    if kind == "list_entry":
        return MergedDoc(_list_entries(base or {}, mine, theirs))
    if kind == "contributor":
        return MergedDoc(_contributors(base or {}, mine, theirs))
    return _fields(kind, base or {}, mine, theirs)


def _articles(base: dict[str, Any] | None, mine: dict[str, Any], theirs: dict[str, Any]) -> MergedDoc:
    here, there = from_plain(Article, mine), from_plain(Article, theirs)
    grown_from = from_plain(Article, base) if base is not None else Article(id=ArticleId(here.id))
    merged = merge_articles(grown_from, here, there)
    return MergedDoc(to_plain(merged.article), merged.clashes)


def _list_entries(base: Doc, mine: Doc, theirs: Doc) -> dict[str, Any]:
    """One line of a newsroom list is one decision. Where both changed it the site's stands and ours stays beside it.

    Nobody is stopped for it: the list shows both, and whoever edits the line next has chosen.
    """
    said = ("value", "note")
    before, here, there = ([doc.get(name) for name in said] for doc in (base, mine, theirs))
    if here in (before, there):
        return dict(theirs)
    if there == before:
        return dict(mine)
    return {**theirs, "other": mine.get("value", "")}


def _contributors(base: Doc, mine: Doc, theirs: Doc) -> dict[str, Any]:
    """A name of the directory, field by field; the site's word stands, and no spelling is lost.

    What somebody here called the entry stays among its aliases, where a search still finds it.
    """
    names = dict.fromkeys((*base, *mine, *theirs))
    changed_there = {name for name in names if theirs.get(name) != base.get(name)}
    merged: dict[str, Any] = {name: (theirs if name in changed_there else mine).get(name) for name in names}
    for name in ("aliases", "codes"):
        merged[name] = list(dict.fromkeys((*(theirs.get(name) or ()), *(mine.get(name) or ()))))
    mine_name = mine.get("name")
    if mine_name and mine_name != merged["name"] and mine_name not in merged["aliases"]:
        merged["aliases"].append(mine_name)
    return {name: value for name, value in merged.items() if name in mine or name in theirs}


def _fields(kind: str, base: Doc, mine: Doc, theirs: Doc) -> MergedDoc:
    merged: dict[str, Any] = dict(theirs)
    clashes: list[FieldClash] = []
    if kind == "mark":
        base, mine = _with_one_conversation(base, mine, theirs, merged)
    silent = _SITE_WINS.get(kind, frozenset())
    mine_taken = False
    for unit in _units(kind, base, mine, theirs):
        before, here, there = (_part(doc, unit) for doc in (base, mine, theirs))
        if here in (before, there):
            continue
        if there == before:
            for name in unit:
                _carry(merged, mine, name)
            mine_taken = True
        elif unit[0] not in silent:
            clashes.append(FieldClash(unit[0], _text(unit, before), _text(unit, here), _text(unit, there)))
    if kind == "photo" and mine_taken and clashes:
        # Ours were made for a credit that is not live now; the desk makes them anew.
        _carry(merged, theirs, "renditions")
    return MergedDoc(merged, tuple(clashes))


def _with_one_conversation(base: Doc, mine: Doc, theirs: Doc, merged: dict[str, Any]) -> tuple[Doc, Doc]:
    """Replies are only ever added, so both sides' stand, in the order they were written."""
    replies = {reply["id"]: reply for side in (mine, theirs) for reply in side.get("replies", ())}
    merged["replies"] = sorted(replies.values(), key=lambda reply: (reply["at"], reply["id"]))
    same = {"replies": theirs.get("replies", [])}
    return {**base, **same}, {**mine, **same}


def _units(kind: str, *docs: Doc) -> list[tuple[str, ...]]:
    together = _UNITS.get(kind, ())
    bound = {name for unit in together for name in unit}
    single = dict.fromkeys(name for doc in docs for name in doc if name not in bound)
    return [*together, *((name,) for name in single)]


def _part(doc: Doc, unit: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(doc.get(name) for name in unit)


def _carry(merged: dict[str, Any], source: Doc, name: str) -> None:
    if name in source:
        merged[name] = source[name]
    else:
        merged.pop(name, None)


def _text(unit: tuple[str, ...], values: tuple[Any, ...]) -> str:
    if unit[0] == "credit":
        return _credit_text(values[0])
    return "\n".join(str(value) for value in values if value not in (None, "", False))


def _credit_text(plain: Any) -> str:
    if not isinstance(plain, dict):
        return ""
    credit = from_plain(Credit, plain)
    parts = (", ".join(credit.creators), credit.source, credit.copyright_notice)
    return f"{' · '.join(part for part in parts if part)} ({credit.form.value}, {credit.licence.value})"
