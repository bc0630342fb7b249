"""The credit of a photograph: who made it, under which rights it is used, and the one visible line.

The line is the inverse of `domain.credit_reading`: what is written here can be read there, letter by letter.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest


class CreditForm(StrEnum):
    """Who stands behind a picture; decides the form of the credit line."""

    STAFF = "staff"
    AGENCY = "agency"
    HANDOUT = "handout"
    CITIZEN = "citizen"
    COURTESY = "courtesy"  # "Istimewa"
    ARCHIVE = "archive"
    ANONYMOUS = "anonymous"
    SCREENSHOT = "screenshot"
    ILLUSTRATION = "illustration"
    AI = "ai"


class Licence(StrEnum):
    UNKNOWN = "unknown"
    OWN = "own"
    AGENCY = "agency"
    HANDOUT = "handout"
    CREATIVE_COMMONS = "cc"
    PUBLIC_DOMAIN = "public_domain"


class Craft(StrEnum):
    """What somebody did for a picture; written into the file as their position."""

    PHOTOGRAPHER = "photographer"
    VIDEOGRAPHER = "videographer"
    ILLUSTRATOR = "illustrator"
    AI_OPERATOR = "ai_operator"
    COLLECTOR = "collector"


class Channel(StrEnum):
    """Where a licence lets a picture go. No channel named means all of them."""

    SITE = "site"
    SOCIAL = "social"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who one creator is: their entry in the directory, empty while they have none, and what they did."""

    entry: str = ""
    craft: Craft = Craft.PHOTOGRAPHER


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rights allow. All days are whole days in WIB, the named day included.

    *embargo_until* is the first day the picture may be shown. *mandatory* is text its owner wants in the caption.
    *given_by* says who handed an "Istimewa" picture over, *approved_by* which colleague agreed to it, *review_by*
    when somebody looks again. *note* is for the desk alone, as is why an anonymous maker stays unnamed.
    """

    valid_from: date | None = None
    embargo_until: date | None = None
    channels: tuple[Channel, ...] = ()
    single_use: bool = False
    no_crop: bool = False
    no_archive: bool = False
    mandatory: str = ""
    given_by: str = ""
    approved_by: str = ""
    review_by: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a photo and under which rights it is used. Lives on the photo, never on one use of it.

    *creators* are names as published, in order, spelled exactly so; *hands* says, name by name, who they are in the
    directory and may be shorter. *source* is the agency, public body, archive, screen or AI system behind the
    picture and *organisation* its entry in the directory. *year* is when an archive picture was taken. *expires* is
    the last day the photo may be shown.
    """

    creators: tuple[str, ...] = ()
    source: str = ""
    form: CreditForm = CreditForm.STAFF
    licence: Licence = Licence.UNKNOWN
    copyright_notice: str = ""
    expires: date | None = None
    hands: tuple[Hand, ...] = ()
    organisation: str = ""
    year: int | None = None
    terms: Terms = Terms()

    @property
    def named(self) -> bool:
        """Whether somebody answers for the picture: a creator or a source."""
        return bool(self.creators or self.source)

    @property
    def makers(self) -> tuple[tuple[str, Hand], ...]:
        """Every creator's name with who they are; hands without a name are left out."""
        return tuple(
            (name, hand or Hand())
            for name, hand in zip_longest(self.creators, self.hands[: len(self.creators)])
        )


# Four names and more would not fit a phone's line; the file's metadata always carries all of them.
NAMES_SHOWN_IN_FULL = 3
NAMES_SHOWN_WHEN_MORE = 2

# Forms that say whose picture it is by its source; without one the line would claim something untrue.
SOURCED = (
    CreditForm.AGENCY,
    CreditForm.HANDOUT,
    CreditForm.ARCHIVE,
    CreditForm.SCREENSHOT,
    CreditForm.AI,
)
# Forms that carry the site's name instead of a maker's.
UNNAMED = (CreditForm.ANONYMOUS, CreditForm.COURTESY)


