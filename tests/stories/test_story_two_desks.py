"""Two desks and a site; the network is cut at each request in turn. Nothing is lost, nothing is doubled."""

import contextlib
from collections import Counter

import pytest
from newsroom_net import Desk, FaultyTransport, LiveSite

from desktop_app.domain.errors import Trouble
from desktop_app.sync.client import SiteClient

MODES = ["before", "after", "twice"]
MOST_REQUESTS = 15  # a round of this story takes fewer; the test says so


class Newsroom:
    """The same day each time: two stories shared, a photo, then work on both desks without contact."""

    def __init__(self, folder) -> None:
        self.site = LiveSite(folder / "site").start()
        self.dewi = Desk(folder / "dewi", self.site, "Dewi")
        self.budi = Desk(folder / "budi", self.site, "Budi")
        self.shared = self.dewi.write("Satu.", "Dua.", "Tiga.", headline="Judul", lead="Teras")
        self.fought = self.dewi.write("Korban 12 orang.")
        self.both_rounds()
        # apart:
        self.ready = self.dewi.ready_story("Halte baru dibuka")
        self.dewi.publish(self.ready)
        self.photo = self.dewi.take_photo("banjir")
        self.dewi.edit_paragraph(self.shared, 0, "Satu dari Dewi.")
        self.dewi.add_paragraph(self.shared, "Tambahan Dewi.")
        self.dewi.edit_paragraph(self.fought, 0, "Korban 14 orang.")
        self.alone = [self.dewi.write(f"Milik Dewi {number}.") for number in range(3)]
        self.budi.edit_paragraph(self.shared, 2, "Tiga dari Budi.")
        self.budi.edit(self.shared, lead="Teras Budi")
        self.budi.edit_paragraph(self.fought, 0, "Korban 17 orang.")
        self.alone.append(self.budi.write("Milik Budi."))
        self.saved = {desk.name: self._revisions(desk) for desk in (self.dewi, self.budi)}

    def both_rounds(self) -> None:
        self.dewi.round()
        self.budi.round()

    def close(self) -> None:
        self.dewi.close()
        self.budi.close()
        self.site.stop()

    @staticmethod
    def _revisions(desk) -> set[str]:
        with desk.store.reading() as tx:
            return {row[0] for row in tx.connection.exec_driver_sql("SELECT rev FROM revision")}

    def judge(self, *, clashes: int = 1) -> None:
        """Everything that must hold at the end, asked of both desks' files and of the site's."""
        dewi, budi, site = self.dewi, self.budi, self.site
        assert dewi.documents() == budi.documents()
        for (kind, id_), doc in dewi.documents().items():
            assert site.live(kind, id_) == doc
        assert dewi.waiting() == budi.waiting() == 0
        # no revision anybody ever saved is missing at the site, and none is there twice
        at_site = Counter(row[0] for row in site.rows("SELECT rev FROM revision"))
        assert set(at_site) >= self.saved["Dewi"] | self.saved["Budi"]
        assert max(at_site.values()) == 1
        assert sorted(dewi.texts(self.shared)) == sorted(
            ["Satu dari Dewi.", "Dua.", "Tiga dari Budi.", "Tambahan Dewi."]
        )
        assert dewi.article(self.shared).lead == "Teras Budi"
        ids = Counter(id_ for kind, id_ in dewi.documents() if kind == "article")
        assert set(ids) == {self.shared, self.fought, self.ready, *self.alone}
        said = {clash["mine"] for clash in dewi.conflicts()} | {c["theirs"] for c in dewi.conflicts()}
        assert said == {"Korban 14 orang.", "Korban 17 orang."}
        assert len(dewi.conflicts()) == clashes
        for desk in (dewi, budi):
            photo = desk.photo(self.photo)
            assert all(desk.blobs.has(made.sha256) for made in photo.renditions)
        assert site.store.blobs.has(dewi.photo(self.photo).sha256)
        # published once
        assert site.rows("SELECT article_id, slug FROM page") == [(self.ready, "halte-baru-dibuka")]
        assert site.rows("SELECT count(*) FROM audit WHERE act = 'publish'") == [(1,)]
        numbers = [row[0] for row in site.rows("SELECT seq FROM item ORDER BY seq")]
        assert len(set(numbers)) == len(numbers)


