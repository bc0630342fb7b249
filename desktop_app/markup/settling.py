"""Putting the text a person chose in a clash back where it belongs."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop_app.domain.article import Article
from desktop_app.domain.document import BlockText, Body
from desktop_app.domain.ids import BlockId
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.markup.recognition import recognised
from desktop_app.markup.stored import body_from_markdown

_TEXT_FIELDS = ("short_title", "headline", "lead", "section", "language", "slug", "stage")
_OPTIONAL_FIELDS = ("publish_at", "embargo_until", "hero")
_EXTRA = "extra."


def settle(article: Article, place: str, text: str) -> Article:
    """The article with *text* at the clash's *place*; the inverse of how a clash shows values.

    An empty text takes blocks away, or leaves an optional field empty; the text may hold more or fewer blocks.
    Raises ValueError when *text* does not fit the field.
    """
    if place == "body":
        return replace(article, body=recognised(article.body, body_from_markdown(text)))
    if place.startswith(_EXTRA):
        value = json.loads(text) if text else None
        return replace(article, extra={**article.extra, place.removeprefix(_EXTRA): value})
    if place in _TEXT_FIELDS:
        return _with_field(article, place, text)
    if place in _OPTIONAL_FIELDS:
        value = (json.loads(text) if place == "hero" else text) if text else None
        return _with_field(article, place, value)
    return replace(article, body=_with_blocks(article.body, place.split("+"), text))


def _with_field(article: Article, name: str, value: Any) -> Article:
    return from_plain(Article, {**to_plain(article), name: value})


def _with_blocks(body: Body, names: Sequence[str], text: str) -> Body:
    """*text* in place of the named blocks, where the first of them stands; at the end when none is left."""
    new = body_from_markdown(text)
    chosen = tuple(
        BlockText(BlockId(names[number]), block.text) if number < len(names) else block
        for number, block in enumerate(new)
    )
    wanted = set(names)
    place = next((index for index, block in enumerate(body) if block.id in wanted), len(body))
    rest = tuple(block for block in body[place:] if block.id not in wanted)
    return body[:place] + chosen + rest
