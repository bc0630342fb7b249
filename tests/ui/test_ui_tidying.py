"""Rings of objects go on the interface thread, whichever thread made them; and the young ones go soon."""

import gc
import sys
import threading

import pytest
from PySide6.QtCore import QObject

from desktop_app.ui.lanes import Lanes
from desktop_app.ui.tidying import Tidying

pytestmark = pytest.mark.qt


class Ring:
    """Holds itself; *went* hears on which thread it was let go."""

    def __init__(self, went):
        self.myself = self
        self.went = went

    def __del__(self):
        self.went.append(threading.current_thread())


@pytest.fixture
def tidying(qapp):
    parent = QObject()
    made = Tidying(parent)
    made.start()
    yield made
    made.stop()
    assert gc.isenabled()


def test_rings_made_on_another_thread_go_on_this_one(tidying, qtbot):
    went = []

    def make():
        for _ in range(3000):  # far more than would make Python collect by itself
            Ring(went)

    maker = threading.Thread(target=make)
    maker.start()
    maker.join()
    qtbot.waitUntil(lambda: len(went) == 3000)
    assert set(went) == {threading.main_thread()}


def test_a_lane_holds_nobody_who_is_told(qapp, qtbot):
    """Else the last reference to a widget could go on the lane's thread, after its window has closed."""

    class Listener:
        def done(self, answer):
            came.append(answer)

    def held_here():
        frame, found = sys._getframe(), []
        while frame is not None:
            for value in frame.f_locals.values():
                found += [value, *getattr(value, "args", ())]
            frame = frame.f_back
        return [value for value in found if getattr(value, "__self__", None).__class__ is Listener]

    came = []
    lanes = Lanes()
    listener = Listener()
    lanes.run("outside", held_here, listener.done, listener.done)
    qtbot.waitUntil(lambda: bool(came))
    assert came == [[]]
    lanes.close()
