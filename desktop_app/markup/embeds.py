"""The providers whose pages a story may embed. Anything else stays a link."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """*key* names the provider in HTML and settings, *name* is what readers see."""

    key: str
    name: str
    pattern: re.Pattern[str]


def _provider(key: str, name: str, *forms: str) -> Provider:
    return Provider(key, name, re.compile(rf"https?://(?:{'|'.join(forms)})", re.ASCII))


# What may follow the part that names the page: a query and a fragment of harmless signs.
_REST = r"/?(?:\?[\w=&%.~+-]{0,300})?(?:#[\w=&%.~+-]{0,100})?"

PROVIDERS = (
    _provider(
        "youtube",
        "YouTube",
        r"(?:www\.|m\.)?youtube\.com/watch\?[\w=&%.~+-]{0,100}?v=[\w-]{6,20}(?:[&#][\w=&%.~+-]{0,300})?",
        rf"(?:www\.|m\.)?youtube\.com/(?:shorts|live)/[\w-]{{6,20}}{_REST}",
        rf"youtu\.be/[\w-]{{6,20}}{_REST}",
    ),
    _provider(
        "instagram",
        "Instagram",
        rf"(?:www\.)?instagram\.com/(?:[\w.]{{1,40}}/)?(?:p|reel|tv)/[\w-]{{5,40}}{_REST}",
    ),
    _provider("x", "X", rf"(?:www\.|mobile\.)?(?:x|twitter)\.com/\w{{1,20}}/status/\d{{5,25}}{_REST}"),
    _provider(
        "tiktok",
        "TikTok",
        rf"(?:www\.|m\.)?tiktok\.com/@[\w.-]{{1,40}}/(?:video|photo)/\d{{5,25}}{_REST}",
        rf"v[mt]\.tiktok\.com/\w{{5,20}}{_REST}",
    ),
    _provider(
        "facebook",
        "Facebook",
        rf"(?:www\.|m\.|web\.)?facebook\.com/[\w.-]{{1,80}}/(?:posts|videos)/[\w.-]{{1,120}}{_REST}",
        r"(?:www\.|m\.|web\.)?facebook\.com/(?:watch/?|permalink\.php|photo/?|video\.php)\?[\w=&%.~+-]{1,300}",
        rf"(?:www\.|m\.|web\.)?facebook\.com/reel/\d{{5,25}}{_REST}",
        rf"fb\.watch/[\w-]{{5,30}}{_REST}",
    ),
    _provider(
        "google-maps",
        "Google Maps",
        r"(?:www\.)?google\.(?:com|co\.id)/maps(?:/[\w@.,:+=%!'~-]{0,400}){0,8}(?:\?[\w=&%.~,+!:-]{0,400})?",
        rf"maps\.app\.goo\.gl/[\w-]{{5,30}}{_REST}",
        rf"goo\.gl/maps/[\w-]{{5,30}}{_REST}",
    ),
)

_LONGEST = 1024


def provider_of(url: str) -> Provider | None:
    """Whose page this is, or None when it may not be embedded."""
    if len(url) > _LONGEST or not url.startswith(("https://", "http://")):
        return None
    return next((provider for provider in PROVIDERS if provider.pattern.fullmatch(url)), None)


def normal_embed(url: str) -> str | None:
    """The address as it is stored, always https, or None when it may not be embedded."""
    plain = url.strip()
    if provider_of(plain) is None:
        return None
    return "https://" + plain.partition("://")[2]
