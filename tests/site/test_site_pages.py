"""The pages readers see: what was published, whole, safe and countable."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from site_net import READER

from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import new_id
from desktop_app.domain.proof import SignOff, record_hash
from desktop_app.page.policy import CSP
from desktop_app.site.views import ViewCounter

SCRIPT = "<script>alert('kena')</script>"
MARKUP = f'"><img src=x onerror=alert(1)>{SCRIPT}&amp;</title>'


def count(site, article_id):
    return site.ask("GET", "/sync/v1/lists").json["views"].get(article_id, 0)


def test_a_story_on_its_page(site):
    story = site.story("Banjir Surut")
    assert site.read("/berita/banjir-surut").status == 404
    site.publish(story)
    page = site.read("/berita/banjir-surut")
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"] == CSP
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in page.headers
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    assert "photo Budi Santoso - Berita Kota" in page.text
    assert story.article.headline in page.text
    assert 'id="b-aaaa00000001"' in page.text


def test_the_public_reads_what_was_published_not_the_draft(site):
    story = site.story("Banjir Surut")
    site.publish(story)
    secret = replace(story.article, headline="RAHASIA belum terbit")
    site.save("article", secret, base=story.rev)
    renamed = replace(story.photo, caption="TAKARIR BARU")
    revs = [c["rev"] for c in site.changes()["changes"] if c["id"] == story.photo.id]
    assert site.save("photo", renamed, base=revs[0])["status"] == "ok"
    text = site.read("/berita/banjir-surut").text
    assert "RAHASIA" not in text
    assert "TAKARIR BARU" not in text
    assert "RAHASIA" not in site.read("/").text + site.read("/umpan.xml").text


def test_a_page_keeps_its_tag_until_it_changes(small_site):
    site = small_site
    site.publish(site.story("Tetap"))
    first = site.ask("GET", "/berita/tetap", role=None)
    tag = first.headers["etag"]
    assert site.ask("GET", "/berita/tetap", role=None, If_None_Match=tag).status == 304
    assert site.ask("HEAD", "/berita/tetap", role=None).data == b""
    packed = site.ask("GET", "/berita/tetap", role=None, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.data) < len(first.data)
    site.read("/berita/tetap")
    site.ask("GET", "/sync/v1/lists")  # brings the count in at once; by itself it follows within seconds
    assert site.ask("GET", "/berita/tetap", role=None, If_None_Match=tag).status == 200


def test_a_withdrawn_story_says_so(site):
    story = site.story("Ditarik")
    site.publish(story)
    picture = f"/foto/{story.photo.renditions[0].sha256}.jpg"
    assert site.read(picture).status == 200
    site.publish(story, name="unpublish")
    page = site.read("/berita/ditarik")
    assert page.status == 410
    assert "menarik berita ini" in page.text
    assert site.read(picture).status == 404
    assert "Ditarik" not in site.read("/cari?q=ditarik").text.replace("ditarik", "")
    assert story.article.headline not in site.read("/").text


def test_every_public_address_answers(site):
    site.publish(site.story("Banjir Surut"))
    headline = "Banjir Surut"
    day = re.search(r'href="(/indeks\?tanggal=[\d-]+)', site.read("/indeks").text)
    for path in ("/", "/rubrik/lingkungan", "/indeks", "/tag/Banjir", "/tag/ciliwung", "/cari?q=surut"):
        page = site.read(path)
        assert (page.status, headline in page.text) == (200, True), path
        assert page.headers["content-security-policy"] == CSP
    if day:
        assert site.read(day[1]).status == 200
    assert site.read("/terpopuler").status == 200
    assert headline in site.read("/umpan.xml").text
    assert "/berita/banjir-surut" in site.read("/peta-berita.xml").text
    assert "peta-berita.xml" in site.read("/robots.txt").text
    style = re.search(r'href="(/gaya/[^"]+\.css\?v=[^"]+)"', site.read("/").text)[1]
    got = site.read(style)
    assert got.headers["content-type"].startswith("text/css")
    assert "immutable" in got.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/berita/tidak-ada",
        "/rubrik/tidak-ada",
        "/rubrik/lingkungan?hal=99",
        "/rubrik/lingkungan?hal=x",
        "/tag/kosong",
        "/indeks?tanggal=kapan",
        "/indeks?tanggal=0001-01-01",
        "/foto/../situs.db",
        "/foto/" + "a" * 64 + ".jpg",
        "/gaya/..%2ftemplates%2fbase.html",
        "/gaya/tidak-ada.css",
        "/apa/saja",
    ],
)
def test_what_is_not_there_is_a_page_for_people(small_site, path):
    page = small_site.read(path)
    assert page.status == 404
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"] == CSP
    assert "tidak ditemukan" in page.text


def test_pictures_have_our_type_and_originals_stay_inside(site):
    story = site.story("Foto")
    path = f"/foto/{story.photo.renditions[2].sha256}.webp"
    assert site.read(path).status == 404  # nothing published yet
    site.publish(story)
    picture = site.read(path)
    assert (picture.status, picture.headers["content-type"]) == (200, "image/webp")
    assert "immutable" in picture.headers["cache-control"]
    assert picture.headers["content-security-policy"].startswith("sandbox")
    assert picture.headers["x-content-type-options"] == "nosniff"
    assert site.read(path.replace(".webp", ".jpg")).status == 404
    assert site.read(f"/foto/{story.photo.sha256}.jpg").status == 404


def test_markup_in_any_field_is_only_text(site):
    picture = site.photo(
        "jahat",
        caption=MARKUP,
        alt=MARKUP,
        file_name=MARKUP,
        credit=site.photo().credit.__class__((MARKUP,), licence="own"),
    )
    story = site.story(
        f"Jahat {MARKUP}",
        hero=picture,
        headline=MARKUP,
        lead=MARKUP,
        authors=(MARKUP,),
        tags=(MARKUP,),
        body=(
            BlockText("aaaa00000001", MARKUP),
            BlockText("aaaa00000002", f"![{MARKUP}](foto:{picture.id})"),
        ),
    )
    story.hash = ""
    done = site.publish(story, override="uji")
    assert done["status"] == "ok", done
    slug = done["url"].rpartition("/")[2]
    for path in (f"/berita/{slug}", "/", "/rubrik/lingkungan", "/indeks", "/umpan.xml", f"/cari?q={'jahat'}"):
        text = site.read(path).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert "onerror=alert(1)>" not in text.replace("&gt;", ""), path
    from urllib.parse import quote

    text = site.read(f"/cari?q={quote(MARKUP)}").text + site.read(f"/tag/{quote(MARKUP)}").text
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_search_takes_words_and_nothing_else(site):
    site.publish(site.story("Banjir Surut"))
    assert "Banjir Surut" in site.read("/cari?q=banj").text
    assert "Banjir Surut" in site.read("/cari?q=subuh%20Kartika").text
    for hostile in ('"', "banjir%20AND", "%27%27%20OR%201", "a%3A*%26%7C!(", "NEAR(a%20b)", "%00", "%25%5f"):
        assert site.read(f"/cari?q={hostile}").status == 200, hostile
    assert "/berita/banjir-surut" not in site.read("/cari?q=gempa").text


def test_readers_are_counted_and_the_newsroom_is_not(site):
    story = site.story("Banjir Surut")
    site.publish(story)
    path, name = "/berita/banjir-surut", story.article.id
    for _ in range(3):
        site.read(path)
    assert count(site, name) == 3
    site.read(path, X_Meja_Redaksi="1")
    site.read(path, Cookie="meja=1")
    site.read(path, Sec_Purpose="prefetch")
    site.read(path, User_Agent="Googlebot/2.1 (+http://www.google.com/bot.html)")
    site.ask("GET", path, role=None)
    site.ask("HEAD", path, role=None, **READER)
    assert count(site, name) == 3
    listed = site.ask("GET", "/sync/v1/lists").json["most_read"]
    assert [(card["article_id"], card["views"]) for card in listed] == [(name, 3)]
    assert "Banjir Surut" in site.read("/terpopuler").text


def test_a_restart_changes_no_count_and_no_moment(site):
    story = site.story("Banjir Surut")
    site.publish(story)
    site.read("/berita/banjir-surut")
    told = site.ask("GET", "/sync/v1/lists").json
    site.clock.ahead = timedelta(hours=2)
    again = ViewCounter(site.store)
    assert again.totals() == told["views"] == {story.article.id: 1}
    assert again.as_of == datetime.fromisoformat(told["as_of"])


def test_who_comes_from_the_desk_gets_the_cookie(small_site):
    site = small_site
    story = site.story("Banjir Surut")
    site.publish(story)
    came = site.read("/berita/banjir-surut?dari=meja&x=1")
    assert (came.status, came.headers["location"]) == (303, "/berita/banjir-surut?x=1")
    cookie = came.headers["set-cookie"]
    assert cookie.startswith("meja=1")
    assert "HttpOnly" in cookie
    assert count(site, story.article.id) == 0
    assert site.read("/tag//evil.example?dari=meja").headers["location"] == "/tag//evil.example"


def test_links_between_stories_follow_what_is_live(site):
    target = site.story("Tujuan")
    body = (
        BlockText("aaaa00000001", "Isi."),
        BlockText("aaaa00000002", f"Baca juga: [Judul lama](artikel:{target.article.id})"),
    )
    story = site.story("Asal", body=body)
    held = site.publish(story)
    assert held["status"] == "not_ready", held
    site.publish(target)
    assert site.publish(story)["status"] == "ok"
    text = site.read("/berita/asal").text
    assert 'href="/berita/tujuan"' in text
    assert target.article.headline in text
    site.publish(target, name="unpublish")
    assert 'href="/berita/tujuan"' not in site.read("/berita/asal").text


def test_publishing_again_keeps_the_first_date(site):
    story = site.story("Ralat")
    site.publish(story)
    first = site.ask("GET", f"/sync/v1/items/page/{story.article.id}").json["doc"]
    corrected = replace(story.article, lead="Teras yang diralat.")
    rev = site.save("article", corrected, base=story.rev)["rev"]
    said = record_hash(corrected, [story.photo])
    site.save("sign_off", SignOff(new_id(), corrected.id, said, "Sari", site.clock()))
    assert site.publish(story, rev=rev, record_hash=said)["status"] == "ok"
    second = site.ask("GET", f"/sync/v1/items/page/{story.article.id}").json["doc"]
    assert second["published_at"] == first["published_at"]
    assert second["updated_at"] > first["published_at"]
    assert "diralat" in site.read("/berita/ralat").text
