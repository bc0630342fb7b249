"""The copy that travels: everything inside, nothing from outside, DRAF across it, every word as it was."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from page_samples import PUBLIC, full_view, page_of, renderer, story

from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import BlockId
from desktop_app.domain.opened import Asset
from desktop_app.markup.stored import read_body
from desktop_app.page.draft import draft

AT = datetime(2026, 11, 25, 3, 4, tzinfo=UTC)
TRAP = 'Kata <b> "src="/foto/x.jpg" </body> </head> <script> & &amp; url(/gaya/judul.woff2)'
FETCHING = {"src", "srcset", "poster", "data", "background"}


def find(path):
    folder, _, name = path.lstrip("/").partition("?")[0].partition("/")
    if folder == "foto":
        return Asset("image/jpeg", name.encode())
    file = PUBLIC / "static" / name
    kinds = {"css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}
    return Asset(kinds[file.suffix[1:]], file.read_bytes()) if file.is_file() else None


def made(html, title="", site="https://berita.example"):
    return draft(html, find, site=site, at=AT, by="Sari & <Rini>", title=title)


class Seen(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.fetched, self.tags, self.text, self.links, self.ids = [], [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name in FETCHING or (tag == "link" and name == "href"):
                self.fetched.append(value)
            elif name == "href":
                self.links.append(value)
            elif name == "id":
                self.ids.append(value)

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture
def page():
    blocks = read_body((BlockText(BlockId("aaaa"), TRAP), BlockText(BlockId("bbbb"), "Paragraf kedua.")))
    return renderer().article(replace(full_view(), document=blocks))


def test_nothing_is_asked_of_anywhere(page):
    copy = made(page)
    seen = Seen(copy)
    assert seen.fetched
    assert all(one.startswith("data:") for one in seen.fetched)
    assert not {"script", "noscript", "iframe", "source"} & set(seen.tags)
    styles = "".join(re.findall(r"<style>(.*?)</style>", copy, re.DOTALL))
    assert all(one.startswith('"data:') for one in re.findall(r"url\(([^)]*)\)", styles))
    assert "Judul" in styles
    assert "data:font/woff2" in styles


def test_it_says_what_it_is_and_keeps_every_word(page):
    copy = made(page)
    text = " ".join("".join(Seen(copy).text).split())
    assert "DRAF, belum untuk umum. Dibuat 25 November 2026, 10.04 WIB, oleh Sari & <Rini>." in text
    assert " ".join(TRAP.split()) in text
    assert "Paragraf kedua." in text
    assert copy.count("</body>") == copy.count("</head>") == 1
    assert set(Seen(page).ids) == set(Seen(copy).ids)
    assert "og:" not in copy
    assert '<meta name="robots" content="noindex">' in copy


def test_links_lead_to_the_site_or_nowhere(page):
    assert all(re.match(r"https?://|mailto:|#", link) for link in Seen(made(page)).links)
    assert not any(link.startswith("/") for link in Seen(made(page, site="")).links)


def test_a_proof_numbers_its_paragraphs_and_names_itself_without_breaking_out(page):
    copy = made(page, title='Judul "aneh" </style><script>x')
    assert "counter-increment: paragraph" in copy
    assert "counter(page)" in copy
    assert "<script" not in copy
    assert r"Judul \22 aneh\22  \3c \2f style\3e " in copy


def test_a_missing_picture_asks_nobody(page):
    copy = draft(page, lambda path: None, site="", at=AT, by="Sari")
    assert all(one.startswith("data:") for one in Seen(copy).fetched)


def test_a_story_of_the_site_stays_itself():
    page = renderer().article(replace(full_view(), page=page_of(story(0))))
    assert made(page) == made(page)
