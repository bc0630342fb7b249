"""The page for machines: schema.org NewsArticle, Open Graph, safely put into HTML."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from desktop_app.domain.article import Article, Page, PhotoUse
from desktop_app.domain.credit import Channel, CreditForm, Licence, credit_line
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.markup.characters import clean, one_line
from desktop_app.page import addresses
from desktop_app.page.pictures import rendition
from desktop_app.page.times import iso

_IN_HTML = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def embedded(data: object) -> Markup:
    """JSON that may stand inside ``<script>``: no character that could end the element or begin a tag is left."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_HTML)
    return Markup(text.encode("utf-8", "replace").decode("utf-8"))  # noqa: S704


def news_article(
    article: Article, page: Page | None, used: Sequence[tuple[PhotoUse, Photo]], settings: SiteSettings
) -> dict[str, Any]:
    """The story as a schema.org NewsArticle; *used* are its photos, hero first. Keys without a value are left out."""
    canonical = canonical_address(article, page, settings)
    section = section_name(article.section, settings)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": canonical},
        "url": canonical,
        "headline": one_line(article.headline or article.short_title),
        "alternativeHeadline": one_line(article.short_title),
        "description": one_line(article.lead),
        "articleSection": section,
        "keywords": [one_line(tag) for tag in article.tags],
        "inLanguage": article.language or settings.language,
        "datePublished": iso(page.published_at) if page and page.published_at else "",
        "dateModified": iso(page.updated_at) if page and page.updated_at else "",
        "author": [{"@type": "Person", "name": one_line(name)} for name in article.authors],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": one_line(settings.name),
            "url": f"{settings.address}/",
        },
        "isAccessibleForFree": True,
        "correction": [
            {"@type": "CorrectionComment", "text": one_line(each.text), "datePublished": iso(each.at)}
            for each in (page.corrections if page else ())
        ],
        "image": [image_object(photo, use, settings) for use, photo in used],
    }
    return _without_empty(data)


def image_object(photo: Photo, use: PhotoUse, settings: SiteSettings) -> dict[str, Any]:
    """A photo as ImageObject. *creditText* is the credit line that stands beside the picture, letter by letter."""
    best = rendition(photo, "hero") or rendition(photo, "full")
    own = photo.credit.licence is Licence.OWN  # for another's picture the house has nothing to license
    address = settings.address + addresses.photo(best.sha256, best.format) if best else ""
    data = {
        "@type": "ImageObject",
        "url": address,
        "contentUrl": address,
        "width": best.width if best else 0,
        "height": best.height if best else 0,
        "caption": one_line(use.caption or photo.caption),
        "creditText": clean(credit_line(photo.credit, settings.name)),
        "creator": _creators(photo),
        "copyrightNotice": one_line(copyright_notice(photo, settings.name)),
        "license": settings.licence_url if own else "",
        "acquireLicensePage": settings.licensor_url if own else "",
    }
    return _without_empty(data)


def copyright_notice(photo: Photo, site_name: str) -> str:
    """The photo's own notice, else the one its licence implies."""
    credit = photo.credit
    if credit.copyright_notice or credit.licence is Licence.PUBLIC_DOMAIN:
        return credit.copyright_notice
    holder = credit.source or ", ".join(credit.creators)
    if credit.licence is Licence.OWN or not holder:
        holder = site_name
    return f"© {holder}"


def open_graph(
    article: Article, page: Page | None, hero: Photo | None, alt: str, settings: SiteSettings
) -> tuple[tuple[str, str], ...]:
    """(property, content) pairs of the share card, without empty ones."""
    image = (rendition(hero, "social") or rendition(hero, "hero")) if _may_be_shared(hero) else None
    pairs: list[tuple[str, str]] = [
        ("og:type", "article"),
        ("og:site_name", settings.name),
        ("og:locale", "id_ID" if (article.language or "id") == "id" else article.language),
        ("og:title", one_line(article.headline or article.short_title)),
        ("og:description", one_line(article.lead)),
        ("og:url", canonical_address(article, page, settings)),
    ]
    if image:
        pairs += [
            ("og:image", settings.address + addresses.photo(image.sha256, image.format)),
            ("og:image:width", str(image.width)),
            ("og:image:height", str(image.height)),
            ("og:image:alt", one_line(alt)),
        ]
    if page and page.published_at:
        pairs.append(("article:published_time", iso(page.published_at)))
    if page and page.updated_at:
        pairs.append(("article:modified_time", iso(page.updated_at)))
    pairs.append(("article:section", section_name(article.section, settings)))
    pairs += [("article:tag", one_line(tag)) for tag in article.tags]
    return tuple((name, content) for name, content in pairs if content)


def _may_be_shared(photo: Photo | None) -> bool:
    """Whether the photo's licence lets other sites show it beside a link."""
    channels = photo.credit.terms.channels if photo else ()
    return not channels or Channel.SOCIAL in channels


def canonical_address(article: Article, page: Page | None, settings: SiteSettings) -> str:
    """The whole address that search engines and sharing links should use."""
    return settings.address + addresses.article(addresses.slug_for(article, page))


def section_name(key: str, settings: SiteSettings) -> str:
    """What readers call the section; empty when the site has no such section."""
    return next((one_line(section.name) for section in settings.sections if section.key == key), "")


def _creators(photo: Photo) -> list[dict[str, str]]:
    credit = photo.credit
    if credit.creators and credit.form is not CreditForm.AI:
        return [{"@type": "Person", "name": one_line(name)} for name in credit.creators]
    return [{"@type": "Organization", "name": one_line(credit.source)}] if credit.source else []


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if not _empty(value)}


def _empty(value: object) -> bool:
    return value is None or value == "" or value == 0 or (isinstance(value, Iterable) and not value)
