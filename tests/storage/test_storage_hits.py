"""The order of hits: the words as typed first, the last touched first, however the list is paged."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.article import Article, Publication, Stage
from desktop_app.domain.document import BlockText
from desktop_app.domain.listing import HIT_END, HIT_START, Query
from desktop_app.domain.plain import to_plain
from desktop_app.language.stems import Stemmer
from desktop_app.storage import articles, hits, records
from desktop_app.storage.search import Spotter, asked_for
from desktop_app.storage.store import Store

T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
STEMS = Stemmer(frozenset(("lindung", "warga")))
WORDS = ("lindung", "perlindungan", "melindungi", "lain")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = Store.open(tmp_path_factory.mktemp("hits"), stemmer=lambda: STEMS)
    yield opened
    opened.close()


def save(tx, name, word, at, **more):
    doc = to_plain(Article(name, body=(BlockText("b", f"Kata {word} di sini."),), **more))
    records.save(tx, "article", name, doc, by="", at=at, reason="x")


@pytest.fixture(scope="module")
def newsroom(store):
    """Sixty stories begun one after another, some of them touched again in another order: name to (word, moment)."""
    chance = random.Random(5)
    kept = {f"s{n:02}": (chance.choice(WORDS), T0 + timedelta(minutes=n)) for n in range(60)}
    with store.writing() as tx:
        for name, (word, at) in kept.items():
            save(tx, name, word, at)
        for name in chance.sample(sorted(kept), 30):
            kept[name] = (kept[name][0], T0 + timedelta(hours=2, minutes=chance.randrange(20)))
            save(tx, name, *kept[name], headline="lagi", stage=Stage.PROOF)
    return kept


def wanted(newsroom, typed, since=T0):
    ranked = [
        (word != typed, -at.timestamp(), [-ord(sign) for sign in name], name)
        for name, (word, at) in newsroom.items()
        if word != "lain" and at >= since
    ]
    return [name for *_, name in sorted(ranked)]


@pytest.fixture(
    params=[
        "from the newest",
        "by the list",
        "by the list, too many strays",
        "by the list, filters let few through",
    ]
)
def way(request, monkeypatch):
    if request.param == "by the list":
        monkeypatch.setattr(hits, "_NEAR", 0)
    if request.param == "by the list, too many strays":
        monkeypatch.setattr(hits, "_MOST_STRAYS", 0)
    if request.param == "by the list, filters let few through":
        monkeypatch.setattr(hits, "_TRIED", 3)


@pytest.mark.parametrize("typed", ["lindung", "perlindungan"])
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_hits_come_in_order_and_pages_join_up(store, newsroom, way, typed, limit):
    expected = wanted(newsroom, typed)
    assert len(expected) > 25
    by_cursor, by_place, after = [], [], ""
    with store.reading() as tx:
        while True:
            page = articles.listing(tx, Query(text=typed + " ", limit=limit, after=after))
            by_place += articles.listing(tx, Query(text=typed + " ", limit=limit, skip=len(by_place))).rows
            assert page.total == len(expected)
            by_cursor += page.rows
            if not page.more:
                break
            after = page.rows[-1].cursor
    assert [row.id for row in by_cursor] == expected
    assert [row.id for row in by_place] == expected


def test_filters_keep_the_order(store, newsroom, way):
    expected = wanted(newsroom, "lindung", T0 + timedelta(hours=2))
    with store.reading() as tx:
        page = articles.listing(tx, Query(text="lindung ", stage=Stage.PROOF, limit=5))
    assert [row.id for row in page.rows] == expected[:5]
    assert page.total == len(expected) > 5


def test_a_search_among_what_is_not_published_finds_what_no_page_was_made_for(store, newsroom, way):
    expected = wanted(newsroom, "lindung")
    with store.reading() as tx:
        page = articles.listing(tx, Query(text="lindung ", publication=Publication.NONE, limit=7))
        live = articles.listing(tx, Query(text="lindung ", publication=Publication.LIVE))
    assert [row.id for row in page.rows] == expected[:7]
    assert page.total == len(expected)
    assert (live.total, live.rows) == (0, ())


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("cafe ", "Di Café Cikini.", "Di [Café] Cikini."),
        ("lindung ", "Kata “PERLINDUNGAN” di sini.", "Kata “[PERLINDUNGAN]” di sini."),
        ("lindung warga ", "Warga dilindungi.", "[Warga] [dilindungi]."),
        ("per", "Perlu warga perkasa", "[Perlu] warga [perkasa]"),
        ("lindung ", "İ lindung", ""),
        ("lindung ", "selindungx", ""),
        ("warga ", "", ""),
    ],
)
def test_the_words_asked_for_are_marked(typed, text, shown):
    spotter = Spotter(asked_for(typed, STEMS), STEMS)
    assert spotter.snippet(text).replace(HIT_START, "[").replace(HIT_END, "]") == shown
