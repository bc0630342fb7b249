"""How a story looks elsewhere: made from the same record, and as harmless as its page."""

from dataclasses import replace

import pytest
from page_samples import full_view, renderer

HOSTILE = '</title><script>x</script>"><img src=x onerror=1>'


@pytest.mark.parametrize("kind", ["share", "result", "feed"])
def test_it_says_the_storys_own_words_and_nothing_of_them_becomes_markup(kind):
    view = full_view()
    told = {"share": view.article.headline, "result": view.article.short_title, "feed": view.article.headline}
    assert told[kind] in renderer().appearance(view, kind)
    hostile = replace(view.article, short_title=HOSTILE, headline=HOSTILE, lead=HOSTILE)
    html = renderer().appearance(replace(view, article=hostile), kind)
    assert "<script" not in html
    assert "onerror=1>" not in html
    assert "&lt;script&gt;" in html


def test_the_feed_shows_the_very_entry_that_goes_out():
    view = full_view()
    html = renderer().appearance(view, "feed")
    assert "&lt;entry&gt;" in html
    assert f"urn:uuid:{view.article.id}" in html
    assert html.count("&lt;/entry&gt;") == 1


def test_a_story_without_photo_says_how_its_card_will_look():
    view = replace(full_view(), photos={})
    assert "Tanpa foto" in renderer().appearance(view, "share")
