"""What may stand in HTML that we write: shared by the laws and the examples of the grammar."""

import re

from desktop_app.domain.document import Document
from desktop_app.markup.html import TAGS, render

_TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"<>]*\")*)>")


def html_of(document: Document) -> str:
    return "".join(html for _, html in render(document, lambda block: "<p></p>", lambda block: "<p></p>"))


def assert_only_our_tags(html: str) -> None:
    """Every angle bracket belongs to a tag we write, each closed in order, and no address runs a script."""
    assert re.sub(r"[^<>]", "", _TAG.sub("", html)) == ""
    opened = []
    for closing, name, attributes in _TAG.findall(html):
        assert name in TAGS
        assert not re.search(r'href="(?!https?://|mailto:)', attributes)
        if name in ("br", "hr"):
            continue
        if closing:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []
