"""Reading a finished file again as a stranger would: does it say what the desk says, and nothing more? (gate C7)"""

from desktop_app.domain.errors import Trouble
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.photos import exif as exif_block
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.crediting import SMALLEST, facts_of, short
from desktop_app.photos.exif import ExifError
from desktop_app.photos.facts import DamagedError, Metadata
from desktop_app.photos.metadata import blocks_of, cleaned, inspect

# How the files we make begin. The site reads what others sent it, in its own process, and may not hand that to a
# decoder: a few changed bytes in a HEIC end the process that opens it.
_OURS = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")


def check(file: bytes, facts: Metadata) -> None:
    """Raises Trouble "photo.credit_lost" when *file* does not carry exactly *facts*, or tells what it should not."""
    fault = fault_of(file, facts)
    if fault:
        raise Trouble(
            "Kredit di dalam berkas hasil tidak sama dengan kredit di meja. Berkas tidak dipakai; coba lagi.",
            cause=fault,
            kind="photo.credit_lost",
        )


def fault_of(file: bytes, facts: Metadata) -> str:
    """What is wrong with a finished file, for a log; empty when nothing."""
    if not file.startswith(_OURS):
        return "neither JPEG, PNG nor WebP"
    try:
        found = inspect(file)
        blocks = blocks_of(file)
        tells = exif_block.tells_more(blocks.exif) if blocks.exif is not None else ""
    except (DamagedError, ExifError) as error:
        return str(error)
    wanted = cleaned(facts)
    for name in ("creators", "credit", "source", "copyright_notice"):
        if getattr(found.metadata, name) != getattr(wanted, name):
            return f"{name}: {getattr(found.metadata, name)!r} is not {getattr(wanted, name)!r}"
    if found.has_gps:
        return "the place is written in the file"
    if found.orientation != 1:
        return "the file asks to be turned"
    return tells


def faults(photo: Photo, house: House, blobs: Blobs) -> tuple[str, ...]:
    """A sentence for each of the photo's files that is here and does not carry its credit, without the photo's name."""
    if not photo.renditions:
        return ()
    facts = facts_of(photo, house)
    wrong = [
        one
        for one in photo.renditions
        if blobs.has(one.sha256) and fault_of(_read(one, blobs), _for(one, facts))
    ]
    if not wrong:
        return ()
    names = ", ".join(dict.fromkeys(one.name for one in wrong))
    return (f"kredit di dalam berkas ({names}) lain dari kredit di halaman. Simpan kreditnya sekali lagi.",)


def _for(rendition: Rendition, facts: Metadata) -> Metadata:
    return short(facts) if rendition.name == SMALLEST else facts


def _read(rendition: Rendition, blobs: Blobs) -> bytes:
    return blobs.path(rendition.sha256).read_bytes()
