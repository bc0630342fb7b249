"""What is wished or saved while a round with the site runs is not left lying until the next quiet round."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

pytest.importorskip("PySide6")

from desktop_app.desk import syncing
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble
from desktop_app.ui.newsroom.door import Newsroom

pytestmark = pytest.mark.qt
QUIET_MS = 3_000  # well under the twenty seconds between quiet rounds


class HeldLanes:
    """Holds every round until the test lets it go home; other work never begins."""

    def __init__(self) -> None:
        self.rounds: list[tuple[Callable, Callable]] = []

    def run(self, lane: str, work: Callable, done: Callable, failed: Callable) -> None:
        if isinstance(work, partial) and work.func is syncing.one_round:
            self.rounds.append((done, failed))

    def settle(self) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def lanes() -> HeldLanes:
    return HeldLanes()


@pytest.fixture
def newsroom(qtbot, lanes: HeldLanes) -> Iterator[Newsroom]:
    made = Newsroom(None, lanes)
    made.line.start()
    qtbot.waitUntil(lambda: len(lanes.rounds) == 1)
    yield made
    made.close()


@pytest.mark.parametrize("saved", [True, False])
def test_another_round_follows_the_one_under_way(
    qtbot, newsroom: Newsroom, lanes: HeldLanes, saved: bool
) -> None:
    if saved:
        newsroom.errands.ring(Changes(outbox=True), "editor")
    else:
        newsroom.line.sync_now()
    assert len(lanes.rounds) == 1  # never two at once
    lanes.rounds[0][0](syncing.Report())
    qtbot.waitUntil(lambda: len(lanes.rounds) == 2, timeout=QUIET_MS)
    lanes.rounds[1][0](syncing.Report())
    qtbot.wait(100)
    assert len(lanes.rounds) == 2


def test_a_person_who_asks_while_a_round_fails_gets_one_more_at_once(
    qtbot, newsroom: Newsroom, lanes: HeldLanes
) -> None:
    told = []
    newsroom.errands.troubled.connect(lambda sentence, again: told.append(sentence))
    newsroom.line.sync_now()
    lanes.rounds[0][1](Trouble("Situs tidak menjawab.", kind="site.unreachable"))
    assert told == []  # that round was nobody's wish
    qtbot.waitUntil(lambda: len(lanes.rounds) == 2, timeout=QUIET_MS)
    lanes.rounds[1][1](Trouble("Situs tidak menjawab.", kind="site.unreachable"))
    assert len(told) == 1


def test_no_round_begins_while_a_first_start_still_fills_the_desk(qtbot, lanes: HeldLanes) -> None:
    made = Newsroom(None, lanes)
    made.line.start(first_work=lambda ring: Changes())  # these lanes never finish it
    made.errands.ring(Changes(outbox=True), "first_work")
    made.line.sync_now()
    qtbot.wait(300)
    assert lanes.rounds == []
    made.close()
