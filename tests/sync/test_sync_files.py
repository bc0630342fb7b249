"""Photo files over the line: what a dead moment leaves half-done is finished, and one bad file holds up nobody."""

from datetime import UTC, datetime

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.domain.newsroom import Role
from desktop_app.domain.outbox import Leg
from desktop_app.domain.proof import Mark
from desktop_app.photos.blobs import Blobs
from desktop_app.storage import outbox
from desktop_app.sync.client import SiteClient
from desktop_app.sync.round import Around, one_round


def test_a_desk_killed_between_the_last_bytes_and_their_name_has_the_file_afterwards(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    photo = dewi.photo(dewi.take_photo("banjir"))
    dewi.round()
    (name, *_) = [made.sha256 for made in photo.renditions]
    budi.blobs.write_part(name, 0, dewi.blobs.path(name).read_bytes())
    budi.round()
    assert all(budi.blobs.has(made.sha256) for made in photo.renditions)


def test_a_site_killed_between_the_last_bytes_and_their_name_has_the_file_afterwards(site, desks):
    dewi = desks("Dewi")
    photo = dewi.photo(dewi.take_photo("banjir"))
    site.store.blobs.write_part(photo.sha256, 0, dewi.blobs.path(photo.sha256).read_bytes())
    dewi.round()
    assert site.store.blobs.has(photo.sha256)
    assert dewi.waiting() == 0


@pytest.mark.parametrize("more", [b"", b"and more"])
def test_damaged_bytes_at_the_site_are_replaced_in_the_same_round(site, desks, more):
    dewi = desks("Dewi")
    photo = dewi.photo(dewi.take_photo("banjir"))
    whole = dewi.blobs.path(photo.sha256).read_bytes()
    site.store.blobs.write_part(photo.sha256, 0, bytes(len(whole)) + more)
    dewi.round()
    assert site.store.blobs.path(photo.sha256).read_bytes() == whole
    assert dewi.waiting() == 0


def test_a_file_the_site_lost_after_confirming_it_goes_again_in_the_same_round(site, desks):
    dewi = desks("Dewi")
    dewi.round()
    photo = dewi.photo(dewi.take_photo("banjir"))
    with dewi.store.writing() as tx:
        outbox.blob_sent(tx, photo.sha256)  # and then the disk was put back from before
    dewi.round()
    assert site.store.blobs.has(photo.sha256)
    assert dewi.waiting() == 0


def test_bytes_too_many_at_the_desk_are_fetched_anew(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    photo = dewi.photo(dewi.take_photo("banjir"))
    dewi.round()
    (name, *_) = [made.sha256 for made in photo.renditions]
    budi.blobs.write_part(name, 0, dewi.blobs.path(name).read_bytes() + b"and more")
    budi.round()
    assert budi.blobs.has(name)


def test_a_photo_that_may_not_be_sent_holds_up_nothing_else(site, desks):
    editor, proof = desks("Dewi"), desks("Putri", role=Role.PROOFREADER)
    story = editor.write("Satu.")
    editor.round()
    proof.take_photo("banjir")
    at = datetime(2026, 11, 24, tzinfo=UTC)
    entry = proof.save("mark", Mark("m1", story, "", "kata", by="Putri", at=at, note="Periksa."))
    proof.round()
    assert entry in site.revisions("mark", "m1")
    (step,) = [one for one in proof.steps() if one.kind == "photo"]
    assert (step.state.value, step.forbidden) == ("parked", True)


def test_one_damaged_file_at_the_site_keeps_no_other_photo_away(site, desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    first, second = (dewi.photo(dewi.take_photo(seed)) for seed in ("banjir", "rapat"))
    dewi.round()
    bad = first.renditions[0].sha256
    whole = site.store.blobs.path(bad).read_bytes()
    site.store.blobs.path(bad).write_bytes(bytes(len(whole)))
    with pytest.raises(Trouble):
        budi.round()
    assert all(budi.blobs.has(made.sha256) for made in second.renditions)
    assert not budi.blobs.has(bad)
    site.store.blobs.path(bad).write_bytes(whole)
    budi.round()
    assert budi.blobs.has(bad)


def test_a_file_damaged_at_the_desk_parks_its_photo_and_the_story_without_it_goes(desks):
    dewi, budi = desks("Dewi"), desks("Budi")
    photo = dewi.photo(dewi.take_photo("banjir"))
    path = dewi.blobs.path(photo.sha256)
    path.write_bytes(bytes(path.stat().st_size))
    story = dewi.write("Satu.")
    dewi.round()
    assert [one.kind for one in dewi.steps() if one.state.value == "parked"] == ["photo"]
    budi.round()
    assert ("article", story) in budi.documents()
    assert not Blobs(budi.blobs.folder).has(photo.sha256)


@pytest.mark.parametrize("leg", [Leg.FILES_OUT, Leg.FILES_IN])
def test_files_tell_how_far_they_are_and_stop_when_asked(site, desks, leg):
    dewi, budi = desks("Dewi"), desks("Budi")
    photos = [dewi.photo(dewi.take_photo(f"foto {number}")) for number in range(3)]
    desk = dewi if leg is Leg.FILES_OUT else budi
    if desk is budi:
        dewi.round()
    told = []

    def tell(progress):
        told.append((progress.leg, progress.done, progress.total))

    def stop():
        return bool(told) and told[-1][:2] == (leg, 2)

    client = SiteClient(site.url, desk.token)
    report = one_round(desk.store, desk.blobs, client, clock=desk.clock, around=Around(told=tell, stop=stop))
    total = 9 if leg is Leg.FILES_OUT else 3  # an original and two renditions each; photos by the piece
    assert report.stopped
    assert [one for one in told if one[0] is leg][-1] == (leg, 2, total)
    there = desk.blobs if desk is budi else site.store.blobs
    names = [made.sha256 for photo in photos for made in photo.renditions]
    assert sum(there.has(name) for name in names) in (2, 4)
    desk.round()
    assert all(there.has(name) for name in names)
