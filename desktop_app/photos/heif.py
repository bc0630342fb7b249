"""HEIC, what telephones write. Its decoder becomes known to Pillow here, and only in the processes that decode.

pi-heif brings libheif and a decoder, no encoder: nothing here writes such files.
"""

from functools import cache
from importlib.util import find_spec

BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")  # pictures; the other brands are sequences


def is_readable() -> bool:
    """Whether the decoder is installed; asking does not load it."""
    return find_spec("pi_heif") is not None


@cache
def make_known() -> None:
    """Let Pillow open "HEIF". The decoder turns a picture as its container says, so it comes out upright."""
    import pi_heif

    pi_heif.register_heif_opener()
