"""Versions: every save point with its reason, what changed between any two, and restore that overwrites nothing."""

from dataclasses import replace

import pytest

from desktop_app.desk import finding, importing, pasting, picturing, versions, writing
from desktop_app.desk.filling import FILLED
from desktop_app.domain.article import Article, Stage
from desktop_app.domain.credit import Credit
from desktop_app.domain.document import BlockText
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId, BlockId
from desktop_app.domain.plain import to_plain
from desktop_app.markup.comparison import State
from desktop_app.markup.difference import Op
from desktop_app.storage import records

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f8cf500f00038601805a347d6b0000000049454e44ae426082"
)


def body(*texts):
    return tuple(BlockText(BlockId(text.split()[0].strip("#*.,").lower()), text) for text in texts)


def save(desk, story, clock, *texts, **fields):
    clock.on(minutes=5)
    head = finding.open_article(desk, story).revision
    return writing.save_draft(
        desk, story, fields=fields, body=body(*texts) if texts else None, base=head
    ).revision


@pytest.fixture
def story(desk):
    story, _ = writing.begin(
        desk, headline="Judul lama", body=body("satu kalimat pertama.", "dua kalimat.", "tiga.")
    )
    return story


def test_a_timeline_names_author_reason_and_parts(desk, clock, story):
    save(desk, story, clock, "satu kalimat kedua.", "dua kalimat.", "tiga.", headline="Judul baru")
    writing.move_to_stage(desk, story, Stage.PHOTO)
    told = versions.timeline(desk, story)
    assert [(each.info.reason, each.parts) for each in told] == [
        ("stage", ("stage",)),
        ("autosave", ("headline", "body")),
        ("begin", ()),
    ]
    assert {each.info.by for each in told} == {desk.person.name}
    assert [each.parent for each in told] == [told[1].info.rev, told[2].info.rev, ""]


def test_differences_are_told_word_by_word_and_block_by_block(desk, clock, story):
    first = finding.open_article(desk, story).revision
    second = save(desk, story, clock, "tiga.", "satu kalimat kedua.", "empat baru.", headline="Judul baru")
    found = versions.compare_versions(desk, story, first, second)
    (headline,) = found.fields
    assert headline.place == "headline"
    assert headline.pieces == ((Op.KEEP, "Judul "), (Op.DELETE, "lama"), (Op.INSERT, "baru"))
    states = {block.block_id: block.state for block in found.blocks}
    assert states["dua"] is State.GONE
    assert states["empat"] is State.NEW
    assert states["satu"] is State.CHANGED
    assert states["tiga"] in (State.MOVED, State.SAME)
    changed = next(block for block in found.blocks if block.block_id == "satu")
    assert (Op.DELETE, "pertama") in changed.pieces
    assert (Op.INSERT, "kedua") in changed.pieces
    assert (found.added, found.removed) == (4, 4)
    back = versions.compare_versions(desk, story, second, first)
    assert (back.added, back.removed) == (found.removed, found.added)
    assert versions.compare_versions(desk, story, second, second).empty


def test_only_marks_changed_is_still_a_change(desk, clock, story):
    first = finding.open_article(desk, story).revision
    second = save(desk, story, clock, "satu **kalimat** pertama.", "dua kalimat.", "tiga.")
    (changed,) = [
        b for b in versions.compare_versions(desk, story, first, second).blocks if b.state is not State.SAME
    ]
    assert "**" in "".join(text for op, text in changed.pieces if op is Op.INSERT)


def test_the_first_version_is_compared_with_a_blank_sheet(desk, story):
    found = versions.compare_versions(desk, story, "", finding.open_article(desk, story).revision)
    assert {block.state for block in found.blocks} == {State.NEW}


def test_photo_and_credit_are_told_as_they_were_then(desk, clock, story):
    pasted = pasting.paste(desk, picture=PIXEL)
    photo_id = pasted.document[0].content.photo_id
    picturing.credit(desk, photo_id, credit=Credit(creators=("Rina Kartika",)), caption="Takarir", alt="Alt")
    clock.on(minutes=5)
    article_id, _ = story, picturing.use_as_hero(desk, story, photo_id)
    with_rina = finding.open_article(desk, article_id).revision
    clock.on(minutes=5)
    picturing.credit(desk, photo_id, credit=Credit(creators=("Budi",)), caption="Takarir", alt="Alt")
    with_budi = save(desk, story, clock, headline="Judul lain")
    places = {
        change.place: change.pieces
        for change in versions.compare_versions(desk, story, with_rina, with_budi).fields
    }
    text = "".join(piece for op, piece in places[f"credit:{photo_id}"] if op is not Op.INSERT)
    assert "Rina Kartika" in text
    assert "Budi" in "".join(piece for op, piece in places[f"credit:{photo_id}"] if op is not Op.DELETE)
    before = finding.history(desk, story)[-1].rev
    hero = versions.compare_versions(desk, story, before, with_rina)
    assert "hero" in {change.place for change in hero.fields}


def test_restore_makes_a_new_version_and_overwrites_none(desk, clock, story):
    first = finding.open_article(desk, story).revision
    save(desk, story, clock, "satu lain.", headline="Judul baru")
    with desk.store.reading() as tx:
        before = {
            info.rev: records.revision(tx, info.rev).doc for info in records.history(tx, "article", story)
        }
    writing.restore(desk, story, first)
    with desk.store.reading() as tx:
        after = {
            info.rev: records.revision(tx, info.rev).doc for info in records.history(tx, "article", story)
        }
    assert {rev: after[rev] for rev in before} == before
    assert len(after) == len(before) + 1
    now = finding.open_article(desk, story).article
    assert now == replace(finding.version(desk, first), stage=now.stage, slug=now.slug)


def test_a_version_of_another_story_is_refused(desk, story):
    other = importing.take_in_text(desk, "lain.md", "Isi.").id
    with pytest.raises(Refusal):
        versions.compare_versions(desk, story, "", finding.open_article(desk, other).revision)


def test_after_a_crash_the_stories_of_that_session_are_listed(desk, clock, story):
    before = finding.open_article(desk, story).revision
    clock.on(hours=1)
    assert versions.begin_session(desk) == ()
    now = save(desk, story, clock, "satu kalimat yang baru.", headline="Judul baru")
    fresh, _ = writing.begin(desk, headline="Dimulai hari itu")
    sample = to_plain(Article(ArticleId("contoh"), headline="Contoh"))
    with desk.store.writing() as tx:
        records.save(tx, "article", "contoh", sample, by="x", at=desk.clock(), reason=FILLED)
    clock.on(hours=1)
    told = {each.article_id: each for each in versions.begin_session(desk)}
    assert (told[story].before, told[story].now, told[story].title) == (before, now, "Judul baru")
    assert told[fresh].before == ""
    assert "contoh" not in told, "nobody wrote what a first start filled in"
    assert not versions.compare_versions(desk, story, told[story].before, told[story].now).empty


def test_after_a_session_that_ended_well_nothing_is_listed(desk, clock, story):
    versions.begin_session(desk)
    save(desk, story, clock, headline="Judul baru")
    versions.end_session(desk)
    assert versions.begin_session(desk) == ()
