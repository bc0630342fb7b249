"""Merging articles: nothing lost, doubled or invented, and no rule decides what a person should."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from trees import articles_with_two_edits, law

from desktop_app.domain.article import Article, PhotoUse, Stage
from desktop_app.domain.conflict import Weight
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import ArticleId
from desktop_app.markup.body_merge import merge_bodies, verified
from desktop_app.markup.merge import Clash, merge_articles, merge_members
from desktop_app.markup.sentences import sentences
from desktop_app.markup.settling import settle


def body(**texts):
    return tuple(BlockText(block_id, text) for block_id, text in texts.items())


A = "Gubernur meresmikan taman baru di Cilincing."
B = "Warga menyambut dengan gembira sejak pagi."
C = "Taman itu seluas dua hektare lebih sedikit."
D = "Pembangunannya memakan waktu delapan bulan penuh."
BASE = Article(
    ArticleId("1"),
    headline="Taman Baru Dibuka",
    lead="Teras lama.",
    authors=("Ani", "Budi"),
    tags=("taman", "warga"),
    body=body(a=A, b=B, c=C, d=D),
)
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def order(merged):
    return "".join(block.id for block in merged.body)


def text_of(merged, block_id):
    return next(block.text for block in merged.body if block.id == block_id)


def merge(mine, theirs, base=BASE):
    return merge_articles(base, mine, theirs)


def test_different_fields_join():
    merged = merge(replace(BASE, headline="Judul A"), replace(BASE, lead="Teras B"))
    assert merged.article == replace(BASE, headline="Judul A", lead="Teras B")
    assert merged.clashes == ()


def test_the_same_field_changed_differently_keeps_theirs_and_says_so():
    merged = merge(replace(BASE, headline="Mati 14"), replace(BASE, headline="Mati 17"))
    assert merged.article.headline == "Mati 17"
    assert merged.clashes == (Clash("headline", "Taman Baru Dibuka", "Mati 14", "Mati 17"),)


def test_the_same_change_is_no_clash_even_when_spelled_in_other_code_points():
    merged = merge(replace(BASE, headline="Cafe\u0301  ini"), replace(BASE, headline="Café ini"))
    assert merged.clashes == ()
    assert merged.article.headline == "Café ini"


def test_an_emptied_text_gives_way_to_an_edited_one():
    merged = merge(replace(BASE, headline="Baru"), replace(BASE, headline=""))
    assert merged.article.headline == "Baru"
    assert merged.clashes == (Clash("headline", "Taman Baru Dibuka", "Baru", ""),)


@pytest.mark.parametrize(
    ("name", "mine", "theirs", "shown"),
    [
        ("stage", Stage.PROOF, Stage.READY, ("draft", "proof", "ready")),
        ("slug", "satu", "dua", ("", "satu", "dua")),
        ("publish_at", NOON, None, ("2026-01-01T00:00:00Z", "2026-11-24T05:00:00Z", "")),
        (
            "embargo_until",
            NOON,
            datetime(2027, 1, 1, tzinfo=UTC),
            ("2026-01-01T00:00:00Z", "2026-11-24T05:00:00Z", "2027-01-01T00:00:00Z"),
        ),
    ],
)
def test_what_decides_publication_is_always_asked(name, mine, theirs, shown):
    new_year = datetime(2026, 1, 1, tzinfo=UTC)
    base = replace(BASE, publish_at=new_year, embargo_until=new_year)
    merged = merge(replace(base, **{name: mine}), replace(base, **{name: theirs}), base)
    assert getattr(merged.article, name) == theirs
    assert merged.clashes == (Clash(name, *shown),)
    alone = merge(replace(base, **{name: mine}), replace(base, lead="x"), base)
    assert getattr(alone.article, name) == mine
    assert alone.clashes == ()


def test_sets_merge_by_member():
    mine = replace(BASE, tags=("taman", "warga", "anak"), authors=("Ani",))
    theirs = replace(BASE, tags=("warga", "hijau"), authors=("Ani", "Budi", "Cici"))
    merged = merge(mine, theirs)
    assert merged.article.tags == ("warga", "hijau", "anak")
    assert merged.article.authors == ("Ani", "Cici")
    assert merged.clashes == ()


def test_a_new_author_stays_where_he_was_put():
    assert merge_members(("a", "b"), ("x", "a", "b"), ("a", "b", "c")) == ("x", "a", "b", "c")
    assert merge_members(("a", "b"), ("b", "a"), ("a", "b", "c")) == ("a", "b", "c")


def test_hero_parts_join_but_two_heroes_clash():
    base = replace(BASE, hero=PhotoUse("p1", caption="K"))
    mine = replace(base, hero=PhotoUse("p1", caption="K1"))
    theirs = replace(base, hero=PhotoUse("p1", caption="K", alt="alt"))
    assert merge(mine, theirs, base).article.hero == PhotoUse("p1", "K1", "alt")
    other = merge(mine, replace(base, hero=PhotoUse("p2")), base)
    assert other.article.hero == PhotoUse("p2")
    assert [clash.place for clash in other.clashes] == ["hero"]
    gone = merge(mine, replace(base, hero=None), base)
    assert gone.article.hero == mine.hero
    assert [clash.place for clash in gone.clashes] == ["hero"]


def test_an_edit_beats_the_deletion_of_an_article_both_ways():
    deleted, edited = replace(BASE, deleted=True), replace(BASE, lead="Baru.")
    for merged in (merge(deleted, edited), merge(edited, deleted)):
        assert merged.article == edited
    assert merge(deleted, replace(BASE, deleted=True, lead="x")).article.deleted


def test_unknown_fields_of_a_newer_desk_join_key_by_key():
    base = replace(BASE, extra={"a": 1, "b": 2, "c": 3})
    mine = replace(base, extra={"a": 9, "b": 2, "c": 3, "n": [1]})
    theirs = replace(base, extra={"a": 1, "b": 8, "d": 4})
    merged = merge(mine, theirs, base)
    assert merged.article.extra == {"a": 9, "b": 8, "d": 4, "n": [1]}
    clashing = merge(mine, replace(base, extra={"a": 7}), base)
    assert clashing.article.extra["a"] == 7
    assert clashing.clashes == (Clash("extra.a", "1", "9", "7"),)


def test_blocks_edited_apart_join():
    mine = replace(BASE, body=body(a="Pembuka baru yang ditulis ulang.", b=B, c=C, d=D))
    theirs = replace(BASE, body=body(a=A, b=B, c=C + " Luas sekali.", d=D))
    merged = merge(mine, theirs)
    assert merged.clashes == ()
    assert text_of(merged.article, "a") == "Pembuka baru yang ditulis ulang."
    assert text_of(merged.article, "c") == C + " Luas sekali."


def test_a_block_edited_on_both_sides_keeps_theirs_and_shows_all_three():
    mine = replace(BASE, body=body(a="Terdakwa bersalah.", b=B, c=C, d=D))
    theirs = replace(BASE, body=body(a="Terdakwa tidak terbukti bersalah.", b=B, c=C, d=D))
    merged = merge(mine, theirs)
    assert text_of(merged.article, "a") == "Terdakwa tidak terbukti bersalah."
    assert merged.clashes == (Clash("a", A, "Terdakwa bersalah.", "Terdakwa tidak terbukti bersalah."),)


def test_the_same_block_in_another_spelling_is_no_clash():
    mine = replace(BASE, body=body(a="__Baru__ sekali ini.", b=B, c=C, d=D))
    theirs = replace(BASE, body=body(a="**Baru** sekali ini.", b=B, c=C, d=D))
    merged = merge(mine, theirs)
    assert merged.clashes == ()
    assert merged.article.body == theirs.body


def test_insertions_at_one_place_both_stay_theirs_first():
    mine = replace(BASE, body=body(a=A, x="Dari saya satu.", y="Dari saya dua.", b=B, c=C, d=D))
    theirs = replace(BASE, body=body(a=A, t="Dari situs.", b=B, c=C, d=D))
    assert order(merge(mine, theirs).article) == "atxybcd"


def test_insertions_at_the_ends():
    mine = replace(BASE, body=body(x="Paling awal dari saya.", a=A, b=B, c=C, d=D, z="Paling akhir."))
    theirs = replace(BASE, body=body(t="Paling awal dari situs.", b=B, c=C, d=D))
    texts = [block.text for block in merge(mine, theirs).article.body]
    assert texts == ["Paling awal dari saya.", "Paling awal dari situs.", B, C, D, "Paling akhir."]


def test_the_same_paste_appears_once():
    pasted = "Keterangan pers yang sama persis dari dinas."
    mine = replace(BASE, body=body(a=A, x=pasted, b=B, c=C, d=D))
    theirs = replace(BASE, body=body(a=A, b=B, t=pasted, c=C, d=D))
    merged = merge(mine, theirs)
    assert order(merged.article) == "abtcd"
    assert merged.clashes == ()


def test_two_rules_at_different_places_are_two():
    mine = replace(BASE, body=body(a=A, x="---", b=B, c=C, d=D))
    theirs = replace(BASE, body=body(a=A, b=B, t="---", c=C, d=D))
    assert order(merge(mine, theirs).article) == "axbtcd"
    together = replace(BASE, body=body(a=A, t="---", b=B, c=C, d=D))
    assert order(merge(mine, together).article) == "atbcd"


def test_an_edit_beats_a_deletion_and_the_deleter_is_told():
    without, edited = body(a=A, c=C, d=D), body(a=A, b=B + " Sorenya hujan.", c=C, d=D)
    mine_deleted = merge(replace(BASE, body=without), replace(BASE, body=edited))
    theirs_deleted = merge(replace(BASE, body=edited), replace(BASE, body=without))
    assert mine_deleted.article.body == theirs_deleted.article.body == edited
    assert mine_deleted.clashes == (Clash("b", B, "", B + " Sorenya hujan."),)
    assert theirs_deleted.clashes == (Clash("b", B, B + " Sorenya hujan.", ""),)


def test_a_deletion_of_what_the_other_left_alone_stands():
    merged = merge(replace(BASE, body=body(a=A, c=C, d=D)), replace(BASE, body=body(a=A, b=B, c=C)))
    assert order(merged.article) == "ac"
    assert merged.clashes == ()


def test_a_moved_block_takes_the_other_sides_edit_along():
    mine = replace(BASE, body=body(d=D, a=A, b=B, c=C))
    theirs = replace(BASE, body=body(a=A, b=B, c=C, d=D + " Tepat waktu."))
    for merged in (merge(mine, theirs), merge(theirs, mine)):
        assert order(merged.article) == "dabc"
        assert text_of(merged.article, "d") == D + " Tepat waktu."
        assert merged.clashes == ()


def test_different_blocks_moved_on_both_sides():
    mine = replace(BASE, body=body(b=B, a=A, c=C, d=D))
    theirs = replace(BASE, body=body(a=A, b=B, d=D, c=C))
    assert order(merge(mine, theirs).article) == "badc"


def test_one_block_moved_to_two_places_stands_where_the_site_put_it_and_is_shown():
    mine = replace(BASE, body=body(d=D, a=A, b=B, c=C))
    theirs = replace(BASE, body=body(a=A, d=D, b=B, c=C))
    merged = merge(mine, theirs)
    assert merged.article.body == theirs.body
    assert [(clash.place, clash.weight) for clash in merged.clashes] == [("d", Weight.LOOK)]


def test_cut_and_paste_under_a_new_id_is_a_move():
    mine = replace(BASE, body=body(a=A, c=C, d=D, pasted=B))
    theirs = replace(BASE, body=body(a=A, b=B + " Sorenya hujan.", c=C, d=D))
    merged = merge(mine, theirs)
    assert order(merged.article) == "acdb"
    assert merged.clashes == ()
    assert text_of(merged.article, "b") == B + " Sorenya hujan."


def test_a_paragraph_split_by_one_and_edited_by_the_other_is_never_doubled():
    long = f"{A} {B}"
    base = replace(BASE, body=body(p=long, d=D))
    mine = replace(base, body=body(p=A, q=B, d=D))
    theirs = replace(base, body=body(p=long + " Tambahan dari situs ini.", d=D))
    for merged in (merge(mine, theirs, base), merge(theirs, mine, base)):
        counted = sentences(block.text for block in merged.article.body)
        assert max(counted.values()) == 1
        assert len(counted) == 4
        assert merged.clashes == ()


def test_a_paragraph_both_rewrote_under_other_names_is_one_question():
    mine = replace(BASE, body=body(a=A, x="Sama sekali lain kata saya di sini.", c=C, d=D))
    theirs = replace(BASE, body=body(a=A, y="Redaktur menulis hal berbeda.", c=C, d=D))
    merged = merge(mine, theirs)
    assert [block.text for block in merged.article.body] == [A, "Redaktur menulis hal berbeda.", C, D]
    (clash,) = merged.clashes
    assert (clash.base, clash.mine, clash.theirs) == (B, mine.body[1].text, theirs.body[1].text)
    assert settle(merged.article, clash.place, clash.mine).body[1].text == mine.body[1].text


def test_rewritten_into_two_paragraphs_on_one_side_and_one_on_the_other_is_one_question():
    mine = replace(BASE, body=body(a=A, x="Lain sekali kata saya.", z="Lanjutan kata saya lagi.", c=C, d=D))
    theirs = replace(BASE, body=body(a=A, y="Redaktur menulis hal berbeda.", c=C, d=D))
    for one, two in ((mine, theirs), (theirs, mine)):
        merged = merge(one, two)
        assert [block.text for block in merged.article.body] == [block.text for block in two.body]
        (clash,) = merged.clashes
        settled = settle(merged.article, clash.place, clash.mine)
        assert [block.text for block in settled.body] == [block.text for block in one.body]


def test_two_sentences_of_one_paragraph_go_together_and_are_shown():
    base = replace(BASE, body=body(p=f"{A} {B} {C}", d=D))
    mine = replace(base, body=body(p=f"{A} {B} Luasnya cukup untuk bermain bola.", d=D))
    theirs = replace(base, body=body(p=f"Taman baru di Cilincing dibuka hari ini. {B} {C}", d=D))
    merged = merge(mine, theirs, base)
    together = f"Taman baru di Cilincing dibuka hari ini. {B} Luasnya cukup untuk bermain bola."
    assert text_of(merged.article, "p") == together
    (clash,) = merged.clashes
    assert (clash.weight, clash.merged) == (Weight.LOOK, together)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Korban tewas 14 orang.", "Luka berat 7 orang."),
        ("Terdakwa tidak hadir di sidang.", "Saksi bukan pegawai dinas itu."),
        ("Gubernur Pramono hadir sejak pagi.", "Wali Kota Munjirin datang kemudian."),
    ],
)
def test_what_changes_the_claim_is_asked_even_in_different_sentences(one, two):
    base = replace(BASE, body=body(p=f"{A} {B} {C}", d=D))
    mine = replace(base, body=body(p=f"{one} {B} {C}", d=D))
    theirs = replace(base, body=body(p=f"{A} {B} {two}", d=D))
    merged = merge(mine, theirs, base)
    assert merged.article.body == theirs.body
    assert [clash.weight for clash in merged.clashes] == [Weight.CHOOSE]


def test_the_verifier_sees_each_kind_of_harm():
    base, mine, theirs = body(a=A, b=B), body(a=A, b=B, c=C), body(a=A, b=B, d=D)
    assert verified(base, mine, theirs, body(a=A, b=B, d=D, c=C), ())
    assert not verified(base, mine, theirs, body(a=A, b=B, d=D), ())
    assert verified(base, mine, theirs, body(a=A, b=B, d=D), (Clash("c", "", C, ""),))
    assert not verified(base, mine, theirs, body(a=A, d=D, c=C), ())
    assert not verified(base, mine, theirs, body(a=A, b=B, d=D, c=C, e=C), ())
    assert not verified(base, mine, theirs, body(a=A, b=B, d=D, c=C, e="Karangan mesin penggabung."), ())


def test_doubled_ids_do_not_swallow_a_block():
    twice = (BlockText("a", A), BlockText("a", B))
    merged = merge_bodies(twice, (*twice, BlockText("c", C)), (BlockText("n", D), *twice))
    assert [block.text for block in merged.body] == [D, A, B, C]


@pytest.mark.parametrize("place", ["headline", "stage", "slug", "publish_at", "hero", "extra.k", "a"])
def test_a_settled_clash_puts_my_version_back(place):
    base = replace(BASE, extra={"k": 0})
    mine = replace(
        base,
        headline="Saya",
        stage=Stage.PROOF,
        slug="saya",
        publish_at=NOON,
        hero=PhotoUse("p1", alt="Alt"),
        extra={"k": {"x": 1}},
        body=body(a="Versi saya.", d=D, b=B, c=C),
    )
    theirs = replace(
        base,
        headline="Mereka",
        stage=Stage.READY,
        slug="mereka",
        publish_at=datetime(2027, 1, 1, tzinfo=UTC),
        hero=PhotoUse("p2"),
        extra={"k": 2},
        body=body(a="Versi mereka.", b=B, c=C, d=D),
    )
    merged = merge(mine, theirs, base)
    clash = next(clash for clash in merged.clashes if clash.place == place)
    assert settle(merged.article, place, clash.theirs) == merged.article
    settled = settle(merged.article, place, clash.mine)
    if place == "a":
        assert text_of(settled, "a") == "Versi saya."
    elif place == "extra.k":
        assert settled.extra == {"k": {"x": 1}}
    else:
        assert getattr(settled, place) == getattr(mine, place)


def test_settling_the_whole_body_keeps_the_names_of_what_it_knows():
    settled = settle(BASE, "body", f"{D}\n\n{A}\n\nSama sekali baru.")
    assert [block.text for block in settled.body] == [D, A, "Sama sekali baru."]
    assert order(settled).startswith("da")


def test_settling_a_place_of_several_blocks_replaces_all_of_them():
    assert order(settle(BASE, "b+c", "Satu saja.")) == "abd"
    three = settle(BASE, "b+c", "Satu.\n\nDua.\n\nTiga.")
    assert [block.text for block in three.body] == [A, "Satu.", "Dua.", "Tiga.", D]
    assert [block.id for block in three.body[1:3]] == ["b", "c"]


def test_settling_takes_a_block_away_or_makes_two_of_it():
    assert order(settle(BASE, "b", "")) == "acd"
    split = settle(BASE, "b", "Satu.\n\nDua.")
    assert [block.text for block in split.body] == [A, "Satu.", "Dua.", C, D]
    assert split.body[1].id == "b"


@law
@given(articles_with_two_edits())
def test_merging_with_oneself_changes_nothing(trio):
    base, mine, _ = trio
    for merged in (merge(mine, mine, base), merge(mine, base, base), merge(base, mine, base)):
        assert merged.article == mine
        assert merged.clashes == ()


@law
@given(articles_with_two_edits())
def test_no_sentence_is_lost_doubled_or_invented(trio):
    base, mine, theirs = trio
    merged = merge(mine, theirs, base)
    assert verified(base.body, mine.body, theirs.body, merged.article.body, merged.clashes)
    assert len({block.id for block in merged.article.body}) == len(merged.article.body)
    shown = "\n".join([*(block.text for block in merged.article.body), *map(str, merged.clashes)])
    for side, other in ((mine, theirs), (theirs, mine)):
        new = {block.text for block in side.body} - {block.text for block in base.body}
        assert all(text in shown for text in new)
        for name in ("headline", "lead"):
            value = getattr(side, name)
            if value != getattr(base, name) and value not in ("", getattr(other, name)):
                assert value == getattr(merged.article, name) or value in str(merged.clashes)


@law
@given(articles_with_two_edits())
def test_both_desks_come_to_the_same_blocks(trio):
    """Whoever merges, the same texts live on, apart from places that are reported."""
    base, mine, theirs = trio
    one, two = merge(mine, theirs, base), merge(theirs, mine, base)
    places = [{name for clash in merged.clashes for name in clash.place.split("+")} for merged in (one, two)]
    if "body" not in places[0] | places[1]:
        assert places[0] == places[1]
    if not places[0] | places[1]:
        assert sorted(block.text for block in one.article.body) == sorted(
            block.text for block in two.article.body
        )
        assert set(one.article.tags) == set(two.article.tags)


@law
@given(articles_with_two_edits(disjoint=True))
def test_edits_at_different_places_merge_the_same_from_either_side_without_a_question(trio):
    base, mine, theirs = trio
    one, two = merge(mine, theirs, base), merge(theirs, mine, base)
    assert one.clashes == two.clashes == ()
    assert one.article == two.article


@law
@given(articles_with_two_edits())
def test_merging_the_outcome_again_changes_nothing(trio):
    base, mine, theirs = trio
    merged = merge(mine, theirs, base)
    again = merge(mine, merged.article, base)
    if not merged.clashes:
        assert again.article == merged.article
