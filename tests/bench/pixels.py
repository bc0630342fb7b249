"""How two pictures of one page differ: every pixel that is not the same, the largest step, and what an eye could see.

*Seen* is the colour distance of Kotsarenko and Ramos (2010, "Measuring perceived color difference using YIQ NTSC
transmission color space in mobile applications") beyond a tenth of the largest there is: the measure and the threshold
that pixelmatch has as its default. It never stands in for the raw number.
"""

from dataclasses import dataclass
from itertools import compress

from PIL import Image, ImageChops

_LARGEST = 35215.0  # the distance of the measure between the two colours that are furthest apart
_THRESHOLD = 0.1


@dataclass(frozen=True)
class Difference:
    """*pixels* of *whole* differ, by *step* of 255 at most in a channel; an eye sees *seen* of them."""

    whole: int
    pixels: int = 0
    step: int = 0
    seen: int = 0

    def __str__(self) -> str:
        return f"{self.pixels / self.whole:9.4%} {self.seen / self.whole:9.4%} {self.step:4}"


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """Of two RGB pictures; all pixels when the sizes differ."""
    whole = max(one.width * one.height, other.width * other.height)
    if one.size != other.size:
        return Difference(whole, whole, 255, whole)
    red, green, blue = ImageChops.difference(one, other).split()
    apart = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    steps = apart.histogram()
    mask = apart.tobytes()
    pairs = zip(_pixels(one, mask), _pixels(other, mask), strict=True)
    seen = sum(_distance(*pair) > _LARGEST * _THRESHOLD**2 for pair in pairs)
    return Difference(
        whole, sum(steps[1:]), max((at for at, many in enumerate(steps) if many), default=0), seen
    )


def _pixels(picture: Image.Image, mask: bytes) -> list[tuple[int, int, int]]:
    red, green, blue = (band.tobytes() for band in picture.split())
    return list(compress(zip(red, green, blue, strict=True), mask))


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    y = red * 0.29889531 + green * 0.58662247 + blue * 0.11448223
    i = red * 0.59597799 - green * 0.27417610 - blue * 0.32180189
    q = red * 0.21147017 - green * 0.52261711 + blue * 0.31114694
    return 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q
