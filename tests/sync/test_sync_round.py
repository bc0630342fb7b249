"""Rounds between desks and a real site over loopback HTTP."""

from dataclasses import replace
from datetime import timedelta

import pytest
from newsroom_net import FaultyTransport

from desktop_app.domain.article import PhotoUse, Publication, Stage
from desktop_app.domain.credit import Credit
from desktop_app.domain.errors import Trouble
from desktop_app.domain.ids import ArticleId, new_id
from desktop_app.domain.newsroom import Person, Role
from desktop_app.domain.proof import SignOff, record_hash
from desktop_app.storage import outbox, records
from desktop_app.sync.blobs import fetch
from desktop_app.sync.client import SiteClient


def test_a_story_travels_and_a_quiet_round_is_one_request(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.", "Dua.", headline="Judul")
    report = dewi.round()
    assert (report.pushed, report.pulled, dewi.waiting()) == (1, 0, 0)
    assert report.requests == 3  # hello, ops, lists; our own number is not read back
    came = budi.round()
    assert (came.pulled, came.pushed) == (1, 0)
    assert story in came.changes.articles
    assert budi.documents() == dewi.documents()
    for desk in (dewi, budi):
        quiet = desk.round()
        assert quiet.requests == 1
        assert quiet.bytes_down + quiet.bytes_up < 4096


def test_every_saved_revision_travels(site, desks):
    dewi = desks("Dewi")
    story = dewi.write("Satu.")
    revs = {dewi.edit(story, headline=f"Judul {number}") for number in range(5)}
    dewi.round()
    assert revs <= site.revisions("article", story)


def test_a_day_of_saves_is_cut_into_requests_the_site_takes(site, desks):
    dewi = desks("Dewi")
    story = dewi.write("awal " * 15_000)
    revs = {dewi.add_paragraph(story, f"{number} " + "kata " * 15_000) for number in range(12)}
    assert dewi.round().pushed >= 2
    assert revs <= site.revisions("article", story)
    assert dewi.waiting() == 0


def test_hundreds_of_stories_in_few_requests(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    for number in range(450):
        dewi.write(f"Isi {number}.", headline=f"Judul {number}")
    assert dewi.round().requests <= 6
    assert budi.round().requests <= 4
    assert budi.documents() == dewi.documents()


def test_different_stories_fields_and_paragraphs_both_survive(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.", "Dua.", "Tiga.", headline="Judul", lead="Teras")
    dewi.round()
    budi.round()
    dewi.edit_paragraph(story, 0, "Satu, diubah Dewi.")
    dewi.edit(story, headline="Judul Dewi")
    budi.edit_paragraph(story, 2, "Tiga, diubah Budi.")
    budi.edit(story, lead="Teras Budi")
    only_dewi, only_budi = dewi.write("Milik Dewi."), budi.write("Milik Budi.")
    dewi.round()
    report = budi.round()
    assert report.merged == 1
    dewi.round()
    assert dewi.documents() == budi.documents()
    article = dewi.article(story)
    assert (article.headline, article.lead) == ("Judul Dewi", "Teras Budi")
    assert dewi.texts(story) == ["Satu, diubah Dewi.", "Dua.", "Tiga, diubah Budi."]
    assert dewi.conflicts() == []
    assert {only_dewi, only_budi} <= {id_ for _, id_ in dewi.documents()}
    assert dewi.waiting() == budi.waiting() == 0


def test_a_clash_keeps_both_texts_on_both_desks_and_in_history(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Korban 12 orang.", "Dua.")
    dewi.round()
    budi.round()
    from_dewi = dewi.edit_paragraph(story, 0, "Korban 14 orang.")
    from_budi = budi.edit_paragraph(story, 0, "Korban 17 orang.")
    dewi.round()
    report = budi.round()
    assert report.conflicts == 1
    dewi.round()
    assert dewi.documents() == budi.documents()
    for desk in (dewi, budi):
        (clash,) = desk.conflicts()
        assert clash["article_id"] == story
        assert (clash["base"], clash["mine"], clash["theirs"]) == (
            "Korban 12 orang.",
            "Korban 17 orang.",
            "Korban 14 orang.",
        )
        assert desk.texts(story)[0] == "Korban 14 orang."
    assert {from_dewi, from_budi} <= site.revisions("article", story)


def test_the_same_edit_on_both_sides_is_no_clash(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Presidn datang.")
    dewi.round()
    budi.round()
    for desk in (dewi, budi):
        desk.edit_paragraph(story, 0, "Presiden datang.")
    dewi.round()
    budi.round()
    dewi.round()
    assert dewi.documents() == budi.documents()
    assert dewi.conflicts() == []
    assert budi.waiting() == 0


def test_what_grows_from_words_a_colleague_also_wrote_goes_in_one_round(site, desks):
    """An editor may still hold the revision that a colleague's same words took the place of."""
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Presidn datang.")
    dewi.round()
    budi.round()
    dewi.edit_paragraph(story, 0, "Presiden datang.")
    held = budi.edit_paragraph(story, 0, "Presiden datang.")
    dewi.round()
    budi.round()
    assert budi.waiting() == 0
    doc = {**budi.documents()["article", story], "headline": "Tamu"}
    with budi.store.writing() as tx:
        rev = records.add_revision(
            tx, "article", story, doc, parents=[held], by="Budi", at=budi.clock(), reason="autosave"
        )
        head = records.head(tx, "article", story)
        both = records.add_revision(
            tx, "article", story, doc, parents=[rev, head], by="Budi", at=budi.clock(), reason="merge"
        )
        records.move_head(tx, "article", story, both, doc, at=budi.clock())
    budi.round()
    assert budi.waiting() == 0
    assert {held, rev, both} <= site.revisions("article", story)


def test_three_desks_on_one_story_at_once(desks):
    everyone = [desks(name) for name in ("Dewi", "Budi", "Rina")]
    story = everyone[0].write("Satu.", "Dua.", "Tiga.")
    for desk in everyone:
        desk.round()
    for place, desk in enumerate(everyone):
        desk.edit_paragraph(story, place, f"Paragraf {place} dari {desk.name}.")
        desk.add_paragraph(story, f"Tambahan {desk.name}.")
    for _ in range(2):
        for desk in everyone:
            desk.round()
    for desk in everyone:
        assert desk.documents() == everyone[0].documents()
        texts = desk.texts(story)
        assert sorted(texts) == sorted(
            [f"Paragraf {place} dari {one.name}." for place, one in enumerate(everyone)]
            + [f"Tambahan {one.name}." for one in everyone]
        )


def test_photos_travel_with_credit_and_renditions_and_the_original_on_demand(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    photo = dewi.take_photo("banjir", size=900_000)  # more than one part
    report = dewi.round()
    assert report.bytes_up > 6_000_000
    assert budi.round().pulled == 1
    held = budi.photo(photo)
    assert held.credit.creators == ("Rina Kartika",)
    assert all(budi.blobs.has(made.sha256) for made in held.renditions)
    assert not budi.blobs.has(held.sha256)
    with SiteClient(site.url, budi.token) as client:
        assert fetch(client, budi.blobs, held.sha256)
        assert not fetch(client, budi.blobs, "00" * 32)
    assert budi.blobs.path(held.sha256).read_bytes() == dewi.blobs.path(held.sha256).read_bytes()
    budi.save("photo", held.__class__(**{**_fields(held), "caption": "Takarir Budi"}))
    assert budi.round().pushed == 1


def test_two_credits_for_one_photo_are_both_kept(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    photo = dewi.take_photo("rapat")
    dewi.round()
    budi.round()
    for desk, name in ((dewi, "Ani"), (budi, "Bayu")):
        held = desk.photo(photo)
        desk.save("photo", held.__class__(**{**_fields(held), "credit": Credit(creators=(name,))}))
    budi_caption = budi.photo(photo)
    budi.save("photo", budi_caption.__class__(**{**_fields(budi_caption), "caption": "Takarir Budi"}))
    dewi.round()
    budi.round()
    dewi.round()
    assert dewi.documents() == budi.documents()
    assert dewi.photo(photo).credit.creators == ("Ani",)
    assert dewi.photo(photo).caption == "Takarir Budi"
    (clash,) = dewi.conflicts()
    assert clash["place"] == "credit"
    assert "Bayu" in clash["mine"]
    assert "Ani" in clash["theirs"]


def _fields(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def test_a_half_sent_file_goes_on_where_it_stopped(site, desks):
    dewi = desks("Dewi")
    photo = dewi.take_photo("panjang", size=1_500_000, renditions=0)
    original = dewi.photo(photo).sha256
    size = dewi.blobs.path(original).stat().st_size
    # hello, have, then parts of 4 MB: the second part is lost after the site kept it
    line = FaultyTransport(site.url, at=4, mode="after")
    with pytest.raises(Trouble):
        dewi.round(line)
    assert line.paths[3].startswith("PATCH")
    report = dewi.round()
    assert site.store.blobs.has(original)
    assert report.bytes_up < size - 2 * 4 * 1024 * 1024 + 10_000


def test_publishing_gives_one_page_and_every_desk_hears_of_it(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.ready_story("Halte baru dibuka")
    dewi.publish(story)
    dewi.round()
    budi.round()
    for desk in (dewi, budi):
        page = desk.page(story)
        assert page.publication is Publication.LIVE
        assert page.slug == "halte-baru-dibuka"
    assert dewi.waiting() == 0
    assert budi.link().lists.as_of is not None


def test_a_story_that_is_not_ready_parks_its_command_with_a_sentence(site, desks):
    dewi = desks("Dewi")
    story = dewi.write("Isi.", headline="Judul", stage=Stage.READY, hero=PhotoUse(new_id()))
    dewi.publish(story)
    dewi.round()
    assert site.rows("SELECT count(*) FROM page") == [(0,)]
    (step,) = [step for step in dewi.steps() if step.kind == "command"]
    assert step.reason.startswith("Belum dapat terbit")
    assert dewi.round().requests == 1  # it is not offered again by itself


def test_publishing_a_text_that_changed_meanwhile_is_refused(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.ready_story("Jembatan")
    dewi.round()
    budi.round()
    budi.edit(story, lead="Teras lain.")
    budi.round()
    dewi.publish(story)
    dewi.round()
    assert site.rows("SELECT count(*) FROM page") == [(0,)]
    assert any("sudah berubah" in step.reason for step in dewi.steps())


def test_what_the_site_refuses_for_good_parks_and_the_others_pass(site, desks):
    admin, reader = desks("Dewi"), desks("Budi", role=Role.PROOFREADER)
    story = admin.write("Satu.", headline="Judul", stage=Stage.PROOF)
    admin.round()
    reader.round()
    reader.edit(story, headline="Bukan hak saya")
    allowed = admin.write("Lain.", stage=Stage.PROOF)
    admin.round()
    reader.round()
    reader.edit(allowed, stage=Stage.READY)
    report = reader.round()
    assert report.pushed == 1
    assert admin.round().pulled == 1
    assert admin.article(allowed).stage is Stage.READY
    assert admin.article(story).headline == "Judul"
    assert reader.article(story).headline == "Bukan hak saya"  # never taken away
    parked = [step for step in reader.steps() if step.record_id == story]
    assert "tidak boleh" in parked[0].reason


def test_a_text_no_wire_can_carry_parks_alone(desks):
    dewi = desks("Dewi")
    broken = dewi.write("Setengah tanda \ud83d di sini.")
    nul = dewi.write("Nol \x00 di sini.")
    fine = dewi.write("Baik.")
    report = dewi.round()
    assert report.pushed == 1
    assert report.parked == 2
    assert {step.record_id for step in dewi.steps()} == {broken, nul}
    assert fine not in {step.record_id for step in dewi.steps()}


def test_edit_beats_delete(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.")
    dewi.round()
    budi.round()
    dewi.edit(story, deleted=True)
    budi.edit_paragraph(story, 0, "Satu, masih ditulis.")
    dewi.round()
    budi.round()
    dewi.round()
    assert dewi.documents() == budi.documents()
    assert not dewi.article(story).deleted
    assert dewi.texts(story) == ["Satu, masih ditulis."]


@pytest.mark.parametrize("first", ["Dewi", "Budi"])
def test_who_wrote_before_deleting_loses_no_word_when_an_edit_keeps_the_story(desks, first):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.", "Dua.")
    dewi.round()
    budi.round()
    dewi.edit_paragraph(story, 0, "Satu, ditambah Dewi.")
    dewi.edit(story, deleted=True)
    budi.edit_paragraph(story, 1, "Dua, ditambah Budi.")
    for desk in (dewi, budi, dewi, budi) if first == "Dewi" else (budi, dewi, budi, dewi):
        desk.round()
    assert dewi.documents() == budi.documents()
    assert not dewi.article(story).deleted
    assert dewi.texts(story) == ["Satu, ditambah Dewi.", "Dua, ditambah Budi."]


def test_words_of_a_story_two_people_delete_come_back_with_it(desks):
    dewi, budi, rina = desks("Dewi"), desks("Budi"), desks("Rina")
    story = dewi.write("Satu.", "Dua.", "Tiga.")
    for desk in (dewi, budi, rina):
        desk.round()
    dewi.edit_paragraph(story, 0, "Satu, ditambah Dewi.")
    dewi.edit(story, deleted=True)
    budi.edit(story, deleted=True)
    rina.edit_paragraph(story, 2, "Tiga, ditambah Rina.")
    budi.round()
    dewi.round()
    assert dewi.article(story).deleted
    for desk in (rina, dewi, budi):
        desk.round()
    assert dewi.documents() == budi.documents() == rina.documents()
    assert dewi.texts(story) == ["Satu, ditambah Dewi.", "Dua.", "Tiga, ditambah Rina."]


def test_a_mass_deletion_stops_and_asks(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    stories = [dewi.write(f"Isi {number}.") for number in range(30)]
    dewi.round()
    budi.round()
    for story in stories:
        dewi.edit(story, deleted=True)
    dewi.round()
    from desktop_app.domain.errors import Refusal

    with pytest.raises(Refusal) as caught:
        budi.round()
    assert caught.value.rule == "sync.mass_delete"
    assert not any(budi.article(story).deleted for story in stories)
    assert budi.link().trouble == caught.value.reason


def test_an_unreachable_site_is_an_ordinary_state(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.")
    dewi.round()
    budi.round()
    seen = dewi.link().last_seen
    site.stop()
    dewi.edit_paragraph(story, 0, "Ditulis tanpa situs.")
    with pytest.raises(Trouble) as caught:
        dewi.round()
    assert caught.value.kind == "site.unreachable"
    link = dewi.link()
    assert (link.reachable, link.trouble, link.last_seen) == (False, caught.value.what, seen)
    assert dewi.waiting() == 1
    site.start()
    assert dewi.round().pushed == 1
    assert (dewi.link().reachable, dewi.link().trouble) == (True, "")
    budi.round()
    assert budi.texts(story) == ["Ditulis tanpa situs."]


def test_before_the_first_contact_the_trouble_is_kept_too(site, desks):
    dewi = desks("Dewi")
    site.stop()
    with pytest.raises(Trouble):
        dewi.round()
    assert dewi.link().reachable is False
    site.start()
    dewi.round()
    assert dewi.link().site_id


def test_a_revoked_token_clears_nothing(site, desks):
    dewi = desks("Dewi")
    story = dewi.write("Satu.")
    dewi.token = "x" * 43
    with pytest.raises(Trouble) as caught:
        dewi.round()
    assert caught.value.kind == "site.unauthorised"
    assert dewi.texts(story) == ["Satu."]
    assert dewi.waiting() == 1


def test_another_site_at_the_same_address_is_never_mixed_in(site, desks, tmp_path):
    dewi = desks("Dewi")
    story = dewi.write("Satu.")
    dewi.round()
    site.stop()
    other = type(site)(tmp_path / "other")
    other.port = site.port
    other.start()
    try:
        dewi.token = other.token("Dewi", Role.ADMIN)
        dewi.edit(story, headline="Baru")
        with pytest.raises(Trouble) as caught:
            dewi.round()
        assert caught.value.kind == "site.other"
        assert other.rows("SELECT count(*) FROM item") == [(0,)]
        assert dewi.waiting() == 1
    finally:
        other.stop()


def test_a_site_restored_from_a_backup_gets_back_what_it_forgot(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    old = dewi.write("Lama.")
    photo = dewi.take_photo("foto")
    dewi.round()
    budi.round()
    site.stop()
    kept = (site.config.folder / "situs.db").read_bytes()
    site.start()
    new = dewi.write("Baru.")
    dewi.edit_paragraph(old, 0, "Lama, diubah.")
    held = dewi.photo(photo)
    dewi.save("photo", held.__class__(**{**_fields(held), "caption": "Takarir baru"}))
    dewi.round()
    budi.round()
    before = dewi.documents()
    site.stop()
    for file in site.config.folder.glob("situs.db*"):
        file.unlink()
    (site.config.folder / "situs.db").write_bytes(kept)
    site.start()
    budi.edit(new, headline="Budi menulis lagi")
    for desk in (budi, dewi, budi):
        desk.round()
    assert dewi.documents() == budi.documents()
    assert dewi.texts(old) == ["Lama, diubah."]
    assert dewi.article(new).headline == "Budi menulis lagi"
    assert site.live("photo", photo)["caption"] == "Takarir baru"
    assert dewi.conflicts() == []
    assert before.keys() == dewi.documents().keys()
    assert dewi.waiting() == budi.waiting() == 0


def test_what_was_only_acknowledged_on_a_retry_is_offered_again_too(site, desks):
    """An answer to a retry may come without a number; the revision still counts as the site's, and can be forgotten."""
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Lama.")
    dewi.round()
    site.stop()
    kept = (site.config.folder / "situs.db").read_bytes()
    site.start()
    rev = dewi.edit_paragraph(story, 0, "Baru.")
    with pytest.raises(Trouble):
        dewi.round(FaultyTransport(site.url, at=1, mode="after"))
    budi.round()
    budi.edit(story, headline="Budi menulis di atasnya")
    budi.round()
    dewi.round()
    assert dewi.waiting() == 0
    site.stop()
    for file in site.config.folder.glob("situs.db*"):
        file.unlink()
    (site.config.folder / "situs.db").write_bytes(kept)
    site.start()
    assert rev not in site.revisions("article", story)
    dewi.round()
    assert rev in site.revisions("article", story)
    assert site.live("article", story)["body"][0]["text"] == "Baru."
    assert site.live("article", story)["headline"] == "Budi menulis di atasnya"
    assert dewi.waiting() == 0


def test_people_and_lists_arrive(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    dewi.save("person", Person("p-9", "Siti", Role.EDITOR, "ST"))
    dewi.round()
    report = budi.round()
    assert report.changes.newsroom
    assert report.changes.site
    assert budi.documents() == dewi.documents()


def test_a_publication_waits_for_the_photo_still_on_its_way(site, desks):
    dewi = desks("Dewi")
    story = dewi.ready_story("Taman")
    dewi.round()
    use = dewi.article(story).hero
    assert use is not None
    dewi.save("photo", replace(dewi.photo(use.photo_id), caption="Takarir baru"))
    said = record_hash(dewi.article(story), [dewi.photo(use.photo_id)])
    dewi.save("sign_off", SignOff(new_id(), ArticleId(story), said, dewi.name, dewi.clock()))
    with dewi.store.writing() as tx:
        outbox.retry_later(tx, "photo", use.photo_id, "Situs sibuk.", dewi.clock() + timedelta(seconds=60))
    dewi.publish(story)
    dewi.round()
    assert dewi.page(story) is None
    (step,) = [step for step in dewi.steps() if step.kind == "command"]
    assert "terbit sesudahnya" in step.reason
    dewi.later(120)
    dewi.round()
    assert dewi.page(story).publication is Publication.LIVE
    assert dewi.waiting() == 0
