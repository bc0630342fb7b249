"""How a story can begin other than by hand: from a file, from a template."""

from dataclasses import dataclass

from desktop_app.domain.ids import ArticleId


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that became a story.

    *report* says in a sentence what was kept and what was not understood; *remarks* counts the same by key.
    """

    id: ArticleId
    short_title: str
    headline: str
    report: str
    remarks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StoryTemplate:
    """*key* is the file's name without its number and ending; *about* says in a sentence what it is for."""

    key: str
    name: str
    about: str
    section: str
    tags: tuple[str, ...]
    body: str
