"""A story as the passages a check reads: its fields, then its blocks."""

from collections.abc import Iterator

from desktop_app.domain.article import Article
from desktop_app.domain.document import (
    Content,
    Document,
    Figure,
    Paragraph,
    PullQuote,
    Quote,
    Runs,
    Subhead,
    Table,
)
from desktop_app.domain.flag import Passage, Place
from desktop_app.markup.plain_text import text_of_block


def passages_of(article: Article, document: Document) -> tuple[Passage, ...]:
    """Headline forms, lead and every block with words, in reading order."""
    fields = (
        Passage(article.short_title, Place.HEADLINE, block="short_title"),
        Passage(article.headline, Place.HEADLINE, block="headline"),
        Passage(article.lead, Place.BODY, block="lead"),
    )
    return (*(each for each in fields if each.text.strip()), *blocks_of(document))


def blocks_of(document: Document) -> Iterator[Passage]:
    """The blocks that hold words of this story."""
    for block in document:
        text = text_of_block(block.content)
        if text.strip():
            yield Passage(text, _place(block.content), _italic(block.content), block.id)


def _place(content: Content) -> Place:
    match content:
        case Subhead():
            return Place.HEADLINE
        case Quote() | PullQuote():
            return Place.QUOTE
        case Table():
            return Place.TABLE
        case _:
            return Place.BODY


def _italic(content: Content) -> tuple[tuple[int, int], ...]:
    match content:
        case Paragraph(runs) | Subhead(_, runs) | Figure(_, runs) | PullQuote(runs):
            return italic_spans(runs)
        case _:
            return ()


def italic_spans(runs: Runs) -> tuple[tuple[int, int], ...]:
    """Where *runs* are in italics, in code points of their joined text."""
    found, at = [], 0
    for run in runs:
        if run.italic:
            found.append((at, at + len(run.text)))
        at += len(run.text)
    return tuple(found)
