"""Writing: what is typed is on disk, and what somebody else wrote meanwhile is too."""

from dataclasses import replace

import pytest

from desktop_app.desk import finding, syncing, writing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import PhotoUse, Stage
from desktop_app.domain.document import BlockText
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId, new_id
from desktop_app.domain.listing import Query
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.markup.stored import body_from_markdown, markdown_of
from desktop_app.storage import records


def test_a_new_story_is_in_the_list_under_its_author(desk: Desk) -> None:
    article_id, changes = writing.begin(desk, short_title="Taman baru", headline="Taman baru dibuka")
    assert changes.articles == {article_id}
    rows = finding.list_articles(desk, Query()).rows
    assert [(row.short_title, row.authors, row.stage) for row in rows] == [
        ("Taman baru", ("Dewi Anggraini",), Stage.DRAFT)
    ]


def test_what_is_too_long_for_the_site_is_told_before_it_is_sent(desk: Desk) -> None:
    photo = Photo(PhotoId(new_id()), "1" * 64, 10, 10, caption="k" * 20_001)
    with desk.store.writing() as tx:
        records.save(tx, "photo", photo.id, to_plain(photo), by="Ani", at=desk.clock(), reason="x")
    article_id, _ = writing.begin(desk, headline="j" * 1_001, hero=PhotoUse(photo.id))

    def unfit() -> list[tuple[str, str]]:
        checks = finding.open_article(desk, article_id).checks
        return [(check.why, check.place) for check in checks if check.rule == "unfit"]

    caption = ("Keterangan foto lebih dari 20.000 tanda. Persingkat, lalu kirim lagi.", f"photo:{photo.id}")
    assert unfit() == [("Judul lebih dari 1.000 tanda. Persingkat, lalu kirim lagi.", ""), caption]
    base = finding.open_article(desk, article_id).revision
    writing.save_draft(desk, article_id, fields={"headline": "j" * 1_000}, body=None, base=base)
    assert unfit() == [caption]


def test_typing_on_extends_the_open_save_point(desk: Desk, clock: object) -> None:
    article_id, _ = writing.begin(desk)
    base = finding.open_article(desk, article_id).revision
    body = body_from_markdown("Warga senang.")
    for text in ("Warga senang sekali", "Warga senang sekali dengan taman"):
        body = (replace(body[0], text=text),)
        saved = writing.save_draft(desk, article_id, fields={}, body=body, base=base)
        base = saved.revision
        assert not saved.merged
    assert (
        markdown_of(finding.open_article(desk, article_id).article.body) == "Warga senang sekali dengan taman"
    )
    assert len(finding.history(desk, article_id)) <= 3


def test_what_was_read_too_late_goes_in_where_it_was_pasted(desk: Desk) -> None:
    body = body_from_markdown("Satu.\n\nDua.")
    article_id, _ = writing.begin(desk, body=body)
    pasted = body_from_markdown("Tempelan.\n\n- butir")
    assert writing.insert(desk, article_id, body[0].id, pasted).articles == {article_id}
    writing.insert(desk, article_id, "sudah-hilang", body_from_markdown("Tiga."))
    found = finding.open_article(desk, article_id).article.body
    assert markdown_of(found) == "Satu.\n\nTempelan.\n\n- butir\n\nDua.\n\nTiga."
    assert finding.history(desk, article_id)[0].reason == "paste"


def test_saving_what_is_already_there_makes_no_version(desk: Desk) -> None:
    article_id, _ = writing.begin(desk, headline="Judul")
    found = finding.open_article(desk, article_id)
    saved = writing.save_draft(desk, article_id, fields={"headline": "Judul"}, body=None, base=found.revision)
    assert saved.revision == found.revision
    assert not saved.changes


