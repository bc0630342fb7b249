"""Photographs and the files made from them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.domain.credit import Credit
from desktop_app.domain.ids import PhotoId


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file made from a photo for the public page; pixels upright, sRGB, the credit inside.

    *name* is the crop ("hero", "hero_m", "card", "social", "thumb"); *format* "jpeg" or "webp"; sizes in pixels;
    *sha256* names the file in the content-addressed store; *credit_hash* tells which credit it carries.
    """

    name: str
    format: str
    width: int
    height: int
    sha256: str
    credit_hash: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as the desk knows it. The original file is named by *sha256* and never changes.

    *width* and *height* are of the upright picture, in pixels. *focus* is (x, y) from the upper left, each 0..1 on
    the upright picture; None means nobody has looked yet. *confirmed* says a person accepted the proposed credit.
    *event* is the assignment it belongs to and *rating* 0..5 stars, -1 thrown out: both for the desk alone.
    """

    id: PhotoId
    sha256: str
    width: int
    height: int
    format: str = "jpeg"
    file_name: str = ""
    credit: Credit = Credit()  # noqa: RUF009 - frozen
    confirmed: bool = False
    caption: str = ""
    alt: str = ""
    decorative: bool = False
    focus: tuple[float, float] | None = None
    taken_at: datetime | None = None
    renditions: tuple[Rendition, ...] = ()
    event: str = ""
    rating: int = 0
    extra: dict[str, Any] = field(default_factory=dict, hash=False)
