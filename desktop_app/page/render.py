"""Views to pages. One set of templates for the preview and the site."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from desktop_app.domain.article import PhotoUse
from desktop_app.domain.dates import clock, long_date, short_date
from desktop_app.domain.document import Block, Figure, RelatedArticle
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.markup import html as markup_html
from desktop_app.markup.characters import clean, one_line
from desktop_app.markup.uses import figures
from desktop_app.page import addresses, machine, times
from desktop_app.page.body import body
from desktop_app.page.cards import card_of
from desktop_app.page.numbers import thousands
from desktop_app.page.pictures import BODY, HERO, Picture, picture_of, rendition_address
from desktop_app.page.static import Static
from desktop_app.page.views import (
    ArticleView,
    FeedView,
    HomeView,
    IndeksView,
    NotFoundView,
    PopularView,
    SearchView,
    SectionView,
    TagView,
)

__all__ = ["ArticleView", "Renderer"]


class Renderer:
    """Renders every public page of one site. *templates* is the folder that holds templates/ and static/."""

    def __init__(self, templates: Path, settings: SiteSettings) -> None:
        self._settings = _harmless(settings)
        self._environment = _environment(templates, self._settings)

    def article(self, view: ArticleView) -> str:
        """The page of one story, published or not yet."""
        story, page, settings = view.article, view.page, self._settings
        hero = view.photos.get(story.hero.photo_id) if story.hero else None
        picture = self._hero(view)
        canonical = machine.canonical_address(story, page, settings)
        blocks = body(
            view.document,
            figure=lambda block: self._figure(block, view),
            related=lambda block: self._related(block, view),
        )
        title = one_line(story.short_title or story.headline) or "Tanpa judul"
        return self._page(
            "article.html",
            view=view,
            article=story,
            page=page,
            picture=picture,
            blocks=tuple(Markup(html) for _, html in blocks),  # noqa: S704 - nh3 was the last step
            title=title,
            canonical=canonical,
            section_name=machine.section_name(story.section, settings),
            share=addresses.share(canonical, story.headline or title),
            open_graph=machine.open_graph(story, page, hero, picture.alt if picture else "", settings),
            structured=machine.embedded(machine.news_article(story, page, _used(view), settings)),
            updated=_updated(view),
        )

    def appearance(self, view: ArticleView, kind: str) -> str:
        """How the story looks elsewhere, for the desk alone: *kind* is "share", "result" or "feed"."""
        story, page, settings = view.article, view.page, self._settings
        hero = view.photos.get(story.hero.photo_id) if story.hero else None
        picture = self._hero(view)
        card = card_of(story, page, hero, settings)
        title = one_line(story.short_title or story.headline) or "Tanpa judul"
        section = machine.section_name(story.section, settings)
        entry = self.feed(FeedView((card,))) if kind == "feed" else ""
        return self._text(
            "appearance.html",
            kind=kind,
            heading=_HEADINGS[kind],
            article=story,
            card=card,
            open_graph=dict(machine.open_graph(story, page, hero, picture.alt if picture else "", settings)),
            image=rendition_address(hero, "social", "hero"),
            thumb=card.thumb,
            host=urlsplit(settings.address).netloc,
            trail=f" › {section}" if section else "",
            page_title=f"{title} - {settings.name}",
            when=(page.published_at if page else None) or story.publish_at,
            source=entry[entry.find("<entry>") : entry.find("</entry>") + len("</entry>")],
        )

    def home(self, view: HomeView) -> str:
        return self._page("home.html", view=view, title="", canonical=f"{self._settings.address}/")

    def section(self, view: SectionView) -> str:
        name = view.section.name
        key = view.section.key
        return self._list(view, "Rubrik", name, lambda number: addresses.section(key, number))

    def tag(self, view: TagView) -> str:
        return self._list(view, "Tag", view.tag, lambda number: addresses.tag(view.tag, number))

    def indeks(self, view: IndeksView) -> str:
        """All stories of one day, with its neighbours."""
        here = self._settings.address + addresses.indeks(view.day)
        return self._page("indeks.html", view=view, title="Indeks", canonical=here)

    def popular(self, view: PopularView) -> str:
        here = f"{self._settings.address}/terpopuler"
        return self._page("popular.html", view=view, title="Berita Terpopuler", canonical=here)

    def search(self, view: SearchView) -> str:
        """The form alone, or with what was found."""
        return self._page("search.html", view=view, title="Pencarian", canonical="", query=view.query)

    def not_found(self, view: NotFoundView) -> str:
        return self._page("not_found.html", view=view, title="Halaman tidak ditemukan", canonical="")

    def feed(self, view: FeedView) -> str:
        """The Atom feed."""
        return self._text("feed.xml", view=view)

    def sitemap(self, view: FeedView) -> str:
        """The news sitemap: the site hands in what was published in the last two days."""
        return self._text("sitemap.xml", view=view)

    def robots(self) -> str:
        """``/robots.txt``."""
        sitemap = f"{self._settings.address}/peta-berita.xml"
        return f"User-agent: *\nDisallow: /cari\nDisallow: /sync/\n\nSitemap: {sitemap}\n"

    def _list(self, view: SectionView | TagView, kind: str, name: str, address: Callable[[int], str]) -> str:
        return self._page(
            "list.html",
            view=view,
            kind=kind,
            name=name,
            title=one_line(name),
            canonical=self._settings.address + address(view.number),
            newer=address(view.number - 1) if view.number > 1 else "",
            older=address(view.number + 1) if view.more else "",
        )

    def _page(self, template: str, **values: Any) -> str:
        values.setdefault("query", "")
        return self._text(template, **values)

    def _text(self, template: str, **values: Any) -> str:
        return self._environment.get_template(template).render(**values)

    def _hero(self, view: ArticleView) -> Picture | None:
        return self._picture(view, view.article.hero, HERO) if view.article.hero else None

    def _picture(self, view: ArticleView, use: PhotoUse, ladder: tuple[str, ...]) -> Picture:
        photo = view.photos.get(use.photo_id)
        return picture_of(photo, use, self._settings.name, ladder, unmade=use.photo_id in view.unmade)

    def _figure(self, block: Block, view: ArticleView) -> str:
        content = block.content
        if not isinstance(content, Figure):
            raise TypeError(f"not a figure: {type(content).__name__}")
        picture = self._picture(view, PhotoUse(content.photo_id), BODY)
        own = Markup(markup_html.inline(content.caption))  # noqa: S704 - written and escaped by markup
        return self._part("body_figure", block, picture, own or picture.caption)

    def _related(self, block: Block, view: ArticleView) -> str:
        content = block.content
        if not isinstance(content, RelatedArticle):
            raise TypeError(f"not a related article: {type(content).__name__}")
        card = view.live.get(content.article_id)
        title = (card.headline or card.short_title) if card else content.title
        return self._part("inline_related", block, addresses.article(card.slug) if card else "", title)

    def _part(self, macro: str, block: Block, *values: Any) -> str:
        anchor = Markup(markup_html.anchor(block.id))  # noqa: S704 - escaped by markup
        parts: Any = self._environment.get_template("parts.html").module
        return str(getattr(parts, macro)(anchor, *values))


def _harmless(settings: SiteSettings) -> SiteSettings:
    """The settings come from the site: an address of another kind than a web page's must not become a link."""
    address, licence_url, licensor_url = (
        text if text.startswith(("https://", "http://")) else ""
        for text in (settings.address, settings.licence_url, settings.licensor_url)
    )
    return replace(settings, address=address.rstrip("/"), licence_url=licence_url, licensor_url=licensor_url)


