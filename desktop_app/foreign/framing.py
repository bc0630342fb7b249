"""The part of clipboard HTML that was selected, in a frame an HTML parser can read."""

import re

_START, _END = "<!--StartFragment-->", "<!--EndFragment-->"
_REVEALED = re.compile(r"<!\[(?:if|endif)[^\]>]{0,200}\]>", re.IGNORECASE)
_FIRST_TAG = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<([a-zA-Z0-9]+)", re.DOTALL)
_FRAMES = {
    **dict.fromkeys(("tr", "td", "th", "col", "colgroup", "tbody", "thead", "tfoot"), "table"),
    "li": "ul",
}
_LIST = re.compile(r"<(ol|ul)\b", re.IGNORECASE)


def framed(text: str) -> str:
    """The selected fragment inside one ``<div>``, style sheets kept; rows and items get back the frame they lost."""
    # Word shows list marks to old browsers between such marks; lxml would take them for broken comments.
    text = _REVEALED.sub("", text.replace("\x00", ""))
    start, end = text.find(_START), text.rfind(_END)
    before = ""
    if 0 <= start < end:
        before, text = text[:start], text[start + len(_START) : end]
    frame = ""
    if found := _FIRST_TAG.match(text):
        frame = _FRAMES.get(found[1].lower(), "")
    if frame == "ul" and (lists := _LIST.findall(before)):
        frame = lists[-1].lower()
    if frame:
        text = f"<{frame}>{text}</{frame}>"
    return f"<html><head>{_sheets(before)}</head><body><div>{text}</div></body></html>"


def _sheets(before: str) -> str:
    """The style sheets in front of the fragment: bold is often said there and nowhere else."""
    sheets = []
    at = before.find("<style")
    while at >= 0:
        end = before.find("</style>", at)
        if end < 0:
            break
        sheets.append(before[at : end + len("</style>")])
        at = before.find("<style", end)
    return "".join(sheets)
