"""The body of a story as HTML: written from its blocks, then passed through a narrow allow-list."""

import re
from collections.abc import Callable
from functools import lru_cache

import nh3

from desktop_app.domain.document import Block, Document, Table
from desktop_app.domain.ids import BlockId
from desktop_app.markup import html as markup_html

# What the page's own figures and inline related links add to what markup writes.
_TAGS = set(markup_html.TAGS) | {"picture", "source", "img", "span"}
_SIZES = {"srcset", "sizes", "width", "height"}
_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href"},
    "div": {"data-provider"},
    "source": _SIZES | {"type"},
    "img": _SIZES | {"src", "alt", "loading", "decoding"},
}
_CLASSES = {
    "also",
    "also waiting",
    "caption",
    "credit",
    "embed",
    "figure",
    "kicker",
    "pending",
    "pull-quote",
    "table",
}
_ID = re.compile(r"b-[\w-]{1,80}", re.ASCII)
# Addresses relative to the page would lead nowhere: only whole ones, and our own pages.
_HREF = re.compile(r"(?:https?://|mailto:|/(?!/))\S*", re.IGNORECASE)
_SRC = re.compile(r"/foto/[\w%.~-]+", re.ASCII)
_SRCSET = re.compile(r"/foto/[\w%.~-]+ \d+w(?:, /foto/[\w%.~-]+ \d+w)*", re.ASCII)
_CHECKED: dict[str, Callable[[str], object]] = {
    "class": _CLASSES.__contains__,
    "href": _HREF.fullmatch,
    "id": _ID.fullmatch,
    "src": _SRC.fullmatch,
    "srcset": _SRCSET.fullmatch,
}


def body(
    document: Document, figure: Callable[[Block], str], related: Callable[[Block], str]
) -> tuple[tuple[BlockId, str], ...]:
    """Each block's safe HTML beside its id. *figure* and *related* write the blocks that need photos or cards."""
    written = markup_html.render(document, figure, related)
    return tuple(
        (block.id, _finished(block, clean_html(html)))
        for block, (_, html) in zip(document, written, strict=True)
    )


@lru_cache(maxsize=4096)
def clean_html(html: str) -> str:
    """Keep only what a story's body may hold. Applying it twice changes nothing. Blocks that stayed are remembered."""
    encodable = html.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate would stop the page
    return nh3.clean(
        encodable,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_checked,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )


def _checked(_tag: str, name: str, value: str) -> str | None:
    check = _CHECKED.get(name)
    return value if check is None or check(value) else None


def _finished(block: Block, html: str) -> str:
    """A wide table scrolls sideways, so the keyboard must be able to reach it."""
    if not isinstance(block.content, Table):
        return html
    return html.replace("<div ", '<div role="region" aria-label="Tabel" tabindex="0" ', 1)
