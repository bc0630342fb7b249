"""Foreign HTML to blocks: one walk over the tree, in document order, that never drops a word a reader saw."""

import re
import sys
from collections import Counter
from pathlib import Path

import lxml.html
from lxml.etree import ParserError

from desktop_app.domain.document import Content, Embed, Figure, Rule, Run
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId
from desktop_app.foreign import word
from desktop_app.foreign.addresses import cleaned, embed_address
from desktop_app.foreign.framing import framed
from desktop_app.foreign.lines import PARAGRAPH, Place, Sheet, one_line, tidied
from desktop_app.foreign.looks import Element, Look, Style, class_rules, is_hidden, look_of, style_of
from desktop_app.foreign.pictures import Pictures, is_pixel
from desktop_app.foreign.small_signs import raised_or_lowered
from desktop_app.foreign.tables import as_lines, is_layout, is_too_large, table_of
from desktop_app.markup.embeds import normal_embed
from desktop_app.markup.links import normal_link

_PART = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|div|fieldset|fig(?:caption|ure)|footer|"
    "form|h[1-6]|header|hgroup|hr|html|legend|li|listing|main|menu|nav|ol|p|pre|search|section|summary|table|tbody|"
    "t[dhr]|tfoot|thead|ul"
)
_PROGRAM = frozenset(
    ["script", "style", "template", "noscript", "applet", "head", "title", "meta", "link", "base"]
)
_TOLD = frozenset(("script", "applet"))
_CONTROLS = frozenset(["button", "select", "textarea", "input", "option", "datalist", "progress", "meter"])
_FRAMES = frozenset(["iframe", "embed", "video", "audio"])
_EMBED_CLASSES = ("twitter-tweet", "instagram-media", "tiktok-embed", "fb-post", "fb-video")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HEADING = re.compile(r"h([1-6])")
_LONGEST_SIGN = 8  # characters an emoji's alternative text may have
_TOO_DEEP = "ERR_RESOURCE_LIMIT"
_DEEP = 50_000  # frames of Python: hostile nesting must end in text, not in an error


def read_html(text: str, folder: Path) -> tuple[tuple[Content, ...], Pictures, Counter[str]]:
    """The blocks of *text* in normal form, its pictures (put into *folder*), and remarks on what stayed outside."""
    remarks: Counter[str] = Counter()
    pictures = Pictures(folder, remarks)
    sys.setrecursionlimit(_DEEP)
    try:
        parser = lxml.html.HTMLParser(huge_tree=True, no_network=True, remove_pis=True, encoding="utf-8")
        root = lxml.html.document_fromstring(framed(text).encode("utf-8", "replace"), parser=parser)
    except ParserError:  # nothing but white space and comments
        return (), pictures, remarks
    if any(fault.type_name == _TOO_DEEP for fault in parser.error_log):
        # What lies deeper is not in the tree: rather nothing than a story with a hole.
        raise Refusal(
            "Tempelan ini bersarang terlalu dalam untuk dibaca utuh. Naskah tidak berubah; tempel sebagai teks saja.",
            rule="paste.depth",
        )
    sheets = "\n".join(sheet.text or "" for sheet in root.iter("style"))
    walk = _Walk(class_rules(sheets), pictures, remarks, Sheet(remarks))
    walk.inside(root, Look(), PARAGRAPH)
    return walk.done(), pictures, remarks


