"""Which foreign tables are tables, and which only lay out a page; the former as rows of equal width."""

from collections import Counter
from collections.abc import Callable, Iterator

from desktop_app.domain.document import Content, Paragraph, Run, Runs, Table
from desktop_app.foreign.looks import Element
from desktop_app.markup.runs import text_of

# A table larger than this cannot be read on any page, and no editor can hold it: it comes in as lines of text.
MOST_CELLS = 2_000
_WIDEST_SPAN = 100
_STRUCTURE = frozenset(["table", "ul", "ol", "h1", "h2", "h3", "blockquote"])
_SHEET_MARKS = ("data-sheets-value", "data-sheets-root", "sdval", "sdnum", "x:num", "x:str")

Cell = Callable[[Element], Runs]


def is_layout(element: Element) -> bool:
    """Whether the table only lays out a page: one column, one row outside a spreadsheet, or structure in its cells."""
    if element.get("role") == "presentation" or _holds_structure(element):
        return True
    rows = [[each for each in tr if _is_cell(each)] for tr in _rows(element)]
    rows = [row for row in rows if any(each.text_content().strip() for each in row)]
    if not rows or max(sum(_span(each, "colspan") for each in row) for row in rows) < 2:
        return True
    return len(rows) == 1 and not _from_a_sheet(element)


def is_too_large(element: Element) -> bool:
    """Whether a table has more cells than a page or the editor can hold."""
    return sum(1 for _ in element.iter("td", "th")) > MOST_CELLS


def table_of(element: Element, cell: Cell, remarks: Counter[str]) -> Table | None:
    """The table as rows of equal width; merged cells keep their words in the first of them. None when it is empty."""
    rows = _grid(element, cell, remarks)
    rows = [row for row in rows if any(text_of(each).strip() for each in row)]
    # Sheets are copied with empty columns behind what is written.
    width = max(
        (number for row in rows for number, each in enumerate(row, 1) if text_of(each).strip()), default=0
    )
    if not width:
        return None
    rows = [row[:width] + [()] * (width - len(row)) for row in rows]
    return Table(_header(rows[0]), tuple(tuple(row) for row in rows[1:]))


def as_lines(element: Element, cell: Cell) -> Iterator[Content]:
    """A table that is too large for one, a paragraph a row: every word stays, in order."""
    for tr in _rows(element):
        runs: list[Run] = []
        for each in tr:
            said = cell(each) if _is_cell(each) else ()
            if runs and said:
                runs.append(Run(" | "))
            runs += said
        if runs:
            yield Paragraph(tuple(runs))


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _grid(element: Element, cell: Cell, remarks: Counter[str]) -> list[list[Runs]]:
    grid: list[list[Runs]] = []
    below: dict[int, int] = {}  # column: rows that a cell from above still covers
    for tr in _rows(element):
        row: list[Runs] = []
        for each in tr:
            if not _is_cell(each):
                continue
            _pass_covered(row, below)
            wide, tall = _span(each, "colspan"), _span(each, "rowspan")
            if wide > 1 or tall > 1:
                remarks["table.merged"] += 1
            if tall > 1:
                below.update(dict.fromkeys(range(len(row), len(row) + wide), tall - 1))
            row += [cell(each), *[()] * (wide - 1)]
        _pass_covered(row, below)
        grid.append(row)
    return grid


def _pass_covered(row: list[Runs], below: dict[int, int]) -> None:
    while below.get(len(row)):
        below[len(row)] -= 1
        row.append(())


def _is_cell(element: Element) -> bool:
    return element.tag in ("td", "th")


def _span(element: Element, name: str) -> int:
    said = element.get(name) or ""
    return min(int(said), _WIDEST_SPAN) if said.isascii() and said.isdigit() and int(said[:6]) > 0 else 1


def _header(row: list[Runs]) -> tuple[Runs, ...]:
    """The first row; bold all over is how it looks, not what it says."""
    said = [run for each in row for run in each if run.text.strip()]
    if said and all(run.bold for run in said):
        return tuple(tuple(Run(run.text, False, run.italic, run.link) for run in each) for each in row)
    return tuple(row)


def _holds_structure(element: Element) -> bool:
    return any(
        each is not element and each.tag in _STRUCTURE for each in element.iter() if isinstance(each.tag, str)
    )


def _from_a_sheet(element: Element) -> bool:
    return any(
        any(mark in each.attrib for mark in _SHEET_MARKS) or (each.get("class") or "").startswith("xl")
        for each in (element, *element.iter("td"))
    )