def test_work_that_came_in_meanwhile_is_merged_not_overwritten(desk: Desk) -> None:
    body = (BlockText("a1", "Alinea satu."), BlockText("a2", "Alinea dua."))
    article_id, _ = writing.begin(desk, headline="Judul", body=body)
    seen = finding.open_article(desk, article_id)
    _somebody_else_saves(
        desk, article_id, lead="Teras dari kawan.", body=(body[0], replace(body[1], text="Dua!"))
    )

    mine = (replace(body[0], text="Satu!"), body[1])
    saved = writing.save_draft(
        desk, article_id, fields={"headline": "Judul saya"}, body=mine, base=seen.revision
    )

    assert saved.merged
    article = finding.open_article(desk, article_id).article
    assert (article.headline, article.lead) == ("Judul saya", "Teras dari kawan.")
    assert [block.text for block in article.body] == ["Satu!", "Dua!"]
    assert syncing.conflicts(desk) == ()


def test_a_clash_keeps_both_texts_and_says_so(desk: Desk) -> None:
    body = (BlockText("a1", "Dua belas orang hadir."),)
    article_id, _ = writing.begin(desk, body=body)
    seen = finding.open_article(desk, article_id)
    _somebody_else_saves(desk, article_id, body=(replace(body[0], text="Tujuh belas orang hadir."),))

    mine = (replace(body[0], text="Empat belas orang hadir."),)
    writing.save_draft(desk, article_id, fields={}, body=mine, base=seen.revision)

    (conflict,) = syncing.conflicts(desk)
    texts = {conflict.mine, conflict.theirs}
    assert texts == {"Empat belas orang hadir.", "Tujuh belas orang hadir."}
    checks = finding.open_article(desk, article_id).checks
    assert any(check.rule == "conflicts" and not check.ok for check in checks)


def test_a_field_nobody_may_set_is_refused_by_name(desk: Desk) -> None:
    article_id, _ = writing.begin(desk)
    base = finding.open_article(desk, article_id).revision
    with pytest.raises(Refusal, match="slug"):
        writing.save_draft(desk, article_id, fields={"slug": "x"}, body=None, base=base)


def test_restoring_brings_a_version_back_as_a_new_one(desk: Desk, clock: object) -> None:
    article_id, _ = writing.begin(desk, headline="Lama")
    old = finding.open_article(desk, article_id).revision
    writing.move_to_stage(desk, article_id, Stage.PHOTO)
    base = finding.open_article(desk, article_id).revision
    writing.save_draft(desk, article_id, fields={"headline": "Baru"}, body=None, base=base)
    before = len(finding.history(desk, article_id))

    writing.restore(desk, article_id, old)

    article = finding.open_article(desk, article_id).article
    assert (article.headline, article.stage) == ("Lama", Stage.PHOTO)
    versions = finding.history(desk, article_id)
    assert len(versions) == before + 1
    assert "Baru" in {finding.version(desk, item.rev).headline for item in versions}


def test_a_deleted_story_leaves_the_list_and_keeps_its_history(desk: Desk) -> None:
    article_id, _ = writing.begin(desk, headline="Dibuang")
    writing.delete(desk, article_id)
    assert finding.list_articles(desk, Query()).rows == ()
    assert "Dibuang" in {
        finding.version(desk, item.rev).headline for item in finding.history(desk, article_id)
    }


def test_a_story_that_is_not_here_is_said_so(desk: Desk) -> None:
    with pytest.raises(Refusal, match="tidak ada di meja ini"):
        finding.open_article(desk, "tidak-ada")


def _somebody_else_saves(desk: Desk, article_id: str, **fields: object) -> None:
    """What a merge from the site leaves behind: a newer head by another person."""
    article = replace(finding.open_article(desk, article_id).article, **fields)
    with desk.store.writing() as tx:
        records.save(
            tx, "article", article_id, to_plain(article), by="Budi", at=desk.clock(), reason="remote"
        )


def test_names_used_before_are_known_the_most_used_first(desk: Desk) -> None:
    for tags in (("banjir", "rob"), ("banjir",), ()):
        article_id, _ = writing.begin(desk)
        base = finding.open_article(desk, article_id).revision
        writing.save_draft(
            desk,
            article_id,
            fields={"tags": tags, "authors": ("Sari", "Dewi Anggraini")},
            body=None,
            base=base,
        )
    known = finding.known_names(desk)
    assert known.tags == ("banjir", "rob")
    assert set(known.authors) == {"Sari", "Dewi Anggraini"}
