"""How many octets the oldest of a photo's metadata blocks holds: IPTC-IIM 4.2, one fixed length per data set."""

# Data sets 2:80, 2:110, 2:115, 2:116, 2:120, 2:105, 2:40, 2:103. A creator is one data set, repeated for each name.
OCTETS = {
    "creator": 32,
    "credit": 32,
    "source": 32,
    "notice": 128,
    "caption": 2000,
    "headline": 256,
    "instructions": 256,
    "photo_id": 32,
}


def octets(text: str) -> int:
    """The length of *text* as the block counts it: UTF-8 octets, not letters."""
    return len(text.encode("utf-8", "replace"))
