"""Search finds relatives, shows where, and asks what was meant; its index follows the dictionary."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.article import Article, Page, Publication, Stage
from desktop_app.domain.document import BlockText
from desktop_app.domain.listing import HIT_END, HIT_START, Query
from desktop_app.domain.plain import to_plain
from desktop_app.language.shelf import Shelf
from desktop_app.language.stems import Stemmer
from desktop_app.storage import articles, records, stem_index, vocabulary
from desktop_app.storage.store import Store

T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
LISTS = Path(__file__).resolve().parents[2] / "resources" / "language"
PAIRS = [
    line.split()
    for line in (LISTS.parents[1] / "tests/language/evaluation/variants.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
BARE = Stemmer(frozenset())


@pytest.fixture(scope="module")
def stemmer():
    shelf = Shelf(LISTS)
    if shelf.dictionary("id") is None:
        pytest.skip("hunspell-id is not installed on this machine")
    return shelf.stemmer()


@pytest.fixture
def store(tmp_path, stemmer):
    opened = Store.open(tmp_path / "data", stemmer=lambda: stemmer)
    yield opened
    opened.close()


def save(store, name, body, **fields):
    with store.writing() as tx:
        doc = to_plain(Article(name, body=(BlockText("b1", body),), **fields))
        records.save(tx, "article", name, doc, by="Ani", at=T0, reason="x")


def publish(store, name):
    with store.writing() as tx:
        doc = to_plain(Page(name, name, "r", Publication.LIVE, T0))
        records.save(tx, "page", name, doc, by="situs", at=T0, reason="x")


def found(store, typed, **more):
    with store.reading() as tx:
        return articles.listing(tx, Query(text=typed, **more))


def test_fifty_of_fifty_variant_pairs_are_found(store):
    for number, (_, written) in enumerate(PAIRS):
        save(store, f"s{number}", f"Kabar tentang {written} hari ini.")
    missed = [
        pair
        for number, pair in enumerate(PAIRS)
        if f"s{number}" not in {row.id for row in found(store, pair[0] + " ").rows}
    ]
    assert len(PAIRS) == 50
    assert missed == []


def test_quotes_ask_for_the_words_as_they_are(store):
    save(store, "a", "Perlindungan anak dan warga.")
    save(store, "b", "Warga melindungi anak.")
    assert {row.id for row in found(store, "lindung ").rows} == {"a", "b"}
    assert [row.id for row in found(store, '"perlindungan anak"').rows] == ["a"]
    assert found(store, '"lindung"').total == 0


def test_filters_combine_with_words(store):
    save(store, "a", "Polisi menangkap pencuri.", stage=Stage.DRAFT, section="kesra")
    save(store, "b", "Penangkapan ikan.", stage=Stage.PROOF, section="ekonomi")
    assert [row.id for row in found(store, "tangkap ", stage=Stage.PROOF).rows] == ["b"]
    assert [row.id for row in found(store, "tangkap ", section="kesra").rows] == ["a"]


def test_the_place_is_shown_with_the_relative_marked(store):
    save(
        store,
        "a",
        "Sejak pagi hujan deras. " * 10
        + "Petugas memberi **perlindungan** kepada warga. "
        + "Lalu reda. " * 20,
    )
    (row,) = found(store, "lindung ").rows
    assert f"{HIT_START}perlindungan{HIT_END}" in row.snippet
    assert row.snippet.startswith("… ")
    assert row.snippet.endswith(" …")
    assert len(row.snippet) < 220


def test_what_was_meant_is_asked_only_when_nothing_is_found(store):
    save(store, "a", "Perlindungan anak di rumah susun.")
    assert found(store, "perlindugan anak ").meant == "perlindungan anak "
    assert found(store, "perlindungan ").meant == ""
    assert found(store, "xqzwv ").meant == ""


def test_the_jump_puts_titles_before_texts(store):
    save(store, "text", "Cerita tentang banjir di hilir dan di hulu.", short_title="Kali")
    save(store, "title", "Cerita lain.", short_title="Banjir")
    with store.reading() as tx:
        assert [row.id for row in articles.nearest(tx, "banjir", 5)] == ["title", "text"]
        assert {row.id for row in articles.nearest(tx, "", 5)} == {"text", "title"}


def test_a_dictionary_that_comes_later_is_taken_in_row_by_row(tmp_path, stemmer):
    now = [BARE]
    store = Store.open(tmp_path / "late", stemmer=lambda: now[0])
    for number in range(5):
        save(store, f"s{number}", "Perlindungan anak.")
    assert found(store, "lindung ").total == 0
    now[0] = stemmer
    after, batches = 0, 0
    while after is not None:
        with store.writing() as tx:
            assert not stem_index.is_current(tx)
            after = stem_index.refresh(tx, after, 2)
        batches += 1
    with store.reading() as tx:
        assert stem_index.is_current(tx)
    assert batches == 4
    assert found(store, "lindung ").total == 5
    assert found(store, "perlindungan anak ").total == 5
    store.close()


def test_a_word_is_the_archives_own_by_three_stories_of_two_people(store):
    for name, authors, word in (
        ("a", ("Ani",), "tehyan"), ("b", ("Ani",), "tehyan"), ("c", ("Budi",), "tehyan"), ("d", ("Budi",), "tehyan"),
        ("e", ("Ani",), "sukong"), ("f", ("Ani",), "sukong"), ("g", ("Ani",), "sukong"),
    ):  # fmt: skip
        save(store, name, f"Bunyi {word} terdengar.", authors=authors)
        if name != "d":
            publish(store, name)
    with store.reading() as tx:
        assert "tehyan" in vocabulary.frequent(tx, 3)
        both = frozenset(("tehyan", "sukong"))
        assert vocabulary.often_published(tx, both, stories=3, people=2) == {"tehyan"}
        assert vocabulary.often_published(tx, both, stories=4, people=2) == frozenset()
