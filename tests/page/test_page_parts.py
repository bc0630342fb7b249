"""The fourteen parts of the public page, each one looked for by itself."""

from dataclasses import replace

import page_samples as samples
import pytest
from page_reading import Element, assert_harmless, read, structured

from desktop_app.domain.credit import Credit, CreditForm, Licence, credit_line
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import SiteLists


@pytest.fixture(scope="module")
def html() -> str:
    return samples.renderer().article(samples.full_view())


@pytest.fixture(scope="module")
def page(html: str) -> Element:
    return read(html)


def test_1_a_friendly_line_without_javascript(page: Element) -> None:
    assert "tetap bisa dibaca lengkap" in page.one("noscript").text
    assert_harmless(page)


def test_2_search_is_a_real_form(page: Element) -> None:
    form = page.one("form", role="search")
    assert (form.attributes["method"], form.attributes["action"]) == ("get", "/cari")
    field = form.one("input", name="q")
    assert form.one("label", **{"for": field.attributes["id"]}).text == "Pencarian"


def test_3_the_short_title_is_trail_and_tab(page: Element) -> None:
    short = samples.STORIES[0][0]
    assert page.one("title").text == f"{short} - Berita Kota"
    assert page.one("nav", aria_label="Jejak").every("li")[-1].text == short
    assert (
        page.one("link", rel="canonical").attributes["href"].endswith("/jalur-sepeda-kali-besar-dibuka-lagi")
    )


def test_4_hero_with_credit_line_and_sizes(page: Element) -> None:
    hero = page.one("figure", id="foto-utama")
    assert hero.one(class_="credit").text == "photo Dimas Prayoga - Berita Kota"
    image, webp = hero.one("img"), hero.one("source")
    assert (image.attributes["width"], image.attributes["height"]) == ("1600", "900")
    assert [step.split(" ")[1] for step in image.attributes["srcset"].split(", ")] == [
        "1600w",
        "960w",
        "640w",
    ]
    assert webp.attributes["type"] == "image/webp"
    assert webp.attributes["srcset"].count(".webp ") == 3
    assert image.attributes["alt"] == "Deretan rumah di tepi air, gambar 0"


def test_4_the_credit_shows_without_a_caption() -> None:
    view = samples.full_view()
    bare = replace(samples.PHOTOS[PhotoId("photo-0")], caption="")
    page = read(samples.renderer().article(replace(view, photos={bare.id: bare})))
    caption = page.one("figure", id="foto-utama").one("figcaption")
    assert caption.text.strip() == "photo Dimas Prayoga - Berita Kota"


def test_5_one_headline(page: Element) -> None:
    assert page.one("h1").text == samples.STORIES[0][1]


def test_6_the_lead(page: Element) -> None:
    assert page.one("p", id="teras").text == samples.story(0).lead


def test_7_the_pull_quote(page: Element) -> None:
    quote = page.one("figure", class_="pull-quote")
    assert quote.one("blockquote").text == "Sekarang cucu saya bisa belajar naik sepeda di sini."
    assert quote.one("figcaption").text == "Nurhayati, warga Roa Malaka"


def test_8_every_block_stands_in_the_body_under_its_id(page: Element) -> None:
    body = page.one("div", class_="body")
    ids = [part.attributes["id"] for part in body.inside if isinstance(part, Element)]
    assert ids == [f"b-{i:012x}" for i in range(1, len(samples.BODY) + 1)]
    assert body.one("strong").text == "2,4 kilometer"
    assert body.one("h2").text == "Aturan baru"
    assert len(body.every("li")) == 3
    assert body.one("table").every("td")[1].text == "1.100 m"
    assert body.one("div", class_="table").attributes["tabindex"] == "0"
    assert body.one("div", class_="embed").one("a").attributes["href"].startswith("https://www.youtube.com/")


def test_8_a_figure_keeps_its_own_credit_and_place(page: Element) -> None:
    figure = page.one("figure", class_="figure")
    assert figure.one(class_="caption").one("em").text == "miring"
    assert figure.one(class_="credit").text == "photo ANTARA FOTO/Rini Astuti"
    image = figure.one("img")
    assert (image.attributes["width"], image.attributes["height"]) == ("1200", "900")
    assert image.attributes["srcset"].count(",") == 0, "crops of another shape would move the text"
    assert image.attributes["loading"] == "lazy"


def test_9_the_inline_related_title_is_refreshed(page: Element) -> None:
    also = page.one("p", class_="also")
    assert also.text.startswith("Baca juga:")
    link = also.one("a")
    assert link.text == samples.STORIES[4][1]
    assert link.attributes["href"] == "/berita/halte-baru-di-cempaka-mas"


def test_9_a_story_that_is_not_live_is_no_link() -> None:
    page = read(samples.renderer().article(replace(samples.full_view(), live={})))
    also = page.one("p", class_="also")
    assert not also.every("a")
    assert "Judul lama" in also.text


