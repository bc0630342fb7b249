"""A small newsroom for the page tests: everything fixed, so that golden files stay what they are."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop_app.domain.article import Article, Page, PhotoUse, Publication, slug_of
from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import ArticleId, BlockId, PhotoId
from desktop_app.domain.newsroom import Card, SiteLists, SiteSettings
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.markup.stored import read_body
from desktop_app.page.cards import card_of
from desktop_app.page.related import pick
from desktop_app.page.render import Renderer
from desktop_app.page.views import ArticleView

PUBLIC = Path(__file__).parents[2] / "resources" / "public"
SETTINGS = SiteSettings(address="https://berita.example", licence_url="https://berita.example/lisensi")
SIZES = {
    "hero": (1600, 900),
    "hero_m": (960, 540),
    "card": (640, 360),
    "thumb": (400, 300),
    "social": (1200, 630),
    "full": (1200, 900),
}
PUBLISHED = datetime(2018, 12, 20, 7, 5, tzinfo=UTC)
STORIES = (
    ("Jalur sepeda Kali Besar dibuka lagi", "Warga kembali bersepeda di tepi Kali Besar", "transportasi"),
    ("Posyandu Tambora buka sore", "Posyandu di Tambora kini buka sampai sore", "kesra"),
    ("Panen cabai di atap rusun", "Warga rusun panen cabai perdana dari atap", "lingkungan"),
    ("Lenong masuk sekolah", "Lenong masuk 40 sekolah dasar mulai semester depan", "budaya"),
    ("Halte baru di Cempaka Mas", "Halte baru Cempaka Mas dilengkapi ruang tunggu", "transportasi"),
)
BODY = (
    "Pagi itu Kali Besar ramai lagi. Jalur **2,4 kilometer** itu rampung _lebih cepat_.",
    "> [!kutipan] Nurhayati, warga Roa Malaka\n> Sekarang cucu saya bisa belajar naik sepeda di sini.",
    "[Peta pekerjaan](https://example.org/peta) bisa dilihat warga kapan saja.",
    "Baca juga: [Judul lama](artikel:story-4)",
    "## Aturan baru",
    "- kecepatan paling tinggi 20 kilometer per jam\n- anak didampingi\n    - boleh berjalan kaki",
    '![Kapsi _miring_ di badan](foto:photo-1 "x")',
    "> Kami mendengar keluhan warga.",
    "| Titik | Panjang |\n| --- | --- |\n| Roa Malaka | 1.100 m |",
    "https://www.youtube.com/watch?v=abcdefghijk",
    "---",
    "Tahap kedua dimulai Maret.",
)


def renderer(settings: SiteSettings = SETTINGS) -> Renderer:
    return Renderer(PUBLIC, settings)


def photo(number: int, credit: Credit | None = None, **more) -> Photo:
    name = f"photo-{number}"
    renditions = tuple(
        Rendition(crop, form, *size, sha256=hashlib.sha256(f"{name}{crop}{form}".encode()).hexdigest())
        for crop, size in SIZES.items()
        for form in ("jpeg", "webp")
        if (crop, form) != ("social", "webp")
    )
    values = {
        "credit": credit or Credit(("Dimas Prayoga",), licence=Licence.OWN),
        "caption": f"Suasana pagi, foto ke-{number}.",
        "alt": f"Deretan rumah di tepi air, gambar {number}",
        **more,
    }
    return Photo(PhotoId(name), "0" * 64, 3000, 2000, renditions=renditions, confirmed=True, **values)


PHOTOS = {
    one.id: one
    for one in (
        photo(0),
        photo(
            1, Credit(("Rini Astuti",), source="ANTARA FOTO", form=CreditForm.AGENCY, licence=Licence.AGENCY)
        ),
        photo(2),
        photo(3),
        photo(4),
    )
}


def story(number: int) -> Article:
    short, headline, section = STORIES[number]
    return Article(
        ArticleId(f"story-{number}"),
        short,
        headline,
        "Warga datang sejak subuh, sebagian membawa tikar dan bekal.",
        authors=("Sari Wulandari", "Bagus Santoso") if number == 0 else ("Sari Wulandari",),
        section=section,
        tags=("sepeda", "Kali Besar") if number in (0, 2) else ("warga",),
        hero=PhotoUse(PhotoId(f"photo-{number}")),
    )


def page_of(article: Article, hours: int = 0, views: int = 1204) -> Page:
    return Page(
        article.id,
        slug_of(article.short_title),
        "rev",
        Publication.LIVE,
        PUBLISHED - timedelta(hours=hours),
        PUBLISHED + timedelta(hours=2),
        views=views,
    )


def card(number: int) -> Card:
    one = story(number)
    page = page_of(one, 3 * number, 1204 - 97 * number)
    return card_of(one, page, PHOTOS[PhotoId(f"photo-{number}")], SETTINGS)


CARDS = tuple(card(number) for number in range(len(STORIES)))
LISTS = SiteLists(CARDS, datetime(2018, 12, 20, 7, 2, tzinfo=UTC))
DAY = date(2018, 12, 20)


def full_view() -> ArticleView:
    body = tuple(BlockText(BlockId(f"{i:012x}"), text) for i, text in enumerate(BODY, 1))
    article = replace(story(0), body=body)
    return ArticleView(
        article=article,
        document=read_body(body),
        photos=PHOTOS,
        page=page_of(article),
        related=pick(article, (CARDS[3],), CARDS),
        lists=LISTS,
        live={one.article_id: one for one in CARDS},
    )
