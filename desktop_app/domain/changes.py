"""The bell: what a verb touched. Every verb that writes returns one; panes decide alone what to redraw."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Sets of ids and a few flags, joined with ``|``."""

    articles: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    outbox: bool = False
    site: bool = False  # the site's lists, its address or its reachability
    newsroom: bool = False  # people, sections, settings
    audit: bool = False  # a line in the audit log

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.articles | other.articles,
            self.photos | other.photos,
            self.marks | other.marks,
            self.outbox or other.outbox,
            self.site or other.site,
            self.newsroom or other.newsroom,
            self.audit or other.audit,
        )

    def __bool__(self) -> bool:
        return self != NOTHING


NOTHING = Changes()


def article_changed(*ids: str) -> Changes:
    """These articles have a new revision, which also waits to be sent."""
    return Changes(articles=frozenset(ids), outbox=True)


def photo_changed(*ids: str) -> Changes:
    """These photos have a new revision, which also waits to be sent."""
    return Changes(photos=frozenset(ids), outbox=True)
