"""The language check at one desk: one service, rules silenced with a name, words that count at once."""

from pathlib import Path

import pytest

from desktop_app.desk import checking, searching, writing
from desktop_app.domain.document import BlockText
from desktop_app.domain.errors import Refusal
from desktop_app.domain.listing import Query
from desktop_app.domain.plain import to_plain
from desktop_app.language.shelf import Shelf

LISTS = Path(__file__).resolve().parents[2] / "resources" / "language"


@pytest.fixture
def desk(make_desk):
    made = make_desk()
    shelf = Shelf(LISTS)
    if shelf.dictionary("id") is None:
        pytest.skip("hunspell-id is not installed on this machine")
    object.__setattr__(made, "language", shelf)
    return made


def begin(desk, text, **fields):
    return writing.begin(desk, body=(BlockText("b1", text),), **fields)[0]


def said(desk, article_id):
    return [(flag.block, flag.text, flag.rule) for flag in checking.check_article(desk, article_id).flags]


def test_a_story_is_checked_whole(desk):
    story = begin(desk, "Pemeritah di tangkap.", headline="Resiko banjir", lead="Teras yang baik.")
    assert said(desk, story) == [
        ("headline", "Resiko", "kata-baku"),
        ("b1", "Pemeritah", "spelling"),
        ("b1", "di tangkap", "awalan-di"),
    ]


def test_a_silenced_rule_keeps_who_and_when_and_voids_no_record(desk, clock):
    story = begin(desk, "Resiko dirumah.")
    before = to_plain(writing_of(desk, story))
    assert checking.silence(desk, story, "kata-baku").outbox
    assert said(desk, story) == [("b1", "dirumah", "di-ke-tempat")]
    (silence,) = checking.context_of(desk, story).silences
    assert (silence.rule, silence.by, silence.at) == ("kata-baku", "Dewi Anggraini", clock.now)
    assert to_plain(writing_of(desk, story)) == before
    other = begin(desk, "Resiko lain.")
    assert said(desk, other) == [("b1", "Resiko", "kata-baku")]
    checking.speak_again(desk, story, "kata-baku")
    assert len(said(desk, story)) == 2


def writing_of(desk, story):
    with desk.store.reading() as tx:
        return checking._article(tx, story)


def test_an_unknown_rule_or_story_is_refused(desk):
    story = begin(desk, "Teks.")
    with pytest.raises(Refusal, match="tidak dikenal"):
        checking.silence(desk, story, "tidak-ada")
    with pytest.raises(Refusal, match="tidak ada"):
        checking.check_article(desk, "tidak-ada")


def test_the_newsrooms_words_count_at_once(desk):
    story = begin(desk, "Bunyi tehyan dan gawai.")
    assert said(desk, story) == [("b1", "tehyan", "spelling")]
    checking.add_word(desk, "tehyan")
    checking.add_word(desk, "gawai", "ponsel")
    assert said(desk, story) == [("b1", "gawai", "spelling")]
    checking.drop_word(desk, "gawai")
    assert said(desk, story) == []


def test_without_a_dictionary_everything_else_works(make_desk):
    desk = make_desk(folder="tanpa")
    object.__setattr__(desk, "language", Shelf(LISTS, system=False))
    story = begin(desk, "Resiko bagi masyarkat.")
    found = checking.check_article(desk, story)
    assert [flag.rule for flag in found.flags] == ["kata-baku"]
    assert "hunspell-id" in found.notice
    assert checking.suggestions(desk, "masyarkat", "id") == ()


def test_a_folder_of_ones_own(desk, tmp_path):
    with pytest.raises(Refusal, match="tidak ada kamus"):
        checking.choose_dictionaries(desk, tmp_path)


def test_a_storys_language_counts(desk):
    story = begin(desk, "The governor opened the markett.", language="en")
    assert said(desk, story) == [("b1", "markett", "spelling")]


def test_searches_are_kept_by_name(desk):
    searching.keep(desk, "  Banjir   draf ", Query(text="banjir"))
    searching.keep(desk, "Arsip", Query(section="budaya"))
    searching.keep(desk, "Banjir draf", Query(text="rob"))
    assert [(each.name, each.query.text) for each in searching.saved(desk)] == [
        ("Arsip", ""),
        ("Banjir draf", "rob"),
    ]
    searching.drop(desk, "Arsip")
    assert len(searching.saved(desk)) == 1
    with pytest.raises(Refusal):
        searching.keep(desk, " ", Query())


def test_the_search_follows_a_new_dictionary_and_learns_the_archive(desk):
    begin(desk, "Perlindungan anak.")
    assert checking.tend_search(desk) == 2
    assert checking.tend_search(desk) == 0
    assert checking.learn_archive(desk)
    assert not checking.learn_archive(desk)
