"""Lines in reading order, put together to blocks: what every way of reading a foreign text ends in."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from desktop_app.domain.document import (
    Content,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    Run,
    Runs,
    Subhead,
)
from desktop_app.markup.normal import normal_content, normalize_contents
from desktop_app.markup.portions import parts_of
from desktop_app.markup.runs import normal_runs, text_of

Kind = Literal["paragraph", "subhead", "quote", "pull", "item"]
_DEEPEST = 2  # levels of a list


@dataclass(frozen=True, slots=True)
class Place:
    """What a line is. *level* counts subheads (2, 3) and list levels (from 1); *item* tells list items apart."""

    kind: Kind = "paragraph"
    level: int = 0
    ordered: bool = False
    item: int = 0


PARAGRAPH = Place()


@dataclass(slots=True)
class _Item:
    place: Place
    runs: list[Run]
    children: list["_Item"] = field(default_factory=list)


class Sheet:
    """Takes lines and whole blocks in order; :meth:`contents` gives blocks in normal form."""

    def __init__(self, remarks: Counter[str]) -> None:
        self._remarks = remarks
        self._found: list[Content] = []
        self._items: list[_Item] = []
        self._quoted: list[Runs] = []

    def line(self, place: Place, runs: list[Run]) -> None:
        """One line of text; blank ones part what stands around them only by being there."""
        if not text_of(runs).strip():
            return
        if place.kind == "item":
            self._quote_ends()
            self._item(place, runs)
        elif place.kind == "quote":
            self._list_ends()
            self._quoted += self._cut(runs)
        else:
            self._ends()
            self._plain(place, runs)

    def block(self, content: Content) -> None:
        """A whole block."""
        self._ends()
        self._found.append(content)

    def contents(self) -> tuple[Content, ...]:
        """Everything taken, in normal form."""
        self._ends()
        return normalize_contents(self._found)

    def _plain(self, place: Place, runs: list[Run]) -> None:
        if place.kind == "subhead":
            self._found.append(Subhead(place.level, tuple(Run(run.text, link=run.link) for run in runs)))
        elif place.kind == "pull":
            self._found.append(PullQuote(tuple(runs)))
        else:
            self._found += [Paragraph(part) for part in self._cut(runs)]

    def _cut(self, runs: list[Run]) -> list[Runs]:
        """An endless paragraph as several: no page and no editor could hold it."""
        parts = parts_of(tuple(runs))
        if len(parts) > 1:
            self._remarks["paragraph.cut"] += len(parts)
        return list(parts)

    def _item(self, place: Place, runs: list[Run]) -> None:
        last = self._last_item()
        if last is not None and place.item and last.place.item == place.item:
            # A second paragraph of one item goes on where the first ended.
            last.runs += [Run(" "), *runs]
            return
        if place.level > 1 and self._items:
            if place.level > _DEEPEST:
                self._remarks["list.deep"] += 1
            self._items[-1].children.append(_Item(place, list(runs)))
            return
        if self._items and self._items[0].place.ordered != place.ordered:
            self._list_ends()
        self._items.append(_Item(place, list(runs)))

    def _last_item(self) -> _Item | None:
        if not self._items:
            return None
        return self._items[-1].children[-1] if self._items[-1].children else self._items[-1]

    def _ends(self) -> None:
        self._list_ends()
        self._quote_ends()

    def _list_ends(self) -> None:
        if self._items:
            self._found.append(
                ListBlock(self._items[0].place.ordered, tuple(_list_item(item) for item in self._items))
            )
            self._items = []

    def _quote_ends(self) -> None:
        if self._quoted:
            self._found.append(Quote(tuple(self._quoted)))
            self._quoted = []


def _list_item(item: _Item) -> ListItem:
    children = tuple(ListItem(tuple(child.runs)) for child in item.children)
    return ListItem(tuple(item.runs), children, bool(children) and item.children[0].place.ordered)


_NO_BREAK = re.compile("(?<=[ \n])\u00a0+|\u00a0+(?=[ \n])")


def tidied(runs: list[Run]) -> list[Run]:
    """No-break spaces that only stood for a wide gap become plain; one between two words stays."""
    text = text_of(runs)
    if "\u00a0" not in text:
        return runs
    if not text.strip("\u00a0 \n"):
        return []
    kept = [Run(_NO_BREAK.sub(" ", run.text), run.bold, run.italic, run.link) for run in runs]
    return [
        Run(run.text.replace("\u00a0", " "), run.bold, run.italic, run.link)
        if not run.text.strip("\u00a0 ")
        else run
        for run in kept
    ]


def one_line(runs: list[Run]) -> Runs:
    """The runs as a cell or caption holds them."""
    return normal_runs(tuple(tidied(runs)), breaks=False)


def standing(content: Content) -> bool:
    """Whether anything of a block is left in normal form."""
    return normal_content(content) is not None
