"""Pokes and seats: a line that stays open says at once that the feed grew, and who is in which story."""

import contextlib
import http.client
import json
import socket
import threading
import time
from types import SimpleNamespace

import pytest
from site_net import article_of

from desktop_app.domain.newsroom import Role
from desktop_app.site.accounts import Account
from desktop_app.site.live import Hub

PICTURE = SimpleNamespace(id="foto-yang-belum-ada")
WAIT = 20  # seconds a test waits for what comes in milliseconds


class Line:
    """An open line, read by a thread of its own."""

    def __init__(self, site, role=Role.EDITOR):
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=WAIT)
        self.connection.request(
            "GET", "/sync/v1/events", headers={"Authorization": f"Bearer {site.token(role)}"}
        )
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200
        assert self.answer.headers["content-type"].startswith("text/event-stream")
        self.heard = []
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        event = ""
        try:
            while line := self.answer.readline():
                if line.startswith(b"event:"):
                    event = line[6:].strip().decode()
                elif line.startswith(b"data:"):
                    self.heard.append((event, json.loads(line[5:])))
        except (OSError, ValueError, AttributeError):
            return

    def until(self, wanted):
        ends = time.monotonic() + WAIT
        while time.monotonic() < ends:
            for event, data in list(self.heard):
                if wanted(event, data):
                    return data
            time.sleep(0.01)
        raise AssertionError(self.heard)

    def close(self):
        with contextlib.suppress(OSError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)  # closing alone would leave the reader waiting
        self.thread.join(WAIT)
        self.connection.close()


@pytest.fixture
def line(small_site):
    opened = []

    def make(role=Role.EDITOR):
        opened.append(Line(small_site, role))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_a_save_is_heard_on_every_open_line(small_site, line):
    here, there = line(Role.EDITOR), line(Role.PROOFREADER)
    here.until(lambda event, data: event == "head" and data["head"] == 0)
    small_site.save("article", article_of("Satu", PICTURE))
    for one in (here, there):
        one.until(lambda event, data: event == "head" and data["head"] == 1)


def test_a_long_poll_ends_with_the_save_or_with_its_time(small_site):
    begun = time.monotonic()
    empty = small_site.ask("GET", "/sync/v1/changes?after=0&wait=0.2")
    assert empty.json["changes"] == []
    assert time.monotonic() - begun >= 0.2
    timer = threading.Timer(0.2, small_site.save, ["article", article_of("Satu", PICTURE)])
    timer.start()
    found = small_site.ask("GET", f"/sync/v1/changes?after=0&wait={WAIT}")
    timer.join()
    assert [one["kind"] for one in found.json["changes"]] == ["article"]


def test_who_is_in_a_story_is_told_and_the_pen_changes_hands(small_site, line):
    here, there = line(Role.EDITOR), line(Role.PUBLISHER)
    sit = {"article": "naskah-1"}
    assert small_site.ask("PUT", "/sync/v1/seat", sit, role=Role.EDITOR).status == 204
    assert small_site.ask("PUT", "/sync/v1/seat", sit, role=Role.PUBLISHER).status == 204
    told = there.until(lambda event, data: event == "seats" and len(data["seats"]) == 2)
    assert [seat["pen"] for seat in told["seats"]] == [True, False]
    first = told["seats"][0]["who"]
    assert (
        small_site.ask("PUT", "/sync/v1/seat", {**sit, "take_pen": True}, role=Role.PUBLISHER).status == 204
    )
    taken = here.until(
        lambda event, data: event == "seats" and [s["pen"] for s in data["seats"]] == [False, True]
    )
    assert taken["seats"][0]["who"] == first
    small_site.ask("PUT", "/sync/v1/seat", {"article": ""}, role=Role.PUBLISHER)
    here.until(lambda event, data: event == "seats" and [s["pen"] for s in data["seats"]] == [True])
    mine = small_site.ask("GET", "/sync/v1/seats", role=Role.EDITOR).json["seats"]
    assert [seat["me"] for seat in mine] == [True]


def test_a_seat_without_a_line_expires():
    now = [0.0]
    hub = Hub(lambda: now[0])
    hub.sit(
        Account("1", "Rina", Role.EDITOR, "laptop", "d1"), "naskah", "2026-11-25T01:00:00Z", take_pen=False
    )
    hub.sit(
        Account("2", "Dewi", Role.EDITOR, "kantor", "d2"), "naskah", "2026-11-25T01:00:01Z", take_pen=False
    )
    now[0] = 60.0
    hub.sit(
        Account("2", "Dewi", Role.EDITOR, "kantor", "d2"), "naskah", "2026-11-25T01:01:00Z", take_pen=False
    )
    assert [(seat.who, seat.pen) for seat in hub.seats()] == [("Rina", True), ("Dewi", False)]
    now[0] = 100.0
    assert [(seat.who, seat.pen) for seat in hub.seats()] == [
        ("Dewi", True)
    ]  # the pen does not go down with him
    now[0] = 200.0
    assert hub.seats() == ()


def test_strangers_hear_nothing(small_site):
    assert small_site.ask("GET", "/sync/v1/events", role=None).status == 401
    assert small_site.ask("PUT", "/sync/v1/seat", {"article": "x"}, role=None).status == 401
    assert small_site.ask("PUT", "/sync/v1/seat", {"article": "x" * 101}).status == 422