class _Walk:
    def __init__(
        self, rules: dict[str, Style], pictures: Pictures, remarks: Counter[str], sheet: Sheet
    ) -> None:
        self._rules = rules
        self._pictures = pictures
        self._remarks = remarks
        self._sheet = sheet
        self._runs: list[Run] = []
        self._place = PARAGRAPH
        self._items = 0
        self._lists: list[bool] = []  # ordered or not, outermost first

    def done(self) -> tuple[Content, ...]:
        self._flush()
        return self._sheet.contents()

    def inside(self, element: Element, look: Look, place: Place) -> None:
        """Everything inside *element*, not the element itself."""
        self._text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look, place)
                if _is_part(child):
                    self._place = place
            self._text(child.tail, look)

    # -- one element

    def _element(self, element: Element, look: Look, place: Place) -> None:
        tag = str(element.tag).lower()
        style = style_of(element, self._rules)
        if self._passed_over(element, tag, style):
            return
        if tag == "br":
            self._break(element, look)
        elif tag == "hr":
            self._flush()
            self._sheet.block(Rule())
        elif tag == "img":
            self._picture(element, look)
        elif tag in _FRAMES:
            self._frame(element)
        elif self._whole(element, tag):
            return
        elif tag in ("sup", "sub") and (small := raised_or_lowered(tag, element.text_content())):
            self._text(small, look)
        elif word.is_gap(style):
            self._text(" ", look)
        else:
            self._plain_element(element, tag, style, look, place)

    def _whole(self, element: Element, tag: str) -> bool:
        """Whether the element came in as one thing: a table, a picture with its caption, a post to embed."""
        match tag:
            case "table":
                return self._table(element)
            case "figure":
                return self._figure(element)
            case "blockquote":
                return self._embedded(element)
        return False

    def _passed_over(self, element: Element, tag: str, style: Style) -> bool:
        """Whether nothing of the element comes in; the remark is made here."""
        key = ""
        if tag in _PROGRAM:
            key = "script" if tag in _TOLD else ""
        elif tag in _CONTROLS:
            key = "control"
        elif word.is_comment(element, style):
            key = "comment"
        elif word.is_list_mark(element, style) or word.is_filler(element):
            key = ""
        elif tag == "del":
            key = "deleted" if element.text_content().strip() else ""
        elif is_hidden(element, style):
            key = "hidden" if element.text_content().strip() else ""
        else:
            return False
        if key:
            self._remarks[key] += 1
        return True

    def _plain_element(self, element: Element, tag: str, style: Style, look: Look, place: Place) -> None:
        inner = self._place_of(element, tag, style, place)
        now = look_of(tag, style, look)
        if inner.kind == "subhead":
            now = Look(italic=now.italic and not look.italic and tag in ("i", "em"), link=look.link)
        if tag == "a":
            now = Look(now.bold, now.italic, now.spaces, self._link(element) or look.link)
        if tag in ("s", "strike") or "line-through" in style.get("text-decoration", ""):
            self._remarks["struck"] += 1
        part = _is_part(element) or inner is not place
        if part:
            self._flush()
            self._place = inner
        if tag in ("ul", "ol", "menu", "dir"):
            self._lists.append(tag == "ol")
        self.inside(element, now, inner)
        if tag in ("ul", "ol", "menu", "dir"):
            self._lists.pop()
        if part:
            self._flush()
            self._place = place

    def _place_of(self, element: Element, tag: str, style: Style, place: Place) -> Place:
        if (said := word.place_of(element, style)) is not None:
            return said
        if place.kind == "item" and tag != "li":
            return place
        if found := _HEADING.fullmatch(tag):
            return Place("subhead", 2 if int(found[1]) <= 2 else 3)
        if element.get("role") == "heading":
            return Place("subhead", 3 if (element.get("aria-level") or "2") >= "3" else 2)
        if tag == "blockquote":
            return Place("quote")
        if tag == "aside" and "kutipan" in (element.get("class") or "").split():
            return Place("pull")
        if tag == "li":
            self._items += 1
            ordered = self._lists[-1] if self._lists else False
            return Place("item", max(1, len(self._lists)), ordered, self._items)
        return place

    # -- text

    def _text(self, text: str | None, look: Look) -> None:
        if not text:
            return
        if look.spaces:
            for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if number:
                    self._new_line(look)
                if line:
                    self._runs.append(Run(line, look.bold, look.italic, look.link))
            return
        self._runs.append(Run(_SPACES.sub(" ", text), look.bold, look.italic, look.link))

    def _break(self, element: Element, look: Look) -> None:
        if "apple-interchange-newline" not in (element.get("class") or "").lower():
            self._new_line(look)

    def _new_line(self, look: Look) -> None:
        """A line end; two in a row end the paragraph."""
        for run in reversed(self._runs):
            if run.text.strip(" "):
                if run.text.endswith("\n"):
                    self._flush()
                    return
                break
        self._runs.append(Run("\n", look.bold, look.italic))

    def _flush(self) -> None:
        runs, self._runs = tidied(self._runs), []
        if runs:
            self._sheet.line(self._place, runs)

    def _link(self, element: Element) -> str | None:
        address = (element.get("href") or "").strip()
        if not address or address.startswith("#"):
            return None
        address, was_tracked = cleaned(address)
        link = normal_link(address)
        if link is None:
            self._remarks["link.unusable"] += 1
        elif was_tracked:
            self._remarks["link.tracking"] += 1
        return link

    # -- whole things

    def _table(self, element: Element) -> bool:
        """Take a table as one; False when it only lays out a page and its cells are paragraphs."""
        if is_layout(element):
            return False
        self._flush()
        caption = element.find("caption")
        if caption is not None:
            self._sheet.line(PARAGRAPH, list(self._cell(caption)))
        if is_too_large(element):
            self._remarks["table.large"] += 1
            for row in as_lines(element, self._cell):
                self._sheet.block(row)
        elif (found := table_of(element, self._cell, self._remarks)) is not None:
            self._sheet.block(found)
        return True

    def _cell(self, element: Element) -> tuple[Run, ...]:
        """The words of one cell on one line, with their marks."""
        sheet = _OneLine(self._remarks)
        walk = _Walk(self._rules, self._pictures, self._remarks, sheet)
        walk.inside(element, look_of("", style_of(element, self._rules), Look()), PARAGRAPH)
        walk.done()
        return one_line(sheet.words)

    def _figure(self, element: Element) -> bool:
        """A picture with its caption as one block; False for a figure around something else."""
        images = [each for each in element.iter("img") if isinstance(each.tag, str)]
        captions = list(element.iter("figcaption"))
        if len(images) != 1 or len(captions) > 1:
            return False
        around = "".join(element.itertext()).strip()
        said = "".join(captions[0].itertext()).strip() if captions else ""
        if _SPACES.sub(" ", around) != _SPACES.sub(" ", said):
            return False
        token = self._token(images[0])
        self._flush()
        caption = self._cell(captions[0]) if captions else ()
        if token:
            self._sheet.block(Figure(PhotoId(token), caption))
        elif caption:
            self._sheet.line(PARAGRAPH, list(caption))
        return True

    def _picture(self, element: Element, look: Look) -> None:
        alt = (element.get("alt") or "").strip()
        if alt and len(alt) <= _LONGEST_SIGN and not any(sign.isalnum() and sign.isascii() for sign in alt):
            self._text(alt, look)  # an emoji drawn as a picture
            return
        token = self._token(element)
        if token:
            self._flush()
            self._sheet.block(Figure(PhotoId(token), ()))

    def _token(self, image: Element) -> str | None:
        style = style_of(image, self._rules)
        width = image.get("width") or style.get("width", "")
        height = image.get("height") or style.get("height", "")
        if is_pixel(width, height):
            return None
        return self._pictures.of_source(image.get("src") or "", (image.get("alt") or "").strip())

    def _frame(self, element: Element) -> None:
        source = element.get("src") or ""
        address = normal_embed(embed_address(source))
        if address:
            self._flush()
            self._sheet.block(Embed(address))
        else:
            self._remarks["embed"] += 1

    def _embedded(self, element: Element) -> bool:
        """A post of another service, pasted with its own words: the address alone stands for it."""
        if not any(name in (element.get("class") or "").split() for name in _EMBED_CLASSES):
            return False
        said = (element.get("data-instgrm-permalink"), element.get("cite"))
        links = [link.get("href") for link in element.iter("a")]
        for address in (*said, *reversed(links)):
            if address and (embed := normal_embed(cleaned(address)[0])):
                self._flush()
                self._sheet.block(Embed(embed))
                return True
        return False


class _OneLine(Sheet):
    """A sheet for one cell: whatever is told becomes words of one line."""

    def __init__(self, remarks: Counter[str]) -> None:
        super().__init__(remarks)
        self.words: list[Run] = []

    def line(self, place: Place, runs: list[Run]) -> None:
        if self.words:
            self.words.append(Run(" "))
        self.words += runs

    def block(self, content: Content) -> None:
        if isinstance(content, Embed):
            self.line(PARAGRAPH, [Run(content.url, link=content.url)])


def _is_part(element: Element) -> bool:
    return isinstance(element.tag, str) and _PART.fullmatch(element.tag.lower()) is not None
