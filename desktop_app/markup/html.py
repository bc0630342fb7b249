"""HTML written from the blocks, never from text that a parser kept: everything that came from outside is escaped."""

from collections.abc import Callable, Iterable

from desktop_app.domain.document import (
    Block,
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
from desktop_app.markup.embeds import provider_of

# What this module writes, for the allow-list that is the last step before a template.
_NAMES = (
    "a aside blockquote br div em figcaption figure h2 h3 hr li ol p strong table tbody td th thead tr ul"
)
TAGS = frozenset(_NAMES.split(" "))
ATTRIBUTES = {
    "*": frozenset({"class", "id"}),
    "a": frozenset({"href", "rel"}),
    "div": frozenset({"data-provider"}),
}

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\u00a0": "&nbsp;"})


def render(
    document: Document, figure: Callable[[Block], str], related: Callable[[Block], str]
) -> tuple[tuple[BlockId, str], ...]:
    """The HTML of each block beside its id; ``id="b-<block id>"`` stands on the outermost element.

    *figure* and *related* answer trusted HTML for their blocks, with the same id on it (see :func:`anchor`).
    """
    return tuple((block.id, _block(block, figure, related)) for block in document)


def anchor(block_id: str) -> str:
    """The attribute that names a block on the page, with the space before it."""
    return f' id="b-{escape_attribute(block_id)}"'


def escape(text: str) -> str:
    """Text between tags."""
    return text.translate(_TEXT)


def escape_attribute(text: str) -> str:
    """Text between double quotes."""
    return text.translate(_ATTRIBUTE)


def inline(runs: Iterable[Run]) -> str:
    """Styled text. A link is outermost, a hard break is ``<br>``."""
    return "".join(_run(run) for run in runs)


def _block(block: Block, figure: Callable[[Block], str], related: Callable[[Block], str]) -> str:
    name = anchor(block.id)
    match block.content:
        case Paragraph(runs):
            return f"<p{name}>{inline(runs)}</p>"
        case Subhead(level, runs):
            return f"<h{level}{name}>{inline(runs)}</h{level}>"
        case Quote(paragraphs):
            return (
                f"<blockquote{name}>{''.join(f'<p>{inline(runs)}</p>' for runs in paragraphs)}</blockquote>"
            )
        case PullQuote(runs, attribution):
            by = f"<figcaption>{escape(attribution)}</figcaption>" if attribution else ""
            said = f"<blockquote><p>{inline(runs)}</p></blockquote>"
            return f'<figure class="pull-quote"{name}>{said}{by}</figure>'
        case Embed(url):
            return _embed(url, name)
        case ListBlock(ordered, items):
            return _list(items, ordered, name)
        case Table(header, rows):
            return _table(header, rows, name)
        case Rule():
            return f"<hr{name}>"
        case Figure():
            return figure(block)
        case RelatedArticle():
            return related(block)


def _run(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br>")
    if run.italic:
        html = f"<em>{html}</em>"
    if run.bold:
        html = f"<strong>{html}</strong>"
    if run.link:
        html = f'<a href="{escape_attribute(run.link)}" rel="noopener">{html}</a>'
    return html


def _embed(url: str, name: str) -> str:
    provider = provider_of(url)
    key, said = (provider.key, f"Buka di {provider.name}") if provider else ("", escape(url))
    link = f'<a href="{escape_attribute(url)}" rel="nofollow noopener noreferrer">{said}</a>'
    return f'<div class="embed" data-provider="{key}"{name}><p>{link}</p></div>'


def _list(items: Iterable[ListItem], ordered: bool, name: str = "") -> str:
    tag = "ol" if ordered else "ul"
    parts = []
    for item in items:
        below = _list(item.children, item.children_ordered) if item.children else ""
        parts.append(f"<li>{inline(item.runs)}{below}</li>")
    return f"<{tag}{name}>{''.join(parts)}</{tag}>"


def _table(header: tuple[Runs, ...], rows: tuple[tuple[Runs, ...], ...], name: str) -> str:
    head = f"<thead>{_row(header, 'th')}</thead>"
    body = f"<tbody>{''.join(_row(row, 'td') for row in rows)}</tbody>" if rows else ""
    return f'<div class="table"{name}><table>{head}{body}</table></div>'


def _row(cells: Iterable[Runs], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{inline(cell)}</{tag}>' for cell in cells)}</tr>"
