"""How the page cuts photos: the shapes it needs, and which part of a picture each shows."""

from dataclasses import dataclass

Size = tuple[int, int]

# Where the eye usually is in a news picture; used until a person has clicked.
UNSET_FOCUS = (0.5, 0.4)


@dataclass(frozen=True, slots=True)
class Crop:
    """One shape of the page; *size* in pixels is the largest the page asks for."""

    name: str
    size: Size


CROPS = (
    Crop("hero", (1600, 900)),
    Crop("card", (640, 360)),
    Crop("thumb", (400, 300)),
    Crop("square", (160, 160)),
    Crop("social", (1200, 630)),
)


def crop_box(size: Size, slot: Size, focus: tuple[float, float]) -> tuple[int, int, int, int]:
    """The largest part of *size* with the shape of *slot*, as near around *focus* (0..1) as the edges allow.

    Answers left, upper, right, lower in pixels.
    """
    width, height = size
    shape = slot[0] / slot[1]
    wide = min(width, max(1, round(height * shape)))
    high = min(height, max(1, round(width / shape)))
    left = min(max(0, round(focus[0] * width - wide / 2)), width - wide)
    upper = min(max(0, round(focus[1] * height - high / 2)), height - high)
    return left, upper, left + wide, upper + high
