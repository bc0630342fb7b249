"""Plain text of any origin to blocks: paragraphs, and the few signs people type for lists and headings."""

import re
from collections.abc import Iterator

from desktop_app.domain.document import Content, Paragraph, Run
from desktop_app.markup.characters import clean
from desktop_app.markup.normal import normalize_contents
from desktop_app.markup.portions import parts_of
from desktop_app.markup.reading import parse

# Signs at the beginning of a line that people type to mean structure.
_SIGN = re.compile(r"(?:#{1,6} |[-*+] \S|\d{1,3}[.)] \S|> \S|\[[^\]\n]+\]\(https?://)")
_BULLET = re.compile(r"[•▪‣◦●○·–—]\s+(?=\S)")
_ENOUGH_SIGNS = 2
# Mail programs break lines here; a text whose lines almost all end near it was broken by one.
_BROKEN_FROM, _BROKEN_TO = 55, 80
_BROKEN_SHARE = 0.75
_BROKEN_LINES = 3
_MARKDOWN_LARGEST = 400_000  # characters; beyond it text is only text


def contents_of_text(text: str) -> tuple[tuple[Content, ...], int]:
    """The blocks of a plain text in normal form, and into how many pieces endless paragraphs had to be cut.

    Text that carries two or more typed signs (``- ``, ``1. ``, ``## ``, ``> ``) is read as such; bullets drawn by
    other programs count as ``- ``. Lines broken by a mail program are joined again.
    """
    lines = [_BULLET.sub("- ", line.strip(), count=1) for line in clean(text).split("\n")]
    if len(text) <= _MARKDOWN_LARGEST and sum(1 for line in lines if _SIGN.match(line)) >= _ENOUGH_SIGNS:
        return _cut(parse("\n".join(_spread(lines))))
    return _cut(Paragraph((Run(paragraph),)) for paragraph in _paragraphs(lines))


def _spread(lines: list[str]) -> Iterator[str]:
    """Each line of text a paragraph of its own; signs stay in a run with their like."""
    before = ""
    for line in lines:
        alike = before and line and _kind(line) == _kind(before) != ""
        if not alike:
            yield ""
        yield line
        before = line


def _kind(line: str) -> str:
    found = _SIGN.match(line)
    if not found:
        return ""
    return "1" if line[0].isdigit() else line[0] if line[0] in ">#" else "-"


def _paragraphs(lines: list[str]) -> Iterator[str]:
    groups = _groups(lines)
    if len(groups) == 1:
        group = groups[0]
        yield from (_joined(group),) if _was_broken(group) else group
        return
    for group in groups:
        yield _joined(group)


def _groups(lines: list[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _joined(group: list[str]) -> str:
    return (" " if _was_broken(group) else "\n").join(group)


def _was_broken(group: list[str]) -> bool:
    if len(group) < _BROKEN_LINES:
        return False
    inner = group[:-1]
    near = sum(1 for line in inner if _BROKEN_FROM <= len(line) <= _BROKEN_TO)
    return near >= _BROKEN_SHARE * len(inner) and all(len(line) <= _BROKEN_TO for line in group)


def _cut(contents: Iterator[Content] | tuple[Content, ...]) -> tuple[tuple[Content, ...], int]:
    pieces = 0
    whole: list[Content] = []
    for content in contents:
        if isinstance(content, Paragraph):
            parts = parts_of(content.runs)
            pieces += len(parts) if len(parts) > 1 else 0
            whole += [Paragraph(part) for part in parts]
        else:
            whole.append(content)
    return normalize_contents(whole), pieces
