"""The sizes a photo is made in for the page, and whether the files it has are still those. Decodes nothing."""

import hashlib
from dataclasses import dataclass, replace

from desktop_app.domain.credit import Channel
from desktop_app.domain.crops import UNSET_FOCUS
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.photos.crediting import credit_hash, facts_of

Size = tuple[int, int]

JPEG_QUALITY, WEBP_QUALITY = 82, 78
# Raised whenever the way from original to pixels changes, so that older renditions are made anew.
_RECIPE = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on the page, in pixels. *cropped* False shows the whole picture within the size."""

    name: str
    size: Size
    formats: tuple[str, ...] = ("jpeg", "webp")
    cropped: bool = True


LADDER = (
    Slot("hero", (1600, 900)),
    Slot("hero_m", (960, 540)),
    Slot("card", (640, 360)),
    Slot("social", (1200, 630), formats=("jpeg",)),
    Slot("thumb", (400, 300)),
    Slot("square", (160, 160)),
    Slot("full", (1200, 1200), cropped=False),
)


def slots(photo: Photo) -> tuple[Slot, ...]:
    """The sizes to make of *photo*: whole ones where cropping is forbidden, no social one where it may not go there."""
    terms = photo.credit.terms
    social = not terms.channels or Channel.SOCIAL in terms.channels
    wanted = [slot for slot in LADDER if social or slot.name != "social"]
    return tuple(replace(slot, cropped=False) for slot in wanted) if terms.no_crop else tuple(wanted)


def pixel_hash(photo: Photo, slot: Slot, kind: str) -> str:
    """Tells from what a rendition's pixels are made: changes whenever they would. 64 hexadecimal digits."""
    focus = (photo.focus or UNSET_FOCUS) if slot.cropped else None
    quality = JPEG_QUALITY if kind == "jpeg" else WEBP_QUALITY
    made_of = (_RECIPE, photo.sha256, slot.name, slot.size, slot.cropped, focus, kind, quality)
    return hashlib.sha256(repr(made_of).encode()).hexdigest()


def is_current(photo: Photo, house: House) -> bool:
    """Whether the photo's files are those that would be made now. The photo must be credited.

    Files that came from another program tell no hash: they are taken at their word.
    """
    stamp = credit_hash(facts_of(photo, house))
    held = {(one.name, one.format): one for one in photo.renditions}
    wanted = _wanted(photo)
    return held.keys() == wanted.keys() and all(
        one.credit_hash in ("", stamp) and one.pixel_hash in ("", wanted[key]) for key, one in held.items()
    )


def needs_original(photo: Photo) -> bool:
    """Whether new pixels are wanted, and not only another credit in the same ones."""
    return not set(_wanted(photo).values()) <= {one.pixel_hash for one in photo.renditions}


def _wanted(photo: Photo) -> dict[tuple[str, str], str]:
    return {
        (slot.name, kind): pixel_hash(photo, slot, kind) for slot in slots(photo) for kind in slot.formats
    }
