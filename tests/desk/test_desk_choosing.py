"""Settling a clash: one text stands, the other stays in the history, the story may go on."""

from dataclasses import replace

import pytest

from desktop_app.desk import choosing, finding, syncing, writing
from desktop_app.desk.bundle import Desk
from desktop_app.desk.choosing import Choice
from desktop_app.domain.conflict import Conflict, Weight
from desktop_app.domain.document import BlockText
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.plain import to_plain
from desktop_app.markup.stored import markdown_of
from desktop_app.storage import records, settings

MINE, THEIRS = "Empat belas orang hadir.", "Tujuh belas orang hadir."


@pytest.fixture
def clash(desk: Desk) -> Conflict:
    body = (BlockText("a1", "Dua belas orang hadir."), BlockText("a2", "Acara berlanjut."))
    article_id, _ = writing.begin(desk, body=body)
    seen = finding.open_article(desk, article_id)
    theirs = replace(seen.article, body=(replace(body[0], text=THEIRS), body[1]))
    with desk.store.writing() as tx:
        records.save(tx, "article", article_id, to_plain(theirs), by="Budi", at=desk.clock(), reason="remote")
    mine = (replace(body[0], text=MINE), body[1])
    writing.save_draft(desk, article_id, fields={}, body=mine, base=seen.revision)
    (found,) = syncing.conflicts(desk)
    return found


def text_of(desk: Desk, article_id: str) -> str:
    return markdown_of(finding.open_article(desk, ArticleId(article_id)).article.body)


@pytest.mark.parametrize(
    ("choice", "text", "stands"),
    [
        (Choice.MINE, "", f"{MINE}\n\nAcara berlanjut."),
        (Choice.THEIRS, "", f"{THEIRS}\n\nAcara berlanjut."),
        (Choice.BOTH, "", f"{THEIRS}\n\n{MINE}\n\nAcara berlanjut."),
        (None, "Lima belas orang.", "Lima belas orang.\n\nAcara berlanjut."),
    ],
)
def test_the_chosen_text_stands(
    desk: Desk, clash: Conflict, choice: Choice | None, text: str, stands: str
) -> None:
    choosing.settle(desk, clash.id, choice, text)
    assert text_of(desk, clash.article_id) == stands
    assert syncing.conflicts(desk) == ()
    checks = finding.open_article(desk, clash.article_id).checks
    assert next(check for check in checks if check.rule == "conflicts").ok


def test_the_text_not_chosen_stays_in_the_record(desk: Desk, clash: Conflict) -> None:
    choosing.settle(desk, clash.id, Choice.THEIRS)
    with desk.store.reading() as tx:
        doc = records.get(tx, "conflict", clash.id)
    assert doc is not None
    assert (doc["mine"], doc["theirs"], doc["choice"]) == (MINE, THEIRS, "theirs")


@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS, Choice.BOTH])
def test_a_choice_can_be_taken_back(desk: Desk, clash: Conflict, choice: Choice) -> None:
    before = text_of(desk, clash.article_id)
    choosing.settle(desk, clash.id, choice)
    seen = finding.open_article(desk, clash.article_id)
    writing.save_draft(
        desk, clash.article_id, fields={"headline": "Sesudahnya"}, body=None, base=seen.revision
    )
    choosing.undo(desk, clash.id)
    assert text_of(desk, clash.article_id) == before
    assert finding.open_article(desk, clash.article_id).article.headline == "Sesudahnya"
    assert [one.id for one in syncing.conflicts(desk)] == [clash.id]
    with pytest.raises(Refusal, match="diurungkan"):
        choosing.undo(desk, clash.id)


def test_what_went_together_holds_nothing_back_and_can_be_undone(desk: Desk) -> None:
    text = "Taman dibuka pagi ini. Warga menyambut gembira. Acara berlanjut."
    body = (BlockText("a1", text),)
    article_id, _ = writing.begin(desk, body=body)
    seen = finding.open_article(desk, article_id)
    theirs = replace(seen.article, body=(replace(body[0], text=text.replace("pagi ini", "kemarin")),))
    with desk.store.writing() as tx:
        records.save(tx, "article", article_id, to_plain(theirs), by="Budi", at=desk.clock(), reason="remote")
    mine = (replace(body[0], text=text.replace("Acara berlanjut", "Acara usai")),)
    writing.save_draft(desk, article_id, fields={}, body=mine, base=seen.revision)
    (found,) = syncing.conflicts(desk)
    assert (found.weight, found.theirs_by) == (Weight.LOOK, "Budi")
    assert syncing.state(desk).conflicts == 0
    checks = finding.open_article(desk, article_id).checks
    assert next(check for check in checks if check.rule == "conflicts").ok
    together = "Taman dibuka kemarin. Warga menyambut gembira. Acara usai."
    assert text_of(desk, article_id) == found.merged == together
    choosing.settle(desk, found.id, Choice.THEIRS)
    assert text_of(desk, article_id) == found.theirs
    choosing.undo(desk, found.id)
    choosing.settle(desk, found.id, Choice.MERGED)
    assert text_of(desk, article_id) == together


