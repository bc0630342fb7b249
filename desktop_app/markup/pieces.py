"""A paragraph in pieces that may be merged, moved or left out singly."""

from desktop_app.domain.document import Paragraph
from desktop_app.markup.reading import parse_block
from desktop_app.markup.sentences import cut
from desktop_app.markup.stored import markdown_of_contents

# What stands between two paragraphs of Markdown.
PARAGRAPH = "\n\n"


def pieces_of(text: str) -> list[str] | None:
    """The sentences of a paragraph of Markdown; None when it is anything but a paragraph.

    Each sentence must stand as a paragraph by itself, or its Markdown could mean something else in a new place.
    """
    pieces = cut(text)
    return pieces if all(_plain(piece.rstrip("\\\n")) for piece in pieces) else None


def _plain(text: str) -> bool:
    contents = parse_block(text)
    return (
        len(contents) == 1 and isinstance(contents[0], Paragraph) and markdown_of_contents(contents) == text
    )
