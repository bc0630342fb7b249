"""When a round greets the site, and when it goes by what the site said before."""

from dataclasses import replace

import pytest
from newsroom_net import FaultyTransport

from desktop_app.domain.errors import Trouble
from desktop_app.domain.ids import new_id
from desktop_app.storage import remote
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


def asked(desk, site):
    """What one round asks for."""
    line = FaultyTransport(site.url)
    desk.round(line)
    return line.paths


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


@pytest.mark.parametrize("status", [400, 404, 412, 413, 422])
def test_who_has_not_shown_to_be_our_site_judges_nothing(site, desks, status):
    dewi = desks("Dewi")
    story = dewi.write("Satu.")
    dewi.round()
    dewi.edit_paragraph(story, 0, "Dua.")
    with pytest.raises(Trouble):
        dewi.round(Answering(status))
    (step,) = dewi.steps()
    assert (step.record_id, step.state.value, step.tries) == (story, "sending", 0)  # not parked for it
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
