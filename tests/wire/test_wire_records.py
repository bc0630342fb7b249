"""A record is checked by its kind, and the field at fault is named."""

from datetime import UTC, datetime

import pytest

from desktop_app.domain.article import Article, Page, PhotoUse, Publication
from desktop_app.domain.audit import Entry
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.directory import Contributor
from desktop_app.domain.document import BlockText
from desktop_app.domain.lists import ListEntry, entry_id
from desktop_app.domain.newsroom import Person, Role
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import to_plain
from desktop_app.domain.proof import Mark, SignOff
from desktop_app.wire.records import check, is_identifier

ID = "0198f3c2-0000-7000-8000-000000000001"
RENDITION = {"name": "hero", "format": "webp", "width": 1, "height": 1, "sha256": "b" * 64}
NOW = datetime(2026, 11, 24, tzinfo=UTC)
GOOD = {
    "article": Article(
        ID, headline="Judul", body=(BlockText("b1", "Teks"),), hero=PhotoUse(ID), publish_at=NOW
    ),
    "photo": Photo(ID, "a" * 64, 10, 10, renditions=(Rendition("hero", "webp", 1, 1, "b" * 64),)),
    "mark": Mark(ID, ID, "headline", "kata", at=NOW),
    "sign_off": SignOff(ID, ID, "c" * 64, "Sari", NOW),
    "person": Person(ID, "Sari", Role.EDITOR),
    "conflict": Conflict(ID, ID, "lead", "a", "b", "c", "r1", "r2"),
    "list_entry": ListEntry(entry_id("name", "gub"), "name", "gub", "Gubernur", by="Sari", at=NOW),
    "audit": Entry(ID, NOW, "Sari", "meja-1", "sign", "article", ID, ID, "Sudah dibaca", ("hash",)),
    "contributor": Contributor(ID, "Ni Luh Sari", aliases=("Niluh Sari",), codes=("nls",)),
    "page": Page(ID, "judul", ID, Publication.LIVE, NOW),
}


@pytest.mark.parametrize("kind", GOOD)
def test_good_records_pass(kind):
    check(kind, to_plain(GOOD[kind]))


def test_keys_from_a_newer_desk_pass():
    check("article", {**to_plain(GOOD["article"]), "mood": {"x": [1]}})


@pytest.mark.parametrize(
    ("kind", "change", "named"),
    [
        ("article", {"headline": 5}, "headline"),
        ("article", {"headline": "x" * 1001}, r"Judul lebih dari 1\.000 tanda\. Persingkat"),
        ("article", {"headline": "dua\nbaris"}, "Judul memuat ganti baris"),
        ("article", {"lead": "x" * 20_001}, "Teras lebih dari"),
        ("article", {"body": [{"id": "b", "text": "x" * 200_001}]}, "Alinea 1 lebih dari"),
        ("article", {"lead": "kosong \0"}, "NUL"),
        ("article", {"authors": "Rina"}, "authors"),
        ("article", {"authors": [1]}, "authors"),
        ("article", {"tags": ["x"] * 201}, "Tag lebih dari 200 butir"),
        ("article", {"stage": "lost"}, "stage"),
        ("article", {"id": "../etc"}, "id"),
        ("article", {"body": [{"id": "b", "text": "a"}, {"id": "b", "text": "c"}]}, "body"),
        ("article", {"body": [{"id": 'x" onload="', "text": "a"}]}, "body"),
        ("article", {"body": [{"id": "b", "text": 3}]}, "body"),
        ("photo", {"focus": [2.0, 0.5]}, "focus"),
        ("article", {"publish_at": "2026-11-24T00:00:00"}, "publish_at"),
        ("article", {"publish_at": "besok"}, "publish_at"),
        ("article", {"related": ["a b"]}, "related"),
        ("photo", {"sha256": "A" * 64}, "sha256"),
        ("photo", {"rating": 6}, "rating"),
        ("photo", {"credit": {"terms": {"note": "x" * 20_001}}}, "note"),
        ("contributor", {"name": " "}, "name"),
        ("contributor", {"aliases": ["x"] * 201}, "aliases"),
        ("list_entry", {"key": "wagub"}, "id"),
        ("list_entry", {"value": "dua\nbaris"}, "value"),
        ("list_entry", {"list": "../nama"}, "list"),
        ("photo", {"sha256": "../../etc/passwd"}, "sha256"),
        ("photo", {"width": 0}, "width"),
        ("photo", {"width": True}, "width"),
        ("photo", {"focus": [float("inf"), 0.0]}, "focus"),
        ("photo", {"renditions": [{**RENDITION, "format": "svg"}]}, "format"),
        ("photo", {"renditions": [{**RENDITION, "sha256": "b"}]}, "sha256"),
        ("mark", {"article_id": ""}, "article_id"),
        ("sign_off", {"record_hash": "kurang"}, "record_hash"),
        ("conflict", {"place": None}, "place"),
        ("page", {"publication": "maybe"}, "publication"),
    ],
)  # fmt: skip
def test_a_bad_field_is_named(kind, change, named):
    with pytest.raises(ValueError, match=named):
        check(kind, {**to_plain(GOOD[kind]), **change})


def test_unknown_kinds_and_giants_are_refused():
    with pytest.raises(ValueError, match="kind"):
        check("command", {})
    with pytest.raises(ValueError, match="lebih dari"):
        check("article", {**to_plain(GOOD["article"]), "extra_key": "x" * 1_100_000})


def test_identifiers_are_lower_case_uuids():
    assert is_identifier(ID)
    assert not is_identifier(ID.upper())
    assert not is_identifier(ID + "\n")
