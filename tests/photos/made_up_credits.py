"""Credits as odd as the trade's, and the three places where one line must stand byte for byte."""

import html
import json
import random
import re
from collections.abc import Iterator

from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.credit import Credit, CreditForm, Licence, credit_fault
from desktop_app.domain.photo import Photo
from desktop_app.page.render import Renderer
from desktop_app.page.views import ArticleView

NAMES = ("Ni Luh Sari", "Ma’ruf Amîn Pūtra", "ꦱꦼꦏꦂ ꦄꦪꦸ", "Sukarno", "Õ'Neil <b>", "José da Costa", "Edi & Rekan",
         "Zuù \"Zu\" Wijaya", "e\u0301mile", "👩🏽‍🦱 Rina", "ꦥꦸꦠꦿ")  # fmt: skip
BODIES = (
    "Humas Pemkot X",
    "ANTARA FOTO",
    "ꦏꦧꦂ ꦗꦏꦂꦠ",
    "Dinas Komunikasi, Informatika dan Statistik",
    "R&D <Kota>",
)
FORMS = tuple(CreditForm)


def made_up(count: int, seed: int = 7) -> Iterator[Credit]:
    """*count* credits somebody answers for: up to four creators and more, sources of 200 letters, every form."""
    chance = random.Random(seed)
    while count:
        creators = tuple(chance.sample(NAMES, chance.choice((0, 1, 1, 2, 3, 4, 5))))
        source = chance.choice(
            (*BODIES, "", ("Badan Pengelola " * 13)[: chance.choice((33, 120, 200))].strip())
        )
        form = chance.choice(FORMS)
        year = chance.choice((None, 1998)) if form is CreditForm.ARCHIVE else None
        credit = Credit(creators, source, form, Licence.OWN, f"© {chance.choice(BODIES)}", year=year)
        if not credit_fault(credit):
            count -= 1
            yield credit


def lines_on(page: str) -> tuple[list[str], list[str]]:
    """The credit lines a reader sees on the page, and those its data for machines tells."""
    seen = re.findall(r'<span class="credit">(.*?)</span>', page, re.S)
    start = page.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    data = json.loads(page[start : page.index("</script>", start)])
    return [html.unescape(line) for line in seen], [image["creditText"] for image in data["image"]]


def page_with(photo: Photo, renderer: Renderer) -> str:
    """The public page of a story with *photo* on top."""
    article = Article("a", "Banjir", "Banjir Surut", "Teras.", hero=PhotoUse(photo.id))
    return renderer.article(ArticleView(article, photos={photo.id: photo}))
