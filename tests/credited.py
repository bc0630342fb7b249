"""Small picture files that carry a photo's credit, as renditions do: the site reads them back before it publishes."""

import io

from PIL import Image

from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.photos.crediting import facts_of
from desktop_app.photos.metadata import embed

SITE = "Berita Kota"
HOUSE = House(SITE)


def credited_file(photo: Photo, kind: str = "jpeg", side: int = 8, house: House = HOUSE) -> bytes:
    """A plain square of *side* pixels with the photo's credit inside; other for every photo, kind and side."""
    file = io.BytesIO()
    Image.new("RGB", (side, side), "navy").save(file, {"jpeg": "JPEG", "webp": "WEBP"}[kind])
    return embed(file.getvalue(), facts_of(photo, house))
