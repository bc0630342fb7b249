"""The newsroom itself: people, sections, and what the site is called."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


class Role(StrEnum):
    EDITOR = "editor"
    PHOTO_DESK = "photo_desk"
    PROOFREADER = "proofreader"
    PUBLISHER = "publisher"
    ADMIN = "admin"


# Whose typing becomes text. A proofreader's does not: what should stand there instead is suggested.
WRITERS = frozenset({Role.EDITOR, Role.PUBLISHER, Role.ADMIN})
# Whose word lets a version go before the public.
SIGNERS = frozenset({Role.PROOFREADER, Role.PUBLISHER, Role.ADMIN})
# Who puts a story before the public, takes it back, and answers for going past a red line.
PUBLISHERS = frozenset({Role.PUBLISHER, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    role: Role
    initials: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the site. *key* is its address form, *name* what readers see."""

    key: str
    name: str


SECTIONS = (
    Section("pemerintahan", "Pemerintahan"),
    Section("layanan", "Layanan Publik"),
    Section("transportasi", "Transportasi"),
    Section("lingkungan", "Lingkungan"),
    Section("kesra", "Kesejahteraan"),
    Section("ekonomi", "Ekonomi"),
    Section("budaya", "Seni & Budaya"),
    Section("olahraga", "Olahraga"),
)


@dataclass(frozen=True, slots=True)
class House:
    """What every picture that goes out says of its publisher: the name in the credit line, and in the house's own
    pictures the address of its statement of rights and the one where a licence can be asked for.
    """

    name: str
    rights_url: str = ""
    licensor_url: str = ""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the public page needs to know about its site. *address* has no trailing slash.

    The countdown's default target is Jakarta's 500th year, 22 June 2027 at 00.00 WIB.
    """

    name: str = "Berita Kota"
    tagline: str = "Kabar warga, dari balai kota sampai gang sendiri"
    address: str = "http://127.0.0.1"
    language: str = "id"
    countdown_label: str = "Menuju 500 Tahun Jakarta"
    countdown_target: datetime = datetime(2027, 6, 22, tzinfo=WIB)
    sections: tuple[Section, ...] = SECTIONS
    licence_url: str = ""
    licensor_url: str = ""
    require_sign_off: bool = True
    four_eyes: bool = False  # the signature of somebody who wrote does not count

    @property
    def house(self) -> House:
        """What pictures say of this site."""
        return House(self.name, self.licence_url, self.licensor_url)


@dataclass(frozen=True, slots=True)
class Card:
    """A published article as lists show it: the site's own, or the desk's copy of it.

    *thumb*, *card* and *hero* are rendition addresses relative to the site ("/foto/<sha256>.jpg"), small to large,
    empty without a hero photo.
    """

    article_id: str
    slug: str
    short_title: str
    headline: str
    lead: str
    section: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published_at: datetime
    views: int = 0
    thumb: str = ""
    thumb_alt: str = ""
    card: str = ""
    hero: str = ""


@dataclass(frozen=True, slots=True)
class SiteLists:
    """What only the site knows, as last heard: most-read order, and when that was."""

    most_read: tuple[Card, ...] = ()
    as_of: datetime | None = None
