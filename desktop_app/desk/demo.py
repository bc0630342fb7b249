"""The demo newsroom as it lies in the resources: people, directory, name codes, pictures with their
credit, twelve stories.

This module only reads. Names used inside the stories (``artikel:kereta-malam``, ``foto:pasar-pagi``) come out as the
lasting ids, so a body can be stored as it is.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.article import Stage
from desktop_app.domain.credit import Credit
from desktop_app.domain.directory import Contributor
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.domain.lists import NAMES, ListEntry, checked_entry
from desktop_app.domain.newsroom import WIB, Person
from desktop_app.domain.plain import from_plain

_REFERENCE = re.compile(r"\((artikel|foto):([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class DemoPicture:
    """A picture file and what the photo desk decided about it. *credit* None: nobody has credited it yet."""

    key: str
    id: PhotoId
    file: Path
    credit: Credit | None
    headline: str
    caption: str
    alt: str
    focus: tuple[float, float] | None
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class DemoStory:
    """One story. *body* is Markdown with lasting ids; *published_at* None means it is still on the desk.

    *figures* are the pictures in the body, in order.
    """

    key: str
    id: ArticleId
    short_title: str
    headline: str
    lead: str
    section: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    body: str
    hero: PhotoId | None
    figures: tuple[PhotoId, ...]
    related: tuple[ArticleId, ...]
    stage: Stage
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class DemoNewsroom:
    people: tuple[Person, ...]
    directory: tuple[Contributor, ...]
    codes: tuple[ListEntry, ...]
    pictures: tuple[DemoPicture, ...]
    stories: tuple[DemoStory, ...]


def load(folder: Path) -> DemoNewsroom:
    """Read the demo newsroom from *folder* (``resources/demo``). Raises ValueError naming what does not fit."""
    plain = json.loads((folder / "newsroom.json").read_text(encoding="utf-8"))
    people = tuple(from_plain(Person, person) for person in plain["people"])
    directory = tuple(from_plain(Contributor, entry) for entry in plain["directory"])
    codes = tuple(checked_entry(NAMES, code, name) for code, name in plain["codes"].items())
    pictures = tuple(_picture(folder, picture) for picture in plain["pictures"])
    files = sorted((folder / "stories").glob("*.md"))
    told = {file.stem.partition("-")[2]: _front_matter(file) for file in files}
    ids = {"artikel": {key: fields["id"] for key, (fields, _) in told.items()}}
    ids["foto"] = {picture.key: picture.id for picture in pictures}
    stories = tuple(_story(key, fields, body, ids) for key, (fields, body) in told.items())
    return DemoNewsroom(people, directory, codes, pictures, stories)


def _picture(folder: Path, plain: dict[str, Any]) -> DemoPicture:
    key = plain["key"]
    focus = plain["focus"]
    return DemoPicture(
        key=key,
        id=PhotoId(plain["id"]),
        file=folder / "photos" / f"{key}.jpg",
        credit=from_plain(Credit, plain["credit"]) if plain["credit"] else None,
        headline=plain["headline"],
        caption=plain["caption"],
        alt=plain["alt"],
        focus=(focus[0], focus[1]) if focus else None,
        taken_at=datetime.fromisoformat(plain["taken_at"]) if plain["taken_at"] else None,
    )


def _front_matter(file: Path) -> tuple[dict[str, str], str]:
    """The ``key: value`` lines between the two rules, and the text below them."""
    opening, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    if opening:
        raise ValueError(f"{file.name}: text before the front matter")
    pairs = (line.partition(":") for line in head.splitlines())
    return {key.strip(): value.strip() for key, _, value in pairs}, body.strip()


def _story(key: str, fields: dict[str, str], body: str, ids: dict[str, dict[str, str]]) -> DemoStory:
    def resolve(kind: str, name: str) -> str:
        if name not in ids[kind]:
            raise ValueError(f"{key}: no {kind} called {name!r}")
        return ids[kind][name]

    text = _REFERENCE.sub(lambda found: f"({found[1]}:{resolve(found[1], found[2])}", body)
    figures = tuple(
        PhotoId(resolve("foto", name)) for kind, name in _REFERENCE.findall(body) if kind == "foto"
    )
    published = fields["published"]
    return DemoStory(
        key=key,
        id=ArticleId(fields["id"]),
        short_title=fields["short_title"],
        headline=fields["headline"],
        lead=fields["lead"],
        section=fields["section"],
        authors=_listed(fields["authors"]),
        tags=_listed(fields["tags"]),
        body=text,
        hero=PhotoId(resolve("foto", fields["hero"])) if fields["hero"] else None,
        figures=figures,
        related=tuple(ArticleId(resolve("artikel", name)) for name in _listed(fields["related"])),
        stage=Stage(fields["stage"]),
        published_at=datetime.strptime(published, "%Y-%m-%d %H:%M").replace(tzinfo=WIB)
        if published
        else None,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
