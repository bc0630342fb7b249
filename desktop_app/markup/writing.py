"""Blocks to canonical Markdown: the inverse of `reading`, on blocks in normal form."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

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
from desktop_app.markup.characters import in_word

_MARKUP = re.compile(r"[\\*_\[\]<`]|&(?=#?\w+;)|~(?=~)")
# Line starts that would begin another block, here or in another program that reads the file.
_LINE_START = re.compile(
    r"(?P<number>\d{1,9})(?=[.)](?: |$))|#{1,6}(?: |$)|[-+](?: |$)|-[- ]*$|>|\||={1,}\s*$|~{3,}\s*$"
)
_INDENT = "    "
# Stands for the italic sign until its neighbours are known; no clean text holds it.
_ITALIC = "\x00"
_BOLD = "**"


@lru_cache(maxsize=4096)
def serialize(content: Content) -> str:
    """One block as canonical Markdown: a run of non-blank lines. *content* must be in normal form."""
    match content:
        case Paragraph(runs):
            return _lines(runs)
        case Subhead(level, runs):
            return "#" * level + " " + write_runs(runs)
        case Quote(paragraphs):
            return "\n>\n".join(_lines(runs, "> ") for runs in paragraphs)
        case PullQuote(runs, attribution):
            by = f" {_escaped(attribution)}" if attribution else ""
            return f"> [!kutipan]{by}\n> {_line(runs)}"
        case RelatedArticle(article_id, title):
            return f"Baca juga: [{_escaped(title)}](artikel:{article_id})"
        case Figure(photo_id, caption):
            return f"![{write_runs(caption)}](foto:{photo_id})"
        case Embed(url):
            return url
        case ListBlock():
            return "\n".join(_items(content.items, content.ordered, ""))
        case Table(header, rows):
            delimiter = "|" + " --- |" * len(header)
            return "\n".join([_row(header), delimiter, *(_row(row) for row in rows)])
        case Rule():
            return "---"


def write_runs(runs: Runs) -> str:
    """Styled text as inline Markdown, links outermost."""
    pieces: list[str] = []
    stretches = [(link, list(stretch)) for link, stretch in groupby(runs, key=lambda run: run.link)]
    for index, (link, stretch) in enumerate(stretches):
        inner = _styled(stretch)
        if link is None:
            pieces += inner
            if index + 1 < len(stretches) and pieces[-1].endswith("!"):
                # Elsewhere "![" would show the link as a picture.
                pieces[-1] = pieces[-1][:-1] + "\\!"
        else:
            pieces += ("[", *inner, f"]({link})")
    return _with_italic_signs(pieces)


def _styled(runs: Sequence[Run]) -> list[str]:
    """The texts of one stretch with the signs between them: closed in the order of opening, the longest outermost."""
    pieces: list[str] = []
    opened: list[str] = []
    for index, run in enumerate(runs):
        wanted = {sign for sign, on in ((_BOLD, run.bold), (_ITALIC, run.italic)) if on}
        while not wanted.issuperset(opened):
            pieces.append(opened.pop())
        missing = [sign for sign in (_BOLD, _ITALIC) if sign in wanted and sign not in opened]
        for sign in sorted(missing, key=lambda sign: -_reach(runs, index, sign)):
            pieces.append(sign)
            opened.append(sign)
        pieces.append(_escaped(run.text))
    return pieces + opened[::-1]


def _reach(runs: Sequence[Run], start: int, sign: str) -> int:
    """How many runs from *start* carry the style without a gap. At most a few: a style that goes on is open already."""
    end = start
    while end < len(runs) and (runs[end].bold if sign == _BOLD else runs[end].italic):
        end += 1
    return end


def _with_italic_signs(pieces: Sequence[str]) -> str:
    """An underscore for italic, but a star inside a word, where an underscore is a letter."""
    written: list[str] = []
    before = ""
    for index, piece in enumerate(pieces):
        after = pieces[index + 1][0] if index + 1 < len(pieces) else ""
        sign = piece
        if piece == _ITALIC:
            sign = "*" if in_word(before) and in_word(after) else "_"
        written.append(sign)
        before = sign[-1:]
    return "".join(written)


def _escaped(text: str) -> str:
    def escape(match: re.Match[str]) -> str:
        start, end = match.span()
        if match.group() == "_" and in_word(text[start - 1 : start]) and in_word(text[end : end + 1]):
            return "_"
        return "\\" + match.group()

    return _MARKUP.sub(escape, text)


def _lines(runs: Runs, prefix: str = "") -> str:
    return "\\\n".join(prefix + _guarded(line) for line in write_runs(runs).split("\n"))


def _line(runs: Runs) -> str:
    return _guarded(write_runs(runs))


def _guarded(line: str) -> str:
    """The line, escaped where its start would begin another block."""
    match = _LINE_START.match(line)
    if not match:
        return line
    number = match["number"] or ""
    return f"{number}\\{line[len(number) :]}"


def _items(items: Iterable[ListItem], ordered: bool, indent: str) -> Iterable[str]:
    for number, item in enumerate(items, 1):
        sign = f"{number}." if ordered else "-"
        yield f"{indent}{sign} {_line(item.runs)}"
        yield from _items(item.children, item.children_ordered, indent + _INDENT)


def _row(cells: Iterable[Runs]) -> str:
    return "| " + " | ".join(write_runs(cell).replace("|", "\\|") for cell in cells) + " |"
