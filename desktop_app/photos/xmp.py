"""XMP packets: read the facts, write a fresh packet, or change ours in an old one and keep the rest."""

import re
from collections.abc import Iterator
from datetime import datetime
from xml.dom import minidom
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ExpatError

import defusedxml.ElementTree as SafeTree
import defusedxml.minidom as safe_minidom
from defusedxml.common import DefusedXmlException

from desktop_app.domain.newsroom import WIB
from desktop_app.photos.facts import FIRST_YEAR, WRITTEN_ZONE, Metadata
from desktop_app.photos.text import clean

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXIF = "http://ns.adobe.com/exif/1.0/"
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
# Where each fact lives and in which form: "text", "lang" (one text per language), "list" (in order) or
# "inside" (the one part we know of a structure in a list).
_PLACES = {
    "creators": ("dc", "creator", "list"),
    "copyright_notice": ("dc", "rights", "lang"),
    "caption": ("dc", "description", "lang"),
    "credit": ("photoshop", "Credit", "text"),
    "source": ("photoshop", "Source", "text"),
    "headline": ("photoshop", "Headline", "text"),
    "instructions": ("photoshop", "Instructions", "text"),
    "photo_id": ("photoshop", "TransmissionReference", "text"),
    "taken_at": ("photoshop", "DateCreated", "text"),
    "alt": ("Iptc4xmpCore", "AltTextAccessibility", "lang"),
    "web_statement": ("xmpRights", "WebStatement", "text"),
    "licensor_url": ("plus", "Licensor", "inside"),
    "digital_source": ("Iptc4xmpExt", "DigitalSourceType", "text"),
}
_PARTS = {"licensor_url": "LicensorURL"}
# These are the desk's to say: writing clears them even when the desk has nothing to put there.
_ALWAYS_OURS = frozenset(("creators", "copyright_notice", "caption", "credit", "source", "alt"))

_LONGEST = 8 << 20  # bytes
_MOST_NODES = 200_000
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTROLS = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class XmpError(ValueError):
    """The packet is not well formed, or built to do harm."""


def read(packet: bytes) -> tuple[Metadata, bool]:
    """The facts, and whether the packet says where the picture was taken. Raises XmpError."""
    _guard(packet)
    try:
        root: Element = SafeTree.fromstring(_plain(packet), forbid_dtd=True)
    except (ParseError, DefusedXmlException, UnicodeError, LookupError, RecursionError, ValueError) as error:
        raise XmpError(str(error)) from error
    descriptions = list(root.iter(f"{{{_RDF}}}Description"))
    found = {name: _values(descriptions, name) for name in _PLACES}
    one = {
        name: values[0] for name, values in found.items() if values and name not in ("creators", "taken_at")
    }
    taken = _moment(found["taken_at"][0]) if found["taken_at"] else None
    return Metadata(creators=tuple(found["creators"]), taken_at=taken, **one), _says_where(descriptions)


def fresh(metadata: Metadata) -> bytes:
    """A new packet with exactly these facts."""
    return _packet(f'<rdf:RDF xmlns:rdf="{_RDF}">{_description(metadata)}</rdf:RDF>')


def changed(packet: bytes, metadata: Metadata) -> bytes:
    """The packet with our facts replaced and everything else kept. Raises XmpError."""
    _guard(packet)
    try:
        tree: minidom.Document = safe_minidom.parseString(_plain(packet), forbid_dtd=True)
        given = minidom.parseString(f'<r xmlns:rdf="{_RDF}">{_description(metadata)}</r>')  # noqa: S318 - our own
        holders = tree.getElementsByTagNameNS(_RDF, "RDF")
        if not holders or given.documentElement is None or given.documentElement.firstChild is None:
            raise XmpError("no rdf:RDF")
        replaced = _ALWAYS_OURS | {name for name in _PLACES if getattr(metadata, name)}
        for old in tree.getElementsByTagNameNS(_RDF, "Description"):
            _drop(old, {(_SPACES[space], local) for space, local, _ in (_PLACES[name] for name in replaced)})
        holders[0].appendChild(tree.importNode(given.documentElement.firstChild, deep=True))
        # Prefixes may be declared on any ancestor, so the outermost element is written, not rdf:RDF alone.
        return _packet(tree.documentElement.toxml() if tree.documentElement else "", wrapped=True)
    except (ExpatError, DefusedXmlException, UnicodeError, LookupError, RecursionError) as error:
        raise XmpError(str(error)) from error


