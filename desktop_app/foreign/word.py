"""What Word says in its own HTML: lists without list tags, marks of the list, comments, its quote styles."""

import re

from desktop_app.foreign.lines import Place
from desktop_app.foreign.looks import Element, Style

_LEVEL = re.compile(r"\blevel(\d)\b")
_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}|[A-Za-z]{1,4})[.)\]]")
_BULLET = re.compile(r"^\s*[·•§o▪–\-\uf0b7\uf0a7]\s*$")
_HEADINGS = re.compile(r"mso(?:title|subtitle|heading(\d))", re.IGNORECASE)
_QUOTE_CLASSES = frozenset(("msoquote", "msoquotecxspfirst", "msoquotecxspmiddle", "msoquotecxsplast"))
_PULL_CLASSES = frozenset(("msointensequote",))
_COMMENT_CLASSES = frozenset(
    ("msocommentreference", "msocomanchor", "msocomtxt", "msocommenttext", "msocomoff")
)


def place_of(element: Element, style: Style) -> Place | None:
    """The place of a paragraph that Word marked by style or class, None when it says nothing."""
    if element.tag not in ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"):
        return None
    said = style.get("mso-list", "")
    if element.tag == "p" and (found := _LEVEL.search(said)):
        return Place("item", max(1, int(found[1])), _is_numbered(element))
    classes = set((element.get("class") or "").lower().split())
    if classes & _PULL_CLASSES:
        return Place("pull")
    if classes & _QUOTE_CLASSES:
        return Place("quote")
    for name in classes:
        if heading := _HEADINGS.fullmatch(name):
            return Place("subhead", 3 if heading[1] and int(heading[1]) > 2 else 2)
    return None


def is_list_mark(element: Element, style: Style) -> bool:
    """The bullet or number Word draws in front of an item."""
    return style.get("mso-list", "") == "ignore"


def is_gap(style: Style) -> bool:
    """A tab, drawn as a row of no-break spaces."""
    return "mso-tab-count" in style or style.get("mso-spacerun") == "yes"


def is_filler(element: Element) -> bool:
    """The empty ``<o:p>`` at the end of each of Word's paragraphs."""
    return element.tag == "o:p" and not element.text_content().strip("\u00a0 \r\n\t")


def is_comment(element: Element, style: Style) -> bool:
    """A margin note, or the list of them at the end."""
    if style.get("mso-element") in ("comment-list", "comment"):
        return True
    classes = set((element.get("class") or "").lower().split())
    return bool(classes & _COMMENT_CLASSES) and element.tag in ("a", "span", "div", "p")


def _is_numbered(element: Element) -> bool:
    for each in element.iter():
        if isinstance(each.tag, str) and "ignore" in (each.get("style") or "").lower():
            mark = each.text_content().replace("\u00a0", " ")
            return bool(_NUMBER.match(mark)) and not _BULLET.match(mark)
    return False
