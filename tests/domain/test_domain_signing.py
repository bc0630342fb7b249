"""A signature covers the whole record: a change of any one field voids it, whatever fields there are."""

import json
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Union, get_args, get_origin, get_type_hints

import pytest

from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.credit import Credit
from desktop_app.domain.document import BlockText
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.domain.proof import NOT_SIGNED_OF_ARTICLE, NOT_SIGNED_OF_PHOTO, SignOff, record_hash
from desktop_app.domain.readiness import Evidence, Hand, may_sign, readiness

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


def examples(hint):
    """Values of a field's type, at least two of them different, deep enough to hold something."""
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin is Union or str(origin) == "<class 'types.UnionType'>":
        return [value for part in get_args(hint) if part is not type(None) for value in examples(part)]
    if origin is tuple:
        inner = get_args(hint)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return [(value,) for value in examples(inner[0])]
        return [tuple(examples(part)[at] for part in inner) for at in (0, 1)]
    if origin is dict:
        return [{"mood": "glad"}, {"mood": "sad"}]
    if is_dataclass(hint):
        return [example(hint, 0), example(hint, 1)]
    if issubclass(hint, Enum):
        return list(hint)
    return {
        str: ["satu", "dua"],
        int: [1, 2],
        bool: [True, False],
        float: [0.25, 0.75],
        datetime: [NOW, NOW.replace(hour=9)],
        date: [date(2027, 1, 1), date(2027, 2, 1)],
    }[hint]


def example(kind, number):
    hints = get_type_hints(kind)
    given = {}
    for field in fields(kind):
        if field.name != "extra" and (field.default is MISSING or number):
            given[field.name] = examples(hints[field.name])[number]
    return kind(**given)


def changes(value, path=()):
    """Every way to change one field of a value, at every depth: (path, changed value)."""
    hints = get_type_hints(type(value))
    for field in fields(value):
        here = (*path, field.name)
        old = getattr(value, field.name)
        for other in examples(hints[field.name]):
            if other != old:
                yield here, replace(value, **{field.name: other})
        if is_dataclass(old):
            for deeper, inner in changes(old, here):
                yield deeper, replace(value, **{field.name: inner})
        elif isinstance(old, tuple) and old:
            yield here, replace(value, **{field.name: ()})
            if is_dataclass(old[0]):
                for deeper, inner in changes(old[0], here):
                    yield deeper, replace(value, **{field.name: (inner, *old[1:])})


ARTICLE = replace(
    example(Article, 1),
    hero=PhotoUse("p1", "Keterangan", "Alternatif"),
    body=(BlockText("b1", "Isi pertama."), BlockText("b2", "Isi kedua.")),
)
PHOTO = replace(example(Photo, 1), credit=example(Credit, 1))
SIGNED = record_hash(ARTICLE, [PHOTO])


def test_any_one_field_of_the_story_voids_the_signature():
    tried, kept = 0, set()
    for path, changed in changes(ARTICLE):
        assert changed != ARTICLE or path[-1] == "extra"
        tried += 1
        if record_hash(changed, [PHOTO]) == SIGNED:
            kept.add(path[0])
    assert kept == NOT_SIGNED_OF_ARTICLE
    assert tried > 30
    assert {field.name for field in fields(Article)} == {path[0] for path, _ in changes(ARTICLE)}


def test_any_one_field_of_a_photo_and_its_credit_voids_the_signature():
    kept = {path[0] for path, changed in changes(PHOTO) if record_hash(ARTICLE, [changed]) == SIGNED}
    assert kept == NOT_SIGNED_OF_PHOTO
    assert {path[1] for path, _ in changes(PHOTO) if path[0] == "credit" and len(path) > 1} == {
        field.name for field in fields(Credit)
    }


def test_one_photo_more_or_less_voids_it_and_their_order_does_not_matter():
    other = replace(PHOTO, id="lain")
    assert record_hash(ARTICLE, []) != SIGNED
    assert record_hash(ARTICLE, [PHOTO, other]) == record_hash(ARTICLE, [other, PHOTO]) != SIGNED


def test_what_is_signed_survives_the_disk_and_the_wire():
    there = from_plain(Article, json.loads(json.dumps(to_plain(ARTICLE))))
    assert record_hash(there, [from_plain(Photo, json.loads(json.dumps(to_plain(PHOTO))))]) == SIGNED


def test_with_four_eyes_it_counts_who_wrote_since_the_last_signature_that_was_taken():
    article = Article("a", authors=("Rina",))
    said = record_hash(article, [])

    def at(minute):
        return NOW.replace(minute=minute)

    def told(hands, *signs):
        made = tuple(SignOff(f"s{minute}", "a", said, by, at(minute)) for by, minute in signs)
        wrote = tuple(Hand(by, at(minute)) for by, minute in hands)
        return Evidence(article, {}, sign_offs=made, hands=wrote, settings=SiteSettings(four_eyes=True))

    def signed(evidence):
        return next(check.ok for check in readiness(evidence) if check.rule == "sign_off")

    budi = [("Budi", 1)]
    assert not signed(told(budi, ("budi", 5)))  # the byline names another, and yet he wrote
    assert not signed(told(budi, ("Budi", 5), ("Budi", 6)))  # nor does he by asking twice
    assert signed(told(budi, ("Sari", 5)))
    mended = [*budi, ("Sari", 7)]
    assert not signed(told(mended, ("Sari", 8)))
    assert may_sign("Budi", told(mended, ("Sari", 5)))  # his words she has read, and hers he reads now
    assert not may_sign("Sari", told(mended, ("Sari", 5)))
    assert not may_sign("Budi", told(mended, ("Sari", 8)))
    small = Evidence(article, {}, hands=(Hand("Budi", NOW),), settings=SiteSettings())
    assert may_sign("Budi", small)  # a newsroom of one


def line(article, by, **settings):
    signs = (SignOff("s", article.id, record_hash(article, []), by, NOW),) if by else ()
    evidence = Evidence(article, {}, sign_offs=signs, settings=SiteSettings(**settings))
    return next(check for check in readiness(evidence) if check.rule == "sign_off")


@pytest.mark.parametrize(
    ("by", "settings", "ok"),
    [
        ("Sari", {}, True),
        ("Dewi", {}, True),
        ("", {}, False),
        ("", {"require_sign_off": False}, True),
        ("Sari", {"four_eyes": True}, True),
        ("Dewi", {"four_eyes": True}, False),
        (" dewi ", {"four_eyes": True}, False),
    ],
)
def test_four_eyes_are_two_people(by, settings, ok):
    found = line(Article("a", authors=("Dewi",)), by, **settings)
    assert found.ok is ok
    assert ("penulisnya sendiri" in found.why) == (not ok and bool(by))
