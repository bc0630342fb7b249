"""Putting the text a person chose in a clash back where it belongs."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop_app.domain.article import Article
from desktop_app.domain.document import BlockText, Body
from desktop_app.domain.ids import BlockId
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.markup.pieces import PARAGRAPH, pieces_of
from desktop_app.markup.recognition import recognised
from desktop_app.markup.sentences import joined, sentences
from desktop_app.markup.stored import body_from_markdown, split

_TEXT_FIELDS = ("short_title", "headline", "lead", "section", "language", "slug", "stage")
_OPTIONAL_FIELDS = ("publish_at", "embargo_until", "hero")
_EXTRA = "extra."
_SHORT = 3  # blanks: fewer than four words


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


def place_now(article: Article, place: str, *texts: str) -> str:
    """*place*, or where one of *texts* stands word for word when none of its blocks is left by name.

    Two merges of one paragraph that was split may call its parts differently.
    """
    if not is_blocks(place) or {block.id for block in article.body} & set(place.split("+")):
        return place
    # A short paragraph ("Benar.") may be another one that says the same.
    said = {paragraph for text in texts for paragraph in split(text) if paragraph.count(" ") >= _SHORT}
    found = [block.id for block in article.body if block.text in said]
    return "+".join(found) if found else place


def left_of(article: Article, place: str, *given_up: str) -> str:
    """What stands at *place* now without the sentences of *given_up*: what was written there since stays."""
    names = set(place.split("+"))
    whole = {paragraph for text in given_up for paragraph in split(text)}
    standing = [block.text for block in article.body if block.id in names and block.text not in whole]
    return _without(standing, Counter(sentences(given_up)))


def without_carried_away(article: Article, place: str, text: str, *, base: str, theirs: str) -> str:
    """*text* without what stands in another block by now: sentences of *base* or *theirs* moved away from this place,
    and sentences of *text* that a merge has already kept under another name.

    Moving them was no part of the question: put back here as well, they would be said twice. A short sentence that is
    new ("Benar.") may well stand twice. Anything but paragraphs stays as it is.
    """
    if not is_blocks(place):
        return text
    names = set(place.split("+"))
    here = sentences(block.text for block in article.body if block.id in names)
    elsewhere = sentences(block.text for block in article.body if block.id not in names)
    new = Counter({said: n for said, n in sentences([text]).items() if said.count(" ") >= _SHORT})
    carried = ((sentences([base]) | sentences([theirs]) | new) - here) & elsewhere
    if not carried:
        return text
    return _without(split(text), carried)


def is_blocks(place: str) -> bool:
    """Whether a clash's *place* names blocks of the body, not a field or the body as a whole."""
    fields = ("body", *_TEXT_FIELDS, *_OPTIONAL_FIELDS)
    return place not in fields and not place.startswith(_EXTRA)


def _without(paragraphs: Sequence[str], carried: Counter[str]) -> str:
    """These paragraphs without the sentences in *carried*, each as often as it is counted there."""
    left: list[str] = []
    for paragraph in paragraphs:
        pieces = pieces_of(paragraph)
        kept = [piece for piece in pieces or () if not _taken(carried, piece)]
        if pieces is None or len(kept) == len(pieces):
            left.append(paragraph)
        elif kept:
            left.append(joined(kept))
    return PARAGRAPH.join(left)


def _taken(carried: Counter[str], piece: str) -> bool:
    said = sentences([piece])
    if not said or said - carried:
        return False
    carried.subtract(said)
    return True


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