@pytest.fixture
def newsroom(tmp_path):
    made = Newsroom(tmp_path)
    yield made
    made.close()


def test_without_any_fault(newsroom):
    newsroom.both_rounds()
    newsroom.both_rounds()
    newsroom.judge()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("at", range(1, MOST_REQUESTS + 1))
@pytest.mark.parametrize("who", ["dewi", "budi"])
def test_the_line_is_cut_at_each_request_in_turn(newsroom, who, at, mode):
    """The other desk works on meanwhile; then at most two good rounds each."""
    first, second = (newsroom.dewi, newsroom.budi) if who == "dewi" else (newsroom.budi, newsroom.dewi)
    line = FaultyTransport(newsroom.site.url, at, mode)
    if who == "budi":
        second.round()
    try:
        first.round(line)
        kind = ""
    except Trouble as trouble:
        kind = trouble.kind
    assert kind in ("", "site.unreachable")
    assert bool(kind) == (mode != "twice" and line.count >= at), line.paths
    assert line.count < MOST_REQUESTS, "more requests than this test cuts"
    if who == "dewi":
        second.round()
    for _ in range(2):
        first.later(60)
        second.later(60)
        first.round()
        second.round()
    newsroom.judge()


@pytest.mark.parametrize("mode", ["before", "after"])
def test_a_line_that_fails_again_and_again(newsroom, mode):
    """Each round gets one request further than the one before."""
    for at in range(1, MOST_REQUESTS + 1):
        for desk in (newsroom.dewi, newsroom.budi):
            desk.later(60)
            with contextlib.suppress(Trouble):
                desk.round(FaultyTransport(newsroom.site.url, at, mode))
    newsroom.both_rounds()
    newsroom.both_rounds()
    newsroom.judge()


def test_typing_goes_on_while_the_answer_travels(newsroom):
    """A save between sending and hearing the answer belongs to the next round and is not taken for sent."""
    dewi, story = newsroom.dewi, newsroom.alone[0]

    class Typing(FaultyTransport):
        def send(self, request):
            answer = super().send(request)
            if request.path.endswith("/ops"):
                dewi.edit(story, headline=f"Ditulis saat {self.count}")
            return answer

    line = Typing(newsroom.site.url)
    dewi.round(line)
    last = dewi.article(story).headline
    newsroom.both_rounds()
    newsroom.both_rounds()
    assert newsroom.budi.article(story).headline == last
    newsroom.judge()


def test_a_page_and_its_cursor_are_one_commit(newsroom):
    """The desk stops while it takes in a page: neither a row nor the cursor is kept, and the next round has both."""
    dewi, budi = newsroom.dewi, newsroom.budi
    dewi.round()
    before, after = budi.documents(), budi.link().after

    import desktop_app.sync.pull as pulling

    class KilledError(Exception):
        pass

    taken = []

    def move_cursor(tx, _after):
        rows = tx.connection.exec_driver_sql("SELECT kind, id FROM record")
        taken.extend(key for key in map(tuple, rows) if key not in before)
        raise KilledError

    patch = pytest.MonkeyPatch()
    patch.setattr(pulling.remote, "move_cursor", move_cursor)
    client = SiteClient(newsroom.site.url, budi.token)
    from desktop_app.sync.line import Line

    hello = client.hello()
    line = Line(
        budi.store, budi.blobs, client, budi.clock, budi.random.uniform,
        limits=hello.limits, epoch=hello.epoch, head=hello.head,
    )  # fmt: skip
    with client, pytest.raises(KilledError):
        pulling.pull(line)
    patch.undo()
    assert taken, "the rows stood in the transaction that died"
    assert budi.documents() == before
    assert budi.link().after == after
    newsroom.both_rounds()
    newsroom.both_rounds()
    newsroom.judge()
