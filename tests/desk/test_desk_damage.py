"""A photo's file that the site will not have: whether it was damaged on its way or lies damaged here."""

import io

import pytest
from newsroom_net import LiveSite
from PIL import Image

from desktop_app.desk import pairing, syncing, taking_in
from desktop_app.domain.credit import Credit
from desktop_app.domain.ids import PhotoId, new_id
from desktop_app.domain.newsroom import Role
from desktop_app.domain.outbox import StepState
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import to_plain
from desktop_app.site import accounts, passes
from desktop_app.storage import records


@pytest.fixture
def connected(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop_app.sync.tokens.find", lambda _url: "")
    monkeypatch.setattr("desktop_app.sync.tokens.trusted", lambda _vault: None)
    site = LiveSite(tmp_path / "situs").start()
    with site.store.writing() as feed:
        user = accounts.add(feed, "Sari", Role.ADMIN)
        code = passes.issue(feed.connection, passes.Kind.PAIR, user, feed.now)
    pairing.pair(desk, site.url, code)
    yield desk
    site.stop()


def damage(desk, sha256):
    path = desk.blobs.path(sha256)
    path.write_bytes(bytes(path.stat().st_size))


def parked(desk):
    return [step.reason for step in syncing.steps(desk) if step.state is StepState.PARKED]


def test_an_original_damaged_here_is_said_so_and_taken_in_again(connected, tmp_path):
    file = tmp_path / "banjir.jpg"
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((1500, 1000)).save(picture, "JPEG")
    file.write_bytes(picture.getvalue())
    (photo,) = taking_in.take_in(connected, [file]).photos
    damage(connected, photo.sha256)
    syncing.one_round(connected)
    (why,) = parked(connected)
    assert why.startswith("Berkas asli foto ini rusak di komputer ini, bukan di perjalanan.")
    # What the sentence advises helps.
    assert taking_in.take_in(connected, [file]).known == (photo.id,)
    (why,) = parked(connected)
    assert why.startswith("Berkas foto ini rusak di perjalanan; yang ada di komputer ini utuh.")
    syncing.retry(connected, photo.id)
    syncing.one_round(connected)
    assert syncing.steps(connected) == ()


def test_a_size_for_the_page_damaged_here_is_not_called_the_original(connected):
    names = [connected.blobs.put_bytes(data * 500) for data in (b"asli", b"ukuran")]
    made = Rendition("w480", "jpeg", 10, 10, names[1])
    photo = Photo(
        PhotoId(new_id()), names[0], 100, 80, credit=Credit(("Rina",)), confirmed=True, renditions=(made,)
    )
    with connected.store.writing() as tx:
        records.save(tx, "photo", photo.id, to_plain(photo), by="Sari", at=connected.clock(), reason="x")
    damage(connected, made.sha256)
    syncing.one_round(connected)
    (why,) = parked(connected)
    assert why.startswith("Berkas yang dibuat dari foto ini untuk halaman rusak di komputer ini.")
