import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest
from photo_files import camera_exif, encoded, jpeg_bomb, opened, picture, png_bomb, png_chunk
from PIL import Image

from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.export import export_with_credit
from desktop_app.photos.intake import Intake
from desktop_app.photos.metadata import Metadata, embed, read
from desktop_app.photos.reading_back import fault_of

pytestmark = pytest.mark.timeout(100)


@pytest.fixture(scope="module")
def intake():
    running = Intake(workers=1)
    yield running
    running.close()


@pytest.fixture
def file(tmp_path):
    def write(data, name="foto.jpg"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def test_a_good_photo_is_told_whole(intake, file):
    told = Metadata(
        creators=("Sítor",), credit="NUSA FOTO/Sítor", caption="Pagi", alt="Orang", headline="Judul"
    )
    photo = intake.examine(file(embed(encoded(size=(1300, 900)), told), "pagi hari.jpg"))
    assert (photo.width, photo.height, photo.format) == (1300, 900, "jpeg")
    assert photo.proposed == Credit(("Sítor",), "NUSA FOTO", CreditForm.AGENCY, Licence.AGENCY)
    assert (photo.caption, photo.alt, photo.headline) == ("Pagi", "Orang", "Judul")
    assert photo.warnings == ()


def test_sizes_are_upright_and_warnings_are_sentences(intake, file):
    photo = intake.examine(file(encoded(size=(640, 480), exif=camera_exif(orientation=6, gps=True))))
    assert (photo.width, photo.height) == (480, 640)
    assert any("lokasi" in warning for warning in photo.warnings)
    assert any("480 piksel" in warning for warning in photo.warnings)


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_other_formats_come_in_by_content_not_by_name(intake, file, kind):
    assert intake.examine(file(encoded(kind), "salah-nama.jpg")).format == kind


@pytest.mark.parametrize("kind", ["TIFF", "AVIF"])
def test_tiff_and_avif_come_in_with_their_credit_and_go_out_as_jpeg(intake, file, tmp_path, kind):
    exif = Image.Exif()
    exif[0x013B] = "Ni Luh Sari"
    data = io.BytesIO()
    picture(1300, 900).save(data, kind, exif=exif)
    original = file(data.getvalue(), "kiriman.jpg")
    found = intake.examine(original)
    assert (found.format, found.width, found.height) == (kind.lower(), 1300, 900)
    assert found.proposed.creators == ("Ni Luh Sari",)
    photo = Photo("id", found.sha256, 1300, 900, format=found.format, credit=Credit(("Ni Luh Sari",)))
    made = intake.renditions(original, photo, House("Berita Kota"), Blobs(tmp_path / "blobs"))
    assert {one.format for one in made} == {"jpeg", "webp"}
    out = tmp_path / f"salinan.{kind.lower()}"
    if shutil.which("exiftool") is None:
        with pytest.raises(Refusal, match="exiftool"):
            export_with_credit(original, photo, House("Berita Kota"), out)
        return
    export_with_credit(original, photo, House("Berita Kota"), out)
    assert read(out.read_bytes()).credit == "photo Ni Luh Sari - Berita Kota"


def test_a_telephones_heic_comes_in_upright_with_what_it_says(intake, file, tmp_path):
    data = (Path(__file__).parent / "files" / "telepon.heic").read_bytes()
    original = file(data, "IMG_0001.HEIC")
    found = intake.examine(original)
    assert (found.format, found.width, found.height) == ("heic", 240, 320)
    assert (found.proposed.creators, found.proposed.source) == (("Ni Luh Sari",), "Kiriman pembaca")
    thumbnail = Image.open(io.BytesIO(intake.thumbnail(original, 240))).convert("RGB")
    # The red corner lies at the top right once the telephone's turn by a quarter is made.
    red, green, _ = thumbnail.getpixel((thumbnail.width - 8, 8))
    assert red > 2 * green
    photo = Photo("id", found.sha256, 240, 320, format=found.format, credit=Credit(("Ni Luh Sari",)))
    made = intake.renditions(original, photo, House("Berita Kota"), Blobs(tmp_path / "blobs"))
    assert {one.format for one in made} == {"jpeg", "webp"}
    with pytest.raises(Trouble):
        intake.examine(file(data[:-400], "putus.heic"))


def test_a_heic_with_several_pictures_shows_its_first(intake, file, tmp_path):
    data = (Path(__file__).parent / "files" / "beruntun.heic").read_bytes()
    original = file(data, "beruntun.heic")
    found = intake.examine(original)
    assert (found.format, found.width, found.height) == ("heic", 640, 480)
    photo = Photo("id", found.sha256, 640, 480, format=found.format, credit=Credit(("Ni Luh Sari",)))
    assert intake.renditions(original, photo, House("Berita Kota"), Blobs(tmp_path / "blobs"))
    # The first is dark at the top, the second, upside down, at the bottom.
    thumbnail = Image.open(io.BytesIO(intake.thumbnail(original, 240))).convert("L")
    assert thumbnail.getpixel((100, 5)) < 40 < 200 < thumbnail.getpixel((100, thumbnail.height - 5))


def test_a_heic_that_ends_its_decoder_ends_neither_desk_nor_site(intake, file):
    data = (Path(__file__).parent / "files" / "telepon.heic").read_bytes()
    # pi-heif 1.4.0 reads through a null pointer where the kind of a block is not UTF-8.
    hostile = data.replace(b"application/rdf+xml", b"\xffpplication/rdf+xml")
    assert hostile != data
    with pytest.raises(Trouble, match="berhenti karena berkas ini"):
        intake.examine(file(hostile, "jahat.heic"))
    assert intake.examine(file(data, "baik.heic")).format == "heic"
    # The site asks this of files it was sent, in its own process; so an ended decoder would end this test run.
    assert fault_of(hostile, Metadata())


REFUSED = {
    "text": (b"Ini siaran pers, bukan foto.\n", "photo.format", "berkas teks"),
    "empty": (b"", "photo.format", "kosong"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "photo.format", "SVG"),
    "html": (b"<!DOCTYPE html><html></html>", "photo.format", "halaman web"),
    "gif": (b"GIF89a" + b"\0" * 40, "photo.format", "GIF"),
    "tiff": (b"II*\0" + b"\0" * 40, "photo.format", "TIFF"),
    "camera raw": (b"II*\0\x10\0\0\0CR\2\0" + b"\0" * 40, "photo.format", "berkas mentah"),
    "video": (b"\0\0\0\x18ftypisom" + b"\0" * 40, "photo.format", "video"),
    "pdf": (b"%PDF-1.7\n", "photo.format", "PDF"),
    "psd": (b"8BPS\0\1", "photo.format", "PSD"),
    "zip": (b"PK\3\4" + b"\0" * 40, "photo.format", "ZIP"),
    "noise": (bytes(range(128, 256)), "photo.format", "bukan foto"),
    "png bomb": (png_bomb(30_000, 30_000), "photo.too_large", "120 megapiksel"),
    "long png": (png_bomb(20_001, 10), "photo.too_large", "20.000 piksel"),
    "jpeg bomb": (jpeg_bomb(), "photo.too_large", "terlalu besar"),
    "too many bytes": (encoded() + b"\0" * 60_000_000, "photo.too_many_bytes", "60 MB"),
}


@pytest.mark.parametrize(("data", "rule", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_a_usable_photo_gets_one_clear_sentence(intake, file, data, rule, words):
    with pytest.raises(Refusal) as caught:
        intake.examine(file(data, "kiriman.jpg"))
    assert caught.value.rule == rule
    assert words in caught.value.reason
    assert caught.value.reason.startswith("kiriman.jpg: ")
    assert caught.value.reason.endswith(".")


whole = encoded(size=(800, 600), quality=95)
DAMAGED = {
    "jpeg, two bytes short": whole[:-2],
    "jpeg, half": whole[: len(whole) // 2],
    "jpeg, only its start": whole[:20],
    "progressive, half": (lambda data: data[: len(data) // 2])(encoded(size=(800, 600), progressive=True)),
    "png, half": encoded("png", size=(900, 700))[:200],
    "png, no pixels": png_bomb(10, 10)[:33],
    "heic, only its start": b"\0\0\0\x18ftypheic" + b"\0" * 40,
    "avif, only its start": b"\0\0\0\x18ftypavif" + b"\0" * 40,
    "webp, half": encoded("webp", size=(800, 600))[:-40],
    "text bomb in a png": encoded("png")[:33]
    + png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 80_000_000, 9))
    + encoded("png")[33:],
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_trouble_with_a_sentence(intake, file, data):
    with pytest.raises(Trouble) as caught:
        intake.examine(file(data, "rusak.jpg"))
    assert caught.value.kind == "photo.damaged"
    assert "rusak atau terpotong" in caught.value.what
    assert "Traceback" not in caught.value.cause


def test_missing_files_and_folders_are_named(intake, tmp_path):
    with pytest.raises(Trouble) as missing:
        intake.examine(tmp_path / "hilang.jpg")
    assert missing.value.kind == "photo.missing"
    with pytest.raises(Refusal) as folder:
        intake.examine(tmp_path)
    assert folder.value.rule == "photo.folder"


def test_names_need_not_be_tidy(intake, file):
    name = "foto “aneh”\n—é😀 'x'.jpg" if os.name == "posix" else "foto é.jpg"
    assert intake.examine(file(encoded(), name)).width == 64


def test_renditions_and_thumbnails_come_from_the_worker(intake, file, tmp_path):
    blobs = Blobs(tmp_path / "photos")
    original = file(encoded(size=(1700, 1000)))
    photo = Photo("id", "0" * 64, 1700, 1000, credit=Credit(("Ni Luh",)))
    found = intake.renditions(original, photo, House("Berita Kota"), blobs)
    assert len(found) == 13
    assert all(blobs.has(rendition.sha256) for rendition in found)
    assert opened(intake.thumbnail(original, 160)).size == (160, 94)
    with pytest.raises(Refusal):
        intake.renditions(original, Photo("id", "0" * 64, 1, 1), House("Berita Kota"), blobs)


def children():
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    found = []
    for pid in listed.stdout.split():
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if b"photo-worker" in line:
            found.append(int(pid))
    return found


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@linux
def test_a_worker_is_used_again_and_replaced_when_it_dies(file):
    path = file(encoded())
    before = set(children())
    intake = Intake(workers=1)
    try:
        intake.examine(path)
        (first,) = set(children()) - before
        intake.examine(path)
        assert set(children()) - before == {first}
        os.kill(first, signal.SIGKILL)
        with pytest.raises(Trouble) as caught:
            intake.examine(path)
        assert caught.value.kind == "photo.worker"
        assert "foto.jpg" in caught.value.what
        assert intake.examine(path).width == 64
    finally:
        intake.close()
    assert set(children()) == before


@linux
def test_patience_has_an_end(tmp_path, file):
    pipe = tmp_path / "menunggu.jpg"
    os.mkfifo(pipe)  # a file that never answers
    intake = Intake(workers=1, patience=2.0)
    try:
        started = time.monotonic()
        with pytest.raises(Trouble) as caught:
            intake.examine(pipe)
        assert caught.value.kind == "photo.worker"
        assert time.monotonic() - started < 10
        assert intake.examine(file(encoded())).width == 64
    finally:
        intake.close()


@linux
def test_closing_stops_what_is_running(tmp_path):
    pipe = tmp_path / "menunggu.jpg"
    os.mkfifo(pipe)
    intake = Intake(workers=2)
    ended = []

    def examine():
        try:
            intake.examine(pipe)
        except Trouble as trouble:
            ended.append(trouble.kind)

    threads = [threading.Thread(target=examine) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.8)
    intake.close()
    for thread in threads:
        thread.join(10)
    assert ended == ["photo.closed", "photo.closed"]
    with pytest.raises(Trouble) as caught:
        intake.examine(pipe)
    assert caught.value.kind == "photo.closed"


@linux
def test_the_worker_limits_its_own_memory(tmp_path):
    code = (
        "from desktop_app.photos import worker\n"
        "from desktop_app.workers import serving\n"
        "serving.limit_memory(worker.MOST_MEMORY)\n"
        "try:\n    bytearray(3 << 30)\nexcept MemoryError:\n    print('bounded')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "bounded"


def test_the_desk_itself_loads_no_decoder():
    code = (
        "import sys, desktop_app.photos.intake, desktop_app.photos.export, desktop_app.photos.blobs\n"
        "print('PIL' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "False", done.stderr


@linux
def test_a_worker_with_nothing_to_do_goes_home_and_another_comes_when_needed(file):
    path = file(encoded())
    before = set(children())
    intake = Intake(workers=1, idle=0.05)
    try:
        for _ in range(3):
            assert intake.examine(path).width == 64
            until = time.monotonic() + 10
            while set(children()) - before and time.monotonic() < until:
                time.sleep(0.02)
            assert set(children()) == before
    finally:
        intake.close()