def credit_line(credit: Credit, site_name: str) -> str:
    """The one credit string: the page shows it, the file and the page's data carry it, byte for byte.

    House form ``photo NAME - SITE``; an agency's own form wins (``photo ANTARA FOTO/Nama``); a handout names the
    body that gave it (``photo dok. Humas X``); what no camera took is never called photo. Empty while nobody
    answers for the picture, see :func:`credit_fault`.
    """
    if credit_fault(credit):
        return ""
    names = _names(credit.creators)
    source = tidy(credit.source)
    site = tidy(site_name)
    slashed = f"{source}/{names}" if names else source
    match credit.form:
        case CreditForm.ANONYMOUS:
            return f"photo {site}"
        case CreditForm.COURTESY:
            return f"photo Istimewa - {site}"
        case CreditForm.AGENCY:
            return f"photo {slashed}"
        case CreditForm.HANDOUT:
            return f"photo dok. {slashed}"
        case CreditForm.ARCHIVE:
            return f"photo arsip {slashed}" + (f", {credit.year}" if credit.year else "")
        case CreditForm.SCREENSHOT:
            return f"tangkapan layar {slashed}"
        case CreditForm.CITIZEN:
            return f"photo {names}/warga - {site}"
        case CreditForm.ILLUSTRATION:
            return f"ilustrasi {names or source} - {site}"
        case CreditForm.AI:
            return f"ilustrasi AI ({source}) - {site}"
    return f"photo {names or source} - {site}"


def credit_fault(credit: Credit) -> str:
    """What the credit still lacks before anybody answers for the picture, as a sentence; empty when nothing."""
    named = any(tidy(name) for name in credit.creators)
    match credit.form:
        case CreditForm.ANONYMOUS | CreditForm.COURTESY:
            return ""
        case CreditForm.CITIZEN if not named:
            return "Isi nama warga yang membuat foto ini."
        case form if form in SOURCED and not tidy(credit.source):
            return _SOURCE_MISSING[form]
    return "" if named or tidy(credit.source) else "Isi nama pewarta foto atau sumbernya."


_SOURCE_MISSING = {
    CreditForm.AGENCY: "Isi nama kantor berita pemilik foto ini.",
    CreditForm.HANDOUT: "Isi nama humas atau lembaga yang memberi foto ini.",
    CreditForm.ARCHIVE: "Isi nama pemilik arsip foto ini.",
    CreditForm.SCREENSHOT: "Isi asal tangkapan layar ini.",
    CreditForm.AI: "Isi nama sistem AI yang membuat gambar ini.",
}


def name_fault(name: str) -> str:
    """Why *name* cannot stand in a credit line as one person; empty when it can.

    A comma parts people, a slash parts body and person, a dash in spaces parts the site: a name that holds one
    would be read back as somebody else.
    """
    name = tidy(name)
    if not name:
        return "Nama masih kosong."
    for sign, words in ((",", "koma"), ("/", "garis miring")):
        if sign in name:
            return f"“{name}” memuat {words}. Satu isian untuk satu nama."
    if _DASH_IN_SPACES.search(name):
        return f"“{name}” memuat tanda hubung di antara spasi. Satu isian untuk satu nama."
    if _RESERVED.match(name):
        return f"“{name}” adalah bentuk kredit, bukan nama. Pilih bentuknya di daftar Bentuk."
    return ""


def without_titles(name: str) -> str:
    """A name as credits show it: ``Dr. H. Edi Wijaya, S.Sos., M.Si.`` is ``Edi Wijaya``. Captions keep titles."""
    name = tidy(name)
    while found := _TITLE_BEFORE.match(name):
        name = name[found.end() :]
    head, *tail = name.split(",")
    if tail and all(_DEGREE.fullmatch(part.strip()) for part in tail):
        return head.strip()
    return name


def tidy(text: str) -> str:
    """Composed (NFC), on one line, single spaces, none around."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


_DASH_IN_SPACES = re.compile(r"(^|\s)[-–—](\s|$)")
_RESERVED = re.compile(
    r"(?:photo|foto|dok|dokumentasi|arsip|ilustrasi|tangkapan layar|dkk|istimewa|ist|warga)(?=[\s.:(]|$)",
    re.I,
)
_TITLE_BEFORE = re.compile(
    r"(?:(?:Prof|Dr|dr|drg|Drs|Dra|Ir|H|Hj|K\.?H|R|Tn|Ny|Bpk|Sdr|Sdri)\.|Hajjah?|Haji|Bapak|Ibu)\s*(?=\w)"
)
# S.Sos., M.Si., Ph.D, SH, MM, S.H: a few letters, points between or behind, or two capitals.
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){1,4}[A-Za-z]{0,4}\.?|[A-Z]{2,3}|Ph\.?D\.?")
# What has no width would make two equal-looking lines differ; joiners inside scripts that need them stay.
_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001b\u00ad\u2060\ufeff]")


def _names(creators: tuple[str, ...]) -> str:
    names = [name for name in map(tidy, creators) if name]
    if len(names) > NAMES_SHOWN_IN_FULL:
        return ", ".join([*names[:NAMES_SHOWN_WHEN_MORE], "dkk."])
    return ", ".join(names)
