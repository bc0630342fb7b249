"""Photographs and the files made from them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.domain.clash import Clash
from desktop_app.domain.credit import Credit
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import Role


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file made from a photo for the public page; pixels upright, sRGB, the credit inside.

    *name* is the crop ("hero", "hero_m", "card", "social", "thumb"); *format* "jpeg" or "webp"; sizes in pixels;
    *sha256* names the file in the content-addressed store; *credit_hash* tells which credit it carries and
    *pixel_hash* from what its pixels were made, so that a corrected credit need not make them again.
    """

    name: str
    format: str
    width: int
    height: int
    sha256: str
    credit_hash: str = ""
    pixel_hash: str = ""


@dataclass(frozen=True, slots=True)
class Pass:
    """Somebody went past a red or yellow line about a photo and said why.

    *gate* is the line ("C5"), *of* tells what was looked at (see `photo_gates.fingerprint`): when that changes, the
    pass is void. *role* is what the person may do, *at* when it was given.
    """

    gate: str
    of: str
    by: str
    role: Role
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as the desk knows it. The original file is named by *sha256* and never changes.

    *width* and *height* are of the upright picture, in pixels. *focus* is (x, y) from the upper left, each 0..1 on
    the upright picture; None means nobody has looked yet. *confirmed* says a person accepted the proposed credit.
    *event* is the assignment it belongs to and *rating* 0..5 stars, -1 thrown out: both for the desk alone.

    Found in the file at intake: *scan_sha256* over the compressed picture without its metadata, *looks* (see
    `photo_likeness`), *clashes* nobody has settled yet, *guessed* letters, *digital_source* (IPTC address), and
    *credentials*: a signed history (C2PA) is inside. *sensitive*: a child or a victim can be recognised; *consent*
    says who agreed, for whom, and where the proof is.
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
    scan_sha256: str = ""
    looks: str = ""
    clashes: tuple[Clash, ...] = ()
    guessed: bool = False
    digital_source: str = ""
    credentials: bool = False
    sensitive: bool = False
    consent: str = ""
    passes: tuple[Pass, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict, hash=False)
