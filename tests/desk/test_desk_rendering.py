"""Which photos wait for their files, wherever a desk was stopped, and what is said when none can be made."""

import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from photos.photo_files import encoded, picture

from desktop_app.desk import photo_gates, picturing, previewing, rendering, taking_in, writing
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.errors import Trouble
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.plain import to_plain
from desktop_app.photos.intake import Intake
from desktop_app.storage import records

CREDIT = Credit(("Ni Luh Sari",), licence=Licence.OWN)
# A desk of its own process, which credits are waiting for: it makes one photo's files after another until it is killed.
DESK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from desktop_app.desk import rendering
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.renditions import make
from desktop_app.storage.store import Store

folder = Path(sys.argv[1])
desk = SimpleNamespace(
    store=Store.open(folder),
    blobs=Blobs(folder / "photos"),
    intake=SimpleNamespace(renditions=make),
    person=SimpleNamespace(name="Dewi"),
    clock=lambda: datetime.now(UTC),
)
while found := rendering.behind(desk).photos:
    rendering.render(desk, found[0])
    print(found[0], flush=True)
"""


@pytest.fixture
def take(desk, tmp_path):
    """Takes a picture in and credits it; every one is another."""
    count = iter(range(100))

    def taken(size=(800, 500)):
        number = next(count)
        image = picture(*size)
        image.putpixel((0, 0), (number, number, number))
        file = tmp_path / f"IMG_{number}.png"
        file.write_bytes(encoded("png", image=image))
        photo = taking_in.take_in(desk, [file]).photos[0]
        picturing.credit(desk, photo.id, credit=CREDIT, caption="Pasar.", alt="Lapak")
        picturing.set_focus(desk, photo.id, (0.5, 0.5))
        return photo

    return taken


def c7(desk, photo):
    return [one.why for one in photo_gates.gates(desk, photo.id) if one.gate == "C7"]


def test_what_waits_is_found_newest_first_until_it_is_made(desk, take):
    one, two = take(), take()
    assert rendering.behind(desk).photos == (two.id, one.id)
    assert rendering.behind(desk).photos == (two.id, one.id)  # asking forgets nothing
    rendering.render(desk, two.id)
    assert rendering.behind(desk).photos == (one.id,)
    rendering.render(desk, one.id)
    assert rendering.behind(desk) == rendering.Behind((), None)


def test_another_credit_crop_or_house_waits_again(desk, take, monkeypatch):
    photo = take()
    rendering.render(desk, photo.id)
    again = (
        lambda: picturing.set_focus(desk, photo.id, (0.2, 0.5)),
        lambda: picturing.credit(
            desk, photo.id, credit=replace(CREDIT, creators=("Edi",)), caption="Pasar.", alt="Lapak"
        ),
        lambda: monkeypatch.setattr(rendering, "site_settings", lambda _tx: SiteSettings(name="Kabar Kota")),
    )
    for change in again:
        change()
        assert rendering.behind(desk).photos == (photo.id,)
        rendering.render(desk, photo.id)
        assert rendering.behind(desk).photos == ()


def test_many_are_looked_through_in_portions(desk, take, monkeypatch):
    monkeypatch.setattr(rendering, "PORTION", 2)
    photos = [take().id for _ in range(5)]
    found, older = [], None
    for _ in range(3):
        portion = rendering.behind(desk, older)
        assert len(portion.photos) <= 2
        found += portion.photos
        older = portion.older
    assert (found, older) == (photos[::-1], None)


def test_a_desk_killed_in_the_middle_loses_none(desk, make_desk, take, tmp_path):
    photos = {take().id for _ in range(6)}
    desk.store.close()
    killed = subprocess.Popen(
        [sys.executable, "-c", DESK, str(tmp_path / "meja")], stdout=subprocess.PIPE, text=True
    )
    with killed:
        done = {killed.stdout.readline().strip(), killed.stdout.readline().strip()}
        killed.send_signal(signal.SIGKILL)
        done |= set(killed.stdout.read().split())
    assert done < photos
    desk = make_desk()
    left = set(rendering.behind(desk).photos)
    # What it had written down but not told yet is made as well.
    assert photos - left >= done
    assert left
    for photo_id in left:
        rendering.render(desk, photo_id)
    assert rendering.behind(desk).photos == ()
    assert all(len(picturing.photo(desk, photo_id).renditions) == 13 for photo_id in photos)


def test_a_damaged_original_says_so_and_is_mended_by_taking_it_in_again(desk, take, tmp_path):
    photo = take()
    assert ["sedang dibuat" in why for why in c7(desk, photo)] == [True]
    original = desk.blobs.path(photo.sha256)
    whole = original.read_bytes()
    original.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Trouble):
        rendering.render(desk, photo.id)
    [why] = c7(desk, photo)
    assert "tidak dapat dibuat: foto ini rusak atau terpotong" in why
    assert "ganti foto" in why
    story, _ = writing.begin(desk)
    picturing.use_as_hero(desk, story, photo.id)
    assert "tidak dapat disiapkan" in previewing.page(desk, story).html
    taken = taking_in.take_in(desk, [tmp_path / photo.file_name])
    assert taken.known == (photo.id,)
    assert original.read_bytes() == whole
    assert photo.id in rendering.render(desk, photo.id).photos
    assert c7(desk, photo) == []
    assert "disiapkan" not in previewing.page(desk, story).html


def test_an_original_that_is_gone_says_so_before_anybody_tries(desk, take):
    photo = take()
    desk.blobs.remove(photo.sha256)
    [why] = c7(desk, photo)
    assert "berkas aslinya tidak ada di meja ini" in why
    assert "ganti foto" in why
    assert rendering.behind(desk).photos == ()  # nothing could be made of it here


def test_a_credit_is_renewed_without_the_original(desk, take):
    photo = take()
    rendering.render(desk, photo.id)
    desk.blobs.remove(photo.sha256)
    picturing.credit(
        desk, photo.id, credit=Credit(("Edi",), licence=Licence.OWN), caption="Pasar.", alt="Lapak"
    )
    assert rendering.behind(desk).photos == (photo.id,)
    assert ["sedang ditanam" in why for why in c7(desk, photo)] == [True]
    rendering.render(desk, photo.id)
    assert c7(desk, photo) == []


def test_a_desk_that_closes_blames_no_photo(desk, take):
    photo = take()
    closed = Intake()
    closed.close()
    with pytest.raises(Trouble):
        rendering.render(replace(desk, intake=closed), photo.id)
    assert ["sedang dibuat" in why for why in c7(desk, photo)] == [True]


def test_a_photo_nobody_credited_waits_for_nothing(desk, take):
    photo = picturing.photo(desk, take().id)
    with desk.store.writing() as tx:
        doc = to_plain(replace(photo, confirmed=False))
        records.save(tx, "photo", photo.id, doc, by="x", at=desk.clock(), reason="test")
    assert rendering.behind(desk).photos == ()
