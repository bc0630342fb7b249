"""Related news ("Berita Terkait"): picked by hand first, then by shared tags and section; never the story itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.domain.article import Article
from desktop_app.domain.newsroom import Card

CANDIDATES = 200  # how many of the newest live pages both ends look at
SHOWN = 4
_A_TAG_WEIGHS = 2  # a section


def pick(article: Article, picked: Sequence[Card], candidates: Sequence[Card]) -> tuple[Card, ...]:
    """At most four cards, each once, without view counts. Both ends call this with the same cards."""
    chosen: dict[str, Card] = {}
    for card in (*picked, *_alike(article, candidates)):
        if card.article_id != article.id and len(chosen) < SHOWN:
            chosen.setdefault(card.article_id, replace(card, views=0))
    return tuple(chosen.values())


def _alike(article: Article, candidates: Iterable[Card]) -> list[Card]:
    """The candidates that share something: most shared first, then newest, then by id."""
    tags = {tag.casefold() for tag in article.tags}

    def weight(card: Card) -> int:
        shared = len(tags & {tag.casefold() for tag in card.tags})
        same = bool(article.section) and card.section == article.section
        return _A_TAG_WEIGHS * shared + same

    alike = [card for card in candidates if weight(card)]
    return sorted(alike, key=lambda card: (-weight(card), -card.published_at.timestamp(), card.article_id))
