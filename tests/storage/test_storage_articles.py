"""The list and the search say what is on disk, and answer whatever a person types."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from desktop_app.domain.article import Article, Page, PhotoUse, Publication, Stage
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.credit import Credit
from desktop_app.domain.document import BlockText
from desktop_app.domain.listing import Query, Sending
from desktop_app.domain.newsroom import Card
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.domain.proof import record_hash
from desktop_app.language.stems import Stemmer
from desktop_app.storage import articles, outbox, pages, photos, records
from desktop_app.storage.search import IN_TEXT, asked_for, match_query, readable
from desktop_app.storage.store import Store

T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def put(store, *values, at=T0):
    """Save values, each a minute after the one before."""
    kinds = {Article: "article", Photo: "photo", Conflict: "conflict", Page: "page"}
    with store.writing() as tx:
        for number, value in enumerate(values):
            name = value.article_id if isinstance(value, Page) else value.id
            moment = at + timedelta(minutes=number)
            records.save(tx, kinds[type(value)], name, to_plain(value), by="Ani", at=moment, reason="x")


def found(store, **query):
    with store.reading() as tx:
        listing = articles.listing(tx, Query(**query))
    assert listing.total >= len(listing.rows)
    return [row.id for row in listing.rows]


def body(*texts):
    return tuple(BlockText(f"b{number}", text) for number, text in enumerate(texts))


def test_a_story_is_read_back_whole(store):
    story = Article(
        "a",
        "Rob",
        "Banjir rob",
        "Teras",
        body("Satu", "## Dua"),
        ("Ani", "Budi"),
        hero=PhotoUse("p", alt="Alt"),
    )
    put(store, story)
    with store.reading() as tx:
        assert articles.get(tx, "a") == story
        assert articles.get(tx, "b") is None


def test_last_touched_comes_first_and_pages_join_up(store):
    put(store, *(Article(f"{n:03}") for n in range(25)))
    put(store, Article("007", "lagi"), at=T0 + timedelta(hours=2))
    expected = ["007", *(f"{n:03}" for n in range(24, -1, -1) if n != 7)]
    seen, after = [], ""
    while True:
        with store.reading() as tx:
            page = articles.listing(tx, Query(limit=4, after=after))
        assert page.total == 25
        seen += [row.id for row in page.rows]
        if not page.more:
            break
        after = page.rows[-1].cursor
    assert seen == expected


def test_stories_touched_at_the_same_moment_are_all_listed(store):
    with store.writing() as tx:
        for n in range(10):
            records.save(tx, "article", f"{n}", to_plain(Article(f"{n}")), by="", at=T0, reason="x")
    first = found(store, limit=5)
    with store.reading() as tx:
        cursor = articles.listing(tx, Query(limit=5)).rows[-1].cursor
    assert sorted(first + found(store, limit=5, after=cursor)) == [f"{n}" for n in range(10)]


@pytest.mark.parametrize("cursor", ["x", ".", "-1.a", "١٢.a", "1e9.a", "9" * 30 + ".a"])
def test_a_cursor_that_is_none_raises_nothing(store, cursor):
    put(store, Article("a"))
    assert found(store, after=cursor) == ["a"]


def test_filters_combine(store):
    put(
        store,
        Article("a", stage=Stage.PROOF, section="budaya", authors=("Ani", "Budi")),
        Article("b", stage=Stage.PROOF, section="layanan", authors=("Ani",)),
        Article("c", stage=Stage.DRAFT, section="budaya", authors=("Anita",)),
        Article("d", deleted=True, stage=Stage.PROOF),
    )
    assert found(store) == ["c", "b", "a"]
    assert found(store, stage=Stage.PROOF) == ["b", "a"]
    assert found(store, author="Ani") == ["b", "a"]
    assert found(store, section="budaya") == ["c", "a"]
    assert found(store, section="budaya", author="Ani", stage=Stage.PROOF) == ["a"]


def test_days_are_the_newsrooms_own_and_today_is_the_first(tmp_path):
    # A quarter past midnight in Jakarta, still the day before in Greenwich.
    now = datetime(2026, 11, 23, 17, 15, tzinfo=UTC)
    store = Store.open(tmp_path / "days", now=lambda: now)
    for name, hours in (("today", 0.1), ("yesterday", 0.5), ("week", 24 * 6), ("older", 24 * 7)):
        put(store, Article(name), at=now - timedelta(hours=hours))
    assert found(store, days=1) == ["today"]
    assert found(store, days=2) == ["today", "yesterday"]
    assert found(store, days=7) == ["today", "yesterday", "week"]
    assert len(found(store, days=0)) == len(found(store, days=10**9)) == 4
    store.close()


def test_publication_comes_from_the_sites_page(store):
    put(store, Article("a"), Article("b"), Page("a", "rob", "r1", Publication.LIVE, T0))
    assert found(store, publication=Publication.LIVE) == ["a"]
    assert found(store, publication=Publication.NONE) == ["b"]
    with store.reading() as tx:
        rows = articles.listing(tx, Query()).rows
    assert [row.publication for row in rows] == [Publication.NONE, Publication.LIVE]


def changed(store):
    with store.reading() as tx:
        return [row.id for row in articles.listing(tx, Query()).rows if row.changed]


def live(story, *used, publication=Publication.LIVE):
    return Page(story.id, story.id, "r", publication, T0, record_hash=record_hash(story, used))


def test_a_live_story_says_when_more_stands_here_than_the_public_reads(store):
    photo = Photo("p", "1" * 64, 10, 10, caption="Rob")
    story = Article("a", hero=PhotoUse("p"), body=body("Satu."))
    shown = Article("b", body=body("Satu.", "![Rob](foto:p)"))
    draft = Article("c", body=body("Dua."))
    put(store, photo, story, shown, draft, live(story, photo), live(shown, photo))
    assert changed(store) == []
    put(store, replace(story, body=body("Satu lagi.")), replace(draft, body=body("Tiga.")))
    assert changed(store) == ["a"]
    put(
        store, replace(story, stage=Stage.PROOF)
    )  # the text taken back; handing on is nothing the public reads
    assert changed(store) == []
    put(store, replace(photo, rating=5))
    assert changed(store) == []
    put(store, replace(photo, caption="Rob di Muara Angke"))
    assert changed(store) == ["b", "a"]
    put(store, live(story, replace(photo, caption="Rob di Muara Angke")))
    assert changed(store) == ["b"]
    put(store, live(shown, photo, publication=Publication.WITHDRAWN))
    assert changed(store) == []


def test_a_story_that_comes_after_its_page_is_held_against_it(store):
    here = Article("a", body=body("Satu."))
    put(store, live(here), live(Article("b", body=body("Lama."))), here, Article("b", body=body("Baru.")))
    assert changed(store) == ["b"]


def test_an_older_database_learns_which_live_stories_changed(tmp_path):
    folder = tmp_path / "data"
    store = Store.open(folder)
    put(store, *(Article(name, lead="Lama") for name in "abcd"))
    with store.reading() as tx:
        heads = {name: records.head(tx, "article", name) for name in "abc"}
    put(store, *(Page(name, name, rev, Publication.LIVE, T0) for name, rev in heads.items()))
    put(store, Page("d", "d", "unknown here", Publication.LIVE, T0))
    put(store, Article("b", lead="Baru"), Article("c", lead="Lama", stage=Stage.READY))
    store.close()
    older = sqlite3.connect(folder / "meja.db")
    older.executescript(
        "ALTER TABLE page_row DROP COLUMN changed; UPDATE alembic_version SET version_num = '1006';"
        "PRAGMA user_version = 1006"
    )
    older.close()
    store = Store.open(folder)
    assert sorted(changed(store)) == ["b", "d"]
    store.close()


def test_a_page_that_knows_no_hash_speaks_of_its_revision(store):
    put(store, Article("a"), Article("b"))
    with store.reading() as tx:
        head = records.head(tx, "article", "a")
    put(store, Page("a", "a", head, Publication.LIVE, T0), Page("b", "b", "r", Publication.LIVE, T0))
    assert changed(store) == ["b"]


def test_a_photo_without_credit_is_found_in_hero_and_body(store):
    bare = Photo("p1", "1" * 64, 10, 10)
    proposed = Photo("p2", "2" * 64, 10, 10, credit=Credit(("Ani",)))
    good = Photo("p3", "3" * 64, 10, 10, credit=Credit(("Ani",)), confirmed=True)
    put(
        store,
        bare,
        proposed,
        good,
        Article("a", hero=PhotoUse("p1")),
        Article("b", body=body("teks", '![kapsi \\](foto:x) _miring_](foto:p2 "photo Ani - Berita")')),
        Article("c", hero=PhotoUse("p3"), body=body("bicara soal (foto:p1)")),
        Article("d"),
    )
    assert found(store, without_credit=True) == ["b", "a"]
    with store.reading() as tx:
        assert photos.used_in(tx, "p2") == ("b",)
        assert photos.used_in(tx, "p3") == ("c",)
        row = articles.listing(tx, Query()).rows[-1]
    assert (row.id, row.thumb, row.thumb_photo) == ("a", "1" * 64, "p1")
    put(store, Photo("p2", "2" * 64, 10, 10, credit=Credit(("Ani",)), confirmed=True))
    assert found(store, without_credit=True) == ["a"]


def test_sending_says_where_a_story_stands(store):
    put(store, *(Article(name) for name in "abcd"))
    put(store, Conflict("k", "d", "lead", "", "x", "y", "r1", "r2", at=T0))
    with store.writing() as tx:
        for item in outbox.pending(tx, 10):
            if item.id in "ad":
                outbox.acknowledge(tx, item.kind, item.id, item.chain[-1].rev, 1)
        outbox.park(tx, "article", "c", "Situs menolak.")
    with store.reading() as tx:
        states = {row.id: row.sending for row in articles.listing(tx, Query()).rows}
    assert states == {"a": Sending.SENT, "b": Sending.WAITING, "c": Sending.PARKED, "d": Sending.CONFLICT}
    assert found(store, unsent=True) == ["c", "b"]
    assert found(store, conflicted=True) == ["d"]
    put(store, Conflict("k", "d", "lead", "", "x", "y", "r1", "r2", at=T0, settled_at=T0, choice="mine"))
    assert found(store, conflicted=True) == []


STORY = Article(
    "a",
    "Rob Muara Angke",
    "Banjir rob merendam Muara Angke",
    "Warga mengungsi sejak subuh.",
    body(
        "Air **na**ik _setinggi_ lutut, kata [Café Cikini](https://rahasia.example/x)",
        "Baca juga: [Lama](artikel:Q7)",
    ),
    ("Siti Nurhaliza",),
    tags=("pesisir",),
)


FINDS = """banjir|BANJIR|ban|muara angke|cafe|cafe\u0301 cik|naik|setinggi lutut|nurhaliza|pesisir|"muara angke"
"banjir rob|warga subuh|rob mengungsi pes|rob-muara|(rob)|rob*|^rob"""
FINDS_NOT = """anjir|angke muara timur|"angke muara"|rahasia|Q7|rob OR lain|ban |rob NOT lain"""


