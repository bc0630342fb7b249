"""What foreign Markdown becomes, which addresses are allowed, and the small measures."""

import itertools

import pytest
from hypothesis import given
from trees import hostile_text, law

from desktop_app.domain.article import PhotoUse
from desktop_app.domain.document import Block, BlockText, Figure, Paragraph, RelatedArticle, Run
from desktop_app.markup.difference import Op, words
from desktop_app.markup.embeds import normal_embed, provider_of
from desktop_app.markup.links import normal_link
from desktop_app.markup.measure import Measure, measure, measure_text
from desktop_app.markup.normal import normalize
from desktop_app.markup.plain_text import plain_text
from desktop_app.markup.reading import parse
from desktop_app.markup.stored import body_from_markdown, markdown_of, read_body, split
from desktop_app.markup.uses import figures, related_ids


def canonical(text):
    return markdown_of(body_from_markdown(text))


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("# Judul", "## Judul"),
        ("#### Dalam", "### Dalam"),
        ("Judul\n=====", "## Judul"),
        ("* a\n* b", "- a\n- b"),
        ("- a\n\n- b\n\n    - c", "- a\n- b\n    - c"),
        ("- a\n  - b\n    - c", "- a\n    - b\n    - c"),
        ("3) a\n4) b", "1. a\n2. b"),
        ("- a\n1. b", "- a\n\n1. b"),
        ("teks\n- a", "teks\n\n- a"),
        ("Pada tahun\n2018. Lalu", "Pada tahun 2018. Lalu"),
        ("a  \nb", "a\\\nb"),
        ("a\nb", "a b"),
        ("* * *", "---"),
        ("__tebal__ *miring*", "**tebal** _miring_"),
        ("nama_berkas_foto", "nama_berkas_foto"),
        ("5 * 3 * 2", "5 \\* 3 \\* 2"),
        ("> a\n> b\n>\n> c", "> a b\n>\n> c"),
        ("[a](/lokal)", "\\[a\\](/lokal)"),
        ("[a](http://b.c/x_(y))", "[a](http://b.c/x_%28y%29)"),
        ('![k](foto:7 "photo Ani - Berita")', "![k](foto:7)"),
        ("![k](foto:7)\nteks", "![k](foto:7)\n\nteks"),
        ("http://youtu.be/abcdefghijk", "https://youtu.be/abcdefghijk"),
        ("<b>x</b>", "\\<b>x\\</b>"),
        ("-", "\\-"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("", ""),
    ],
)
def test_foreign_markdown_is_brought_to_our_form(foreign, ours):
    assert canonical(foreign) == ours


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("HTTPS://Contoh.ID/A", "https://contoh.id/A"),
        ("http://a.b:8080/?q=x y", "http://a.b:8080/?q=x%20y"),
        ("https://münchen.de/", "https://xn--mnchen-3ya.de/"),
        ("mailto:redaksi@contoh.id", "mailto:redaksi@contoh.id"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("java\u200bscript:alert(1)", None),
        ("https://bank.id@jahat.id/", None),
        ("https://", None),
        ("http://a.b:99999/", None),
        ("http://1.2.3.400/", None),
        ("https://a.b/" + "x" * 3000, None),
        ("//a.b", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_and_mail_addresses_make_links(address, kept):
    assert normal_link(address) == kept
    assert kept is None or normal_link(kept) == kept


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=3s", "youtube"),
        ("https://www.instagram.com/reel/Cabc_-12/", "instagram"),
        ("https://twitter.com/a_b/status/12345", "x"),
        ("https://vt.tiktok.com/ZSabcdef/", "tiktok"),
        ("https://fb.watch/abcdefg/", "facebook"),
        ("https://maps.app.goo.gl/abcdefg", "google-maps"),
    ],
)
def test_embeds_come_from_known_providers(url, key):
    provider = provider_of(url)
    assert provider is not None
    assert provider.key == key
    assert normal_embed(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://youtube.com.jahat.id/watch?v=abcdefghijk",
        "https://jahat.id/https://youtu.be/abcdefghijk",
        "javascript://youtu.be/abcdefghijk",
        "https://youtu.be/abcdefghijk\n<script>",
        "https://youtu.be/",
        "",
    ],
)
def test_nobody_else_is_embedded(url):
    assert normal_embed(url) is None


def test_words_survive_a_frame_that_does_not():
    document = normalize(
        (
            Block("a", RelatedArticle("bukan id", "Judul lain")),
            Block("b", Figure("", (Run("Keterangan"),))),
        )
    )
    assert document == (
        Block("a", Paragraph((Run("Judul lain"),))),
        Block("b", Paragraph((Run("Keterangan"),))),
    )


def test_a_stored_block_that_holds_two_keeps_both():
    document = read_body((BlockText("x", "satu\n\ndua"), BlockText("y", "tiga")))
    assert [block.id for block in document] == ["x", "x-2", "y"]


def test_what_a_story_points_at_and_how_long_it_is():
    text = "Kata-kata Rp1.000 dua.\n\n![Kapsi **foto**](foto:7)\n\nBaca juga: [J](artikel:9)\n\n> [!kutipan] Ani\n> Ya."
    document = read_body(body_from_markdown(text))
    assert figures(document) == (PhotoUse("7", caption="Kapsi foto"),)
    assert related_ids(document) == ("9",)
    assert plain_text(document) == "Kata-kata Rp1.000 dua.\n\nKapsi foto\n\nYa.\nAni"
    assert measure(document).words == 7
    assert measure(()) == Measure(0, 0, 0)
    assert measure_text("kata " * 211).minutes == 2


def test_splitting_needs_no_reading():
    assert split("\n\na\nb\n \n\nc\n") == ("a\nb", "c")
    assert parse("a")[0] == Paragraph((Run("a"),))


def test_a_changed_word_is_one_change():
    assert words("terdakwa tidak bersalah", "terdakwa tidak terbukti bersalah") == (
        (Op.KEEP, "terdakwa tidak "),
        (Op.INSERT, "terbukti "),
        (Op.KEEP, "bersalah"),
    )
    assert words("12 orang", "14 orang") == ((Op.DELETE, "12"), (Op.INSERT, "14"), (Op.KEEP, " orang"))
    assert words("sama", "sama") == ((Op.KEEP, "sama"),)
    assert words("", "") == ()


@law
@given(hostile_text, hostile_text, hostile_text)
def test_the_pieces_add_up_to_both_texts(one, two, common):
    old, new = one + common + two, two + common + one
    pieces = words(old, new)
    assert "".join(text for op, text in pieces if op is not Op.INSERT) == old
    assert "".join(text for op, text in pieces if op is not Op.DELETE) == new
    assert all(first[0] is not second[0] for first, second in itertools.pairwise(pieces))
