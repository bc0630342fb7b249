"""What examining a file found: a value the desk can hold without knowing how pictures are decoded."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.clash import Clash
from desktop_app.domain.credit import Credit


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may come in. *width* and *height* are upright pixels; *warnings* are Indonesian sentences.

    *proposed* is what the file says about its maker; a person has yet to confirm it. *clashes*, *guessed*,
    *scan_sha256*, *looks*, *digital_source* and *credentials* go into the record as they are, see `domain.photo`.
    """

    sha256: str
    width: int
    height: int
    format: str
    proposed: Credit
    caption: str = ""
    headline: str = ""
    alt: str = ""
    taken_at: datetime | None = None
    warnings: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    guessed: bool = False
    scan_sha256: str = ""
    looks: str = ""
    digital_source: str = ""
    credentials: bool = False
