"""Markdown to blocks: the one grammar, on one Python-Markdown instance.

Of Python-Markdown the line preparation, the block framework and the order of stages are used. Its inline patterns,
raw-HTML handling and postprocessors are taken out: they cannot be inverted, mis-read styles inside words, and take
quadratic time on hostile text. Raw HTML is text like any other.
"""

import re
from functools import cache, lru_cache
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from desktop_app.domain.document import Content
from desktop_app.markup.building import LINE, build
from desktop_app.markup.embeds import provider_of
from desktop_app.markup.framing import FIGURE, HEADING, ITEM, RELATED, Kind, frame, kind_of
from desktop_app.markup.inline import parse_inline, unescape
from desktop_app.markup.normal import normalize_contents

_PULL_QUOTE = re.compile(r"\[!kutipan\](?: (.*))?")
_QUOTE_SIGN = re.compile(r" *> ?")
_CELL = re.compile(r"(?:\\.|[^|])+|\|", re.DOTALL)


def parse(markdown: str) -> tuple[Content, ...]:
    """The blocks of a whole text, in normal form. Any text can be read; what is no markup is text."""
    md = _grammar()
    lines = markdown.split("\n")
    for preparation in md.preprocessors:
        lines = preparation.run(lines)
    root = ElementTree.Element(md.doc_tag)
    # Not parseDocument: that keeps the tree on the parser, which threads share.
    md.parser.parseChunk(root, "\n".join(lines))
    for stage in md.treeprocessors:
        stage.run(root)
    return normalize_contents(build(root))


@lru_cache(maxsize=4096)
def parse_block(text: str) -> tuple[Content, ...]:
    """The same for the text of one stored block, remembered: most blocks do not change between two looks."""
    return parse(text)


@cache
def _grammar() -> Markdown:
    return Markdown(extensions=[_StoryGrammar()])


class _StoryGrammar(Extension):  # type: ignore[misc, unused-ignore]
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_Framing(md), "framing", 20)
        md.inlinePatterns = Registry()
        md.postprocessors = Registry()
        md.parser.blockprocessors = Registry()
        readers = (_Heading, _Rule, _Quote, _Table, _List, _Figure, _Related, _Embed, _Paragraph)
        for place, reader in enumerate(readers):
            md.parser.blockprocessors.register(reader(md.parser), reader.__name__, 100 - place)
        md.treeprocessors = Registry()
        md.treeprocessors.register(_Inline(md), "inline", 20)


class _Framing(Preprocessor):  # type: ignore[misc, unused-ignore]
    """Puts one blank line between blocks and none inside, so that each reader below gets exactly one block."""

    def run(self, lines: list[str]) -> list[str]:
        framed: list[str] = []
        for block in frame(lines):
            framed += (*block, "")
        return framed[:-1]


class _Inline(Treeprocessor):  # type: ignore[misc, unused-ignore]
    """Turns the text of each line element into runs."""

    def run(self, root: ElementTree.Element) -> None:
        for line in root.iter(LINE):
            text, line.text = line.text or "", None
            for run in parse_inline(text):
                attributes = {"bold": "1"} if run.bold else {}
                if run.italic:
                    attributes["italic"] = "1"
                if run.link:
                    attributes["link"] = run.link
                ElementTree.SubElement(line, "run", attributes).text = run.text


