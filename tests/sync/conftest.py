from datetime import UTC, datetime

import pytest
from newsroom_net import Desk, LiveSite


@pytest.fixture
def site(tmp_path):
    """Its clock begins early in one of the five minutes after which new counts are told: a quiet round stays quiet."""
    ahead = datetime(2026, 11, 24, 7, 0, 30, tzinfo=UTC) - datetime.now(UTC)
    live = LiveSite(tmp_path / "site", clock=lambda: datetime.now(UTC) + ahead).start()
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
