"""Reading a public page as it came over the line: what a reader sees of headline, main picture, credit and time."""

from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset({"img", "source", "br", "meta", "link", "input", "hr"})


@dataclass(frozen=True, slots=True)
class Seen:
    """*pictures* are all addresses the main picture offers; *published* is the page's own ISO time."""

    headline: str = ""
    pictures: frozenset[str] = frozenset()
    credit: str = ""
    published: str = ""


def read_public_page(html: str) -> Seen:
    """What the page says, whatever it looks like; empty where it says nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Seen(_line(reader.headline), frozenset(reader.pictures), _line(reader.credit), reader.published)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headline = self.credit = self.published = ""
        self.pictures: list[str] = []
        self._open: list[
            tuple[str, str]
        ] = []  # tag, and what its text is: "headline", "hero", "credit" or ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        inside_hero = any(part == "hero" for _, part in self._open)
        if tag in ("img", "source") and inside_hero:
            self.pictures += [given["src"]] if given.get("src") else []
            self.pictures += [one.split()[0] for one in given.get("srcset", "").split(",") if one.split()]
        if tag == "time" and "published" in classes and not self.published:
            self.published = given.get("datetime", "")
        if tag in _VOID:
            return
        part = ""
        if tag == "h1" and given.get("id") == "judul":
            part = "headline"
        elif tag == "figure" and given.get("id") == "foto-utama":
            part = "hero"
        elif inside_hero and "credit" in classes:
            part = "credit"
        self._open.append((tag, part))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        parts = {part for _, part in self._open}
        if "headline" in parts:
            self.headline += data
        if "credit" in parts:
            self.credit += data


def _line(text: str) -> str:
    return " ".join(text.split())
