"""Three blocks may tell three stories; this picks the one a photo desk should be shown first.

The order is that of the Metadata Working Group: EXIF, then IIM when somebody edited it after XMP was written (its
digest no longer fits), then XMP, then IIM. Texts that were only cut, or only spelled in another Unicode form, are
equal. Where IIM and XMP agree against EXIF, they win: EXIF often holds the owner's name of a borrowed camera.
"""

from dataclasses import dataclass

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
from desktop_app.photos.text import alike, folded, is_camera_default

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


def merged(told: Told) -> tuple[Metadata, tuple[str, ...]]:
    """The facts to propose, and a warning for each on which the blocks really differ."""
    warnings: list[str] = []

    def pick(name: str, exif: str, number: int, xmp: str) -> str:
        iim = told.iim.first(number)
        chosen, clash = _pick(exif, iim, xmp, LIMITS[number], told.digest_matches)
        if clash and name in _NAMES:
            warnings.append(
                f"Data di dalam foto tidak sepakat tentang {_NAMES[name]}; yang diusulkan: “{_short(chosen)}”."
            )
        return chosen

    exif_caption = "" if is_camera_default(told.exif.description) else told.exif.description
    xmp = told.xmp
    facts = Metadata(
        creators=_creators(told, warnings),
        copyright_notice=pick(
            "copyright_notice", told.exif.copyright_notice, COPYRIGHT, xmp.copyright_notice
        ),
        caption=pick("caption", exif_caption, CAPTION, "" if is_camera_default(xmp.caption) else xmp.caption),
        credit=pick("credit", "", CREDIT, xmp.credit),
        source=pick("source", "", SOURCE, xmp.source),
        headline=pick("headline", "", HEADLINE, xmp.headline),
        instructions=pick("instructions", "", INSTRUCTIONS, xmp.instructions),
        photo_id=pick("photo_id", "", PHOTO_ID, xmp.photo_id),
        alt=xmp.alt,
        web_statement=xmp.web_statement,
        digital_source=xmp.digital_source,
        taken_at=told.exif.taken_at or xmp.taken_at,
    )
    return facts, tuple(warnings)


def _creators(told: Told, warnings: list[str]) -> tuple[str, ...]:
    iim = told.iim.texts.get(BYLINE, ())
    xmp = told.xmp.creators
    # Quotes inside a name do not survive being split, so the whole field is compared first.
    exif = xmp if alike(told.exif.artist, join_names(xmp)) else split_names(told.exif.artist)
    if _same_names(iim, xmp) and (not exif or not _same_names(exif, xmp)):
        if exif:
            warnings.append(
                f"Nama di kamera (“{_short('; '.join(exif))}”) lain dari pewarta foto di berkas; "
                f"yang diusulkan: “{_short(', '.join(xmp))}”."
            )
        return xmp
    if exif and not _same_names(exif, xmp):
        others = [names for names in (iim, xmp) if names and not _same_names(names, exif)]
        if others:
            warnings.append(
                f"Data di dalam foto tidak sepakat tentang {_NAMES['creators']}; "
                f"yang diusulkan: “{_short(', '.join(exif))}”."
            )
        return exif
    if iim and told.digest_matches is False and not _same_names(iim, xmp):
        return iim
    return xmp or iim


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


def _pick(exif: str, iim: str, xmp: str, limit: int, digest_matches: bool | None) -> tuple[str, bool]:
    cut = _is_cut(iim, xmp, limit)
    if cut or alike(iim, xmp):
        iim = xmp
    if alike(exif, xmp):
        exif = xmp
    told = {folded(text): text for text in (exif, iim, xmp) if text}
    clash = len(told) > 1
    if exif and not (iim and iim == xmp):
        return exif, clash
    if iim and digest_matches is False:
        return iim, clash
    return xmp or iim, clash


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
