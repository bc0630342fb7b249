"""How an element of foreign HTML looks, as far as it means something: bold, italic, hidden, spaces that count."""

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

Element: TypeAlias = Any  # lxml.html.HtmlElement: lxml says nothing of its types

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_CLASS_RULE = re.compile(r"(?:^|[}\s,;>])[a-z0-9]*\.([\w-]{1,80})\s*\{([^{}]{0,4000})\}", re.IGNORECASE)
_BOLD = re.compile(r"(?:^|\s)(?:bold|bolder|[6-9]\d\d)(?:\s|$)")
_THIN = re.compile(r"(?:^|\s)(?:normal|lighter|[1-5]\d\d)(?:\s|$)")
_NOTHING = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?")
_LONGEST_STYLE = 8_000  # characters of one style attribute
_MOST_RULES = 2_000

Style = dict[str, str]


def declarations(text: str) -> Style:
    """The declarations of a style attribute, names in lower case; the last of a name counts."""
    return {
        name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(text[:_LONGEST_STYLE])
    }


def class_rules(sheet: str) -> dict[str, Style]:
    """What a style sheet says of single classes (``.xl65 {font-weight: 700}``); all else of it is decoration."""
    rules: dict[str, Style] = {}
    for name, body in _CLASS_RULE.findall(sheet)[:_MOST_RULES]:
        told = {
            key: value
            for key, value in declarations(body).items()
            if key in ("font-weight", "font-style", "font", "display", "mso-hide")
        }
        if told:
            rules.setdefault(name, {}).update(told)
    return rules


@dataclass(frozen=True, slots=True)
class Look:
    """What text inherits from the elements around it."""

    bold: bool = False
    italic: bool = False
    spaces: bool = False  # white space counts, as in <pre>
    link: str | None = None


def style_of(element: Element, rules: dict[str, Style]) -> Style:
    """The element's own style, with what its classes say below it."""
    own = declarations(element.get("style") or "")
    classes = (element.get("class") or "").split()
    if not rules or not classes:
        return own
    merged: Style = {}
    for name in classes[:20]:
        merged.update(rules.get(name, {}))
    return {**merged, **own}


def is_hidden(element: Element, style: Style) -> bool:
    """Whether a reader of the page would not have seen the element."""
    return (
        style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or bool(_NOTHING.fullmatch(style.get("font-size", "")))
        or element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
    )


def look_of(tag: str, style: Style, around: Look) -> Look:
    """How text inside looks: what is around, then what the tag says, then what the style says."""
    bold, italic, spaces = around.bold, around.italic, around.spaces
    if tag in ("b", "strong"):
        bold = True
    if tag in ("i", "em", "cite", "dfn", "var"):
        italic = True
    if tag in ("pre", "textarea", "listing"):
        spaces = True
    short = style.get("font", "")
    weight = style.get("font-weight") or short
    if _BOLD.search(weight):
        bold = True
    elif _THIN.search(style.get("font-weight", "")):
        bold = False
    slant = style.get("font-style", "")
    if slant in ("italic", "oblique") or (short and "italic" in short.split()):
        italic = True
    elif slant == "normal":
        italic = False
    if space := style.get("white-space"):
        spaces = space in ("pre", "pre-wrap", "pre-line", "break-spaces")
    return Look(bold, italic, spaces, around.link)
