"""Reads a page the way a browser would, far enough to say what is in it."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "path"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    def every(self, tag: str = "", **wanted: str) -> list["Element"]:
        """Elements below, in reading order, by tag and attributes (``class_`` matches one class)."""
        found = []
        for part in self.inside:
            if isinstance(part, Element):
                if (not tag or part.tag == tag) and part.has(wanted):
                    found.append(part)
                found += part.every(tag, **wanted)
        return found

    def one(self, tag: str = "", **wanted: str) -> "Element":
        found = self.every(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of {tag} {wanted}"
        return found[0]

    def has(self, wanted: dict[str, str]) -> bool:
        classes = self.attributes.get("class", "").split()
        return all(
            value in classes if name == "class_" else self.attributes.get(name.replace("_", "-")) == value
            for name, value in wanted.items()
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice on {tag}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(data)


def read(html: str) -> Element:
    """The page as a tree; fails on tags that do not nest."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"never closed: {[element.tag for element in reader.open[1:]]}"
    return reader.open[0]


def structured(page: Element) -> dict:
    return json.loads(page.one("script", type="application/ld+json").text)


def assert_harmless(page: Element) -> None:
    """No script but ours, no handler, no address of a dangerous kind, nothing from elsewhere loaded."""
    for element in page.every():
        assert element.tag not in {
            "iframe",
            "object",
            "embed",
            "base",
            "style",
            "marquee",
            "math",
            "form",
        } or (element.tag == "form" and element.attributes["action"] in ("/cari", "/indeks")), element
        for name, value in element.attributes.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name != "style"
            if name in {"src", "href", "action", "srcset", "formaction"}:
                assert value.startswith(("/", "#", "http://", "https://", "mailto:")), (
                    element.tag,
                    name,
                    value,
                )
            if name in {"src", "srcset"}:
                assert value.startswith(("/foto/", "/gaya/")), value
    for script in page.every("script"):
        inner = script.attributes.get("type") == "application/ld+json"
        assert inner or (script.attributes["src"].startswith("/gaya/situs.js?v=") and not script.text)
