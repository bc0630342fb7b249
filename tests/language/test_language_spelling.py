"""Spelling: what passes, what is flagged, and who has a say in it."""

import pytest

from desktop_app.domain.flag import Context, Passage
from desktop_app.language.checking import Checker
from desktop_app.language.spelling import Lexicon, Speller, one_edit_from
from desktop_app.language.style import Style


@pytest.fixture
def speller(shelf):
    """One of the test's own: it may be told words."""
    return Speller(shelf.dictionary("id"), house={"posko"}, names={"Pemprov"})


@pytest.mark.parametrize(
    "text",
    [
        "perlindungan ditindaklanjuti penyusunan keikutsertaannya halamannya unggahan keberagaman direlokasi",
        "Pemprov DKI dan BMKG bekerja bersama TNI-Polri.",
        "Dwikorita Karnawati dan Shin Tae-yong hadir di Kebon Pala.",
        "kehitam-hitaman tolong-menolong buku-bukuan pascagempa nonaktif antarwarga",
        "pukul 10.30 WIB di Blok M2 pada tahun 1990-an",
        "se-Jawa dan non-Indonesia",
        "Kata dia, petugas menyemprotkan cairan pembersih.",
    ],
)
def test_good_words_pass(flags, text):
    assert [flag.text for flag in flags(text)] == []


@pytest.mark.parametrize(
    "word",
    ["Gubernnur", "pemeritah", "masyarkat", "penyusnan", "ditindaklajuti", "Penandatanganganan", "mentri"],
)
def test_slips_are_flagged(flags, word):
    assert word in [flag.text for flag in flags(f"Menurut {word} itu, warga siap.")]


def test_a_word_beside_names_is_a_name_but_an_office_is_not(flags):
    assert flags("Warga Penajam Pasir Utara siap.") == ()
    assert [flag.text for flag in flags("Menurut Gubernnur Anies, warga siap.")] == ["Gubernnur"]


def test_foreign_words_may_stand_in_italics(flags):
    assert [flag.text for flag in flags("Ia memesan breakfast itu.")] == ["breakfast"]
    assert flags("Ia memesan breakfast itu.", italic=((11, 20),)) == ()


def test_the_newsroom_has_the_last_word(speller):
    checker = Checker(speller, Style())
    passage = Passage("Warga tehyan memakai gawai.")
    assert [flag.text for flag in checker.check(passage, Context())] == ["tehyan"]
    checker.take(Lexicon(added={"tehyan"}, banned={"gawai": "ponsel"}))
    (flag,) = checker.check(passage, Context())
    assert (flag.text, flag.fixes, flag.sure) == ("gawai", ("ponsel",), True)
    assert "ponsel" in flag.message
    checker.take(Lexicon())
    assert [flag.text for flag in checker.check(passage, Context())] == ["tehyan"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("pemeritah", "pemerintah"), ("Gubernnur", "Gubernur"), ("sebgai", "sebagai"), ("korabn", "korban")],
)
def test_what_was_meant_is_suggested(speller, word, meant):
    assert meant in speller.suggest(word)


def test_a_suggestion_is_never_the_word_itself(speller):
    assert "pemeritah" not in speller.suggest("pemeritah")
    assert len(speller.suggest("xqzptl")) <= 6


def test_english_stories_have_english_spelling(shelf):
    found = shelf.check(Passage("The governor visited the flooded neighbourhod's market."), Context("en"))
    assert [flag.text for flag in found] == ["neighbourhod's"]


@pytest.mark.parametrize(
    "text", ["", "   ", "日本語 العربية ไทย", "\ud800", "a" * 5000, "-’-’ '' \"", "😀 naïve café"]
)
def test_nothing_anybody_writes_raises(flags, text):
    flags(text)


def test_one_edit():
    assert {"abd", "ab", "bac", "abcd", "xabc"} <= set(one_edit_from("abc"))
