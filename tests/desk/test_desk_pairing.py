"""Connecting a desk with a site by a code, over real HTTP on loopback."""

import pytest
from keyring.backends.fail import Keyring as FailKeyring
from newsroom_net import LiveSite

from desktop_app.desk import pairing, syncing
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role
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


def test_what_was_written_before_travels_to_the_new_site_and_another_one_after(desk, make_site):
    first, second = make_site("satu"), make_site("dua")
    story = new_id()
    with desk.store.writing() as tx:
        doc = {"id": story, "headline": "Banjir"}
        records.save(tx, "article", story, doc, by="Dewi", at=desk.clock(), reason="test")
    pairing.pair(desk, first.url, code_for(first))
    syncing.one_round(desk)
    assert first.revisions("article", story)
    pairing.pair(desk, second.url, code_for(second))
    syncing.one_round(desk)
    with desk.store.reading() as tx:
        link = remote.link(tx)
    assert link is not None
    assert link.url == second.url


def test_a_site_that_does_not_answer_is_a_trouble(desk, make_site):
    site = make_site()
    site.stop()
    with pytest.raises(Trouble):
        pairing.pair(desk, site.url, "ABCD-EFGH")
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
