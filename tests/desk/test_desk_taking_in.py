"""A batch of files on its way in: progress, cancel, a stop in the middle, and the same picture again."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from desktop_app.desk import picturing, taking_in
from desktop_app.domain.errors import Refusal
from desktop_app.photos.facts import Metadata
from desktop_app.photos.metadata import embed_keeping


def scene(number, size=(1500, 1000)):
    """A picture with structure, another for every number."""
    image = Image.new("RGB", size, (40 * number % 255, 90, 140))
    draw = ImageDraw.Draw(image)
    for at in range(12):
        x, y = (at * 131 * (number + 3)) % size[0], (at * 173 * (number + 5)) % size[1]
        draw.ellipse((x, y, x + 300, y + 200), fill=(at * 20, (number * 70 + at * 31) % 255, 200 - at * 15))
    return image


def jpeg(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **{"quality": 90, **options})
    return file.getvalue()


@pytest.fixture
def card(tmp_path):
    folder = tmp_path / "DCIM" / "100EOS"
    folder.mkdir(parents=True)
    for number in range(4):
        (folder / f"IMG_{number}.JPG").write_bytes(jpeg(scene(number)))
    (folder / "IMG_1.XMP").write_text("<x/>")
    (folder / ".tersembunyi.jpg").write_bytes(b"x")
    (folder / "rusak.jpg").write_bytes(jpeg(scene(9))[:900])
    return tmp_path / "DCIM"


def test_a_card_comes_in_whole_and_says_what_stayed_outside(desk, card):
    steps = []
    taken = taking_in.take_in(desk, [card], told=steps.append)
    assert sorted(photo.file_name for photo in taken.photos) == [f"IMG_{number}.JPG" for number in range(4)]
    assert [name for name, _ in taken.refused] == ["rusak.jpg"]
    assert sorted(step.done for step in steps) == [1, 2, 3, 4, 5]
    assert {step.whole for step in steps} == {5}
    for photo in taken.photos:
        original = next(card.rglob(photo.file_name)).read_bytes()
        assert desk.blobs.path(photo.sha256).read_bytes() == original
        print_ = Image.open(io.BytesIO(picturing.thumbnail(desk, photo.id, 200)))
        assert max(print_.size) == 480
    assert taking_in.unfinished(desk) == {}


def test_cancelled_files_are_counted_and_the_rest_is_in(desk, card):
    steps = []
    taken = taking_in.take_in(desk, [card], told=steps.append, cancelled=lambda: bool(steps))
    assert taken.left == 5 - len(steps) > 0
    assert len(picturing.list_photos(desk)) == len(taken.photos)


def test_a_batch_goes_on_after_the_desk_was_stopped(desk, card):
    class Killed(BaseException):
        pass

    def stop(_step):
        raise Killed

    batch = taking_in.begin(desk, [card])
    with pytest.raises(Killed):
        taking_in.go_on(desk, batch, told=stop)
    left = taking_in.unfinished(desk)
    assert list(left) == [batch]
    assert left[batch] == 4
    taking_in.go_on(desk, batch)
    assert len(picturing.list_photos(desk)) == 4
    assert taking_in.unfinished(desk) == {}


def test_the_same_file_is_taken_in_once(desk, card):
    first = taking_in.take_in(desk, [card])
    again = taking_in.take_in(desk, [card])
    assert set(again.known) == {photo.id for photo in first.photos}
    assert len(picturing.list_photos(desk)) == 4


def test_the_same_picture_is_found_under_other_words_and_after_edits(desk, tmp_path):
    whole = jpeg(scene(1))
    wide = scene(1).crop((0, 78, 1500, 922))
    files = {
        "asli.jpg": whole,
        "lain-kata.jpg": embed_keeping(whole, Metadata(credit="photo Lain", caption="Lain")),
        "kecil.jpg": jpeg(scene(1).resize((600, 400)), quality=50),
        "potong.jpg": jpeg(wide),
        "beda.jpg": jpeg(scene(3)),
    }
    ids = {}
    found = {}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        taken = taking_in.take_in(desk, [tmp_path / name])
        ids[name] = taken.photos[0].id
        found[name] = [(twin.other_id, twin.exact) for twin in taken.twins]
    assert found["asli.jpg"] == []
    assert found["lain-kata.jpg"] == [(ids["asli.jpg"], True)]
    assert (ids["asli.jpg"], False) in found["kecil.jpg"]
    assert (ids["asli.jpg"], False) in found["potong.jpg"]
    assert found["beda.jpg"] == []


def test_too_many_files_are_refused_before_anything_happens(desk, tmp_path):
    with pytest.raises(Refusal) as caught:
        taking_in.begin(desk, [tmp_path / f"{number}.jpg" for number in range(501)])
    assert caught.value.rule == "photo.too_many"


def test_a_proposal_is_never_a_confirmed_credit(desk, tmp_path):
    file = tmp_path / "siap.jpg"
    told = Metadata(creators=("Ni Luh Sari",), credit="photo Ni Luh Sari - Berita Kota", caption="Pagi.")
    file.write_bytes(embed_keeping(jpeg(scene(2)), told))
    photo = taking_in.take_in(desk, [file]).photos[0]
    assert photo.credit.creators == ("Ni Luh Sari",)
    assert not photo.confirmed
    assert replace(photo, confirmed=True) != photo
