"""The whole day, end to end: a real store, real photos, a real site in its own process."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.app.folders import resources
from desktop_app.app.walk import Day, fetch, walk
from desktop_app.desk import demo, finding, previewing, syncing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.credit import credit_line
from desktop_app.domain.ids import ArticleId

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Day, Desk]]:
    with walk(tmp_path_factory.mktemp("hari") / "meja", say=lambda text: None) as day:
        yield day


def test_every_step_of_the_day_holds(walked: tuple[Day, Desk]) -> None:
    day, _ = walked
    assert [check for check in day.checks if not check["ok"]] == []
    assert len(day.checks) >= 26


def test_the_preview_is_the_public_page_byte_for_byte_for_every_demo_story(walked: tuple[Day, Desk]) -> None:
    """Counts are the site's of the last contact, and nobody reads meanwhile; the page holds no clock at all."""
    _, desk = walked
    syncing.one_round(desk)
    compared = 0
    for story in demo.load(resources() / "demo").stories:
        found = finding.open_article(desk, ArticleId(story.id))
        if found.public_url:
            assert found.page is not None
            assert found.page.published_at == story.published_at
            assert previewing.page(desk, found.article.id).html == fetch(found.public_url), story.key
            compared += 1
    assert compared >= 9


def test_every_picture_on_the_page_comes_from_the_site_with_its_credit_inside(
    walked: tuple[Day, Desk],
) -> None:
    day, desk = walked
    found = finding.open_article(desk, ArticleId(day.article_id))
    assert found.article.hero is not None
    photo = found.photos[found.article.hero.photo_id]
    line = credit_line(photo.credit, "Berita Kota")
    site = day.public_url.partition("/berita/")[0]
    for rendition in photo.renditions:
        ending = "jpg" if rendition.format == "jpeg" else "webp"
        with urllib.request.urlopen(f"{site}/foto/{rendition.sha256}.{ending}", timeout=20) as answer:
            assert line.encode() in answer.read()


def test_only_the_previewed_pages_own_files_are_answered(walked: tuple[Day, Desk], tmp_path: Path) -> None:
    _, desk = walked
    assert previewing.asset(desk, "/gaya/situs.css") is not None
    for path in ("/gaya/../templates/base.html", "/foto/../meja.db", "/etc/passwd", "/gaya/", "/foto/x.jpg"):
        assert previewing.asset(desk, path) is None
