"""The one door to a file's metadata: read the facts, or write them, never touching the picture's own bytes."""

from dataclasses import fields, replace
from typing import Protocol

from desktop_app.photos import exif as exif_block
from desktop_app.photos import foreign_blocks, jpeg, png, webp, xmp
from desktop_app.photos import iim as iim_block
from desktop_app.photos.exif import Exif, ExifError
from desktop_app.photos.facts import Blocks, DamagedError, Findings, Metadata
from desktop_app.photos.iim import Iim
from desktop_app.photos.merging import Told, join_names, merged, without_camera_words
from desktop_app.photos.text import clean
from desktop_app.photos.xmp import XmpError

__all__ = [
    "DamagedError", "Findings", "Metadata", "embed", "embed_keeping", "inspect", "orientation", "picture_bytes", "read"
]  # fmt: skip


class _Room(Protocol):
    """What the module of each file format offers."""

    def read(self, data: bytes) -> Blocks: ...
    def write(self, data: bytes, blocks: Blocks, *, fresh: bool) -> bytes: ...
    def picture_bytes(self, data: bytes) -> bytes: ...


_ROOMS: dict[bytes, _Room] = {
    b"\xff\xd8": jpeg,
    b"\x89P": png,
    b"RI": webp,
    b"II": foreign_blocks,
    b"MM": foreign_blocks,
}


def read(data: bytes) -> Metadata:
    """The facts a picture file tells about itself. Raises DamagedError when it cannot be followed."""
    return inspect(data).metadata


def inspect(data: bytes) -> Findings:
    """The facts with all that the photo desk should be warned about. Raises DamagedError."""
    blocks = _room(data).read(data)
    warnings: list[str] = []
    exif, iim, said, where = Exif(), Iim(), Metadata(), False
    if blocks.exif is not None:
        try:
            exif = exif_block.read(blocks.exif)
        except ExifError:
            warnings.append("Data kamera (EXIF) di foto ini rusak dan dilewati.")
    if blocks.iim is not None:
        iim = iim_block.read(blocks.iim)
    for packet in filter(None, (blocks.xmp, blocks.more_xmp)):
        try:
            told, placed = xmp.read(packet)
        except XmpError:
            warnings.append("Data XMP di foto ini rusak dan dilewati. Periksa nama dan keterangannya.")
            continue
        said, where = _filled(said, told), where or placed
    told_by_block = Told(exif, iim, said, blocks.digest_matches)
    facts, _ = merged(told_by_block)
    by_people, clashes = merged(without_camera_words(told_by_block))
    if exif.guessed or iim.guessed:
        warnings.append("Huruf pada data foto ini ditebak. Periksa ejaan nama dan keterangannya.")
    has_gps = exif.has_gps or where
    if has_gps:
        warnings.append("Foto ini memuat lokasi pemotretan. Lokasi tidak ikut ke berkas yang diterbitkan.")
    guessed = exif.guessed or iim.guessed
    return Findings(
        facts,
        by_people.caption,
        1 if blocks.upright else exif.orientation,
        has_gps,
        tuple(warnings),
        clashes,
        guessed,
        blocks.credentials,
    )


def _filled(first: Metadata, second: Metadata) -> Metadata:
    """The facts of *first*, those it does not tell from *second*."""
    return replace(
        first, **{f.name: getattr(second, f.name) for f in fields(first) if not getattr(first, f.name)}
    )


def orientation(data: bytes) -> int:
    """How the camera was held, 1..8; upright when the file does not say, or says it unreadably."""
    try:
        return inspect(data).orientation
    except DamagedError:
        return 1


def embed(data: bytes, metadata: Metadata) -> bytes:
    """The picture with one fresh set of XMP, EXIF and (JPEG) IIM, and nothing else that could tell a tale.

    For files that go out: place, makers' notes, previews and histories are left behind. The pixels are declared
    upright and sRGB. Raises DamagedError, or Refusal when a text is too long for the file.
    """
    facts = cleaned(metadata)
    exif = exif_block.fresh(facts.caption, join_names(facts.creators), facts.copyright_notice, facts.taken_at)
    return _room(data).write(data, Blocks(exif, xmp.fresh(facts), _iim(facts)), fresh=True)


def embed_keeping(data: bytes, metadata: Metadata) -> bytes:
    """The picture with these facts in all its blocks and everything else kept as it was.

    For a copy of the original. A block too broken to be changed is replaced by a fresh one, except EXIF: that is left
    alone, because the orientation in it may still be right. Raises DamagedError, or Refusal when a text is too long.
    """
    facts = cleaned(metadata)
    room = _room(data)
    old = room.read(data)
    exif = _exif_keeping(old.exif, facts)
    try:
        packet = xmp.fresh(facts) if old.xmp is None else xmp.changed(old.xmp, facts)
    except XmpError:
        packet = xmp.fresh(facts)
    return room.write(data, Blocks(exif, packet, _iim(facts, old.iim or b"")), fresh=False)


def blocks_of(data: bytes) -> Blocks:
    """The raw metadata blocks. Raises DamagedError."""
    return _room(data).read(data)


def picture_bytes(data: bytes) -> bytes:
    """The part of the file that is the picture: equal before and after any change of metadata."""
    return _room(data).picture_bytes(data)


def cleaned(metadata: Metadata) -> Metadata:
    """The facts as every block can hold them: no control signs, no empty names, no outer white space."""
    names = tuple(name for name in (_line(name) for name in metadata.creators) if name)
    return Metadata(
        creators=names,
        credit=_line(metadata.credit),
        source=_line(metadata.source),
        copyright_notice=clean(metadata.copyright_notice),
        caption=clean(metadata.caption),
        headline=_line(metadata.headline),
        alt=clean(metadata.alt),
        instructions=clean(metadata.instructions),
        web_statement=_line(metadata.web_statement),
        licensor_url=_line(metadata.licensor_url),
        digital_source=_line(metadata.digital_source),
        photo_id=_line(metadata.photo_id),
        taken_at=metadata.taken_at.replace(microsecond=0) if metadata.taken_at else None,
    )


def _line(text: str) -> str:
    return clean(text.replace("\n", " ").replace("\r", " ").replace("\t", " "))


def _room(data: bytes) -> _Room:
    room = foreign_blocks if data[4:8] == b"ftyp" else _ROOMS.get(data[:2])
    if room is None:
        raise DamagedError("neither JPEG, PNG, WebP, TIFF, AVIF nor HEIC")
    return room


def _iim(facts: Metadata, kept: bytes = b"") -> bytes:
    texts: dict[int, tuple[str, ...]] = {
        iim_block.BYLINE: facts.creators,
        iim_block.CREDIT: (facts.credit,),
        iim_block.SOURCE: (facts.source,),
        iim_block.COPYRIGHT: (facts.copyright_notice,),
        iim_block.CAPTION: (facts.caption,),
    }
    for number, text in (
        (iim_block.HEADLINE, facts.headline),
        (iim_block.INSTRUCTIONS, facts.instructions),
        (iim_block.PHOTO_ID, facts.photo_id),
    ):
        if text:
            texts[number] = (text,)
    return iim_block.write(texts, facts.taken_at, kept)


def _exif_keeping(old: bytes | None, facts: Metadata) -> bytes | None:
    artist = join_names(facts.creators)
    if old is None:
        return exif_block.fresh(facts.caption, artist, facts.copyright_notice, facts.taken_at)
    try:
        return exif_block.changed(old, facts.caption, artist, facts.copyright_notice)
    except ExifError:
        return old
