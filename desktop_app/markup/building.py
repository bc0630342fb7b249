"""The element tree that the block readers made, as blocks."""

from collections.abc import Iterator
from xml.etree import ElementTree

from desktop_app.domain.document import (
    Content,
    Embed,
    Figure,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    RelatedArticle,
    Rule,
    Run,
    Runs,
    Subhead,
    Table,
)
from desktop_app.domain.ids import ArticleId, PhotoId

# The element that holds text to be read as runs; the only one that does.
LINE = "line"


def build(root: ElementTree.Element) -> Iterator[Content]:
    """The blocks in order, not yet in normal form. Raises ValueError for an element no reader makes."""
    for element in root:
        yield _block(element)


def _block(element: ElementTree.Element) -> Content:
    match element.tag:
        case "paragraph":
            return Paragraph(_runs(element))
        case "subhead":
            return Subhead(int(element.get("level", "2")), _runs(element))
        case "quote":
            return Quote(tuple(_runs(paragraph) for paragraph in element))
        case "pull":
            return PullQuote(_runs(element), element.get("attribution", ""))
        case "related":
            return RelatedArticle(ArticleId(element.get("article", "")), element.get("title", ""))
        case "figure":
            return Figure(PhotoId(element.get("photo", "")), _runs(element))
        case "embed":
            return Embed(element.get("url", ""))
        case "list":
            return ListBlock(element.get("ordered") == "1", tuple(_item(item) for item in element))
        case "table":
            rows = [tuple(_runs(cell) for cell in row) for row in element]
            return Table(rows[0], tuple(rows[1:]))
        case "rule":
            return Rule()
    raise ValueError(f"no block is made of <{element.tag}>")


def _item(element: ElementTree.Element) -> ListItem:
    children = element.findall("child")
    ordered = bool(children) and children[0].get("ordered") == "1"
    return ListItem(_runs(element), tuple(ListItem(_runs(child)) for child in children), ordered)


def _runs(element: ElementTree.Element) -> Runs:
    line = element.find(LINE)
    if line is None:
        return ()
    return tuple(
        Run(run.text or "", run.get("bold") == "1", run.get("italic") == "1", run.get("link")) for run in line
    )
