"""Photos on live pages: a corrected credit follows by itself, a picture whose rights ran out leaves by itself."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from credited import credited_file
from site_net import with_files

from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.document import BlockText
from desktop_app.domain.newsroom import Role
from desktop_app.domain.photo import Pass
from desktop_app.domain.photo_gates import fingerprint
from desktop_app.photos.metadata import read
from desktop_app.site.chores import withhold_what_is_over

CORRECTED = Credit(("Budi Santoso Putra",), licence=Licence.OWN)


def live_rev(site, photo):
    return site.ask("GET", f"/sync/v1/items/photo/{photo.id}").json["rev"]


def linked_data(page):
    start = page.text.index('<script type="application/ld+json">') + 35
    return json.loads(page.text[start : page.text.index("</script>", start)])


def test_a_corrected_credit_follows_to_every_live_page(site):
    picture = site.photo("lumpur")
    stories = [site.story(f"Banjir {number}", hero=picture) for number in range(3)]
    for story in stories[:2]:
        assert site.publish(story)["status"] == "ok"
    waiting = replace(picture, credit=CORRECTED)
    rev = site.save("photo", waiting, base=live_rev(site, picture))["rev"]
    assert "Budi Santoso Putra" not in site.read("/berita/banjir-0").text  # the files still say the old name
    after = with_files(site, waiting)
    assert site.save("photo", after, base=rev)["status"] == "ok"
    for number in range(2):
        page = site.read(f"/berita/banjir-{number}")
        line = "photo Budi Santoso Putra - Berita Kota"
        assert page.text.count(f'<span class="credit">{line}</span>') == 1
        assert linked_data(page)["image"][0]["creditText"] == line
        file = site.read(f"/foto/{after.renditions[0].sha256}.jpg")
        assert read(file.data).credit == line
        assert site.read(f"/foto/{picture.renditions[0].sha256}.jpg").status == 404
    assert site.read("/berita/banjir-2").status == 404
    page = site.ask("GET", f"/sync/v1/items/page/{stories[0].article.id}").json["doc"]
    assert page["revision"] == stories[0].rev
    assert page["card"]["card"] == f"/foto/{after.renditions[1].sha256}.jpg"


def test_words_nobody_signed_do_not_follow(small_site):
    site = small_site
    picture = site.photo("lumpur")
    assert site.publish(site.story("Banjir", hero=picture))["status"] == "ok"
    after = with_files(site, replace(picture, credit=CORRECTED, caption="Belum disahkan siapa pun."))
    site.save("photo", after, base=live_rev(site, picture))
    page = site.read("/berita/banjir").text
    assert "Budi Santoso Putra" in page
    assert "Belum disahkan siapa pun." not in page


def test_files_that_say_another_name_than_the_page_stop_a_story(small_site):
    site = small_site
    picture = site.photo("lumpur")
    lying = replace(
        picture.renditions[0], sha256=site.upload(credited_file(replace(picture, credit=CORRECTED)))
    )
    wrong = site.photo("bohong", renditions=(lying,))
    refused = site.publish(site.story("Bohong", hero=wrong), override="tetap saja")
    assert refused["status"] == "not_ready"
    assert "lain dari kredit di halaman" in refused["why"]


def test_a_picture_leaves_the_page_when_its_rights_are_over(site):
    last = date(2026, 12, 31)
    credit = Credit(("Budi",), licence=Licence.AGENCY, expires=last)
    over, stays = site.photo("sewa", credit=credit), site.photo("sendiri")
    body = (
        BlockText("aaaa00000002", f"![Lumpur](foto:{over.id})"),
        BlockText("aaaa00000003", "Isi tetap ada."),
    )
    hero = site.story("Di Atas", hero=over)
    inside = site.story("Di Dalam", hero=stays, body=body)
    inside.hash = ""
    for story in (hero, inside):
        assert site.publish(story, override="korektor menyusul")["status"] == "ok"
    file = f"/foto/{over.renditions[0].sha256}.jpg"
    withhold_what_is_over(site.store, last)
    assert site.read(file).status == 200
    withhold_what_is_over(site.store, last + timedelta(days=1))
    assert site.read(file).status == 404
    above, within = site.read("/berita/di-atas").text, site.read("/berita/di-dalam").text
    assert "photo Budi - Berita Kota" not in above + within
    assert "Isi tetap ada." in within
    assert stays.renditions[0].sha256 in within
    with site.store.reading() as connection:
        told = connection.exec_driver_sql("SELECT act, reason FROM audit WHERE act = 'rights_ended'").all()
    assert told == [("rights_ended", "sewa.jpg")] * 2


@pytest.mark.parametrize(("role", "status"), [(Role.PHOTO_DESK, "forbidden"), (Role.PUBLISHER, "ok")])
def test_a_red_line_is_only_passed_by_a_publisher(small_site, role, status):
    site = small_site
    picture = site.photo("lumpur")
    given = Pass("C5", fingerprint(picture), "Dewi", Role.PUBLISHER, "Siaga banjir", site.store.now())
    passed = replace(picture, passes=(given,))
    assert site.save("photo", passed, base=live_rev(site, picture), role=role)["status"] == status