def _put(
    parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    if text is not None:
        ElementTree.SubElement(element, LINE).text = text
    return element


class _Reader(BlockProcessor):  # type: ignore[misc, unused-ignore]
    """Reads one framed block whose first line is of :attr:`kind`."""

    kind: Kind

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        first, _, rest = block.partition("\n")
        return kind_of(first, rest.partition("\n")[0]) is self.kind

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        self.read(parent, blocks.pop(0))

    def read(self, parent: ElementTree.Element, block: str) -> None:
        raise NotImplementedError


class _Heading(_Reader):
    kind = Kind.HEADING

    def read(self, parent: ElementTree.Element, block: str) -> None:
        found = HEADING.fullmatch(block.strip(" "))
        if found:
            _put(parent, "subhead", found[2], level=str(len(found[1])))


class _Rule(_Reader):
    kind = Kind.RULE

    def read(self, parent: ElementTree.Element, block: str) -> None:
        _put(parent, "rule")


class _Quote(_Reader):
    kind = Kind.QUOTE

    def read(self, parent: ElementTree.Element, block: str) -> None:
        lines = [_QUOTE_SIGN.sub("", line, count=1) for line in block.split("\n")]
        pull = _PULL_QUOTE.fullmatch(lines[0].rstrip(" "))
        if pull:
            _put(parent, "pull", _text(lines[1:]), attribution=unescape(pull[1] or ""))
            return
        quote = _put(parent, "quote")
        paragraph: list[str] = []
        for line in [*lines, ""]:
            if line.strip(" "):
                paragraph.append(line)
            elif paragraph:
                _put(quote, "paragraph", _text(paragraph))
                paragraph = []


class _Table(_Reader):
    kind = Kind.TABLE

    def read(self, parent: ElementTree.Element, block: str) -> None:
        table = _put(parent, "table")
        lines = block.split("\n")
        for line in (lines[0], *lines[2:]):
            row = _put(table, "row")
            for cell in _cells(line.strip(" ")):
                _put(row, "cell", cell)


def _cells(line: str) -> list[str]:
    """The cells of a row; a bar after a backslash is text."""
    cells = [""]
    for match in _CELL.finditer(line):
        if match.group() == "|":
            cells.append("")
        else:
            cells[-1] = match.group().strip(" ")
    first = 1 if not cells[0] else 0
    last = len(cells) - 1 if not cells[-1] else len(cells)
    return cells[first:last]


class _List(_Reader):
    kind = Kind.LIST

    def read(self, parent: ElementTree.Element, block: str) -> None:
        top: ElementTree.Element | None = None
        texts: list[list[str]] = []
        lines: list[ElementTree.Element] = []
        margin = 0
        for line in block.split("\n"):
            item = ITEM.fullmatch(line)
            if not item:
                texts[-1].append(line)
                continue
            ordered = "1" if item[2] else "0"
            indent = len(item[1])
            if top is None:
                margin = indent
            below = top is not None and indent >= margin + 2
            if top is None or (not below and top.get("ordered") != ordered):
                top = _put(parent, "list", ordered=ordered)
            element = _put(top[-1], "child", "", ordered=ordered) if below else _put(top, "item", "")
            lines.append(element[0])
            texts.append([item[3] or ""])
        for element, text in zip(lines, texts, strict=True):
            element.text = _text(text)


class _Figure(_Reader):
    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return block.lstrip(" ").startswith("![") and bool(FIGURE.fullmatch(block.strip(" ")))

    def read(self, parent: ElementTree.Element, block: str) -> None:
        found = FIGURE.fullmatch(block.strip(" "))
        if found:
            _put(parent, "figure", found[1], photo=found[2])


class _Related(_Reader):
    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return bool(RELATED.fullmatch(block.strip(" ")))

    def read(self, parent: ElementTree.Element, block: str) -> None:
        found = RELATED.fullmatch(block.strip(" "))
        if found:
            _put(parent, "related", article=found[2], title=unescape(found[1]))


class _Embed(_Reader):
    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return provider_of(block.strip(" ")) is not None

    def read(self, parent: ElementTree.Element, block: str) -> None:
        _put(parent, "embed", url=block.strip(" "))


class _Paragraph(_Reader):
    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return True

    def read(self, parent: ElementTree.Element, block: str) -> None:
        if block.strip():
            _put(parent, "paragraph", _text(block.split("\n")))


def _text(lines: list[str]) -> str:
    """Lines of one stretch of text, without indentation; two spaces at an end stay, they are a hard break."""
    return "\n".join(line.lstrip(" ") for line in lines).rstrip(" ")
