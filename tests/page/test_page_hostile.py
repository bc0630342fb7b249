"""Hostile text in every field: it shows as text, never runs, and never breaks the page around it."""

from dataclasses import fields, is_dataclass, replace
from typing import Any
from xml.dom import pulldom

import page_samples as samples
import pytest
from defusedxml import ElementTree
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from page_reading import assert_harmless, read, structured

from desktop_app.domain.document import Block, BlockText, Embed, Figure, Paragraph, RelatedArticle, Run
from desktop_app.domain.ids import ArticleId, BlockId, PhotoId
from desktop_app.domain.newsroom import Section, SiteSettings
from desktop_app.markup.stored import read_body
from desktop_app.page.body import body, clean_html
from desktop_app.page.machine import embedded
from desktop_app.page.views import (
    FeedView,
    HomeView,
    IndeksView,
    PopularView,
    SearchView,
    SectionView,
    TagView,
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "</title></textarea></noscript><iframe src=//evil.example>",
    "javascript:alert(1)",
    "<!--<script>",
    "]]><![CDATA[<a>",
    "{{ 7*7 }}{% raw %}",
    "\u202e\u2066terbalik\u2069 \u200bnol\u0000\x0b\ufffe \ud800",
    "&lt;b&gt; &amp; &#x3c;",
    "A" * 4000,
    "",
    " \n\t ",
)


def poisoned(value: Any, text: str) -> Any:
    """The same value with every text in it replaced, but for keys and file names the desk itself makes."""
    if isinstance(value, str):
        return text if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(poisoned(item, text) for item in value)
    if isinstance(value, dict):
        return {key: poisoned(item, text) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            "id",
            "photo_id",
            "article_id",
            "sha256",
            "address",
            "format",
            "name",
            "thumb",
            "card",
            "hero",
            "document",
            "body",
        }
        own = {
            one.name: poisoned(getattr(value, one.name), text)
            for one in fields(value)
            if one.name not in kept or (one.name == "hero" and not isinstance(getattr(value, one.name), str))
        }
        return replace(value, **own)
    return value


def hostile_settings(text: str) -> SiteSettings:
    return replace(
        samples.SETTINGS,
        name=text,
        tagline=text,
        countdown_label=text,
        licence_url=text,
        sections=(Section(text, text), Section("transportasi", text)),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_every_field_of_a_story_shows_as_text(text: str) -> None:
    view = samples.full_view()
    blocks = (
        Block(BlockId("aa"), Paragraph((Run(text or "x", bold=True, link="javascript:alert(1)"),))),
        Block(BlockId('b"><script>'), Paragraph((Run(text or "x"),))),
        Block(BlockId("cc"), Figure(PhotoId("photo-1"), (Run(text or "x", italic=True),))),
        Block(BlockId("dd"), RelatedArticle(ArticleId("story-4"), text)),
        Block(BlockId("ee"), RelatedArticle(ArticleId("gone"), text)),
        Block(BlockId("ff"), Embed(text)),
        *read_body((BlockText(BlockId("0a"), text or "x"),)),
    )
    hostile = replace(poisoned(view, text), document=blocks)
    html = samples.renderer(hostile_settings(text)).article(hostile)
    html.encode()
    page = read(html)
    assert_harmless(page)
    structured(page)
    assert len(page.every("h1")) == 1
    if "alert" in text:
        assert text in page.one("h1").text, "shown as it was written"


@pytest.mark.parametrize("text", HOSTILE)
def test_every_list_shows_text(text: str) -> None:
    cards, lists = poisoned(samples.CARDS, text), poisoned(samples.LISTS, text)
    renderer = samples.renderer(hostile_settings(text))
    section = Section(text, text)
    for html in (
        renderer.home(HomeView(cards, ((section, cards),), lists)),
        renderer.section(SectionView(section, cards, 2, True, lists)),
        renderer.tag(TagView(text, cards, 2, True, lists)),
        renderer.indeks(IndeksView(samples.DAY, cards, samples.DAY, samples.DAY, lists)),
        renderer.popular(PopularView(lists)),
        renderer.search(SearchView(text, cards, 2, True, 3, lists)),
    ):
        html.encode()
        assert_harmless(read(html))


@pytest.mark.parametrize("text", HOSTILE)
def test_feeds_stay_well_formed(text: str) -> None:
    renderer = samples.renderer(hostile_settings(text))
    view = FeedView(poisoned(samples.CARDS, text))
    feed = ElementTree.fromstring(renderer.feed(view).encode())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(samples.CARDS)
    assert len(list(ElementTree.fromstring(renderer.sitemap(view).encode()))) == len(samples.CARDS)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", ""])
def test_a_lying_site_address_becomes_no_link(address: str) -> None:
    lying = replace(samples.SETTINGS, address=address, licence_url=address)
    html = samples.renderer(lying).article(samples.full_view())
    assert_harmless(read(html))
    assert "javascript:" not in html
    assert "data:text" not in html


def test_data_for_machines_cannot_end_its_element() -> None:
    text = str(embedded({"a": "</script><!--<script>&\u2028\u2029"}))
    assert not set("<>&\u2028\u2029") & set(text)


def test_reordering_characters_are_dropped() -> None:
    view = samples.full_view()
    turned = replace(view, article=replace(view.article, headline="a\u202egnp.exe"))
    assert read(samples.renderer().article(turned)).one("h1").text == "agnp.exe"


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=alert(1)>a</p>",
        '<p id="isi">a</p>',
        '<p class="masthead">a</p>',
        '<img src="https://evil.example/x.png">',
        '<img src="/foto/a.jpg" srcset="https://evil.example/x 1w">',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="data:text/html,x">a</a>',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        '<form action="https://evil.example"><input></form>',
        '<p style="position:fixed">a</p>',
    ],
)
def test_the_allow_list_is_narrow(html: str) -> None:
    left = clean_html(html)
    assert not any(
        sign in left for sign in ("evil", "alert(1)>", "onclick", "onerror", "style", 'id="isi"', "masthead")
    )
    assert "javascript:" not in left
    assert "data:" not in left


hostile_text = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from([*HOSTILE[:11], "<", ">", '"', "'", "&", "-->", "`", "\\"]), max_size=6).map(
        "".join
    ),
)


@settings(max_examples=100, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(text=hostile_text)
def test_any_text_in_any_field(text: str) -> None:
    view = poisoned(samples.full_view(), text)
    view = replace(view, document=(Block(BlockId("aa"), Paragraph((Run(text),))),))
    page = read(samples.renderer().article(view))
    assert_harmless(page)
    structured(page)


@settings(max_examples=200, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(text=hostile_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_html(text.encode("utf-8", "replace").decode())
    assert clean_html(once) == once


def test_figures_survive_the_allow_list_untouched() -> None:
    view = samples.full_view()
    written = (
        '<figure class="figure" id="b-aa"><picture>'
        '<source type="image/webp" srcset="/foto/a.webp 9w" sizes="1px">'
        '<img src="/foto/a.jpg" srcset="/foto/a.jpg 9w, /foto/b.jpg 5w" sizes="1px" width="9" height="9" alt="x"'
        ' loading="lazy" decoding="async"></picture></figure>'
    )
    figure = next(block for block in view.document if isinstance(block.content, Figure))
    ((_, html),) = body((figure,), lambda _: written, lambda _: "")
    assert read(html) == read(written)


def test_xml_reads_as_a_stream_too() -> None:
    events = pulldom.parseString(samples.renderer().feed(FeedView(samples.CARDS)))
    assert sum(1 for event, node in events if event == "START_ELEMENT" and node.tagName == "entry") == 5
