"""A site that came back from a backup, and what desks with different memories give it back."""

import shutil

import pytest
from newsroom_net import Desk, LiveSite

from desktop_app.domain.article import PhotoUse
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import Role


@pytest.fixture
def place(tmp_path):
    """A site that can be put back to how it was, and two desks."""
    site = LiveSite(tmp_path / "site").start()
    desks = [Desk(tmp_path / name, site, name) for name in ("Dewi", "Budi")]
    site.token("Rina", Role.ADMIN)  # known before the backup
    site.stop()
    shutil.copytree(tmp_path / "site", tmp_path / "backup")

    def put_back(*, files: bool = False):
        site.stop()
        (tmp_path / "site" / "situs.db").write_bytes((tmp_path / "backup" / "situs.db").read_bytes())
        if files:
            shutil.rmtree(site.store.blobs.folder)
        site.start()

    site.start()
    yield site, *desks, put_back
    for desk in desks:
        desk.close()
    site.stop()


@pytest.mark.parametrize("goes_on", [False, True])
def test_what_only_its_writer_remembers_comes_back_under_what_a_colleague_gave_back(place, goes_on):
    site, dewi, budi, put_back = place
    story = dewi.write("Satu.")
    first = dewi.edit(story, lead="Kalimat yang diganti lagi.")
    last = dewi.edit(story, lead="Teras.")
    dewi.round()
    budi.round()  # knows the last version alone
    if goes_on:
        dewi.edit(story, headline="Judul sesudahnya")
    put_back()
    budi.round()
    assert site.revisions("article", story) == {last}
    dewi.round()
    budi.round()
    assert first in site.revisions("article", story)
    assert (last, first) in site.rows("SELECT rev, parent FROM parent")
    assert dewi.waiting() == 0
    assert dewi.documents() == budi.documents()
    assert [step for step in dewi.steps() if step.state.value == "parked"] == []


def test_a_desk_that_was_away_notices_a_backup_put_back_twice(place):
    site, dewi, budi, put_back = place
    story = dewi.write("Satu.")
    dewi.round()
    put_back()
    put_back()
    for number in range(3):
        budi.write(f"Isi {number}.")
    budi.round()
    dewi.round()
    assert ("article", story) in dewi.documents()
    assert site.live("article", story)["body"][0]["text"] == "Satu."
    budi.round()
    assert dewi.documents() == budi.documents()


def test_a_story_that_waits_for_a_colleagues_file_needs_a_third_round_of_who_came_before(place, tmp_path):
    """The least day on which two quiet rounds cannot do: file (Dewi) → site → writer (Budi) → site → reader (Rina).

    Their turns are in the opposite order, and no story leaves before its pictures.
    """
    site, dewi, budi, put_back = place
    rina = Desk(tmp_path / "Rina", site, "Rina")
    photo_id = dewi.take_photo("banjir")
    for desk in (dewi, budi, rina):
        desk.round()
    put_back(files=True)
    story = budi.write("Satu.", hero=PhotoUse(PhotoId(photo_id)))
    knows = []
    for _ in range(3):
        for desk in (rina, budi, dewi):
            desk.later(400)
            desk.round()
        knows.append([("article", story) in desk.documents() for desk in (rina, budi, dewi)])
    rina.close()
    assert knows == [[False, True, False], [False, True, True], [True, True, True]]
    assert [desk.waiting() for desk in (rina, budi, dewi)] == [0, 0, 0]
