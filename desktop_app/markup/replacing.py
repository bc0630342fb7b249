"""Putting other words in the place of some, everything around them as it was."""

from dataclasses import replace
from typing import Any

from desktop_app.domain.article import Article
from desktop_app.domain.document import (
    Block,
    BlockText,
    Content,
    Figure,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    Run,
    Runs,
    Subhead,
    Table,
)
from desktop_app.domain.ids import BlockId
from desktop_app.markup.anchors import TEXT_FIELDS
from desktop_app.markup.runs import text_of
from desktop_app.markup.stored import read_body, write_body


def replace_words(article: Article, place: str, start: int, end: int, words: str) -> Article:
    """The article with *words* in place of characters *start* to *end* of *place* (see `markup.anchors`).

    New words take the style of the first one they replace. Other blocks keep their stored text to the letter.
    Raises ValueError when the stretch is not there, or runs over two parts of a block (two items, two cells).
    """
    if place in TEXT_FIELDS:
        changed: dict[str, Any] = {place: _spliced(getattr(article, place), start, end, words)}
        return replace(article, **changed)
    if place == "hero":
        if article.hero is None:
            raise ValueError("no main picture")
        hero = replace(article.hero, caption=_spliced(article.hero.caption, start, end, words))
        return replace(article, hero=hero)
    document = read_body(article.body)
    found = next((block for block in document if block.id == place), None)
    if found is None:
        raise ValueError(f"no block {place}")
    parts = _Parts(start, end, words)
    content = parts.through(found.content)
    if not parts.done:
        raise ValueError("the words run over two parts of the block")
    return replace(article, body=_with(article, BlockId(place), content))


def _with(article: Article, block_id: BlockId, content: Content) -> tuple[BlockText, ...]:
    (made, *_) = write_body((Block(block_id, content),)) or (None,)
    if any(stored.id == block_id for stored in article.body):
        kept = ((made if stored.id == block_id else stored) for stored in article.body)
        return tuple(block for block in kept if block is not None)
    # The block was read out of a stored text that held several: then the whole body is written anew.
    document = read_body(article.body)
    return write_body(
        tuple(Block(block.id, content) if block.id == block_id else block for block in document)
    )


def _spliced(text: str, start: int, end: int, words: str) -> str:
    if not 0 <= start <= end <= len(text):
        raise ValueError("no such stretch")
    return text[:start] + words + text[end:]


class _Parts:
    """Walks a block's parts as `plain_text.text_of_block` lists them: one sign between two, none for an empty one."""

    def __init__(self, start: int, end: int, words: str) -> None:
        self._start, self._end, self._words = start, end, words
        self._position = 0
        self.done = False

    def through(self, content: Content) -> Content:
        match content:
            case Paragraph(runs):
                return Paragraph(self._part(runs))
            case Subhead(level, runs):
                return Subhead(level, self._part(runs))
            case Figure(photo_id, caption):
                return Figure(photo_id, self._part(caption))
            case PullQuote(runs, attribution):
                changed = self._part(runs)
                return PullQuote(changed, text_of(self._part((Run(attribution),))))
            case Quote(paragraphs):
                return Quote(tuple(self._part(runs) for runs in paragraphs))
            case ListBlock(ordered, items):
                return ListBlock(ordered, self._items(items))
            case Table(header, rows):
                new_header = tuple(self._part(cell) for cell in header)
                return Table(new_header, tuple(tuple(self._part(cell) for cell in row) for row in rows))
            case _:
                return content

    def _items(self, items: tuple[ListItem, ...]) -> tuple[ListItem, ...]:
        made = []
        for item in items:
            runs = self._part(item.runs)
            made.append(replace(item, runs=runs, children=self._items(item.children)))
        return tuple(made)

    def _part(self, runs: Runs) -> Runs:
        text = text_of(runs)
        if not text:
            return runs
        begin, stop = self._position, self._position + len(text)
        self._position = stop + 1
        if self.done or not (begin <= self._start and self._end <= stop):
            return runs
        self.done = True
        return _runs_with(runs, self._start - begin, self._end - begin, self._words)


def _runs_with(runs: Runs, start: int, end: int, words: str) -> Runs:
    made: list[Run] = []
    position = 0
    placed = False
    for run in runs:
        begin, stop = position, position + len(run.text)
        position = stop
        head = run.text[: max(0, start - begin)]
        tail = run.text[max(0, end - begin) :] if end < stop else ""
        here = ""
        if not placed and begin <= start and (start < stop or (start == end == stop)):
            here, placed = words, True
        if text := head + here + tail:
            made.append(replace(run, text=text))
    if not placed:
        made.append(Run(words))
    return tuple(made)
