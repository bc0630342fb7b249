import os

import pytest
from photo_files import FORMATS, camera_exif, encoded

from desktop_app.domain.credit import Credit, credit_line
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.photos.export import export_with_credit
from desktop_app.photos.metadata import picture_bytes, read

PHOTO = Photo(
    "foto-1", "0" * 64, 64, 48, credit=Credit(("Ni Luh Sari",), copyright_notice="© 2026"), caption="Pagi"
)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_copy_carries_the_credit_and_the_original_stays(tmp_path, kind):
    original, out = tmp_path / "asli", tmp_path / "salinan"
    data = encoded(kind, exif=camera_exif(artist="Orang Lain", description="Lama"))
    original.write_bytes(data)
    export_with_credit(original, PHOTO, House("Berita Kota"), out)
    assert original.read_bytes() == data
    told = read(out.read_bytes())
    assert told.credit == credit_line(PHOTO.credit, "Berita Kota")
    assert (told.creators, told.caption, told.copyright_notice) == (("Ni Luh Sari",), "Pagi", "© 2026")
    assert picture_bytes(out.read_bytes()) == picture_bytes(data)
    assert {path.name for path in tmp_path.iterdir()} == {"asli", "salinan"}


def test_no_credit_no_copy(tmp_path):
    original = tmp_path / "asli"
    original.write_bytes(encoded())
    with pytest.raises(Refusal):
        export_with_credit(original, Photo("x", "0" * 64, 1, 1), House("Berita Kota"), tmp_path / "salinan")
    assert not (tmp_path / "salinan").exists()


def test_a_copy_takes_the_place_of_nothing_but_a_file(tmp_path):
    original, pipe = tmp_path / "asli", tmp_path / "pipa"
    original.write_bytes(encoded())
    os.mkfifo(pipe)
    for out in (pipe, tmp_path):
        with pytest.raises(Refusal, match="bukan berkas biasa"):
            export_with_credit(original, PHOTO, House("Berita Kota"), out)
    assert pipe.is_fifo()


def test_trouble_is_said(tmp_path):
    original = tmp_path / "asli"
    original.write_bytes(encoded()[:100])
    with pytest.raises(Trouble) as damaged:
        export_with_credit(original, PHOTO, House("Berita Kota"), tmp_path / "salinan")
    assert damaged.value.kind == "photo.damaged"
    original.write_bytes(encoded())
    with pytest.raises(Trouble) as nowhere:
        export_with_credit(original, PHOTO, House("Berita Kota"), tmp_path / "tidak" / "ada.jpg")
    assert nowhere.value.kind == "disk.failed"
