"""Whole pages, byte for byte. Refresh with MEJA_REFRESH_GOLDEN=1 and read the difference before committing it."""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import page_samples as samples
import pytest

from desktop_app.domain.article import Article
from desktop_app.domain.ids import ArticleId
from desktop_app.page.views import (
    ArticleView,
    FeedView,
    HomeView,
    IndeksView,
    NotFoundView,
    PopularView,
    SearchView,
    SectionView,
    TagView,
)

# A change of the style sheet alone must not change every golden file.
VERSION = re.compile(r"\?v=[0-9a-f]{10}")
GOLDEN = Path(__file__).parent / "golden"
CARDS, LISTS = samples.CARDS, samples.LISTS
SECTIONS = samples.SETTINGS.sections
STRIPS = tuple((one, tuple(card for card in CARDS if card.section == one.key)) for one in SECTIONS)

PAGES = {
    "article.html": lambda r: r.article(samples.full_view()),
    "article_unpublished.html": lambda r: r.article(
        replace(samples.full_view(), page=None, photos={}, live={}, related=())
    ),
    "article_empty.html": lambda r: r.article(ArticleView(Article(ArticleId("story-x")))),
    "home.html": lambda r: r.home(HomeView(CARDS, STRIPS, LISTS)),
    "home_empty.html": lambda r: r.home(HomeView()),
    "section.html": lambda r: r.section(SectionView(SECTIONS[2], CARDS, 2, True, LISTS)),
    "tag.html": lambda r: r.tag(TagView("Kali Besar", CARDS[:2], lists=LISTS)),
    "indeks.html": lambda r: r.indeks(
        IndeksView(samples.DAY, CARDS, date(2018, 12, 19), date(2018, 12, 21), LISTS)
    ),
    "popular.html": lambda r: r.popular(PopularView(LISTS)),
    "search.html": lambda r: r.search(SearchView("jalur sepeda", CARDS[:2], 1, True, 14, LISTS)),
    "search_form.html": lambda r: r.search(SearchView()),
    "not_found.html": lambda r: r.not_found(NotFoundView()),
    "feed.xml": lambda r: r.feed(FeedView(CARDS)),
    "sitemap.xml": lambda r: r.sitemap(FeedView(CARDS)),
    "robots.txt": lambda r: r.robots(),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_as_it_was(name: str) -> None:
    rendered = VERSION.sub("?v=0", PAGES[name](samples.renderer())).encode()
    file = GOLDEN / name
    if os.environ.get("MEJA_REFRESH_GOLDEN"):
        file.write_bytes(rendered)
    assert rendered == file.read_bytes()


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_same_view_gives_the_same_bytes(name: str) -> None:
    renderer = samples.renderer()
    first = PAGES[name](renderer)
    assert first == PAGES[name](renderer) == PAGES[name](samples.renderer())
