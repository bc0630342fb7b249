import hashlib
import os

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.photos.blobs import Blobs


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "photos")


def name(data):
    return hashlib.sha256(data).hexdigest()


def test_bytes_come_back_under_their_hash(blobs):
    sha = blobs.put_bytes(b"gambar")
    assert sha == name(b"gambar")
    assert blobs.has(sha)
    assert blobs.path(sha).read_bytes() == b"gambar"
    assert list(blobs.names()) == [sha]


def test_the_same_bytes_twice_are_one_file(blobs, tmp_path):
    source = tmp_path / "a.jpg"
    source.write_bytes(b"x" * 3_000_000)
    first = blobs.put_file(source)
    before = blobs.path(first).stat().st_mtime_ns
    assert blobs.put_file(source) == first
    assert blobs.put_bytes(source.read_bytes()) == first
    assert blobs.path(first).stat().st_mtime_ns == before
    assert source.exists()


def test_nothing_is_left_beside(blobs, tmp_path):
    source = tmp_path / "a.jpg"
    source.write_bytes(b"isi")
    blobs.put_file(source)
    blobs.put_file(source)
    assert list((blobs.folder / "parts").iterdir()) == []


def test_parts_grow_resume_and_finish(blobs):
    data = os.urandom(10_000)
    sha = name(data)
    assert blobs.part_size(sha) == 0
    assert blobs.write_part(sha, 0, data[:4000]) == 4000
    again = Blobs(blobs.folder)  # the program was restarted
    assert again.part_size(sha) == 4000
    assert not again.has(sha)
    again.write_part(sha, 4000, data[4000:])
    assert again.finish_part(sha).read_bytes() == data
    assert again.part_size(sha) == 10_000
    assert again.write_part(sha, 0, b"late") == 10_000
    assert again.finish_part(sha).read_bytes() == data


def test_a_gap_or_an_overlap_is_refused(blobs):
    sha = name(b"abcdef")
    blobs.write_part(sha, 0, b"abc")
    for offset in (0, 2, 4):
        with pytest.raises(ValueError, match="expected 3"):
            blobs.write_part(sha, offset, b"def")
    assert blobs.part_size(sha) == 3


def test_wrong_bytes_never_get_the_name(blobs):
    sha = name(b"benar")
    blobs.write_part(sha, 0, b"salah")
    with pytest.raises(Trouble) as caught:
        blobs.finish_part(sha)
    assert caught.value.kind == "photo.damaged"
    assert not blobs.has(sha)
    assert blobs.part_size(sha) == 0


@pytest.mark.parametrize("bad", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", "g" * 64])
def test_a_name_from_outside_cannot_leave_the_folder(blobs, bad):
    assert not blobs.has(bad)
    for use in (blobs.path, blobs.part_size, blobs.finish_part):
        with pytest.raises(ValueError, match="SHA-256"):
            use(bad)
    with pytest.raises(ValueError, match="SHA-256"):
        blobs.write_part(bad, 0, b"x")


def test_disk_trouble_is_a_sentence(blobs, tmp_path, monkeypatch):
    with pytest.raises(Trouble) as missing:
        blobs.put_file(tmp_path / "tidak-ada.jpg")
    assert missing.value.kind == "photo.missing"

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble) as caught:
        blobs.put_bytes(b"penuh")
    assert caught.value.kind == "disk.full"
    assert not blobs.has(name(b"penuh"))
    assert list((blobs.folder / "parts").iterdir()) == []
