"""The words of a story without any markup: for search, counting and lists."""

from collections.abc import Iterator

from desktop_app.domain.document import (
    Content,
    Document,
    Figure,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    Subhead,
    Table,
)
from desktop_app.markup.runs import text_of


def plain_text(document: Document) -> str:
    """Each block's words, a blank line between blocks. Titles of other articles and embeds are not this story's."""
    return "\n\n".join(text for block in document if (text := text_of_block(block.content)))


def text_of_block(content: Content) -> str:
    """The words of one block, its parts on lines of their own. Empty for embeds, rules and inline articles."""
    return "\n".join(part for part in _parts(content) if part)


def _parts(content: Content) -> Iterator[str]:
    match content:
        case Paragraph(runs) | Subhead(_, runs) | Figure(_, runs):
            yield text_of(runs)
        case PullQuote(runs, attribution):
            yield text_of(runs)
            yield attribution
        case Quote(paragraphs):
            yield from (text_of(runs) for runs in paragraphs)
        case ListBlock(_, items):
            yield from _items(items)
        case Table(header, rows):
            for row in (header, *rows):
                yield " ".join(text_of(cell) for cell in row if cell)


def _items(items: tuple[ListItem, ...]) -> Iterator[str]:
    for item in items:
        yield text_of(item.runs)
        yield from _items(item.children)
