"""Which addresses a link may have, and their one way of being written."""

import re
from ipaddress import AddressValueError, IPv4Address

from desktop_app.markup.characters import clean

SCHEMES = ("http", "https", "mailto")

_LONGEST = 2048
_LONGEST_HOST = 253
_LARGEST_PORT = 65_535

# No user name before the host: "https://bank.id@jahat.id" leads elsewhere than it seems to.
_WEB = re.compile(r"(https?)://([^/?#\s@:\\]+)(?::([0-9]{1,5}))?([/?#].*)?", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(r"mailto:([^?\s@/]+@[^?\s@/]+)(\?.*)?", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\.?")
# Signs that would end the address, or a table cell, where the text is stored.
_UNSAFE = re.compile(r"""[\s"'<>()\\^`{|}\[\]]""")


def normal_link(address: str | None) -> str | None:
    """The address as it is stored, or None when it is not one that a link may have.

    Scheme and host in lower case and ASCII; white space, quotes, brackets and bars percent-encoded. Applying it
    twice changes nothing.
    """
    if not address or len(address) > _LONGEST:
        return None
    written = _written(clean(address).strip())
    return written if written is not None and len(written) <= _LONGEST else None


def _written(plain: str) -> str | None:
    if web := _WEB.fullmatch(plain):
        host = _normal_host(web[2])
        if host is None or int(web[3] or 0) > _LARGEST_PORT:
            return None
        port = f":{web[3]}" if web[3] else ""
        return f"{web[1].lower()}://{host}{port}{_encoded(web[4] or '')}"
    if mail := _MAIL.fullmatch(plain):
        return f"mailto:{_encoded(mail[1])}{_encoded(mail[2] or '')}"
    return None


def _normal_host(name: str) -> str | None:
    if len(name) > _LONGEST_HOST:
        return None
    try:
        host = name.lower() if name.isascii() else name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    if not _HOST.fullmatch(host):
        return None
    last = host.removesuffix(".").rpartition(".")[2]
    if not _NUMBER.fullmatch(last):
        return host
    try:
        return str(IPv4Address(host))
    except AddressValueError:
        return None


def _encoded(text: str) -> str:
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8")), text)
