"""Computing what `domain.photo_likeness` compares: small difference hashes of an upright picture's windows."""

from PIL import Image

_TRIMS = (0.05, 0.10)
_SHAPES = (16 / 9, 3 / 2, 1.0, 4 / 3)
# Small enough to be quick seven times over, large enough that a window's edge falls on the right pixel.
_WORKING = 512

Box = tuple[float, float, float, float]


def looks_of(upright: Image.Image) -> str:
    """Seven difference hashes of 64 bits each in hexadecimal, the whole picture first."""
    grey = upright.convert("L")
    grey.thumbnail((_WORKING, _WORKING), Image.Resampling.BOX)
    return "".join(f"{_difference(grey, box):016x}" for box in _windows(*grey.size))


def _windows(width: int, height: int) -> list[Box]:
    found: list[Box] = [(0, 0, width, height)]
    found += [(width * m, height * m, width * (1 - m), height * (1 - m)) for m in _TRIMS]
    for shape in _SHAPES:
        wide, high = (width, width / shape) if width / height < shape else (height * shape, height)
        found.append(((width - wide) / 2, (height - high) / 2, (width + wide) / 2, (height + high) / 2))
    return found


def _difference(grey: Image.Image, box: Box) -> int:
    """One bit per neighbouring pair on a grid of nine by eight: is the right one lighter?"""
    small = grey.resize((9, 8), Image.Resampling.BOX, box=box).tobytes()
    bits = 0
    for row in range(0, 72, 9):
        for at in range(row, row + 8):
            bits = bits << 1 | (small[at + 1] > small[at])
    return bits
