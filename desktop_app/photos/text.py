"""Text as it stands in a photo's metadata: cleaned before writing, guessed with care when reading."""

import re
import unicodedata

# What XML 1.0 cannot hold, plus lone surrogates; NUL would also end an EXIF string early.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")

# Letters that stand between lower-case ones only when Mac Roman text was read as Windows text.
_MAC_TELLTALE = re.compile(r"[a-z][ŠšŽžŸƒˆ‰‹›ŒœŽ][a-z]")


def clean(text: str) -> str:
    """Without signs that no metadata block can hold; line ends become a plain newline; no outer white space."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def decoded(data: bytes, *, utf8: bool = False) -> tuple[str, bool]:
    """The text of *data* and whether its character set had to be guessed.

    *utf8* says the block declares itself UTF-8. Without that: UTF-8 when it reads as such (other sets practically
    never do), else Windows-1252, else
    Mac Roman when the Windows reading shows that set's tell-tale letters. Everything from a NUL on is dropped.
    """
    data = data.partition(b"\0")[0]
    try:
        return clean(data.decode("utf-8")), False
    except UnicodeDecodeError:
        if utf8:
            return clean(data.decode("utf-8", errors="replace")), True
    text = data.decode("cp1252", errors="replace")
    if _MAC_TELLTALE.search(text):
        text = data.decode("mac_roman")
    return clean(text), True


def cut_octets(text: str, limit: int) -> bytes:
    """*text* in UTF-8, at most *limit* octets, cut between code points and never inside one."""
    data = text.encode("utf-8")
    if len(data) <= limit:
        return data
    return data[:limit].decode("utf-8", errors="ignore").encode("utf-8")


def alike(one: str, other: str) -> bool:
    """Whether two texts differ only in Unicode form or white space."""
    return folded(one) == folded(other)


def folded(text: str) -> str:
    """The form in which texts are compared: composed, single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
