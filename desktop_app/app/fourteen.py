"""The fourteen parts of a complete public page, checked on the bytes a browser gets."""

import json
import re
from typing import Any

_STRUCTURED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def parts(html: str) -> dict[str, bool]:
    """Part by part, in reading order: is it on this page of a published story?"""
    return {
        "1 pemberitahuan tanpa JavaScript": "<noscript>" in html,
        "2 pencarian": bool(re.search(r'<form[^>]+action="/cari"[^>]+method="get"', html)),
        "3 judul pendek": bool(re.search(r'class="short-title"[^>]*>[^<]+<', html)),
        "4 foto utama dengan kredit": _hero_with_credit(html),
        "5 judul": len(re.findall(r"<h1[ >]", html)) == 1,
        "6 teras": bool(re.search(r'class="lead"[^>]*>[^<]+<', html)),
        "7 kutipan": 'class="pull-quote"' in html,
        "8 isi": bool(re.search(r'<p id="b-[^"]+"', html)),
        "9 baca juga": bool(re.search(r'class="also".*?<a href="/berita/', html)),
        "10 penulis, tanggal, pembaca, bagikan, tag": all(
            sign in html
            for sign in ('class="byline"', "WIB</time>", "kali dibaca", 'class="share"', 'rel="tag"')
        ),
        "11 berita terkait": ">Berita Terkait<" in html,
        "12 terpopuler": ">Berita Terpopuler<" in html and 'class="ranked"' in html,
        "13 hitung mundur": 'data-countdown="' in html,
        "14 untuk mesin": _for_machines(html),
    }


def _hero_with_credit(html: str) -> bool:
    figure = re.search(r'<figure class="hero".*?</figure>', html, re.DOTALL)
    return bool(figure and "<img " in figure[0] and re.search(r'class="credit">[^<]+<', figure[0]))


def _for_machines(html: str) -> bool:
    """Canonical address, Open Graph, the feed, and a NewsArticle whose picture says whose it is."""
    found = _STRUCTURED.search(html)
    if found is None or not all(sign in html for sign in ('rel="canonical"', "og:title", "/umpan.xml")):
        return False
    try:
        told = json.loads(found[1])
    except ValueError:
        return False
    story: dict[str, Any] = next(
        (item for item in told.get("@graph", [told]) if item.get("@type") == "NewsArticle"), {}
    )
    image = story.get("image") or {}
    image = image[0] if isinstance(image, list) else image
    return bool(isinstance(image, dict) and image.get("creditText"))
