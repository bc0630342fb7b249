from pathlib import Path

import pytest

from desktop_app.desk.demo import load
from desktop_app.domain.credit import CreditForm
from desktop_app.domain.directory import Directory, checked
from desktop_app.domain.newsroom import SECTIONS, Role
from desktop_app.markup.stored import body_from_markdown, markdown_of, read_body
from desktop_app.markup.uses import figures, related_ids
from desktop_app.photos.examining import examine
from desktop_app.photos.metadata import read

FOLDER = Path(__file__).parents[2] / "resources" / "demo"


@pytest.fixture(scope="module")
def newsroom():
    return load(FOLDER)


def test_four_people_twelve_stories(newsroom):
    assert {person.role for person in newsroom.people} == {
        Role.EDITOR,
        Role.PHOTO_DESK,
        Role.PROOFREADER,
        Role.PUBLISHER,
    }
    assert len(newsroom.stories) == 12
    assert {story.section for story in newsroom.stories} == {section.key for section in SECTIONS}
    for things in (newsroom.people, newsroom.directory, newsroom.pictures, newsroom.stories):
        assert len({thing.id for thing in things}) == len(things)


def test_everybody_credited_for_the_house_is_in_the_directory(newsroom):
    directory = Directory(newsroom.directory)
    for picture in newsroom.pictures:
        credit = picture.credit
        if credit is None or credit.form is CreditForm.CITIZEN:
            continue
        for name in filter(None, (*credit.creators, credit.source)):
            assert directory.named(name), name
    assert [found.entry.name for found in directory.suggest("yap")] == ["Yohanes Adi Pramudya"]
    assert all(checked(entry) == entry for entry in newsroom.directory)


def test_bodies_are_canonical_and_their_links_lead_somewhere(newsroom):
    by_id = {story.id: story for story in newsroom.stories}
    for story in newsroom.stories:
        body = body_from_markdown(story.body)
        assert markdown_of(body).strip() == story.body, story.key
        document = read_body(body)
        assert tuple(use.photo_id for use in figures(document)) == story.figures
        assert any("[!kutipan]" in block.text for block in body), story.key
        for target in related_ids(document):
            assert by_id[target].published_at is not None, story.key
            if story.published_at is not None:
                assert by_id[target].published_at < story.published_at, story.key
        assert all(target in by_id for target in story.related)


def test_pictures_carry_what_the_newsroom_says(newsroom):
    uncredited = []
    for picture in newsroom.pictures:
        assert picture.file.stat().st_size < 250_000
        told = examine(picture.file)
        assert (told.width, told.height) == (1800, 1200)
        assert told.caption == picture.caption
        assert told.alt == picture.alt
        assert told.taken_at == picture.taken_at
        if picture.credit is None:
            uncredited.append(picture.key)
            assert not told.proposed.named
            continue
        for name in ("creators", "source", "form", "copyright_notice"):
            assert getattr(told.proposed, name) == getattr(picture.credit, name), picture.key
        assert read(picture.file.read_bytes()).headline == picture.headline
    assert uncredited == ["lapangan-sore"]


def test_published_stories_use_only_credited_pictures(newsroom):
    credited = {picture.id for picture in newsroom.pictures if picture.credit}
    for story in newsroom.stories:
        if story.published_at is not None:
            assert {story.hero, *story.figures} <= credited
