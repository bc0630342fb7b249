"""Cards, related news, numbers, addresses, weight, policy: the rules behind the page."""

import re
from dataclasses import replace
from datetime import timedelta

import page_samples as samples
import pytest

from desktop_app.domain.article import Article, Page, PhotoUse, Publication
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.domain.photo import Photo
from desktop_app.page import addresses, policy
from desktop_app.page.cards import card_of
from desktop_app.page.numbers import thousands
from desktop_app.page.pictures import BODY, HERO, picture_of
from desktop_app.page.related import CANDIDATES, SHOWN, pick
from desktop_app.page.static import Static
from desktop_app.page.views import HomeView

HEAVIEST = 60_000  # bytes, everything but photos, nothing compressed


def test_related_is_hand_picked_first_then_alike_never_itself() -> None:
    story, cards = samples.story(0), samples.CARDS
    picked = pick(story, (cards[3], cards[0]), cards)
    assert [card.article_id for card in picked] == ["story-3", "story-2", "story-4"]
    assert all(card.views == 0 for card in picked)


def test_related_does_not_depend_on_the_order_of_candidates() -> None:
    story, cards = samples.story(0), samples.CARDS
    assert pick(story, (), cards) == pick(story, (), cards[::-1])


def test_related_prefers_shared_tags_then_newer_then_the_id() -> None:
    story = samples.story(0)
    same = [replace(samples.CARDS[4], article_id=f"x-{i}", published_at=samples.PUBLISHED) for i in range(6)]
    newer = replace(same[5], published_at=samples.PUBLISHED + timedelta(hours=1))
    tagged = replace(same[4], tags=("SEPEDA",))
    found = pick(story, (), (*same[:4], tagged, newer))
    assert [card.article_id for card in found] == ["x-4", "x-5", "x-0", "x-1"]
    assert len(found) == SHOWN < CANDIDATES


def test_related_is_empty_when_nothing_is_alike() -> None:
    assert pick(Article(ArticleId("lonely")), (), samples.CARDS) == ()


def test_a_card_without_anything_still_stands() -> None:
    card = card_of(Article(ArticleId("x")), None, None, samples.SETTINGS)
    assert (card.slug, card.section, card.thumb, card.thumb_alt) == ("x", "", "", "")
    assert card.published_at.year == 1970


def test_a_card_takes_the_pages_slug_and_the_uses_alt() -> None:
    article = replace(samples.story(0), hero=PhotoUse(PhotoId("photo-0"), alt="alt khusus"))
    page = Page(article.id, "alamat-lama", "r", Publication.LIVE, samples.PUBLISHED, views=7)
    card = card_of(article, page, samples.PHOTOS[PhotoId("photo-0")], samples.SETTINGS)
    assert (card.slug, card.thumb_alt, card.views) == ("alamat-lama", "alt khusus", 7)
    assert card.thumb.startswith("/foto/")
    assert len({card.thumb, card.card, card.hero}) == 3


def test_a_decorative_picture_has_an_empty_alt() -> None:
    photo = replace(samples.photo(0), decorative=True)
    assert picture_of(photo, PhotoUse(photo.id, alt="x"), "S", HERO).alt == ""


def test_a_small_original_lists_each_width_once() -> None:
    small = samples.photo(0)
    shrunk = tuple(replace(one, width=640, height=360) for one in small.renditions if one.name in HERO)
    picture = picture_of(replace(small, renditions=shrunk), PhotoUse(small.id), "S", HERO)
    assert picture.srcset.count("640w") == 1
    assert (picture.width, picture.height) == (640, 360)


def test_a_body_picture_is_the_whole_picture() -> None:
    whole = picture_of(samples.photo(0), PhotoUse(PhotoId("photo-0")), "S", BODY)
    assert (whole.width, whole.height) == (1200, 900)


def test_a_photo_without_renditions_keeps_its_credit() -> None:
    bare = Photo(PhotoId("p"), "0" * 64, 10, 10, credit=samples.photo(0).credit)
    assert picture_of(bare, PhotoUse(bare.id), "S", HERO).credit == "photo Dimas Prayoga - S"


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (1204, "1.204"), (1_204_000, "1.204.000")]
)
def test_numbers(number: int, text: str) -> None:
    assert thousands(number) == text


def test_addresses_carry_any_name() -> None:
    assert addresses.tag("a/b ?#é") == "/tag/a%2Fb%20%3F%23%C3%A9"
    assert addresses.section("kesra", 2) == "/rubrik/kesra?hal=2"
    assert addresses.search("a&b", 3) == "/cari?q=a%26b&hal=3"
    assert addresses.indeks(samples.DAY) == "/indeks?tanggal=2018-12-20"


def test_sharing_links_are_escaped() -> None:
    for _, link in addresses.share("https://s.example/berita/x?y=1&z", 'Judul & "kutip"'):
        assert re.fullmatch(r"https://[\w./-]+\?[\w%=&.~-]+", link), link


def test_the_policy_lets_in_nothing_but_our_own() -> None:
    assert policy.CSP.startswith("default-src 'none'")
    assert "unsafe" not in policy.CSP
    assert "http" not in policy.CSP
    assert "form-action 'self'" in policy.CSP
    assert "img-src meja:" in policy.csp("meja:")


@pytest.mark.parametrize("name", ["article", "home"])
def test_a_page_weighs_little(name: str) -> None:
    renderer = samples.renderer()
    html = (
        renderer.article(samples.full_view())
        if name == "article"
        else renderer.home(HomeView(samples.CARDS * 5, (), samples.LISTS))
    )
    files = set(re.findall(r'"/gaya/([\w.-]+)\?v=', html))
    weight = len(html.encode()) + sum((samples.PUBLIC / "static" / file).stat().st_size for file in files)
    assert {"situs.css", "situs.js", "judul.woff2", "ikon.svg"} == files
    assert weight <= HEAVIEST


def test_the_style_sheet_names_the_face_the_page_preloads() -> None:
    """Were the two addresses different, the face would load twice and come too late."""
    address = Static(samples.PUBLIC / "static").address("judul.woff2")
    assert f'url("{address}")' in (samples.PUBLIC / "static" / "situs.css").read_text("utf-8")


def test_a_static_file_that_is_missing_is_a_fault() -> None:
    with pytest.raises(KeyError):
        Static(samples.PUBLIC / "static").address("tidak-ada.css")


def test_an_article_of_a_thousand_words_in_one_word() -> None:
    long = replace(samples.full_view().article, headline="W" * 3000, short_title="x" * 3000, lead="y " * 3000)
    html = samples.renderer().article(replace(samples.full_view(), article=long))
    assert "W" * 3000 in html
