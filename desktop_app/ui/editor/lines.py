"""The document as the editor sees it: one line per text block, and back.

A quote of three paragraphs is one block of the document and three lines; a list is as many lines as items.
This file knows nothing of Qt's documents; :mod:`conversion` puts lines into one and reads them out.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.document import (
    Block,
    Content,
    Document,
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
from desktop_app.domain.ids import BlockId
from desktop_app.ui.editor.styles import LISTS, Role

Thing = RelatedArticle | Figure | Embed | Rule


@dataclass(frozen=True, slots=True)
class Line:
    """One text block. *thing* is the object it holds (FIG, CARD), *runs* its text (of a FIG: the caption).

    *table* takes the place of all the rest: a table is one line whatever its size.
    """

    role: Role
    id: str = ""
    runs: Runs = ()
    level: int = 0
    thing: Thing | None = None
    table: Table | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def lines_of(document: Document) -> tuple[Line, ...]:
    """Every block as lines, in order; all lines of a block carry its id."""
    return tuple(line for block in document for line in _lines(block))


def _lines(block: Block) -> Iterator[Line]:
    content, name = block.content, block.id
    match content:
        case Paragraph():
            yield Line(Role.P, name, content.runs)
        case Subhead():
            yield Line(Role.H3 if content.level > 2 else Role.H2, name, content.runs)
        case Quote():
            for runs in content.paragraphs:
                yield Line(Role.Q, name, runs)
        case PullQuote():
            yield Line(Role.PULL, name, content.runs)
            if content.attribution:
                yield Line(Role.BY, name, (Run(content.attribution),))
        case ListBlock():
            yield from _items(content.items, content.ordered, 0, name)
        case Figure():
            yield Line(Role.FIG, name, content.caption, thing=replace(content, caption=()))
        case Table():
            yield Line(Role.P, name, table=content)
        case _:
            yield Line(Role.CARD, name, thing=content)


def _items(items: Sequence[ListItem], ordered: bool, level: int, name: str) -> Iterator[Line]:
    role = Role.OL if ordered else Role.UL
    for item in items:
        yield Line(role, name, item.runs, level)
        yield from _items(item.children, item.children_ordered, level + 1, name)


def document_of(lines: Sequence[Line]) -> Document:
    """The blocks these lines stand for, not yet in normal form.

    A repeated id stays with its first holder; a later one, and a line without id, gets one worked out from its
    neighbours, so that reading the same text twice gives the same ids.
    """
    return tuple(block for block, _ in grouped(lines))


def grouped(lines: Sequence[Line]) -> Iterator[tuple[Block, Sequence[Line]]]:
    """The same, each block beside the lines it was made of. Empty paragraphs are in none."""
    # An empty paragraph is no block, so it must not take an id away from the one that has it.
    lines = [line for line in lines if line.role is not Role.P or line.table is not None or _says(line)]
    names = _Names()
    at = 0
    while at < len(lines):
        content, used = _content(lines, at)
        yield Block(names.settle(lines[at].id), content), lines[at : at + used]
        at += used


def _says(line: Line) -> bool:
    return any(run.text.strip() for run in line.runs)


def _content(lines: Sequence[Line], at: int) -> tuple[Content, int]:
    line = lines[at]
    if line.table is not None:
        return line.table, 1
    match line.role:
        case Role.H2:
            return Subhead(2, line.runs), 1
        case Role.H3:
            return Subhead(3, line.runs), 1
        case Role.Q:
            group = _while_role(lines, at, (Role.Q,))
            return Quote(tuple(each.runs for each in group)), len(group)
        case Role.PULL:
            if at + 1 < len(lines) and lines[at + 1].role is Role.BY:
                return PullQuote(line.runs, lines[at + 1].text.replace("\n", " ").strip()), 2
            return PullQuote(line.runs), 1
        case Role.UL | Role.OL:
            return _list(_list_lines(lines, at))
        case Role.FIG if isinstance(line.thing, Figure):
            return replace(line.thing, caption=line.runs), 1
        case Role.CARD if line.thing is not None:
            return line.thing, 1
        case _:
            return Paragraph(line.runs), 1


def _while_role(lines: Sequence[Line], at: int, roles: tuple[Role, ...]) -> Sequence[Line]:
    end = at
    while end < len(lines) and lines[end].role in roles and lines[end].table is None:
        end += 1
    return lines[at:end]


def _list_lines(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """The lines of one list: outer items of the same kind, and every inner item below them."""
    group = _while_role(lines, at, LISTS)
    for end in range(1, len(group)):
        if group[end].level == 0 and group[end].role is not group[0].role:
            return group[:end]
    return group


def _list(group: Sequence[Line]) -> tuple[ListBlock, int]:
    items: list[ListItem] = []
    for line in group:
        if line.level == 0 or not items:
            items.append(ListItem(line.runs))
            continue
        parent = items[-1]
        ordered = parent.children_ordered if parent.children else line.role is Role.OL
        children = (*parent.children, ListItem(line.runs))
        items[-1] = replace(parent, children=children, children_ordered=ordered)
    return ListBlock(group[0].role is Role.OL, tuple(items)), len(group)


class _Names:
    """Gives every block an id of its own."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._before = "awal"

    def settle(self, wanted: str) -> BlockId:
        name, count = wanted, 0
        while not name or name in self._used:
            count += 1
            seed = f"{wanted or self._before}/{count}".encode()
            name = hashlib.blake2b(seed, digest_size=6).hexdigest()
        self._used.add(name)
        self._before = name
        return BlockId(name)
