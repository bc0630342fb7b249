"""UTF-16 units, in which Qt counts positions; a wide character (an emoji) is two."""


def units(text: str) -> int:
    """How many units *text* takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, start: int, end: int) -> str:
    """The part of *text* between two positions in units; half of a split character is left out."""
    if text.isascii():
        return text[max(0, start) : max(0, end)]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[max(0, start) * 2 : max(0, end) * 2].decode("utf-16-le", "ignore")