@pytest.mark.parametrize("typed", FINDS.replace("\n", "|").split("|"))
def test_search_finds(store, typed):
    put(store, STORY, Article("b", "Lain"))
    assert found(store, text=typed) == ["a"]


@pytest.mark.parametrize(
    "typed", ["anjir", "angke muara timur", '"angke muara"', "rahasia", "Q7", "rob OR lain", "ban "]
)
def test_search_does_not_find(store, typed):
    put(store, STORY, Article("b", "Lain"))
    assert found(store, text=typed) == []


def test_search_follows_every_save_and_combines_with_filters(store):
    put(store, STORY, Article("b", "Rob kedua", section="budaya"))
    assert found(store, text="rob") == ["b", "a"]
    assert found(store, text="rob", section="budaya") == ["b"]
    put(store, Article("a", "Kering"), at=T0 + timedelta(hours=1))
    assert found(store, text="rob") == ["b"]
    put(store, Article("b", "Rob kedua", deleted=True), at=T0 + timedelta(hours=2))
    assert found(store, text="rob") == []


def test_a_hit_is_marked_in_a_snippet(store):
    put(store, STORY)
    with store.reading() as tx:
        (row,) = articles.listing(tx, Query(text="mengung")).rows
        assert row.snippet == "Warga \x02mengungsi\x03 sejak subuh."
        (row,) = articles.listing(tx, Query()).rows
        assert row.snippet == ""


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=40) | st.text(alphabet="\"“”*():^{}+-AND OR NOT NEAR\x00'\\ ab", max_size=40))
@example('"')
@example("NEAR(a b)")
@example("short_title:rob")
@example("a\x00b")
@example("\ud800")
@example("a " * 500)
@example("x" * 100_000)
def test_nothing_a_person_types_raises(store, typed):
    with store.reading() as tx:
        articles.listing(tx, Query(text=typed))


