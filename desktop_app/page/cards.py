"""A published article as lists show it."""

from datetime import UTC, datetime

from desktop_app.domain.article import Article, Page
from desktop_app.domain.newsroom import Card, SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.page import addresses
from desktop_app.page.pictures import rendition_address

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def card_of(article: Article, page: Page | None, photo: Photo | None, settings: SiteSettings) -> Card:
    """The card of one revision. *photo* is its hero; *settings* the site it stands on. Lists sort by its time."""
    known = {section.key for section in settings.sections}
    alt = ""
    if photo is not None and not photo.decorative:
        alt = (article.hero.alt if article.hero else "") or photo.alt
    return Card(
        article_id=article.id,
        slug=addresses.slug_for(article, page),
        short_title=article.short_title or article.headline,
        headline=article.headline or article.short_title,
        lead=article.lead,
        section=article.section if article.section in known else "",
        authors=article.authors,
        tags=article.tags,
        published_at=_published(article, page),
        views=page.views if page else 0,
        thumb=rendition_address(photo, "thumb"),
        thumb_alt=alt,
        card=rendition_address(photo, "card"),
        hero=rendition_address(photo, "hero_m", "hero"),
    )


def _published(article: Article, page: Page | None) -> datetime:
    first = (page.published_at or page.updated_at) if page else None
    return first or article.publish_at or _LONG_AGO