def _guard(packet: bytes) -> None:
    if len(packet) > _LONGEST or packet.count(b"<") > 2 * _MOST_NODES:
        raise XmpError("longer than any honest packet")


def _plain(packet: bytes) -> bytes:
    """The packet in UTF-8, without what no parser accepts: padding, control signs that careless writers let in."""
    start = packet[:4]
    wide = {b"\xff\xfe": "utf-16-le", b"<\0": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\0<": "utf-16-be"}
    name = {b"<\0\0\0": "utf-32-le", b"\0\0\0<": "utf-32-be"}.get(start) or wide.get(start[:2])
    if name is not None:
        packet = packet.decode(name, "ignore").lstrip("\ufeff").encode("utf-8", "replace")
    return _CONTROLS.sub(b"", packet).strip()


def _values(descriptions: list[Element], name: str) -> list[str]:
    """The texts of one property, the best language first."""
    space, local, form = _PLACES[name]
    tag = f"{{{_SPACES[space]}}}{local}"
    if form == "inside":
        part = f"{{{_SPACES[space]}}}{_PARTS[name]}"
        found = (each for description in descriptions for each in description.iter(part))
        return [text for each in found if (text := clean(each.text or ""))]
    for description in descriptions:
        attribute = clean(description.get(tag, ""))
        if attribute:
            return [attribute]
        element = description.find(tag)
        if element is not None:
            return [text for text in map(clean, _texts(element)) if text]
    return []


def _texts(element: Element) -> Iterator[str]:
    items = list(element.iter(f"{{{_RDF}}}li"))
    if not items:
        yield element.text or element.get(f"{{{_RDF}}}resource") or ""
        return
    rank = {"x-default": 0, "id": 1, "id-ID": 1}
    if element.find(f"{{{_RDF}}}Alt") is not None:
        items.sort(key=lambda item: rank.get(item.get(_LANGUAGE, ""), 2))
    for item in items:
        yield item.text or ""


def _says_where(descriptions: list[Element]) -> bool:
    prefix = f"{{{_EXIF}}}GPS"
    for description in descriptions:
        names = [*description.keys(), *(child.tag for child in description)]
        if any(name.startswith(prefix) for name in names):
            return True
    return False


def _moment(text: str) -> datetime | None:
    if not _ISO_DATE.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year < FIRST_YEAR:
        return None
    return moment.replace(microsecond=0, tzinfo=moment.tzinfo or WIB)


def _description(metadata: Metadata) -> str:
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    lines = [_property(name, getattr(metadata, name)) for name in _PLACES if getattr(metadata, name)]
    return f'<rdf:Description xmlns:rdf="{_RDF}" {spaces} rdf:about="">{"".join(lines)}</rdf:Description>'


def _property(name: str, value: str | tuple[str, ...] | datetime) -> str:
    space, local, form = _PLACES[name]
    if isinstance(value, datetime):
        inner = value.astimezone(WRITTEN_ZONE).replace(microsecond=0).isoformat()
    elif isinstance(value, tuple):
        items = "".join(f"<rdf:li>{_escaped(item)}</rdf:li>" for item in value)
        inner = f"<rdf:Seq>{items}</rdf:Seq>"
    elif form == "inside":
        part = f"{space}:{_PARTS[name]}"
        item = f'<rdf:li rdf:parseType="Resource"><{part}>{_escaped(value)}</{part}></rdf:li>'
        inner = f"<rdf:Seq>{item}</rdf:Seq>"
    elif form == "lang":
        inner = f'<rdf:Alt><rdf:li xml:lang="x-default">{_escaped(value)}</rdf:li></rdf:Alt>'
    else:
        inner = _escaped(value)
    return f"<{space}:{local}>{inner}</{space}:{local}>"


def _escaped(text: str) -> str:
    # Not the standard library's own: that one brings the whole of its network code along, in every worker's start.
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _packet(content: str, *, wrapped: bool = False) -> bytes:
    if not wrapped:
        content = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{content}</x:xmpmeta>'
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return f'{begin}{content}<?xpacket end="w"?>'.encode()


def _drop(description: minidom.Element, names: set[tuple[str, str]]) -> None:
    for child in list(description.childNodes):
        if (child.namespaceURI, child.localName) in names:
            description.removeChild(child)
    for address, local in names:
        if description.hasAttributeNS(address, local):
            description.removeAttributeNS(address, local)
