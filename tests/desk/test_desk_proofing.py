"""Marks are records of their own; an accepted suggestion is an ordinary edit and the settlement in one."""

import pytest

from desktop_app.desk import auditing, finding, proofing, writing
from desktop_app.domain.audit import Act
from desktop_app.domain.errors import Refusal
from desktop_app.domain.newsroom import Role
from desktop_app.domain.proof import ACCEPTED, REJECTED, MarkKind
from desktop_app.markup.anchors import Standing
from desktop_app.markup.stored import body_from_markdown, markdown_of
from desktop_app.storage import records


@pytest.fixture
def story(desk):
    body = body_from_markdown("Warga **sangat** senang.\n\nAir surut, air jernih.")
    article_id, _ = writing.begin(desk, headline="Taman di buka", lead="Teras.", body=body)
    return article_id


def block(desk, article_id, number):
    return finding.open_article(desk, article_id).article.body[number].id


def text(desk, article_id):
    return markdown_of(finding.open_article(desk, article_id).article.body)


def test_a_mark_finds_the_words_that_were_meant(desk, story):
    second = block(desk, story, 1)
    proofing.mark(desk, story, block_id=second, quote="air", start=11)
    (found,) = proofing.marks(desk, story)
    assert (found.anchor.standing, found.anchor.start) == (Standing.EXACT, 11)
    assert found.mark.before == "Air surut, "


def test_words_that_do_not_stand_there_are_not_marked(desk, story):
    with pytest.raises(Refusal, match="tidak ada"):
        proofing.mark(desk, story, block_id="headline", quote="dibuka")
    assert proofing.marks(desk, story) == ()


def test_accepting_changes_text_and_settles_in_one_revision(desk, story):
    first = block(desk, story, 0)
    made, _ = proofing.mark(
        desk, story, block_id=first, quote="sangat", suggestion="amat", kind=MarkKind.STYLE
    )
    before = len(finding.history(desk, story))
    changes = proofing.accept(desk, made)
    assert "Warga **amat** senang." in text(desk, story)
    assert (changes.articles, changes.marks) == ({story}, {made})
    newest = finding.history(desk, story)[0]
    assert (len(finding.history(desk, story)) - before, newest.by, newest.reason) == (
        1,
        desk.person.name,
        "accept",
    )
    (found,) = proofing.marks(desk, story)
    assert (found.mark.open, found.mark.outcome) == (False, ACCEPTED)
    assert auditing.entries(desk, object_id=made)[0].act == Act.ACCEPT
    with pytest.raises(Refusal, match="sudah selesai"):
        proofing.accept(desk, made)


def test_accepting_all_leaves_what_cannot_be_and_says_so(desk, story):
    first, second = block(desk, story, 0), block(desk, story, 1)
    good, _ = proofing.mark(desk, story, block_id="headline", quote="di buka", suggestion="dibuka")
    more, _ = proofing.mark(desk, story, block_id=second, quote="jernih", suggestion="bening")
    gone, _ = proofing.mark(desk, story, block_id=first, quote="senang", suggestion="girang")
    note_only, _ = proofing.mark(desk, story, block_id=second, quote="surut", note="Sumbernya siapa?")
    opened = finding.open_article(desk, story)
    body = (body_from_markdown("Lain sekali.")[0], opened.article.body[1])
    writing.save_draft(desk, story, fields={}, body=body, base=opened.revision)
    changes, left = proofing.accept_all(desk, story)
    assert changes.marks == {good, more}
    assert len(left) == 1
    assert "senang" in left[0]
    assert finding.open_article(desk, story).article.headline == "Taman dibuka"
    assert "air bening" in text(desk, story)
    assert {one.mark.id for one in proofing.marks(desk, story) if one.mark.open} == {gone, note_only}


def test_rejecting_reopening_and_talking(desk, story):
    made, _ = proofing.mark(desk, story, block_id="lead", quote="Teras", suggestion="Pembuka")
    proofing.reply(desk, made, "Yakin?")
    proofing.reject(desk, made)
    (found,) = proofing.marks(desk, story)
    assert (found.mark.outcome, found.mark.resolved_by) == (REJECTED, desk.person.name)
    assert [reply.text for reply in found.mark.replies] == ["Yakin?"]
    proofing.reopen(desk, made)
    assert proofing.marks(desk, story)[0].mark.open
    assert finding.open_article(desk, story).article.lead == "Teras."


def test_a_proofreader_suggests_and_does_not_write(make_desk):
    desk = make_desk()
    article_id, _ = writing.begin(desk, headline="Taman di buka")
    desk.store.close()
    proof = make_desk("Sari", Role.PROOFREADER)
    opened = finding.open_article(proof, article_id)
    with pytest.raises(Refusal, match="usulkan"):
        writing.save_draft(proof, article_id, fields={"headline": "X"}, body=None, base=opened.revision)
    made, _ = proofing.mark(proof, article_id, block_id="headline", quote="di buka", suggestion="dibuka")
    with pytest.raises(Refusal, match="hanya dapat mengusulkan"):
        proofing.accept(proof, made)
    assert finding.open_article(proof, article_id).article.headline == "Taman di buka"
    assert proofing.marks(proof, article_id)[0].mark.open


def test_a_failed_write_leaves_text_and_mark_as_they_were(desk, story, monkeypatch):
    made, _ = proofing.mark(desk, story, block_id="headline", quote="di buka", suggestion="dibuka")
    saved = records.save

    def fails_on_the_mark(tx, kind, *given, **named):
        if kind == "mark":
            raise RuntimeError("disk")
        return saved(tx, kind, *given, **named)

    monkeypatch.setattr(records, "save", fails_on_the_mark)
    with pytest.raises(RuntimeError, match="disk"):
        proofing.accept(desk, made)
    monkeypatch.undo()
    assert finding.open_article(desk, story).article.headline == "Taman di buka"
    assert proofing.marks(desk, story)[0].mark.open
