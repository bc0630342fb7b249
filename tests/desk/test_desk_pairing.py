"""Connecting a desk with a site by a code, over real HTTP on loopback."""

import pytest
from keyring.backends.fail import Keyring as FailKeyring
from newsroom_net import LiveSite

from desktop_app.desk import finding, pairing, syncing, writing
from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId, PhotoId, new_id
from desktop_app.domain.newsroom import Role
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.site import accounts, passes
from desktop_app.storage import records, remote, settings
from desktop_app.sync.pairing import address_of


@pytest.fixture
def make_site(tmp_path, monkeypatch):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)  # no test writes into a person's own vault
    running = []

    def make(name="situs"):
        live = LiveSite(tmp_path / name).start()
        running.append(live)
        return live

    yield make
    for live in running:
        live.stop()


def code_for(site, name="Sari", role=Role.EDITOR):
    with site.store.writing() as feed:
        user_id = accounts.add(feed, name, role)
        return passes.issue(feed.connection, passes.Kind.PAIR, user_id, feed.now)


def test_a_code_makes_this_desk_its_persons(desk, make_site):
    site = make_site()
    connected = pairing.pair(desk, f"127.0.0.1:{site.port}/", code_for(site))
    assert (connected.url, connected.user, connected.role) == (site.url, "Sari", Role.EDITOR)
    assert connected.why  # the token lives in memory only, and that is said
    with desk.store.reading() as tx:
        kept = {key: settings.get(tx, key) for key in ("site.url", "person.name", "person.role")}
    assert kept == {"site.url": site.url, "person.name": "Sari", "person.role": "editor"}
    assert syncing.one_round(desk).requests > 0
    assert site.rows("SELECT count(*) FROM device") == [(1,)]


def test_a_code_works_once_and_a_wrong_one_changes_nothing(desk, make_site):
    site = make_site()
    code = code_for(site)
    pairing.pair(desk, site.url, code)
    for wrong in (code, "AAAA-AAAA", "   "):
        with pytest.raises(Refusal) as refused:
            pairing.pair(desk, site.url, wrong)
        assert refused.value.rule == "pair.code"
    assert desk.address.url == site.url
    syncing.one_round(desk)


def written(desk, **fields):
    story = new_id()
    with desk.store.writing() as tx:
        doc = to_plain(Article(id=ArticleId(story), **fields))
        records.save(tx, "article", story, doc, by="Dewi", at=desk.clock(), reason="test")
    return story


def test_another_site_gets_what_waits_and_the_rest_when_somebody_brings_it(desk, make_site):
    first, second = make_site("satu"), make_site("dua")
    old = written(desk, headline="Banjir")
    pairing.pair(desk, first.url, code_for(first))
    syncing.one_round(desk)
    waiting = written(desk, headline="Macet")
    connected = pairing.pair(desk, second.url, code_for(second))
    assert connected.left_behind == syncing.state(desk).left_behind == 1
    assert syncing.state(desk).waiting == 1
    syncing.one_round(desk)
    assert second.revisions("article", waiting)
    assert not second.revisions("article", old)
    assert syncing.state(desk).waiting == 0
    assert syncing.steps(desk) == ()
    assert finding.open_article(desk, ArticleId(old)).article.headline == "Banjir"
    pairing.bring_all(desk)
    syncing.one_round(desk)
    assert second.revisions("article", old)
    assert syncing.state(desk).left_behind == 0
    with desk.store.reading() as tx:
        link = remote.link(tx)
    assert link is not None
    assert (link.url, link.site_id) == (second.url, second.rows("SELECT site_id FROM site")[0][0])


def test_a_story_of_another_site_goes_along_once_somebody_works_on_it_with_its_photos(desk, make_site):
    first, second = make_site("satu"), make_site("dua")
    photo = Photo(id=PhotoId(new_id()), sha256=desk.blobs.put_bytes(b"foto"), width=64, height=48)
    with desk.store.writing() as tx:
        records.save(tx, "photo", photo.id, to_plain(photo), by="Dewi", at=desk.clock(), reason="test")
    story = written(desk, headline="Banjir", hero=PhotoUse(photo.id))
    other = written(desk, headline="Lain")
    pairing.pair(desk, first.url, code_for(first, role=Role.ADMIN))
    syncing.one_round(desk)
    assert first.revisions("photo", photo.id)
    pairing.pair(desk, second.url, code_for(second, role=Role.ADMIN))
    seen = finding.open_article(desk, ArticleId(story))
    writing.save_draft(
        desk, ArticleId(story), fields={"headline": "Banjir surut"}, body=None, base=seen.revision
    )
    syncing.one_round(desk)
    assert second.revisions("photo", photo.id)
    assert len(second.revisions("article", story)) == 2
    assert not second.revisions("article", other)


def test_back_at_the_first_site_everything_is_known_again(desk, make_site):
    first, second = make_site("satu"), make_site("dua")
    story = written(desk, headline="Banjir")
    pairing.pair(desk, first.url, code_for(first))
    syncing.one_round(desk)
    pairing.pair(desk, second.url, code_for(second))
    syncing.one_round(desk)
    pairing.pair(desk, first.url, code_for(first, "Sari lagi"))
    syncing.one_round(desk)
    assert len(first.revisions("article", story)) == 1
    assert (syncing.state(desk).left_behind, syncing.state(desk).waiting) == (0, 0)


def test_a_site_that_does_not_answer_is_a_trouble(desk, make_site):
    site = make_site()
    site.stop()
    with pytest.raises(Trouble, match="tidak ada yang menjawab") as told:
        pairing.pair(desk, site.url, "ABCD-EFGH")
    assert site.url in told.value.what  # where a slip of the keys can be seen
    assert desk.address.url == ""


def test_the_way_into_the_admin_page_is_for_its_keeper(desk, make_site):
    site = make_site()
    pairing.pair(desk, site.url, code_for(site))
    with pytest.raises(Trouble):
        pairing.entrance(desk)
    pairing.pair(desk, site.url, code_for(site, "Ani", Role.ADMIN))
    assert pairing.entrance(desk).startswith(f"{site.url}/kelola/masuk?kunci=")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" redaksi.contoh.id/ ", "https://redaksi.contoh.id"),
        ("http://redaksi.contoh.id", "http://redaksi.contoh.id"),
        ("localhost:8080", "http://localhost:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_as_people_type_it(typed, meant):
    assert address_of(typed) == meant


def test_no_address_is_a_refusal():
    with pytest.raises(Refusal):
        address_of("  ")
