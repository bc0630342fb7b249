"""The stored form of a body (ids beside canonical Markdown) to a document, and back."""

from desktop_app.domain.document import Block, BlockText, Body, Content, Document
from desktop_app.domain.ids import BlockId, new_block_id
from desktop_app.markup.normal import normalize
from desktop_app.markup.reading import parse, parse_block
from desktop_app.markup.writing import serialize


def read_body(body: Body) -> Document:
    """The document of a stored body, in normal form.

    Text that is no canonical block is read all the same: further blocks found in it get a number after its id.
    """
    blocks: list[Block] = []
    for stored in body:
        for number, content in enumerate(parse_block(stored.text), 1):
            block_id = stored.id if number == 1 else BlockId(f"{stored.id}-{number}")
            blocks.append(Block(block_id, content))
    return normalize(tuple(blocks))


def write_body(document: Document) -> Body:
    """The document as it is stored; brought to normal form first."""
    return write_normal(normalize(document))


def write_normal(document: Document) -> Body:
    """The same for a document that is in normal form."""
    return tuple(BlockText(block.id, serialize(block.content)) for block in document)


def body_from_markdown(text: str) -> Body:
    """A whole Markdown text as a body, each block with a new id."""
    return tuple(BlockText(new_block_id(), serialize(content)) for content in parse(text))


def markdown_of(body: Body) -> str:
    """The whole body as one Markdown text, one blank line between blocks; without ids."""
    return "\n\n".join(stored.text for stored in body)


def markdown_of_contents(contents: tuple[Content, ...]) -> str:
    """Blocks in normal form as one canonical Markdown text."""
    return "\n\n".join(serialized(contents))


def serialized(contents: tuple[Content, ...]) -> tuple[str, ...]:
    """Blocks in normal form, each as its canonical Markdown."""
    return tuple(serialize(content) for content in contents)


def split(markdown: str) -> tuple[str, ...]:
    """The chunks between blank lines: of canonical text, its blocks, found without reading them."""
    chunks: list[list[str]] = [[]]
    for line in markdown.split("\n"):
        if line.strip(" "):
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return tuple("\n".join(lines) for lines in chunks if lines)
