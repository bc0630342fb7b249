"""A desk that was closed while files for the page were being made goes on with them when it opens again."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from photos.photo_files import encoded, picture

from desktop_app.desk import picturing, rendering, taking_in
from desktop_app.domain.changes import NOTHING
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.errors import Trouble
from desktop_app.photos.intake import Intake
from desktop_app.ui.newsroom.renders import Renders

pytestmark = pytest.mark.qt
CREDIT = Credit(("Ni Luh Sari",), licence=Licence.OWN)


class Stopping:
    """The photo workers of a desk that is closed after *left* photos; *order* tells what was asked for."""

    def __init__(self, workers, left):
        self._workers = workers
        self.left = left
        self.order = []

    def __getattr__(self, name):
        return getattr(self._workers, name)

    def renditions(self, original, photo, *more):
        self.order.append(photo.id)
        if len(self.order) > self.left:
            raise Trouble("Meja sedang ditutup.", kind="photo.closed")
        return self._workers.renditions(original, photo, *more)


@pytest.fixture
def workers():
    made = Intake(workers=1)
    yield made
    made.close()


@pytest.fixture
def desk(desk, workers):
    return replace(desk, intake=Stopping(workers, 0))


@pytest.fixture
def photos(desk, tmp_path):
    """Five photos that were just credited, oldest first, none with a file for the page."""
    files = []
    for number in range(5):
        image = picture(300, 200)
        image.putpixel((0, 0), (number, 0, 0))
        files.append(tmp_path / f"IMG_{number}.png")
        files[-1].write_bytes(encoded("png", image=image))
    taken = [taking_in.take_in(desk, [file]).photos[0].id for file in files]
    for photo_id in taken:
        picturing.credit(desk, photo_id, credit=CREDIT, caption="Pasar.", alt="Lapak")
    return taken


def ready(desk, photos):
    return [photo_id for photo_id in photos if picturing.photo(desk, photo_id).renditions]


def test_what_a_closed_deskleft_behind_is_made_after_the_next_opening_newest_first(
    desk, start, photos, qtbot
):
    desk.intake.left = 2
    start()
    qtbot.waitUntil(lambda: len(desk.intake.order) == len(photos))
    assert ready(desk, photos) == photos[3:]
    desk.intake.left, desk.intake.order = len(photos), []
    session = start()
    qtbot.waitUntil(lambda: ready(desk, photos) == photos)
    assert desk.intake.order == photos[2::-1]
    # A photo nobody can see the making of is nobody's trouble.
    assert not session.window.trouble.isVisible()


def test_what_somebody_asks_for_now_goes_before_what_was_left_behind(monkeypatch):
    steps, order = [], []
    portions = {None: rendering.Behind(("d", "c"), 7), 7: rendering.Behind(("b",), None)}
    monkeypatch.setattr(rendering, "behind", lambda _desk, older: portions[older])
    monkeypatch.setattr(rendering, "render", lambda _desk, photo_id: order.append(photo_id) or NOTHING)
    # A lane whose work is done when the test says so.
    lanes = SimpleNamespace(run=lambda _lane, work, done, _failed: steps.append(lambda: done(work())))
    line = Renders(SimpleNamespace(desk=None, lanes=lanes, ring=lambda *_changes: None))
    line.catch_up()
    steps.pop()()
    steps.pop()()
    line.ask(["now", "next"])
    line.catch_up()  # the house changed its name meanwhile: once more from the newest on
    while steps:
        steps.pop()()
    assert order == ["d", "c", "now", "next", "d", "c", "b"]