def test_a_query_quotes_every_word():
    asked = asked_for('rob NOT "muara angke" ban', Stemmer(frozenset()))
    assert match_query(asked) == f'"rob" AND "NOT" AND {IN_TEXT} : "muara angke" AND "ban"*'
    assert match_query(asked_for("ban ", Stemmer(frozenset()))) == '"ban"'
    assert match_query(asked_for('"!?', Stemmer(frozenset()))) == ""


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("## Sub **tebal**", "Sub tebal"),
        ("> satu\n> dua", "satu\ndua"),
        (r"harga 5\*3 \_x\_", "harga 5*3 _x_"),
        ('![kapsi](foto:p "photo Ani - Berita")', "kapsi"),
        ("- satu\n- dua", "satu\ndua"),
    ],
)
def test_the_index_holds_words_without_signs(stored, shown):
    assert readable(stored) == shown


def test_photos_are_found_by_part_of_any_word(store):
    put(
        store,
        Photo(
            "p1", "1" * 64, 9, 9, file_name="IMG_1.jpg", credit=Credit(("Ani Café",)), caption="Banjir rob"
        ),
        Photo("p2", "2" * 64, 9, 9, file_name="100%.jpg", caption="Pasar"),
    )
    with store.reading() as tx:
        assert [photo.id for photo in photos.listing(tx)] == ["p2", "p1"]
        assert [photo.id for photo in photos.listing(tx, text="cafe anj")] == ["p1"]
        assert [photo.id for photo in photos.listing(tx, text="%")] == ["p2"]
        assert [photo.id for photo in photos.listing(tx, limit=1)] == ["p2"]
        assert photos.by_sha256(tx, "1" * 64).id == "p1"
        assert photos.by_sha256(tx, "3" * 64) is None


def test_recent_cards_are_live_ones_in_the_sites_order(store):
    def page(name, hours, publication=Publication.LIVE):
        when = T0 - timedelta(hours=hours)
        card = Card(name, name, name, name, "", "budaya", ("Ani",), (), when)
        return Page(name, name, "r", publication, when, card=card)

    put(store, page("b", 1), page("a", 1), page("c", 0), page("d", 0, Publication.WITHDRAWN), page("e", 9))
    with store.reading() as tx:
        assert [card.article_id for card in pages.recent_cards(tx, 3)] == ["c", "a", "b"]
        assert pages.get(tx, "d").publication is Publication.WITHDRAWN
