"""The public addresses, relative to the site: the same on the site and in the preview."""

from datetime import date
from urllib.parse import quote, urlencode

from desktop_app.domain.article import Article, Page, slug_of
from desktop_app.markup.characters import clean


def article(slug: str) -> str:
    """One story."""
    return f"/berita/{_part(slug)}"


def slug_for(story: Article, page: Page | None) -> str:
    """The last part of a story's address: the site's own, else the one it would most likely get."""
    return (page.slug if page else "") or story.slug or slug_of(story.short_title) or story.id


def section(key: str, number: int = 1) -> str:
    """One page of a section; *number* counts from 1."""
    return _numbered(f"/rubrik/{_part(key)}", number)


def tag(name: str, number: int = 1) -> str:
    """One page of the stories with a tag."""
    return _numbered(f"/tag/{_part(name)}", number)


def indeks(day: date | None = None) -> str:
    """All stories of a day; of the newest one without *day*."""
    return f"/indeks?tanggal={day.isoformat()}" if day else "/indeks"


def search(query: str, number: int = 1) -> str:
    """One page of what a search found."""
    asked = {"q": clean(query)} | ({"hal": str(number)} if number > 1 else {})
    return f"/cari?{urlencode(asked)}"


def photo(sha256: str, format_name: str) -> str:
    """A rendition's file; *format_name* is "jpeg" or "webp"."""
    return f"/foto/{_part(sha256)}.{'webp' if format_name == 'webp' else 'jpg'}"


def share(address: str, title: str) -> tuple[tuple[str, str], ...]:
    """(name, address) of the plain sharing links for one public *address*."""
    said, there = quote(clean(title), safe=""), quote(address, safe="")
    return (
        ("WhatsApp", f"https://api.whatsapp.com/send?text={said}%20{there}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={there}"),
        ("X", f"https://x.com/intent/post?text={said}&url={there}"),
        ("Telegram", f"https://t.me/share/url?url={there}&text={said}"),
    )


def _part(text: str) -> str:
    return quote(clean(text), safe="")


def _numbered(path: str, number: int) -> str:
    return f"{path}?hal={number}" if number > 1 else path
