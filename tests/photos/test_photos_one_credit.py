"""One string in three places: on the page, in the page's data, in every file. 500 of them: bench_photo_credit.py."""

from dataclasses import replace
from pathlib import Path

from made_up_credits import lines_on, made_up, page_with
from photo_files import camera_exif, encoded

from desktop_app.domain.credit import credit_line
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.page.render import Renderer
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.metadata import read
from desktop_app.photos.renditions import make

PUBLIC = Path(__file__).parents[2] / "resources" / "public"


def test_page_data_and_every_file_say_the_same(tmp_path):
    settings = SiteSettings(name="Berita Kota – Jakarta")
    renderer, blobs = Renderer(PUBLIC, settings), Blobs(tmp_path / "foto")
    file = tmp_path / "asli.jpg"
    file.write_bytes(encoded(size=(300, 200), exif=camera_exif(gps=True, artist="Kamera Sewa")))
    photo = Photo("p", "0" * 64, 300, 200, confirmed=True, caption="Pagi.", alt="Orang")
    for credit in made_up(40):
        photo = replace(photo, credit=credit)
        photo = replace(photo, renditions=make(file, photo, settings.house, blobs))
        line = credit_line(credit, settings.name)
        assert lines_on(page_with(photo, renderer)) == ([line], [line])
        told = [read(blobs.path(one.sha256).read_bytes()).credit for one in photo.renditions]
        assert told == [line] * len(photo.renditions)