@pytest.mark.parametrize(
    ("choice", "first"),
    [
        (Choice.MINE, "Nelayan Angke menunggu. Wali kota menyesalkan itu."),
        (Choice.BOTH, "Wali kota menyesalkan itu.\n\nNelayan Angke menunggu. Wali kota menyesalkan itu."),
    ],
)
def test_a_sentence_that_was_moved_away_does_not_come_back_with_the_choice(
    desk: Desk, choice: Choice, first: str
) -> None:
    body = (
        BlockText("a1", "Wali kota menyesalkan itu. Gubernur Pramono mengakui harga beras naik."),
        BlockText("a2", "Acara berlanjut."),
    )
    article_id, _ = writing.begin(desk, body=body)
    seen = finding.open_article(desk, article_id)
    moved = (
        BlockText("a1", "Wali kota menyesalkan itu."),
        body[1],
        BlockText("a3", "Gubernur Pramono mengakui harga beras naik."),
    )
    with desk.store.writing() as tx:
        theirs = replace(seen.article, body=moved)
        records.save(tx, "article", article_id, to_plain(theirs), by="Budi", at=desk.clock(), reason="remote")
    mine = (replace(body[0], text=f"Nelayan Angke menunggu. {body[0].text}"), body[1])
    writing.save_draft(desk, article_id, fields={}, body=mine, base=seen.revision)
    (clash,) = syncing.conflicts(desk)
    choosing.settle(desk, clash.id, choice)
    assert text_of(desk, article_id) == f"{first}\n\nAcara berlanjut.\n\n{moved[2].text}"


def test_a_sentence_that_was_split_off_since_is_not_said_twice(desk: Desk) -> None:
    first, second, third = "Dua belas orang hadir.", "Hujan turun sejak pagi.", "Jalan ditutup."
    article_id, _ = writing.begin(desk, body=(BlockText("a1", f"{first} {second} {third}"),))
    seen = finding.open_article(desk, article_id)
    for body in (
        (BlockText("a1", f"Tujuh belas orang hadir. {second} {third}"),),
        (BlockText("a1", f"Tujuh belas orang hadir. {second}"), BlockText("a2", third)),
    ):
        doc = to_plain(replace(seen.article, body=body))
        with desk.store.writing() as tx:
            records.save(tx, "article", article_id, doc, by="Budi", at=desk.clock(), reason="remote")
        if len(body) == 1:
            mine = (BlockText("a1", f"Empat belas orang hadir. {second} {third}"),)
            writing.save_draft(desk, article_id, fields={}, body=mine, base=seen.revision)
    (clash,) = syncing.conflicts(desk)
    choosing.settle(desk, clash.id, Choice.MINE)
    assert text_of(desk, article_id) == f"Empat belas orang hadir. {second}\n\n{third}"


def test_a_text_that_a_merge_kept_under_another_name_is_not_put_in_again(desk: Desk, clash: Conflict) -> None:
    live = finding.open_article(desk, clash.article_id).article
    gone = replace(clash, theirs="", mine=MINE)
    kept = replace(live, body=(BlockText("b7", MINE), *live.body[1:]))
    with desk.store.writing() as tx:
        for kind, doc in (("article", kept), ("conflict", gone)):
            records.save(tx, kind, doc.id, to_plain(doc), by="Budi", at=desk.clock(), reason="remote")
    choosing.settle(desk, clash.id, Choice.MINE)
    assert text_of(desk, clash.article_id) == f"{MINE}\n\nAcara berlanjut."


def test_a_place_that_another_merge_named_otherwise_is_found_by_its_words(
    desk: Desk, clash: Conflict
) -> None:
    live = finding.open_article(desk, clash.article_id).article
    renamed = replace(live, body=(BlockText("b7", THEIRS), *live.body[1:]))
    with desk.store.writing() as tx:
        records.save(tx, "article", live.id, to_plain(renamed), by="Budi", at=desk.clock(), reason="remote")
    choosing.settle(desk, clash.id, Choice.MINE)
    assert text_of(desk, clash.article_id) == f"{MINE}\n\nAcara berlanjut."


def test_a_settled_clash_is_not_settled_twice(desk: Desk, clash: Conflict) -> None:
    choosing.settle(desk, clash.id, Choice.MINE)
    with pytest.raises(Refusal, match="sudah selesai"):
        choosing.settle(desk, clash.id, Choice.THEIRS)


