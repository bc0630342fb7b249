"""Three blocks may tell three stories; this picks the one a photo desk should be shown first.

The order is that of the Metadata Working Group: EXIF, then IIM when somebody edited it after XMP was written (its
digest no longer fits), then XMP, then IIM. Texts that were only cut, or only spelled in another Unicode form, are
equal. Where IIM and XMP agree against EXIF, they win: EXIF often holds the owner's name of a borrowed camera.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.domain.camera_words import is_camera_default
from desktop_app.domain.clash import Clash
from desktop_app.photos.exif import Exif
from desktop_app.photos.facts import Metadata
from desktop_app.photos.iim import (
    BYLINE,
    CAPTION,
    COPYRIGHT,
    CREDIT,
    HEADLINE,
    INSTRUCTIONS,
    LIMITS,
    PHOTO_ID,
    SOURCE,
    Iim,
)  # fmt: skip
from desktop_app.photos.text import alike, folded

_NAMES = {
    "creators": "nama pewarta foto",
    "copyright_notice": "hak cipta",
    "caption": "keterangan",
    "credit": "kredit",
    "source": "sumber",
    "headline": "judul",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What each block of one file says. *xmp* has empty facts and *iim* no texts when the block is missing."""

    exif: Exif
    iim: Iim
    xmp: Metadata
    digest_matches: bool | None = None


def merged(told: Told) -> tuple[Metadata, tuple[Clash, ...]]:
    """The facts to propose, and one clash for each on which the blocks really differ."""
    clashes: list[Clash] = []

    def pick(name: str, exif: str, number: int, xmp: str) -> str:
        iim = told.iim.first(number)
        chosen, block, why = _pick(exif, iim, xmp, LIMITS[number], told.digest_matches)
        if why and name in _NAMES:
            clashes.append(Clash(name, exif, iim, xmp, block, _sentence(name, chosen, why)))
        return chosen

    xmp = told.xmp
    facts = Metadata(
        creators=_creators(told, clashes),
        copyright_notice=pick(
            "copyright_notice", told.exif.copyright_notice, COPYRIGHT, xmp.copyright_notice
        ),
        caption=pick("caption", told.exif.description, CAPTION, xmp.caption),
        credit=pick("credit", "", CREDIT, xmp.credit),
        source=pick("source", "", SOURCE, xmp.source),
        headline=pick("headline", "", HEADLINE, xmp.headline),
        instructions=pick("instructions", "", INSTRUCTIONS, xmp.instructions),
        photo_id=pick("photo_id", "", PHOTO_ID, xmp.photo_id),
        alt=xmp.alt,
        web_statement=xmp.web_statement,
        licensor_url=xmp.licensor_url,
        digital_source=xmp.digital_source,
        taken_at=_taken_at(told),
    )
    return facts, tuple(clashes)


def without_camera_words(told: Told) -> Told:
    """*told* without captions that a camera wrote by itself: no person says them, so they outweigh nobody's."""
    exif, xmp = told.exif, told.xmp
    if is_camera_default(exif.description):
        exif = replace(exif, description="")
    if is_camera_default(xmp.caption):
        xmp = replace(xmp, caption="")
    return replace(told, exif=exif, xmp=xmp)


def _taken_at(told: Told) -> datetime | None:
    iim, xmp = told.iim.taken_at, told.xmp.taken_at
    edited_last = iim if told.digest_matches is False else None
    return told.exif.taken_at or edited_last or xmp or iim


def _creators(told: Told, clashes: list[Clash]) -> tuple[str, ...]:
    iim = told.iim.texts.get(BYLINE, ())
    xmp = told.xmp.creators
    # Quotes inside a name do not survive being split, so the whole field is compared first.
    exif = xmp if alike(told.exif.artist, join_names(xmp)) else split_names(told.exif.artist)
    chosen, block, why = _pick_names(exif, iim, xmp, told.digest_matches)
    if why:
        said = (join_names(exif), join_names(iim), join_names(xmp))
        clashes.append(Clash("creators", *said, block, _sentence("creators", ", ".join(chosen), why)))
    return chosen


_Names = tuple[str, ...]


def _pick_names(
    exif: _Names, iim: _Names, xmp: _Names, digest_matches: bool | None
) -> tuple[_Names, str, str]:
    """The names to propose, the block they are from, and why, which is empty when nobody disagrees."""
    if _same_names(iim, xmp) and (not exif or not _same_names(exif, xmp)):
        return xmp, "xmp", _OWNER if exif else ""
    if exif and not _same_names(exif, xmp):
        others = [names for names in (iim, xmp) if names and not _same_names(names, exif)]
        return exif, "exif", _CAMERA if others else ""
    if iim and digest_matches is False and not _same_names(iim, xmp):
        return iim, "iim", _EDITED if xmp else ""
    if xmp and iim and not _same_names(iim, xmp):
        return xmp, "xmp", _NEWER
    return (xmp, "xmp", "") if xmp else (iim, "iim", "")


_OWNER = "dua catatan lain sepakat; nama di kamera sering milik pemilik kameranya"
_CAMERA = "catatan kamera (EXIF) didahulukan"
_EDITED = "catatan IPTC diubah sesudah catatan XMP ditulis"
_NEWER = "catatan XMP memuat teks utuh"


def _sentence(name: str, chosen: str, why: str) -> str:
    return f"Data di dalam foto tidak sepakat tentang {_NAMES[name]}; yang diusulkan: “{_short(chosen)}”, karena {why}."


def split_names(artist: str) -> tuple[str, ...]:
    """The people in an EXIF artist field: parted by semicolons, names that hold one stand in double quotes."""
    names: list[str] = []
    current, quoted = "", False
    for sign in artist:
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            names.append(current.strip())
            current = ""
        else:
            current += sign
    return tuple(name for name in [*names, current.strip()] if name)


def join_names(names: tuple[str, ...]) -> str:
    """The EXIF form of several people."""
    return "; ".join(f'"{name}"' if ";" in name else name for name in names)


def _pick(exif: str, iim: str, xmp: str, limit: int, digest_matches: bool | None) -> tuple[str, str, str]:
    """The text to propose, the block it is from, and why, which is empty when nobody disagrees."""
    if _is_cut(iim, xmp, limit) or alike(iim, xmp):
        iim = xmp
    if alike(exif, xmp):
        exif = xmp
    clash = len({folded(text) for text in (exif, iim, xmp) if text}) > 1
    if exif and not (iim and iim == xmp):
        return exif, "exif", _CAMERA if clash else ""
    if iim and digest_matches is False and iim != xmp:
        return iim, "iim", _EDITED if clash else ""
    if xmp:
        return xmp, "xmp", (_OWNER if exif and exif != xmp else _NEWER) if clash else ""
    return iim, "iim", ""


def _is_cut(iim: str, xmp: str, limit: int) -> bool:
    # The cut may part a letter from its accent, so the last sign does not count; some writers end with dots.
    short = folded(iim)[:-1].rstrip(". ")
    return len(iim.encode()) >= limit - 3 and bool(short) and folded(xmp).startswith(short)


def _same_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or len(one) != len(other):
        return False
    limit = LIMITS[BYLINE]
    return all(
        alike(a, b) or _is_cut(a, b, limit) or _is_cut(b, a, limit) for a, b in zip(one, other, strict=True)
    )


def _short(text: str) -> str:
    text = folded(text)
    return text if len(text) <= 60 else text[:57] + "..."
