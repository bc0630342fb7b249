"""A photo as the page shows it: addresses and sizes of its renditions, its words, its credit."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.article import PhotoUse
from desktop_app.domain.credit import credit_line
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.page import addresses

# Largest first: the first one present is what browsers without srcset load, and gives the space kept for it.
HERO = ("hero", "hero_m", "card")
# In the body the whole picture; focal crops stand in for it.
BODY = ("full", "hero_m", "card")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture ready for a template. *width* and *height* are pixels of *src*; all empty without renditions.

    *unmade*: nor will there be any until somebody at the desk does something about it.
    """

    src: str = ""
    width: int = 0
    height: int = 0
    srcset: str = ""
    srcset_webp: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    unmade: bool = False


def picture_of(
    photo: Photo | None, use: PhotoUse, site_name: str, ladder: tuple[str, ...], *, unmade: bool = False
) -> Picture:
    """The picture for one use; a photo that is not at this desk yet still keeps its caption."""
    if photo is None:
        return Picture(alt=use.alt, caption=use.caption)
    jpegs, webps = _steps(photo.renditions, "jpeg", ladder), _steps(photo.renditions, "webp", ladder)
    largest = jpegs[0] if jpegs else None
    return Picture(
        src=_address(largest),
        width=largest.width if largest else 0,
        height=largest.height if largest else 0,
        srcset=_srcset(jpegs),
        srcset_webp=_srcset(webps),
        alt="" if photo.decorative else (use.alt or photo.alt),
        caption=use.caption or photo.caption,
        credit=credit_line(photo.credit, site_name),
        unmade=unmade,
    )


def rendition(photo: Photo | None, name: str) -> Rendition | None:
    """The JPEG rendition of that name, if it has been made."""
    if photo is None:
        return None
    return next((one for one in photo.renditions if one.name == name and one.format == "jpeg"), None)


def rendition_address(photo: Photo | None, *names: str) -> str:
    """Where the first of these renditions that exists is served; empty when none does."""
    return next((_address(one) for name in names if (one := rendition(photo, name))), "")


def _steps(renditions: Iterable[Rendition], format_name: str, ladder: tuple[str, ...]) -> list[Rendition]:
    """Same-shaped renditions of one format in the ladder's order, each width once.

    A step of another shape than the first (a 16:9 crop beside the whole picture) would change the page's height
    with the screen's width, so it is left out.
    """
    of_format = {one.name: one for one in renditions if one.format == format_name}
    found = [of_format[name] for name in ladder if name in of_format]
    if not found:
        return []
    shape = found[0].width / max(found[0].height, 1)
    alike = [one for one in found if abs(one.width / max(one.height, 1) - shape) < _SAME_SHAPE]
    return list({one.width: one for one in reversed(alike)}.values())[::-1]


_SAME_SHAPE = 0.02


def _address(one: Rendition | None) -> str:
    return addresses.photo(one.sha256, one.format) if one else ""


def _srcset(steps: Iterable[Rendition]) -> str:
    return ", ".join(f"{_address(one)} {one.width}w" for one in steps)
