"""Short days aimed at bugs that days by the dice meet too rarely: without the bug all is well, with it they see it."""

from contextlib import suppress

import pytest
from newsroom_net import Desk, FaultyTransport, LiveSite
from simulation.mutants import ALL

from desktop_app.domain.errors import Trouble
from desktop_app.sync import pull as pulling
from desktop_app.sync.trouble import unreachable


class Watched(FaultyTransport):
    """A good line that calls *after* with each request once the site has answered it."""

    def __init__(self, desk, after) -> None:
        super().__init__(desk.site.url)
        self.desk, self.after = desk, after

    def send(self, request):
        answer = super().send(request)
        self.after(request)
        return answer


def published(site) -> int:
    return site.rows("SELECT count(*) FROM audit WHERE act = 'publish'")[0][0]


def the_answer_to_publish_is_lost(site, dewi, _budi):
    dewi.publish(dewi.ready_story("Halte baru"))

    def lose(_request):
        if published(site):
            raise unreachable("lost on the way back")

    with suppress(Trouble):
        dewi.round(Watched(dewi, lose))
    assert published(site) == 1
    dewi.later(60)
    dewi.round()
    assert dewi.waiting() == 0
    assert published(site) == 1, "published twice"


def the_desk_dies_with_a_page_in_its_hands(_site, dewi, budi):
    story = dewi.write("Satu.")
    dewi.round()
    patch = pytest.MonkeyPatch()

    def die(*_page):
        raise InterruptedError

    line = Watched(budi, lambda _request: None)
    with patch.context() as dying:
        dying.setattr(pulling, "_take_in", die)
        with pytest.raises(InterruptedError):
            budi.round(line)
    budi.round()
    assert ("article", story) in budi.documents(), "the cursor went past rows nobody has"


def somebody_types_while_a_merge_is_on_its_way(_site, dewi, budi):
    story = dewi.write("Satu.", "Dua.")
    dewi.round()
    budi.round()
    dewi.edit_paragraph(story, 0, "Satu dari Dewi.")
    dewi.round()
    budi.edit_paragraph(story, 1, "Dua dari Budi.")
    typed = []

    def type_on(request):
        if request.path.endswith("/ops") and not typed:
            typed.append(budi.add_paragraph(story, "Diketik saat jawaban di jalan."))

    budi.round(Watched(budi, type_on))
    for desk in (budi, dewi, budi):
        desk.later(60)
        desk.round()
    said = ["Satu dari Dewi.", "Dua dari Budi.", "Diketik saat jawaban di jalan."]
    assert budi.texts(story) == dewi.texts(story) == said, "a sentence is gone"


DAYS = {
    "publish twice on retry": the_answer_to_publish_is_lost,
    "cursor before rows": the_desk_dies_with_a_page_in_its_hands,
    "stale conflict copy": somebody_types_while_a_merge_is_on_its_way,
}


@pytest.fixture
def people(tmp_path):
    site = LiveSite(tmp_path / "site").start()
    dewi, budi = (Desk(tmp_path / who, site, who) for who in ("Dewi", "Budi"))
    yield site, dewi, budi
    dewi.close()
    budi.close()
    site.stop()


@pytest.mark.parametrize("name", sorted(DAYS))
def test_an_aimed_day_ends_well(people, name):
    DAYS[name](*people)


@pytest.mark.parametrize("name", sorted(DAYS))
def test_its_bug_is_seen(people, name):
    with (
        ALL[name](),
        pytest.raises(AssertionError, match=r"published twice|the cursor went|a sentence is gone"),
    ):
        DAYS[name](*people)
