"""Words are replaced where they stand, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.document import BlockText
from desktop_app.markup.anchors import texts
from desktop_app.markup.replacing import replace_words
from desktop_app.markup.stored import read_body

BLOCKS = (
    BlockText("p", "Warga **senang sekali** dengan [taman baru](https://contoh.id/a)."),
    BlockText("l", "- satu buah\n- dua **buah**\n    - tiga buah"),
    BlockText("t", "| Kota | Air |\n| --- | --- |\n| Barat | 12 cm |\n|  | 30 cm |"),
    BlockText("q", "> [!kutipan] Sulastri, penggagas\n> Anak-anak menunggu."),
    BlockText("s", "## Dibuka sore"),
    BlockText("e", "> Satu kalimat.\n>\n> Dua kalimat."),
)
ARTICLE = Article(
    "a", "Judul pendek", "Judul utuh", "Teras berita.", BLOCKS, hero=PhotoUse("f", "Anak membaca.")
)


def where(place, words):
    text = texts(ARTICLE, read_body(BLOCKS))[place]
    return text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize(
    ("place", "old", "new", "stored"),
    [
        ("p", "sekali", "benar", "Warga **senang benar** dengan [taman baru](https://contoh.id/a)."),
        ("p", "taman", "kebun", "Warga **senang sekali** dengan [kebun baru](https://contoh.id/a)."),
        ("p", "Warga senang", "Orang", "Orang **sekali** dengan [taman baru](https://contoh.id/a)."),
        ("p", " sekali", "", "Warga **senang** dengan [taman baru](https://contoh.id/a)."),
        ("l", "dua", "2", "- satu buah\n- 2 **buah**\n    - tiga buah"),
        ("l", "tiga buah", "tiga biji", "- satu buah\n- dua **buah**\n    - tiga biji"),
        ("q", "Sulastri", "Sulasmi", "> [!kutipan] Sulasmi, penggagas\n> Anak-anak menunggu."),
        ("s", "sore", "pagi", "## Dibuka pagi"),
        ("e", "Dua", "Tiga", "> Satu kalimat.\n>\n> Tiga kalimat."),
    ],
)
def test_words_in_a_block(place, old, new, stored):
    changed = replace_words(ARTICLE, place, *where(place, old), new)
    assert {block.id: block.text for block in changed.body} == {
        **{block.id: block.text for block in BLOCKS},
        place: stored,
    }


def test_a_cell_of_a_table():
    changed = replace_words(ARTICLE, "t", *where("t", "30"), "45")
    assert "45 cm" in changed.body[2].text
    assert "12 cm" in changed.body[2].text


def test_fields_and_the_main_caption():
    assert replace_words(ARTICLE, "headline", 0, 5, "Kepala").headline == "Kepala utuh"
    assert replace_words(ARTICLE, "hero", 0, 4, "Bocah").hero.caption == "Bocah membaca."


@pytest.mark.parametrize(
    ("place", "start", "end"), [("l", 0, 14), ("tidak-ada", 0, 1), ("headline", 5, 99), ("p", 0, 999)]
)
def test_what_cannot_be_replaced_is_refused_and_changes_nothing(place, start, end):
    with pytest.raises(ValueError, match=r"."):
        replace_words(ARTICLE, place, start, end, "x")


@given(st.data())
def test_the_rest_of_the_text_stays_letter_for_letter(data):
    place = data.draw(st.sampled_from([block.id for block in BLOCKS]))
    text = texts(ARTICLE, read_body(BLOCKS))[place]
    start = data.draw(st.integers(0, len(text) - 1))
    line = text[start:].split("\n")[0].split(" ")[0] or text[start : start + 1]
    if line.isspace():
        return
    changed = replace_words(ARTICLE, place, start, start + len(line), "Xyz")
    assert texts(changed, read_body(changed.body))[place] == text[:start] + "Xyz" + text[start + len(line) :]