def _environment(folder: Path, settings: SiteSettings) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    environment.globals.update(
        site=settings,
        static=Static(folder / "static").address,
        address=addresses,
        countdown_iso=times.iso(settings.countdown_target),
        countdown_day=times.spoken_day(times.day_of(settings.countdown_target)),
    )
    environment.filters.update(
        clock=clock,
        iso=times.iso,
        line=one_line,
        long_date=long_date,
        section_name=lambda key: machine.section_name(key, settings),
        short_date=short_date,
        spoken_day=times.spoken_day,
        thousands=thousands,
        week_day=times.week_day,
    )
    return environment


def _finalize(value: object) -> object:
    """Bring every text that a template shows to harmless characters; escaping follows."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _used(view: ArticleView) -> tuple[tuple[PhotoUse, Photo], ...]:
    """The story's photos that this end has, hero first, each once."""
    hero = (view.article.hero,) if view.article.hero else ()
    first: dict[str, tuple[PhotoUse, Photo]] = {}
    for use in (*hero, *figures(view.document)):
        photo = view.photos.get(use.photo_id)
        if photo is not None:
            first.setdefault(use.photo_id, (use, photo))
    return tuple(first.values())


def _updated(view: ArticleView) -> datetime | None:
    """When a reader should know that the story changed after its publication: a minute or more later."""
    page = view.page
    if page is None or page.published_at is None or page.updated_at is None:
        return None
    return page.updated_at if (page.updated_at - page.published_at).total_seconds() >= _A_MINUTE else None


_A_MINUTE = 60
_HEADINGS = {
    "share": "Kartu saat tautannya dibagikan",
    "result": "Hasil mesin pencari",
    "feed": "Di pembaca umpan, dan isi umpannya",
}