def test_a_headline_cannot_be_both(desk: Desk) -> None:
    article_id, _ = writing.begin(desk, headline="Judul")
    seen = finding.open_article(desk, article_id)
    theirs = replace(seen.article, headline="Judul rekan")
    with desk.store.writing() as tx:
        records.save(tx, "article", article_id, to_plain(theirs), by="Budi", at=desk.clock(), reason="remote")
    writing.save_draft(desk, article_id, fields={"headline": "Judul saya"}, body=None, base=seen.revision)
    (found,) = syncing.conflicts(desk)
    with pytest.raises(Refusal, match="hanya satu"):
        choosing.settle(desk, found.id, Choice.BOTH)
    choosing.settle(desk, found.id, Choice.MINE)
    assert finding.open_article(desk, article_id).article.headline == "Judul saya"


def test_mine_is_mine_only_at_the_desk_that_wrote_it(desk: Desk) -> None:
    with desk.store.writing() as tx:
        settings.put(tx, "device", desk.device)
    article_id, _ = writing.begin(desk, headline="Judul")
    seen = finding.open_article(desk, article_id)
    theirs = replace(seen.article, headline="Judul rekan")
    with desk.store.writing() as tx:
        records.save(tx, "article", article_id, to_plain(theirs), by="Budi", at=desk.clock(), reason="remote")
    writing.save_draft(desk, article_id, fields={"headline": "Judul saya"}, body=None, base=seen.revision)
    (found,) = syncing.conflicts(desk)
    assert choosing.is_ours(desk, found.id)
    assert not choosing.is_ours(replace(desk, device="meja-lain"), found.id)


@pytest.fixture
def kept(desk: Desk) -> Conflict:
    """Budi took a paragraph away while it was being edited here: the edit stands until somebody chooses."""
    body = (BlockText("a1", "Hujan turun. Dua belas orang hadir."), BlockText("a2", "Acara berlanjut."))
    article_id, _ = writing.begin(desk, body=body)
    seen = finding.open_article(desk, article_id)
    with desk.store.writing() as tx:
        theirs = to_plain(replace(seen.article, body=body[1:]))
        records.save(tx, "article", article_id, theirs, by="Budi", at=desk.clock(), reason="remote")
    mine = (replace(body[0], text="Hujan turun. Empat belas orang hadir."), body[1])
    writing.save_draft(desk, article_id, fields={}, body=mine, base=seen.revision)
    (found,) = syncing.conflicts(desk)
    assert (found.theirs, text_of(desk, article_id)) == ("", markdown_of(mine))
    return found


def test_a_paragraph_goes_when_its_deletion_is_chosen(desk: Desk, kept: Conflict) -> None:
    before = text_of(desk, kept.article_id)
    choosing.settle(desk, kept.id, Choice.THEIRS)
    assert text_of(desk, kept.article_id) == "Acara berlanjut."
    choosing.undo(desk, kept.id)
    assert text_of(desk, kept.article_id) == before
    choosing.settle(desk, kept.id, Choice.MINE)
    assert text_of(desk, kept.article_id) == before


def test_what_was_written_there_since_does_not_go_with_it(desk: Desk, kept: Conflict) -> None:
    seen = finding.open_article(desk, kept.article_id)
    first = seen.article.body[0]
    body = (replace(first, text=f"{first.text} Jalan ditutup."), *seen.article.body[1:])
    writing.save_draft(desk, kept.article_id, fields={}, body=body, base=seen.revision)
    choosing.settle(desk, kept.id, Choice.THEIRS)
    assert text_of(desk, kept.article_id) == "Jalan ditutup.\n\nAcara berlanjut."


def test_another_paragraph_that_says_the_same_few_words_stays(desk: Desk, kept: Conflict) -> None:
    live = finding.open_article(desk, kept.article_id).article
    other = replace(live, body=(BlockText("b9", "Benar."), *live.body[1:]))
    with desk.store.writing() as tx:
        for kind, doc in (("article", other), ("conflict", replace(kept, mine="Benar.", base="Betul."))):
            records.save(tx, kind, doc.id, to_plain(doc), by="Budi", at=desk.clock(), reason="remote")
    choosing.settle(desk, kept.id, Choice.THEIRS)
    assert text_of(desk, kept.article_id) == "Benar.\n\nAcara berlanjut."


def test_a_table_goes_whole_when_its_deletion_is_chosen(desk: Desk, kept: Conflict) -> None:
    """Also when another merge has given it another name."""
    table = "| Hari | Orang |\n| --- | --- |\n| Senin | 14 |"
    live = finding.open_article(desk, kept.article_id).article
    renamed = replace(live, body=(BlockText("b7", table), *live.body[1:]))
    with desk.store.writing() as tx:
        for kind, doc in (("article", renamed), ("conflict", replace(kept, mine=table, base=table))):
            records.save(tx, kind, doc.id, to_plain(doc), by="Budi", at=desk.clock(), reason="remote")
    choosing.settle(desk, kept.id, Choice.THEIRS)
    assert text_of(desk, kept.article_id) == "Acara berlanjut."
