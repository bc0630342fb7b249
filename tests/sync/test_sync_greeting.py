"""When a round greets the site, and when it goes by what the site said before."""

import shutil
from dataclasses import replace

import pytest
from newsroom_net import Desk, FaultyTransport, LiveSite

from desktop_app.domain.errors import Trouble
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts
from desktop_app.storage import records, remote
from desktop_app.sync.client import SiteClient
from desktop_app.sync.round import Around, one_round
from desktop_app.sync.transport import Response

HELLO, CHANGES, OPS, LISTS = (
    "GET /sync/v1/hello",
    "GET /sync/v1/changes",
    "POST /sync/v1/ops",
    "GET /sync/v1/lists",
)


class Answering:
    """A line that ends at somebody else: a hotel's page, another program on that port."""

    def __init__(self, status, body=b"{}", media_type="application/json"):
        self.answer = Response(status, {"content-type": media_type}, body)

    def send(self, _request):
        return self.answer

    def reach(self):
        pass

    def close(self):
        pass


def asked(desk, site, poked=0):
    """What one round asks for."""
    line = FaultyTransport(site.url)
    around = Around(poked=poked, uniform=desk.random.uniform)
    one_round(desk.store, desk.blobs, SiteClient(site.url, desk.token, line), clock=desk.clock, around=around)
    return line.paths


def with_limits(site, **limits):
    site.stop()
    site.config = replace(site.config, limits=site.config.limits.model_copy(update=limits))
    site.start()


