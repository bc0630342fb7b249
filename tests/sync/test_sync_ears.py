"""The open line from a real site: pokes, seats, and how it ends."""

import queue
import threading

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.domain.presence import company
from desktop_app.sync.client import SiteClient
from desktop_app.sync.ears import Ears, _news
from desktop_app.sync.trouble import SiteTrouble

PATIENCE_S = 20


class Listener:
    """One thread that listens, and what it heard."""

    def __init__(self, desk):
        self.ears, self.heard, self.ended = Ears(), queue.Queue(), queue.Queue()
        self._client = SiteClient(desk.site.url, desk.token)
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self):
        try:
            self.ears.listen(self._client, self.heard.put)
            self.ended.put(None)
        except Trouble as trouble:
            self.ended.put(trouble)

    def until(self, wanted):
        """The first piece of news that is *wanted*."""
        for _ in range(100):
            heard = self.heard.get(timeout=PATIENCE_S)
            if wanted(heard):
                return heard
        raise AssertionError("a hundred other pieces of news")

    def end(self):
        how = self.ended.get(timeout=PATIENCE_S)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()
        return how


@pytest.fixture
def listen():
    made = []

    def begin(desk):
        made.append(Listener(desk))
        return made[-1]

    yield begin
    for one in made:
        one.ears.close()
        one._thread.join(PATIENCE_S)
        one._client.close()


def test_a_colleagues_save_is_heard_and_comes_with_the_next_round(desks, listen):
    dewi, budi = desks("Dewi"), desks("Budi")
    dewi.round()
    line = listen(dewi)
    known = line.until(lambda heard: heard.head is not None).head
    story = budi.write("Satu.")
    budi.round()
    line.until(lambda heard: heard.head is not None and heard.head > known)
    dewi.round()
    assert dewi.texts(story) == ["Satu."]
    line.ears.close()
    assert line.end() is None


def test_who_is_in_a_story_and_who_took_the_pen(desks, listen):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.")
    dewi.round()
    budi.round()
    line, other = listen(dewi), listen(budi)
    other.until(lambda _heard: True)  # the line stands
    with SiteClient(dewi.site.url, dewi.token) as here, SiteClient(budi.site.url, budi.token) as there:
        mine = here.hello().me.device_id
        here.sit(story)
        there.sit(story)
        seats = line.until(lambda heard: heard.seats is not None and len(heard.seats) == 2).seats
        assert company(seats, story, mine).others == ("Budi",)
        assert company(seats, story, mine).writes == ""  # who came first holds the pen
        there.sit(story, take_pen=True)

        def taken(heard):
            return heard.seats is not None and company(heard.seats, story, mine).writes == "Budi"

        line.until(taken)
        there.sit("")
        line.until(lambda heard: heard.seats is not None and not company(heard.seats, story, mine).others)


def test_a_site_that_goes_away_is_a_trouble_and_closed_ears_stay_closed(desks, listen, site):
    dewi = desks("Dewi")
    line = listen(dewi)
    line.until(lambda _heard: True)
    site.stop()
    ended = line.end()
    assert isinstance(ended, SiteTrouble)
    site.start()
    line.ears.close()
    line._client.close()
    again = SiteClient(site.url, dewi.token)
    line.ears.listen(again, line.heard.put)  # returns at once
    again.close()


def test_a_site_that_is_gone_before_the_line_opens_is_a_trouble_too(desks, site):
    dewi = desks("Dewi")
    site.stop()
    with pytest.raises(Trouble) as caught:
        Ears().listen(SiteClient(site.url, dewi.token), lambda _heard: None)
    assert caught.value.kind == "site.unreachable"
    site.start()


def test_what_is_not_understood_is_passed_over():
    said = [
        b": good morning", b"",
        b"event: weather", b'data: {"rain": true}', b"",
        b"event: head", b"data: nonsense", b"",
        b"event: head", b'data: {"head": -4}', b"",
        b"event: seats", b'data: {"seats": 7}', b"",
        b"event: head\r", b'data: {"head": 12}\r', b"\r",
    ]  # fmt: skip
    news = _news(iter(said))
    assert next(news).head == 12
    with pytest.raises(Trouble):
        next(news)
