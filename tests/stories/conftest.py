import pytest
from databases import database, postgresql  # noqa: F401 - fixtures
from newsroom_net import Desk, LiveSite


@pytest.fixture
def site(tmp_path):
    live = LiveSite(tmp_path / "site").start()
    yield live
    live.stop()


@pytest.fixture
def desks(tmp_path, site):
    opened = []

    def make(name, **more):
        desk = Desk(tmp_path / f"desk-{len(opened)}", site, name, **more)
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.close()