def test_10_byline_date_views_sharing_tags(page: Element) -> None:
    byline = page.one("p", class_="byline")
    assert byline.one(class_="authors").text == "Oleh Sari Wulandari, Bagus Santoso"
    moment = byline.one("time", class_="published")
    assert moment.text == "Kamis, 20 Desember 2018 14.05 WIB"
    assert moment.attributes["datetime"] == "2018-12-20T14:05:00+07:00"
    assert byline.one(class_="views").text == "1.204 kali dibaca"
    assert "16.05 WIB" in byline.one(class_="updated").text
    share = page.one("nav", class_="share").every("a")
    assert [link.text for link in share] == ["WhatsApp", "Facebook", "X", "Telegram", "Salin alamat"]
    canonical = page.one("link", rel="canonical").attributes["href"]
    assert share[-1].attributes["href"] == canonical
    tags = page.one("nav", class_="tags").every("a")
    assert [tag.attributes["href"] for tag in tags] == ["/tag/sepeda", "/tag/Kali%20Besar"]


def test_11_related_news(page: Element) -> None:
    related = page.one("section", class_="related")
    assert related.one("h2").text == "Berita Terkait"
    addresses = [link.attributes["href"] for link in related.every("a")]
    assert addresses == [
        "/berita/lenong-masuk-sekolah",  # by hand
        "/berita/panen-cabai-di-atap-rusun",  # two shared tags
        "/berita/halte-baru-di-cempaka-mas",  # same section
    ]


def test_12_most_read(page: Element) -> None:
    box = page.one("section", class_="popular")
    assert box.one("h2").text == "Berita Terpopuler"
    assert box.one("a", class_="more").text == "indeks"
    rows = box.one("ol").every("li")
    assert len(rows) == 5
    for text in ("Posyandu Tambora buka sore", "20-12-2018", "1.107 kali dibaca", "Sari Wulandari"):
        assert text in rows[1].text
    assert "per 14.02 WIB" in box.text


def test_12_most_read_before_the_site_was_ever_seen() -> None:
    page = read(samples.renderer().article(replace(samples.full_view(), lists=SiteLists())))
    assert "Belum ada hitungan" in page.one("section", class_="popular").text


def test_13_countdown_is_a_date_without_javascript(page: Element) -> None:
    box = page.one("section", class_="countdown")
    assert box.one("h2").text == "Hitung Mundur"
    clock = box.one("div", class_="clock")
    assert clock.attributes["data-countdown"] == "2027-06-22T00:00:00+07:00"
    assert clock.one("time").text == "22 Juni 2027"
    assert [unit.text for unit in clock.every("dt")] == ["Hari", "Jam", "Menit", "Detik"]
    assert "hidden" in clock.one("dl").attributes


def test_14_for_machines(page: Element) -> None:
    assert page.one("link", rel="canonical").attributes["href"].startswith("https://berita.example/berita/")
    data = structured(page)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == samples.STORIES[0][1]
    assert data["datePublished"] == "2018-12-20T14:05:00+07:00"
    assert [person["name"] for person in data["author"]] == ["Sari Wulandari", "Bagus Santoso"]
    hero, second = data["image"]
    assert hero["creator"] == [{"@type": "Person", "name": "Dimas Prayoga"}]
    assert hero["copyrightNotice"] == "© Berita Kota"
    assert second["copyrightNotice"] == "© ANTARA FOTO"
    assert hero["license"] == "https://berita.example/lisensi"
    seen = {
        meta.attributes.get("property"): meta.attributes["content"]
        for meta in page.every("meta")
        if "content" in meta.attributes
    }
    assert seen["og:title"] == samples.STORIES[0][1]
    assert (seen["og:image:width"], seen["og:image:height"]) == ("1200", "630")
    assert page.one("link", type="application/atom+xml").attributes["href"] == "/umpan.xml"


@pytest.mark.parametrize("form", CreditForm)
def test_the_credit_on_the_page_is_the_credit_for_machines(form: CreditForm) -> None:
    credit = Credit(('Ni "Lu" <Sari> & Edi', "O'Neil"), "Dinas & Kota", form, Licence.OWN)
    hero = samples.photo(0, credit)
    page = read(samples.renderer().article(replace(samples.full_view(), photos={hero.id: hero})))
    line = credit_line(credit, "Berita Kota")
    assert page.one("figure", id="foto-utama").one(class_="credit").text == line
    assert structured(page)["image"][0]["creditText"] == line


def test_parts_come_in_reading_order(html: str) -> None:
    marks = (
        "<noscript>", "Pencarian", 'id="judul-pendek"', 'id="foto-utama"', "<h1", 'id="teras"', 'class="byline"',
        'class="body"', 'class="pull-quote"', 'class="also"', 'class="tags"', 'class="share"', "Berita Terkait",
        ">Berita Terpopuler</a></h2>", "Hitung Mundur",
    )  # fmt: skip
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)