def test_a_round_asks_no_more_than_it_has_to(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.")
    assert asked(dewi, site) == [HELLO, OPS, LISTS]
    budi.round()
    dewi.edit_paragraph(story, 0, "Dua.")
    assert asked(dewi, site) == [OPS]
    assert asked(budi, site) == [CHANGES]
    assert budi.texts(story) == ["Dua."]
    assert asked(budi, site) == asked(dewi, site) == [CHANGES]


def test_new_settings_of_the_site_are_heard_with_whatever_is_asked(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.")
    dewi.round()
    budi.round()
    with site.store.reading() as connection:
        settings = site.store.identity(connection).settings
    site.store.set_settings(replace(settings, name="Koran Lain"))
    dewi.edit_paragraph(story, 0, "Dua.")
    assert asked(dewi, site) == [OPS, HELLO]
    assert asked(budi, site) == [CHANGES, HELLO]
    assert dewi.link().settings.name == budi.link().settings.name == "Koran Lain"
    assert asked(dewi, site) == [CHANGES]


def test_a_site_in_another_life_takes_nothing_before_it_is_greeted(site, desks):
    dewi = desks("Dewi")
    dewi.write("Satu.")
    dewi.round()
    site.store.begin_new_life()
    story = dewi.write("Dua.")
    assert asked(dewi, site)[:2] == [OPS, HELLO]
    assert site.live("article", story)["body"][0]["text"] == "Dua."
    with site.store.reading() as connection:
        assert dewi.link().epoch == site.store.identity(connection).epoch


def test_a_feed_that_knows_less_than_it_told_is_read_again_from_its_start(site, desks):
    dewi = desks("Dewi")
    dewi.write("Satu.")
    dewi.round()
    with dewi.store.writing() as tx:
        remote.move_cursor(tx, 500)
    assert asked(dewi, site)[:2] == [CHANGES, HELLO]
    assert dewi.link().after == 1


@pytest.mark.parametrize(
    ("status", "left"),
    [
        (400, "sending"),
        (404, "waiting"),
        (412, "waiting"),
        (413, "sending"),
        (422, "sending"),
        (502, "sending"),
    ],
)
def test_who_has_not_shown_to_be_our_site_judges_nothing(site, desks, status, left):
    dewi = desks("Dewi")
    story = dewi.write("Satu.")
    dewi.round()
    dewi.edit_paragraph(story, 0, "Dua.")
    with pytest.raises(Trouble):
        dewi.round(Answering(status))
    (step,) = dewi.steps()
    assert (step.record_id, step.state.value, step.tries) == (story, left, 0)  # not parked for it
    assert asked(dewi, site)[0] == HELLO, "after a failed round"
    assert site.live("article", story)["body"][0]["text"] == "Dua."


def test_without_a_line_nothing_is_made_ready(site, desks):
    dewi = desks("Dewi")
    story = dewi.write("Satu.")
    dewi.round()
    dewi.edit_paragraph(story, 0, "Dua.")
    site.stop()
    for _ in range(2):
        with pytest.raises(Trouble):
            dewi.round()
        (step,) = dewi.steps()
        assert step.state.value == "waiting"
    site.start()


def test_a_hello_kept_for_another_address_is_no_hello(site, desks):
    dewi = desks("Dewi")
    dewi.write("Satu.")
    dewi.round()
    with dewi.store.writing() as tx:
        remote.set_link(tx, replace(dewi.link(), url=f"http://127.0.0.1:1/{new_id()}"))
    assert asked(dewi, site)[0] == HELLO


def test_a_site_not_heard_of_for_a_minute_is_greeted(site, desks):
    dewi = desks("Dewi")
    dewi.write("Satu.")
    dewi.round()
    dewi.later(61)
    assert asked(dewi, site) == [HELLO]
    dewi.later(-61)
    assert asked(dewi, site) == [HELLO], "by a clock that was set back nothing is sure"
    assert asked(dewi, site) == [CHANGES]


def test_a_site_rolled_back_with_all_it_remembers_is_given_back_what_it_lost(tmp_path):
    """A copy of the whole disk put back: not even the note of what was told once says so, and the feed has gone on."""
    site = LiveSite(tmp_path / "site").start()
    dewi, budi = (Desk(tmp_path / name, site, name) for name in ("Dewi", "Budi"))
    try:
        dewi.write("Satu.")
        dewi.round()
        budi.round()
        site.stop()
        shutil.copytree(tmp_path / "site", tmp_path / "copy")
        site.start()
        lost = [dewi.write(f"Hilang {number}.") for number in range(5)]
        dewi.round()
        site.stop()
        shutil.rmtree(tmp_path / "site")
        shutil.copytree(tmp_path / "copy", tmp_path / "site")
        site.start()
        dewi.write("Sesudahnya.")
        assert asked(dewi, site)[:2] == [OPS, HELLO]
        dewi.round()
        budi.round()
        assert {("article", one) for one in lost} <= set(budi.documents())
        assert all(site.live("article", one) for one in lost)
    finally:
        dewi.close()
        budi.close()
        site.stop()


def test_a_photo_is_not_set_aside_by_limits_nobody_has_told(site, desks):
    dewi = desks("Dewi")
    dewi.write("Satu.")
    dewi.round()
    with_limits(site, part=8192)
    photo = dewi.take_photo("banjir", size=20_000)
    report = dewi.round()
    assert (report.parked, dewi.waiting()) == (0, 0)
    assert site.live("photo", photo)


def test_a_story_is_not_set_aside_by_limits_nobody_has_told(site, desks):
    dewi = desks("Dewi")
    with_limits(site, ops=2)
    dewi.write("Satu.")
    dewi.round()
    with_limits(site, ops=2, ops_bytes=60_000)
    small = [dewi.write(f"Kecil {number}.") for number in range(2)]
    story = dewi.write("Panjang.")
    for number in range(20):
        dewi.edit(story, lead=f"{number}" + "x" * 12_000)
        with dewi.store.writing() as tx:
            records.seal(tx, "article", story)
    report = dewi.round()
    assert (report.parked, dewi.waiting()) == (0, 0)
    assert site.live("article", story)["lead"].startswith("19")
    assert {*small, story} <= report.changes.articles, "also what went before the site was greeted"


def test_no_file_goes_to_another_site_at_the_same_address(site, desks, tmp_path):
    other = LiveSite(tmp_path / "other").start()
    dewi = desks("Dewi")
    try:
        dewi.write("Satu.")
        dewi.round()
        dewi.take_photo("banjir")
        with dewi.store.writing() as tx:
            remote.set_link(tx, replace(dewi.link(), url=other.url))
        dewi.token = other.token("Dewi", Role.ADMIN)
        with pytest.raises(Trouble) as caught:
            one_round(dewi.store, dewi.blobs, SiteClient(other.url, dewi.token), clock=dewi.clock)
        assert caught.value.kind == "site.other"
        assert [file for file in other.store.blobs.folder.rglob("*") if file.is_file()] == []
    finally:
        other.stop()


def test_a_poke_that_tells_nothing_new_asks_nothing_and_one_that_tells_less_does(site, desks):
    dewi = desks("Dewi")
    for number in range(3):
        dewi.write(f"{number}.")
    dewi.round()
    assert asked(dewi, site, poked=3) == []
    assert asked(dewi, site, poked=2) == [CHANGES]


def test_what_the_site_turned_away_at_the_door_is_on_its_way_no_more(site, desks):
    dewi = desks("Dewi")
    story = dewi.write("Satu.")
    dewi.round()
    dewi.edit_paragraph(story, 0, "Dua.")
    with site.store.writing() as feed:
        accounts.revoke(feed.connection, dewi.token)
    with pytest.raises(Trouble) as caught:
        dewi.round()
    assert caught.value.kind == "site.unauthorised"
    (step,) = dewi.steps()
    assert (step.state.value, step.can_cancel) == ("waiting", True)
