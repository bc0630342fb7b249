"""Photographs, their credit, and the one visible credit line."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.ids import PhotoId


class CreditForm(StrEnum):
    """Who stands behind a picture; decides the form of the credit line."""

    STAFF = "staff"
    AGENCY = "agency"
    HANDOUT = "handout"
    CITIZEN = "citizen"
    COURTESY = "courtesy"  # "Istimewa"
    ARCHIVE = "archive"
    ANONYMOUS = "anonymous"
    ILLUSTRATION = "illustration"
    AI = "ai"


class Licence(StrEnum):
    UNKNOWN = "unknown"
    OWN = "own"
    AGENCY = "agency"
    HANDOUT = "handout"
    CREATIVE_COMMONS = "cc"
    PUBLIC_DOMAIN = "public_domain"


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a photo and under which rights it is used. Lives on the photo, never on one use of it.

    *creators* keep their order and their exact spelling. *expires* is the last day the photo may be shown.
    """

    creators: tuple[str, ...] = ()
    source: str = ""
    form: CreditForm = CreditForm.STAFF
    licence: Licence = Licence.UNKNOWN
    copyright_notice: str = ""
    expires: date | None = None

    @property
    def named(self) -> bool:
        """Whether somebody answers for the picture: a creator or a source."""
        return bool(self.creators or self.source)


# Four names and more would not fit a phone's line; the file's metadata always carries all of them.
_NAMES_SHOWN_IN_FULL = 3
_NAMES_SHOWN_WHEN_MORE = 2


def credit_line(credit: Credit, site_name: str) -> str:
    """The one credit string: the page shows it, the file and the page's data carry it, byte for byte.

    House form ``photo NAME - SITE``; an agency's own form wins (``photo ANTARA FOTO/Nama``); a handout names the
    body that gave it (``photo dok. Humas X``). Empty when nobody answers for the picture.
    """
    if len(credit.creators) > _NAMES_SHOWN_IN_FULL:
        names = ", ".join(credit.creators[:_NAMES_SHOWN_WHEN_MORE]) + ", dkk."
    else:
        names = ", ".join(credit.creators)
    slashed = f"/{names}" if names else ""
    match credit.form:
        case CreditForm.ANONYMOUS:
            return f"photo {site_name}"
        case CreditForm.COURTESY:
            return f"photo Istimewa - {site_name}"
        case CreditForm.AGENCY if credit.source:
            return f"photo {credit.source}{slashed}"
        case CreditForm.HANDOUT if credit.source:
            return f"photo dok. {credit.source}{slashed}"
        case CreditForm.ARCHIVE if credit.source:
            return f"photo arsip {credit.source}{slashed}"
        case CreditForm.CITIZEN if names:
            return f"photo {names}/warga - {site_name}"
        case CreditForm.ILLUSTRATION if names:
            return f"ilustrasi {names} - {site_name}"
        case CreditForm.AI if credit.source:
            return f"ilustrasi AI ({credit.source}) - {site_name}"
    who = names or credit.source
    return f"photo {who} - {site_name}" if who else ""


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
    """

    id: PhotoId
    sha256: str
    width: int
    height: int
    format: str = "jpeg"
    file_name: str = ""
    credit: Credit = Credit()
    confirmed: bool = False
    caption: str = ""
    alt: str = ""
    decorative: bool = False
    focus: tuple[float, float] | None = None
    taken_at: datetime | None = None
    renditions: tuple[Rendition, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict, hash=False)
