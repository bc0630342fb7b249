"""A page as one file that may travel: everything inside it, nothing from outside, and DRAF across it."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote, urljoin

from desktop_app.domain.dates import clock
from desktop_app.domain.opened import Asset
from desktop_app.page.times import day_of, spoken_day

Find = Callable[[str], Asset | None]

_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; object-src 'none'; frame-src 'none'"
)
# Gone with all that is inside: nothing may run, and readers without scripts get no note about it.
_WITHOUT = frozenset({"script", "noscript"})
_VOID_WITHOUT = frozenset({"source"})  # the one picture inside is the one of <img>
_KEPT_LINKS = frozenset({"stylesheet", "icon"})
_LEADING = frozenset({"src", "href", "action"})
_DROPPED = frozenset({"srcset", "sizes", "loading", "ping", "crossorigin"})
_URL = re.compile(r"""url\((["']?)(/[^"')]+)\1\)""")
_STAMP = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="310" height="240"><text x="159" y="138" text-anchor="middle" '
    'transform="rotate(-28 155 120)" font-family="sans-serif" font-weight="700" font-size="58" letter-spacing="8" '
    'fill="{ink}" fill-opacity="{weight}" stroke="{paper}" stroke-opacity="0.3" stroke-width="2">DRAF</text></svg>'
)
_LOOK = """
body::after { content: ""; position: fixed; inset: 0; z-index: 9; pointer-events: none;
  background: url("LIGHT") 50% 50% space; }
@media (prefers-color-scheme: dark) { body::after { background-image: url("DARK"); } }
.draft-note { position: relative; z-index: 10; margin: 0; padding: 0.45rem var(--gap); background: #8f1d1d; color: #fff;
  font: 600 0.875rem/1.4 var(--sans); text-align: center; }
@media print {
  body::after { background-image: url("LIGHT"); }
  .draft-note { background: none; color: #8f1d1d; padding: 0 0 4pt; font-size: 9pt; text-align: left; }
}
"""
_NUMBERED = """
@page { size: A4; margin: 18mm 16mm 18mm 20mm;
  @bottom-left { content: "TITLE"; font: 8pt sans-serif; color: #444; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #444; } }
.body { counter-reset: paragraph; }
.body > [id] { counter-increment: paragraph; position: relative; }
.body > [id]::after { content: counter(paragraph); position: absolute; left: -12mm; top: 0.35em; width: 9mm;
  color: #8f1d1d; font: 600 8pt/1.5 sans-serif; text-align: right; text-indent: 0; }
@media print {
  .masthead, .trail, .foot { display: none !important; }
  .columns { display: block; }
  .frame { padding-left: 12mm !important; }
  .body { line-height: 1.75; }
  .story-head { padding-top: 12pt; max-width: none; }
  .lead { font-size: 13pt; max-width: none; }
  .table { overflow: visible; }
  .also a::after { content: none !important; }
  .byline .views { display: none; }
}
"""


def draft(html: str, find: Find, *, site: str, at: datetime, by: str, title: str = "") -> str:
    """One file of *html*, a story's page as the site would serve it.

    *find* answers the page's own files by address. *site* is the public address that the page's links lead to;
    without one they lead nowhere. *at* and *by* say on the page when and by whom the copy was made. With *title* the
    copy is a proof for paper: paragraphs numbered in the margin, *title* and page numbers below.
    """
    looks = _LOOK.replace("LIGHT", _stamp("#8f1d1d", "0.13", "#fff")).replace(
        "DARK", _stamp("#ff9d94", "0.16", "#000")
    )
    if title:
        looks += _NUMBERED.replace("TITLE", _css_text(title))
    note = f"DRAF, belum untuk umum. Dibuat {spoken_day(day_of(at))}, {clock(at)}, oleh {by}."
    writer = _Writer(find, site, looks, f'<p class="draft-note">{escape(note)}</p>\n')
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


class _Writer(HTMLParser):
    """Writes what it reads, letter by letter, but for the tags that lead outside."""

    def __init__(self, find: Find, site: str, looks: str, note: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._find, self._site, self._looks, self._note = find, site, looks, note
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside:
            return
        if tag in _WITHOUT:
            self._inside = tag
        elif tag == "link":
            self._link({name: value or "" for name, value in attrs})
        elif tag not in _VOID_WITHOUT and not _for_machines(tag, dict(attrs)):
            self.parts.append(self._tag(tag, attrs))
            if tag == "head":
                self.parts.append(
                    f'\n<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
                    '\n<meta name="robots" content="noindex">'
                )
            elif tag == "body":
                self.parts.append(f"\n{self._note}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._inside:
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._inside = "" if tag == self._inside else self._inside
            return
        if tag == "head":
            self.parts.append(f"<style>{self._looks}</style>\n")
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def _link(self, given: dict[str, str]) -> None:
        kind = given.get("rel", "")
        found = self._find(given.get("href", "")) if kind in _KEPT_LINKS else None
        if found is None:
            return
        if kind == "icon":
            self.parts.append(f'<link rel="icon" href="{_data(found)}">')
            return
        style = _URL.sub(self._inlined, found.data.decode("utf-8"))
        # The font is inside: waiting for it costs nothing, and "optional" would now and then do without.
        style = style.replace("font-display: optional", "font-display: block")
        self.parts.append(f"<style>{style}</style>")

    def _inlined(self, found: re.Match[str]) -> str:
        asset = self._find(found[2])
        return f'url("{_data(asset)}")' if asset else 'url("data:,")'

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        if not any(name in _DROPPED or name in _LEADING for name, _ in attrs):
            return self.get_starttag_text() or ""
        written = []
        for name, value in attrs:
            said = value or ""
            if name in _DROPPED:
                continue
            if name == "src":
                asset = self._find(said)
                said = _data(asset) if asset else "data:,"
            elif name in _LEADING and not said.startswith("#"):
                if said.startswith("/") and not self._site:
                    continue
                said = urljoin(f"{self._site}/", said) if said.startswith("/") else said
            written.append(f" {name}" if value is None else f' {name}="{escape(said)}"')
        return f"<{tag}{''.join(written)}>"


def _for_machines(tag: str, given: dict[str, str | None]) -> bool:
    """What a draft must not tell search engines and other sites."""
    return tag == "meta" and (
        (given.get("property") or "").startswith(("og:", "article:"))
        or given.get("name") in ("robots", "twitter:card")
    )


def _data(asset: Asset) -> str:
    return f"data:{asset.mime};base64,{b64encode(asset.data).decode('ascii')}"


def _stamp(ink: str, weight: str, paper: str) -> str:
    """The word across the page; its rim in the colour of the *paper* shows only over pictures."""
    return f"data:image/svg+xml,{quote(_STAMP.format(ink=ink, weight=weight, paper=paper))}"


def _css_text(text: str) -> str:
    """*text* inside a CSS string: signs that could end it, or the style element, are written as numbers."""
    return "".join(
        sign if sign.isalnum() or sign in " .,:;-" else f"\\{ord(sign):x} " for sign in " ".join(text.split())
    )
