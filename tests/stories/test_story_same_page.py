"""The page before it is the page: the preview's bytes are the site's, for stories made by chance.

A few each time; all of them before a release: MEJA_SAME_PAGES=300 python -m pytest --timeout=0 -k same_page
"""

import difflib
import os
import random
from datetime import UTC, datetime
from functools import lru_cache

import pytest
from site_net import LiveSite, article_of
from trees import Dice

from desktop_app.app.folders import resources
from desktop_app.desk import previewing, syncing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import PhotoUse
from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.document import Block, Figure, RelatedArticle, Run
from desktop_app.domain.ids import ArticleId, BlockId, new_id
from desktop_app.domain.newsroom import Person, Role
from desktop_app.domain.proof import SignOff, record_hash
from desktop_app.markup.stored import write_body
from desktop_app.page.render import Renderer
from desktop_app.photos.blobs import Blobs
from desktop_app.storage.store import Store
from desktop_app.sync.address import Address, nowhere

pytestmark = pytest.mark.slow
STORIES = int(os.environ.get("MEJA_SAME_PAGES", "16"))
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt; &amp; &#x3c;",
    "\u202eterbalik\u2069 \u200bnol",
    "Panjang sekali " * 30,
)


@pytest.fixture
def site(tmp_path):
    live = LiveSite(tmp_path / "situs", "")
    yield live
    live.stop()


@pytest.fixture
def desk(tmp_path, site):
    store = Store.open(tmp_path / "meja")
    token = site.token(Role.ADMIN)
    renderer_for = lru_cache(lambda settings: Renderer(resources() / "public", settings))
    yield Desk(
        store=store,
        blobs=Blobs(tmp_path / "meja" / "photos"),
        intake=None,
        person=Person("d", "Dewi", Role.ADMIN),
        device="meja-1",
        clock=lambda: datetime.now(UTC),
        renderer_for=renderer_for,
        address=Address(f"http://127.0.0.1:{site.port}", token, nowhere),
        static=resources() / "public" / "static",
    )
    store.close()


def _document(dice, photos, live):
    """A document of the dice's, its photos and related stories replaced by ones that exist."""
    blocks = []
    for number, block in enumerate((*dice.document(), Block(BlockId("ffff"), dice.content()))):
        content = block.content
        if isinstance(content, Figure):
            content = Figure(dice.random.choice(photos).id, content.caption or (Run("Takarir."),))
        elif isinstance(content, RelatedArticle):
            content = RelatedArticle(ArticleId(dice.random.choice(live)), content.title) if live else None
        if content is not None:
            blocks.append(Block(BlockId(f"{number:012x}"), content))
    return tuple(blocks)


def test_the_preview_is_the_site_byte_for_byte_for_stories_made_by_chance(site, desk):
    photos = [
        site.photo("satu"),
        site.photo(
            "dua",
            credit=Credit(
                ("Rini Astuti",), source="ANTARA FOTO", form=CreditForm.AGENCY, licence=Licence.AGENCY
            ),
        ),
        site.photo("tiga", caption='Kapsi <b>"aneh"</b> & panjang ' * 5, alt='Alt "<img>" &amp;'),
    ]
    live, refused, kinds = [], 0, set()
    for number in range(STORIES):
        dice = Dice(number)
        chance = random.Random(number)
        document = _document(dice, photos, live)
        kinds |= {type(block.content).__name__ for block in document}
        hero = chance.choice(photos)
        article = article_of(
            f"Berita {number}",
            hero,
            headline=f"{chance.choice(HOSTILE)} {number}"[:400],
            lead=f"{chance.choice(HOSTILE)} teras",
            tags=(f"tag {chance.choice(HOSTILE)}"[:60], "warga"),
            authors=(f"Rina {chance.choice(HOSTILE)}"[:60],),
            body=write_body(document),
            hero=None if number % 7 == 3 else PhotoUse(hero.id, caption=chance.choice(HOSTILE)),
        )
        used = {block.content.photo_id for block in document if isinstance(block.content, Figure)}
        used |= {article.hero.photo_id} if article.hero else set()
        saved = site.save("article", article)
        assert saved["status"] == "ok", saved
        said = record_hash(article, [photo for photo in photos if photo.id in used])
        site.save("sign_off", SignOff(new_id(), article.id, said, "Korektor", site.clock()))
        command = {"op": new_id(), "kind": "command", "name": "publish", "article": article.id}
        done = site.ops({**command, "rev": saved["rev"], "record_hash": said, "override": "Uji halaman."})[0]
        if done["status"] == "ok":
            live.append(article.id)
        else:
            refused += 1
            print(number, done)
    assert len(live) > STORIES * 0.6, refused
    syncing.one_round(desk)
    slugs = dict(site.rows("SELECT article_id, slug FROM page"))
    different = [
        article_id
        for article_id in live
        if previewing.page(desk, ArticleId(article_id)).html.encode("utf-8", "replace")
        != site.read(f"/berita/{slugs[article_id]}", X_Meja_Redaksi="1").data
    ]
    for article_id in different[:1]:  # the newsroom does not count as a reader
        ours = previewing.page(desk, ArticleId(article_id)).html.splitlines()
        theirs = site.read(f"/berita/{slugs[article_id]}", X_Meja_Redaksi="1").text.splitlines()
        print("\n".join(difflib.unified_diff(theirs, ours, "situs", "pratinjau", lineterm="", n=0))[:4000])
    assert different == []
    if STORIES >= 100:
        assert len(kinds) >= 9, kinds
