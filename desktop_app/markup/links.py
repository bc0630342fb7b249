"""Which addresses a link may have, and their one way of being written."""

import re

from desktop_app.markup.characters import clean

SCHEMES = ("http", "https", "mailto")

_LONGEST = 2048
# A link needs somewhere to go: a host, or a mailbox.
_ALLOWED = re.compile(r"(?:https?://[^/?#\s]|mailto:[^?\s])", re.IGNORECASE)
# Signs that would end the address, or a table cell, where the text is stored.
_UNSAFE = re.compile(r"""[\s"'<>()\\^`{|}\[\]]""")


def normal_link(address: str | None) -> str | None:
    """The address as it is stored, or None when it is not one that a link may have.

    Scheme in lower case; white space, quotes, brackets and bars percent-encoded; applying it twice changes nothing.
    """
    if not address:
        return None
    plain = clean(address).strip()
    if len(plain) > _LONGEST or not _ALLOWED.match(plain):
        return None
    scheme, colon, rest = plain.partition(":")
    return scheme.lower() + colon + _UNSAFE.sub(_encoded, rest)


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8"))
