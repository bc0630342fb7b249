"""The lanes: order, where answers arrive, what happens at the end."""

import threading
import time

import pytest

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.ui.lanes import ImmediateLanes, Lanes, Latest

pytestmark = pytest.mark.qt


@pytest.fixture
def lanes(qapp):
    before = threading.active_count()
    made = Lanes()
    yield made
    made.close()
    assert threading.active_count() == before


def never(error):
    raise AssertionError(error)


def test_store_work_runs_in_order_beside_the_interface_thread(lanes, qtbot):
    came, threads = [], set()

    def work(number):
        threads.add(threading.current_thread().name)
        time.sleep(0.002 if number % 2 else 0)
        return number

    def done(number):
        assert threading.current_thread() is threading.main_thread()
        came.append(number)

    for number in range(50):
        lanes.run("store", lambda n=number: work(n), done, never)
    qtbot.waitUntil(lambda: len(came) == 50)
    assert came == list(range(50))
    assert len(threads) == 1
    assert "MainThread" not in threads


def test_outside_work_does_not_hold_up_the_store(lanes, qtbot):
    gate = threading.Event()
    came = []
    for _ in range(4):
        lanes.run("outside", gate.wait, came.append, never)
    lanes.run("store", lambda: "saved", came.append, never)
    qtbot.waitUntil(lambda: came == ["saved"])
    gate.set()
    qtbot.waitUntil(lambda: len(came) == 5)


@pytest.mark.parametrize("error", [Refusal("tidak"), Trouble("gagal")])
def test_house_errors_go_to_failed(lanes, qtbot, error):
    came = []

    def work():
        raise error

    lanes.run("store", work, never, came.append)
    qtbot.waitUntil(lambda: came == [error])


def test_a_bug_reaches_the_exception_hook(lanes, qtbot):
    def work():
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        lanes.run("outside", work, never, never)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_closing_finishes_saves_and_delivers_their_answers(qapp):
    lanes = Lanes()
    came = []
    for number in range(20):
        lanes.run("store", lambda n=number: time.sleep(0.005) or n, came.append, never)
    lanes.close()
    assert came == list(range(20))
    lanes.run("store", lambda: 1, never, never)
    assert came == list(range(20))


def test_settle_waits_for_the_store(lanes):
    came = []
    lanes.run("store", lambda: time.sleep(0.02) or 1, came.append, never)
    lanes.settle()
    assert came == [1]


def test_latest_keeps_only_the_newest_waiting_wish(lanes, qtbot):
    gate = threading.Event()
    asked, came = [], []

    def work(number):
        asked.append(number)
        gate.wait()
        return number

    latest = Latest(lanes, "outside")
    for number in range(10):
        latest.ask(lambda n=number: work(n), came.append, never)
    gate.set()
    qtbot.waitUntil(lambda: came == [0, 9])
    assert asked == [0, 9]


def test_latest_goes_on_after_a_failure():
    came = []
    latest = Latest(ImmediateLanes(), "store")

    def fail():
        raise Trouble("gagal")

    latest.ask(fail, never, lambda error: came.append(error.what))
    latest.ask(lambda: 2, came.append, never)
    assert came == ["gagal", 2]
