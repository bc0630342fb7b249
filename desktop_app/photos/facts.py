"""What a picture file says about itself, as values."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from desktop_app.domain.clash import Clash

# Times are written at a fixed offset: the newsroom's own zone has had odd ones (07.20, 07.30) that no block can hold.
WRITTEN_ZONE = timezone(timedelta(hours=7))
# Before photography the clock was simply not set; such a date would also not survive a change of zone.
FIRST_YEAR = 1826


@dataclass(frozen=True, slots=True)
class Metadata:
    """The facts a newsroom reads from a file and writes into one. Empty means: nothing said.

    *credit* is the one visible credit line. *digital_source* is an IPTC address, empty for an ordinary photograph.
    *taken_at* carries a zone, to the second. *web_statement* is the address of the rights statement,
    *licensor_url* where a licence can be had.
    """

    creators: tuple[str, ...] = ()
    credit: str = ""
    source: str = ""
    copyright_notice: str = ""
    caption: str = ""
    headline: str = ""
    alt: str = ""
    instructions: str = ""
    web_statement: str = ""
    licensor_url: str = ""
    digital_source: str = ""
    photo_id: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything worth knowing from a file's metadata. *warnings* are Indonesian sentences for the photo desk.

    *metadata* is what the file says; *caption* what a person said in it, which is the same but for words that cameras
    write by themselves.
    *orientation* 1..8 is how the camera was held (1 = upright); *has_gps* says the place is written in the file;
    *clashes* are what its blocks do not agree on; *guessed*: letters whose character set nobody declared;
    *credentials*: a signed history (C2PA) is inside.
    """

    metadata: Metadata
    caption: str = ""
    orientation: int = 1
    has_gps: bool = False
    warnings: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    guessed: bool = False
    credentials: bool = False


@dataclass(frozen=True, slots=True)
class Blocks:
    """The raw metadata blocks of a file, None where there is none.

    *exif* is the TIFF block without any prefix, *xmp* the packet, *iim* the data sets. *digest_matches* compares the
    IIM block with the digest beside it; None when there is no digest. *more_xmp* is the rest of a packet that was too
    long for one JPEG segment; *credentials* says that a signed history (C2PA) is inside.
    *upright*: the decoder turns the picture by itself.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    iim: bytes | None = None
    digest_matches: bool | None = None
    more_xmp: bytes | None = None
    credentials: bool = False
    upright: bool = False


class DamagedError(ValueError):
    """The file's own structure cannot be followed."""
