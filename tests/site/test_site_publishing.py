"""What stands between a story and the public, asked at the site itself; and who may do what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from site_net import article_of, op, photo

from desktop_app.domain.article import Stage
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Person, Role, SiteSettings
from desktop_app.domain.proof import Mark, SignOff, record_hash
from desktop_app.site.chores import publish_what_is_due

EDITOR, DESK, PROOF, PUBLISHER = Role.EDITOR, Role.PHOTO_DESK, Role.PROOFREADER, Role.PUBLISHER


def audited(site):
    with site.store.reading() as connection:
        return connection.exec_driver_sql("SELECT act, reason, passed_over FROM audit ORDER BY id").all()


def test_a_signed_story_goes_out_once(site):
    story = site.story("Banjir Surut")
    done = site.publish(story, op="sekali")
    assert done["status"] == "ok", done
    assert done["url"].endswith("/berita/banjir-surut")
    head = site.changes()["head"]
    assert site.publish(story, op="sekali") == done
    assert site.changes()["head"] == head
    page = site.ask("GET", f"/sync/v1/items/page/{story.article.id}").json["doc"]
    assert (page["publication"], page["revision"], page["record_hash"]) == ("live", story.rev, story.hash)
    assert page["card"]["headline"] == story.article.headline
    assert page["card"]["card"] == f"/foto/{story.photo.renditions[1].sha256}.jpg"


def test_publishing_is_for_publishers(small_site):
    story = small_site.story()
    for role in (EDITOR, DESK, PROOF):
        assert small_site.publish(story, role=role)["status"] == "forbidden"
        assert small_site.publish(story, role=role, name="unpublish")["status"] == "forbidden"
    assert small_site.publish(story, role=PUBLISHER)["status"] == "ok"


def test_an_edit_after_the_signature_stops_it(site):
    story = site.story()
    edited = replace(story.article, lead="Teras yang lain.")
    rev = site.save("article", edited, base=story.rev)["rev"]
    assert site.publish(story)["status"] == "stale_publish"
    assert site.publish(story, rev=rev)["status"] == "stale_publish"
    unsigned = site.publish(story, rev=rev, record_hash=record_hash(edited, [story.photo]))
    assert unsigned["status"] == "not_ready"
    assert "disahkan" in unsigned["why"]


def test_a_stage_move_keeps_the_signature(site):
    story = site.story()
    rev = site.save("article", replace(story.article, stage=Stage.READY), base=story.rev)["rev"]
    assert site.publish(story, rev=rev)["status"] == "ok"


def test_an_override_needs_a_reason_and_is_written_down(site):
    story = site.story(signed=False)
    assert site.publish(story)["status"] == "not_ready"
    assert site.publish(story, override="   ")["status"] == "not_ready"
    assert audited(site) == []
    assert site.publish(story, override="Siaga banjir, korektor menyusul")["status"] == "ok"
    assert audited(site) == [("publish", "Siaga banjir, korektor menyusul", "sign_off")]


def test_a_site_may_do_without_signatures(small_site):
    small_site.store.set_settings(SiteSettings(require_sign_off=False))
    assert small_site.publish(small_site.story(signed=False))["status"] == "ok"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"credit": Credit((), licence=Licence.OWN)}, "kredit belum ada"),
        ({"confirmed": False}, "belum disetujui"),
        ({"credit": Credit(("Budi",))}, "hak pakai belum diketahui"),
        ({"credit": Credit(("Budi",), licence=Licence.OWN, expires=date(2020, 1, 1))}, "berakhir"),
    ],
)
@pytest.mark.parametrize("override", ["", "tetap saja"])
@pytest.mark.parametrize("place", ["hero", "body"])
def test_no_photo_goes_out_without_credit_and_rights(small_site, change, word, override, place):
    site = small_site
    good, bad = site.photo("baik"), site.photo("buruk", **change)
    if place == "hero":
        story = site.story("Foto", hero=bad)
    else:
        body = (BlockText("aaaa00000002", f"![Lumpur](foto:{bad.id})"),)
        story = site.story("Foto", hero=good, body=body)
        story.hash = ""
    refused = site.publish(story, override=override)
    assert refused["status"] == "not_ready"
    assert word in refused["why"]
    assert site.read("/berita/foto").status == 404


def test_a_photo_the_site_never_got_stops_it_too(small_site):
    site = small_site
    story = site.story("Hilang")
    site.store.blobs.remove(story.photo.renditions[0].sha256)
    refused = site.publish(story, override="tetap saja")
    assert refused["status"] == "not_ready"
    assert "belum sampai" in refused["why"]


def test_open_marks_and_clashes_hold_a_story(site):
    story = site.story()
    mark = Mark(new_id(), story.article.id, "headline", "Banjir", at=datetime.now(UTC))
    marked = site.save("mark", mark)["rev"]
    assert "catatan koreksi" in site.publish(story)["why"]
    settled = replace(mark, resolved_at=datetime.now(UTC), resolved_by="Sari")
    assert site.save("mark", settled, base=marked)["status"] == "ok"
    clash = Conflict(new_id(), story.article.id, "lead", "a", "b", "c", "r1", "r2")
    clashed = site.save("conflict", clash)["rev"]
    assert "bentrok" in site.publish(story, override="tetap saja")["why"]
    assert site.save("conflict", replace(clash, settled_at=datetime.now(UTC)), base=clashed)["status"] == "ok"
    assert site.publish(story)["status"] == "ok"


def test_addresses_are_unique_and_kept_for_ever(site):
    first, second = site.story("Judul Sama"), site.story("Judul Sama")
    assert site.publish(first)["url"].endswith("/judul-sama")
    assert site.publish(second)["url"].endswith("/judul-sama-2")
    assert site.publish(first, name="unpublish")["status"] == "ok"
    third = site.story("Judul Sama")
    assert site.publish(third)["url"].endswith("/judul-sama-3")
    renamed = replace(first.article, short_title="Nama Baru")
    first.rev = site.save("article", renamed, base=first.rev)["rev"]
    first.hash = record_hash(renamed, [first.photo])
    site.save("sign_off", SignOff(new_id(), renamed.id, first.hash, "Sari", datetime.now(UTC)))
    assert site.publish(first)["url"].endswith("/judul-sama")


def test_a_scheduled_story_waits_for_the_sites_clock(site):
    story = site.story("Nanti")
    later = site.clock() + timedelta(hours=2)
    assert site.publish(story, at=later.isoformat())["status"] == "ok"
    page = site.ask("GET", f"/sync/v1/items/page/{story.article.id}").json["doc"]
    assert page["publication"] == "scheduled"
    publish_what_is_due(site.store)
    assert site.read("/berita/nanti").status == 404
    site.clock.ahead = timedelta(hours=3)
    publish_what_is_due(site.store)
    assert site.read("/berita/nanti").status == 200
    page = site.ask("GET", f"/sync/v1/items/page/{story.article.id}").json["doc"]
    assert page["publication"] == "live"


def test_an_embargo_holds_whatever_the_command_says(small_site):
    story = small_site.story("Embargo", embargo_until=small_site.clock() + timedelta(hours=1))
    assert small_site.publish(story)["status"] == "ok"
    assert small_site.read("/berita/embargo").status == 404


def test_roles_are_held_per_field(small_site):
    site = small_site
    picture = site.photo()
    story = article_of("Peran", picture)
    rev = site.save("article", story, role=EDITOR)["rev"]

    def may(role, **changes):
        """Try a change and take it back; answers whether it was allowed."""
        nonlocal rev
        result = site.save("article", replace(story, **changes), base=rev, role=role)
        if result["status"] == "ok":
            rev = site.save("article", story, base=result["rev"], role=Role.ADMIN)["rev"]
        else:
            assert result["status"] == "forbidden", result
            assert result["why"]
        return result["status"] == "ok"

    figure = (*story.body, BlockText("aaaa00000003", f"![Takarir](foto:{picture.id})"))
    other_text = (BlockText("aaaa00000001", "Kalimat lain."),)
    assert may(EDITOR, headline="Baru")
    assert may(EDITOR, body=other_text)
    assert may(EDITOR, hero=None)
    assert may(EDITOR, stage=Stage.READY)
    assert may(DESK, hero=None)
    assert may(DESK, body=figure)
    assert not may(DESK, body=other_text)
    assert not may(DESK, body=figure[1:])
    assert not may(DESK, headline="Baru")
    assert not may(DESK, hero=None, headline="Baru")
    assert not may(PROOF, headline="Baru")
    assert not may(PROOF, hero=None)
    assert not may(PROOF, stage=Stage.READY)
    assert may(PUBLISHER, headline="Baru", stage=Stage.READY)
    story = replace(story, stage=Stage.PROOF)
    rev = site.save("article", story, base=rev)["rev"]
    assert may(PROOF, stage=Stage.READY)
    assert may(PROOF, stage=Stage.DRAFT)
    assert not may(PROOF, stage=Stage.READY, lead="Diam-diam.")
    assert not may(DESK, stage=Stage.READY)
    assert site.save("article", article_of("Baru", picture), role=PROOF)["status"] == "forbidden"


def test_credit_is_the_photo_desks_word(small_site):
    site = small_site
    proposed = photo(site, "usul", confirmed=False)
    assert site.save("photo", replace(proposed, id=new_id()), role=PROOF)["status"] == "forbidden"
    assert site.save("photo", replace(proposed, confirmed=True), role=EDITOR)["status"] == "forbidden"
    rev = site.save("photo", proposed, role=EDITOR)["rev"]
    renamed = replace(proposed, credit=Credit(("Orang Lain",), licence=Licence.OWN))
    assert site.save("photo", renamed, base=rev, role=EDITOR)["status"] == "forbidden"
    captioned = site.save("photo", replace(proposed, caption="Lain"), base=rev, role=EDITOR)
    assert captioned["status"] == "ok"
    assert site.save("photo", renamed, base=captioned["rev"], role=DESK)["status"] == "ok"


def test_signatures_marks_and_people(small_site):
    site, article = small_site, new_id()
    sign = SignOff(new_id(), article, "a" * 64, "Sari", datetime.now(UTC))
    for role in (EDITOR, DESK):
        assert site.save("sign_off", sign, role=role)["status"] == "forbidden"
    rev = site.save("sign_off", sign, role=PROOF)["rev"]
    forged = replace(sign, record_hash="b" * 64)
    assert site.save("sign_off", forged, base=rev, role=Role.ADMIN)["status"] == "forbidden"
    for role in (EDITOR, DESK, PROOF, PUBLISHER):
        mark = Mark(new_id(), article, "lead", "kata")
        assert site.save("mark", mark, role=role)["status"] == "ok"
    person = Person(new_id(), "Sari", Role.PROOFREADER)
    assert site.save("person", person, role=PUBLISHER)["status"] == "forbidden"
    assert site.save("person", person, role=Role.ADMIN)["status"] == "ok"


def test_pages_are_made_by_the_site_alone(small_site):
    forged = op("article", article_of("Palsu", small_site.photo()))
    forged["kind"] = "page"
    assert small_site.ops(forged)[0]["status"] == "invalid"


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+07:00", "1989-12-31T23:59:00+07:00", "2203-12-01T08:00:00+07:00"]
)
def test_a_moment_no_story_can_mean_is_refused(small_site, at):
    story = small_site.story()
    refused = small_site.publish(story, at=at)
    assert (refused["status"], "Periksa tahunnya" in refused["why"]) == ("invalid", True)
    assert small_site.rows("SELECT count(*) FROM page") == [(0,)]
