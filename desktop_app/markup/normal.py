"""The normal form of a document: one way to hold each story. Applied on load, save and paste, never while typing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

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
from desktop_app.markup.characters import one_line
from desktop_app.markup.embeds import normal_embed
from desktop_app.markup.runs import normal_runs, text_of

# What may name an article or a photo inside the text.
REFERENCE = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_REFERENCE = re.compile(REFERENCE)

# A table wider than this cannot be read on any page; what is beyond joins the last column.
WIDEST_TABLE = 30


def normalize(document: Document) -> Document:
    """Every block in normal form, empty ones dropped, neighbouring quotes and lists of one kind joined.

    Ids stay with their blocks (a joined block keeps the first); a doubled id gets a number. Idempotent.
    """
    settled = _settle((block.id, block.content) for block in document)
    ids = unique_ids([block_id for block_id, _ in settled])
    return tuple(Block(block_id, content) for block_id, (_, content) in zip(ids, settled, strict=True))


def normalize_contents(contents: Iterable[Content]) -> tuple[Content, ...]:
    """The same for blocks that have no ids yet."""
    return tuple(content for _, content in _settle((BlockId(""), content) for content in contents))


def unique_ids(ids: Sequence[BlockId]) -> tuple[BlockId, ...]:
    """The ids in order, each once: a repeated or empty one is given a number that nobody else has."""
    taken = set(ids)
    if len(taken) == len(ids) and "" not in taken:
        return tuple(ids)
    used: set[BlockId] = set()
    unique: list[BlockId] = []
    number = 1
    for block_id in ids:
        chosen = block_id
        while not chosen or chosen in used:
            number += 1
            candidate = BlockId(f"{block_id}-{number}" if block_id else f"{number}")
            chosen = BlockId("") if candidate in taken else candidate
        used.add(chosen)
        unique.append(chosen)
    return tuple(unique)


def _settle(blocks: Iterable[tuple[BlockId, Content]]) -> list[tuple[BlockId, Content]]:
    settled: list[tuple[BlockId, Content]] = []
    for block_id, content in blocks:
        normal = normal_content(content)
        if normal is None:
            continue
        joined = _joined(settled[-1][1], normal) if settled else None
        if joined is None:
            settled.append((block_id, normal))
        else:
            settled[-1] = (settled[-1][0], joined)
    return settled


def _joined(one: Content, two: Content) -> Content | None:
    if isinstance(one, Quote) and isinstance(two, Quote):
        return Quote(one.paragraphs + two.paragraphs)
    if isinstance(one, ListBlock) and isinstance(two, ListBlock) and one.ordered == two.ordered:
        return ListBlock(one.ordered, one.items + two.items)
    return None


@lru_cache(maxsize=4096)
def normal_content(content: Content) -> Content | None:
    """One block in normal form, or None when nothing of it is left. Words are never dropped with their frame.

    Remembered: a story is read and written at every pause, and most of its blocks are what they were.
    """
    match content:
        case Paragraph(runs):
            return _paragraph(runs)
        case Subhead(level, runs):
            said = normal_runs(runs, breaks=False)
            return Subhead(2 if level <= 2 else 3, said) if said else None
        case Quote(paragraphs):
            kept = tuple(said for runs in paragraphs if (said := normal_runs(runs)))
            return Quote(kept) if kept else None
        case PullQuote(runs, attribution):
            said = normal_runs(runs, breaks=False)
            by = one_line(attribution)
            return PullQuote(said, by) if said else _plain(by)
        case RelatedArticle(article_id, title):
            if _REFERENCE.fullmatch(article_id):
                return RelatedArticle(article_id, one_line(title))
            return _plain(title)
        case Figure(photo_id, caption):
            said = normal_runs(caption, breaks=False)
            return Figure(photo_id, said) if _REFERENCE.fullmatch(photo_id) else _paragraph(said)
        case Embed(url):
            address = normal_embed(url)
            return Embed(address) if address else _paragraph((Run(url, link=url),))
        case ListBlock():
            return _list(content)
        case Table():
            return _table(content)
        case Rule():
            return content


def _plain(text: str) -> Content | None:
    return _paragraph((Run(text),))


def _paragraph(runs: Runs) -> Content | None:
    said = normal_runs(runs)
    if len(said) == 1 and said[0].link in (None, said[0].text) and not (said[0].bold or said[0].italic):
        address = normal_embed(said[0].text)
        if address:
            return Embed(address)
    return Paragraph(said) if said else None


def _list(block: ListBlock) -> ListBlock | None:
    items: list[ListItem] = []
    for item in block.items:
        runs = normal_runs(item.runs, breaks=False)
        children = _second_level(item.children)
        if runs:
            items.append(ListItem(runs, children, item.children_ordered and bool(children)))
        else:
            # Without a line of its own there is nothing to stand below: the children move up.
            items.extend(children)
    return ListBlock(block.ordered, tuple(items)) if items else None


def _second_level(children: Iterable[ListItem]) -> tuple[ListItem, ...]:
    """Children without children: anything deeper follows its parent on the second level."""
    flat: list[ListItem] = []
    waiting = list(children)[::-1]
    while waiting:
        item = waiting.pop()
        runs = normal_runs(item.runs, breaks=False)
        if runs:
            flat.append(ListItem(runs))
        waiting.extend(reversed(item.children))
    return tuple(flat)


def _table(table: Table) -> Table | None:
    rows = [_narrowed(row) for row in (table.header, *table.rows)]
    width = max(len(row) for row in rows)
    padded = [
        tuple(normal_runs(cell, breaks=False) for cell in row) + ((),) * (width - len(row)) for row in rows
    ]
    if not any(any(row) for row in padded):
        return None
    return replace(table, header=padded[0], rows=tuple(padded[1:]))


def _narrowed(row: tuple[Runs, ...]) -> tuple[Runs, ...]:
    if len(row) <= WIDEST_TABLE:
        return row
    rest: list[Run] = []
    for cell in row[WIDEST_TABLE - 1 :]:
        if text_of(cell).strip():
            rest += [Run(" | "), *cell] if rest else cell
    return (*row[: WIDEST_TABLE - 1], tuple(rest))
