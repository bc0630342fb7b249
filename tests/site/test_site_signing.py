"""The last gate: four eyes at the site itself, an audit log nobody rewrites, takedowns that stay down."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop_app.domain.audit import Entry
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role, SiteSettings
from desktop_app.domain.proof import SignOff

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def sign(site, story, by, role=Role.ADMIN):
    made = SignOff(new_id(), story.article.id, story.hash, by, site.clock())
    assert site.save("sign_off", made, role=role)["status"] == "ok"


def test_with_four_eyes_an_authors_signature_does_not_count_by_name_or_by_account(small_site):
    site = small_site
    site.store.set_settings(SiteSettings(four_eyes=True))
    # The accounts of these tests are called like their roles.
    story = site.story(signed=False, authors=("Dewi", "admin"))
    sign(site, story, "Dewi", Role.PROOFREADER)
    refused = site.publish(story)
    assert (refused["status"], "penulisnya sendiri" in refused["why"]) == ("not_ready", True)
    sign(site, story, "Nama samaran", Role.ADMIN)  # the author's own account under another name
    assert site.publish(story)["status"] == "not_ready"
    sign(site, story, "Sari", Role.PROOFREADER)
    assert site.publish(story)["status"] == "ok"


def test_with_four_eyes_whoever_wrote_does_not_sign_whatever_the_byline_says(small_site):
    site = small_site
    site.store.set_settings(SiteSettings(four_eyes=True))
    story = site.story(signed=False, authors=("Dewi",))  # typed by Rina, sent by admin
    sign(site, story, "Rina", Role.PROOFREADER)
    assert site.publish(story)["status"] == "not_ready"
    sign(site, story, "Sari", Role.PROOFREADER)
    assert site.publish(story)["status"] == "ok"


def test_an_entry_of_the_audit_log_is_added_and_never_changed(site):
    entry = Entry(new_id(), NOW, "Sari", "meja-1", "override", "article", new_id(), reason="Siaga")
    rev = site.save("audit", entry, role=Role.EDITOR)["rev"]
    for role in (Role.EDITOR, Role.ADMIN):
        refused = site.save("audit", replace(entry, reason="Lain"), base=rev, role=role)
        assert refused["status"] == "forbidden"
    assert site.ask("GET", f"/sync/v1/items/audit/{entry.id}").json["doc"]["reason"] == "Siaga"


def test_every_command_is_in_the_log_of_every_desk(small_site):
    site = small_site
    story = site.story()
    assert site.publish(story, role=Role.PUBLISHER)["status"] == "ok"
    assert site.publish(story, note="Semula 14, seharusnya 12.")["status"] == "ok"
    assert site.publish(story, name="takedown")["status"] == "invalid"
    assert site.publish(story, name="takedown", note="Putusan pengadilan.")["status"] == "ok"
    log = [change["doc"] for change in site.changes()["changes"] if change["kind"] == "audit"]
    assert [(line["act"], line["by"]) for line in log] == [
        ("publish", "publisher"),
        ("correct", "admin"),
        ("takedown", "admin"),
    ]
    assert site.publish(story)["status"] == "not_ready"
    assert site.publish(story, override="Putusan dibatalkan")["status"] == "ok"
    assert "seharusnya 12" in site.read("/berita/banjir-surut").text


def test_a_correction_is_not_scheduled(small_site):
    story = small_site.story()
    later = (small_site.clock() + timedelta(hours=1)).isoformat()
    refused = small_site.publish(story, at=later, note="Ralat.")
    assert (refused["status"], "dijadwalkan" in refused["why"]) == ("invalid", True)
