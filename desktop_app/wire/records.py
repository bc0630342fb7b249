"""Checking a record's document by its kind, the same rules on both ends."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.domain.article import Article, Page, PhotoUse
from desktop_app.domain.audit import Entry
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.directory import Contributor
from desktop_app.domain.lists import ListEntry, entry_id
from desktop_app.domain.newsroom import Person
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import Mark, SignOff
from desktop_app.wire import json

LARGEST_DOC = 1024 * 1024  # bytes of JSON
_LONGEST_LINE = 1_000  # characters of a title, a name, a key
_LONGEST_TEXT = 20_000  # characters of a lead, a caption, a note
_LONGEST_BLOCK = 200_000  # characters of one block of a body
_MOST_BLOCKS = 5_000
_MOST_STARS = 5
_MOST_ITEMS = 200  # authors, tags, renditions ...

# What people call the fields they write in.
_WORDS = {
    "short_title": "Judul pendek",
    "headline": "Judul",
    "lead": "Teras",
    "authors": "Nama penulis",
    "tags": "Tag",
    "slug": "Alamat halaman (slug)",
    "caption": "Keterangan foto",
    "hero.caption": "Keterangan foto utama",
    "alt": "Teks alternatif",
    "hero.alt": "Teks alternatif foto utama",
    "credit.creators": "Nama pembuat foto",
    "credit.source": "Sumber foto",
    "note": "Catatan koreksi",
    "suggestion": "Usul koreksi",
}
_PUT_RIGHT = "Perbaiki, lalu kirim lagi."

_IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LIST_NAME = re.compile(r"[a-z][a-z0-9_-]{0,49}")
_CONTROL = re.compile(r"[\x00-\x1f]")
_BLOCK_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def is_identifier(text: str) -> bool:
    """Whether *text* has the form of an id this program makes: a UUID in lower case."""
    return _IDENTIFIER.fullmatch(text) is not None


def is_sha256(text: str) -> bool:
    """Whether *text* is a SHA-256 in lower-case hexadecimal."""
    return _SHA256.fullmatch(text) is not None


def check(kind: str, doc: Mapping[str, Any], written: bytes | None = None) -> None:
    """Make sure *doc* is a record of *kind* that every end can hold and show; *written* when it is JSON already.

    Raises ValueError naming the field: unknown kind, wrong type, too long, a malformed id or hash. What a person may
    have caused, and can put right, is said in the newsroom's language.
    """
    checker = _CHECKERS.get(kind)
    if checker is None:
        raise ValueError(f"kind: {kind!r} is not known")
    written = json.write(doc) if written is None else written
    if len(written) > LARGEST_DOC:
        raise ValueError(f"Isinya lebih dari {_dotted(LARGEST_DOC)} bita. Bagi menjadi beberapa berita.")
    if json.NUL in written:
        raise ValueError("Isinya memuat tanda kosong (NUL). Hapus tanda itu, lalu kirim lagi.")
    checker(dict(doc))


def fault(kind: str, doc: Mapping[str, Any]) -> str:
    """What :func:`check` says against *doc*; empty when every end can hold it."""
    try:
        check(kind, doc)
    except ValueError as error:
        return str(error)
    return ""


def _article(doc: dict[str, Any]) -> None:
    article = from_plain(Article, doc)
    _named("id", article.id)
    _line("short_title", article.short_title)
    _line("headline", article.headline)
    _text("lead", article.lead)
    _line("section", article.section)
    _line("language", article.language)
    _line("slug", article.slug)
    _lines("authors", article.authors)
    _lines("tags", article.tags)
    _few("related", article.related)
    for target in article.related:
        _named("related", target)
    if article.hero is not None:
        _use(article.hero)
    if len(article.body) > _MOST_BLOCKS:
        raise ValueError(
            f"Isi berita lebih dari {_dotted(_MOST_BLOCKS)} alinea. Bagi menjadi beberapa berita."
        )
    seen = set()
    for place, block in enumerate(article.body):
        if not isinstance(block.id, str) or not _BLOCK_ID.fullmatch(block.id) or block.id in seen:
            raise ValueError(f"body[{place}].id: malformed or used twice")
        seen.add(block.id)
        if len(block.text) > _LONGEST_BLOCK:
            longest = _dotted(_LONGEST_BLOCK)
            raise ValueError(f"Alinea {place + 1} lebih dari {longest} tanda. Bagi menjadi beberapa alinea.")
    _moments(doc, "publish_at", "embargo_until")


def _use(use: PhotoUse) -> None:
    _named("hero.photo_id", use.photo_id)
    _text("hero.caption", use.caption)
    _text("hero.alt", use.alt)


def _photo(doc: dict[str, Any]) -> None:
    photo = from_plain(Photo, doc)
    _named("id", photo.id)
    _hash("sha256", photo.sha256)
    if photo.width < 1 or photo.height < 1:
        raise ValueError("width, height: must be at least 1")
    _line("format", photo.format)
    _line("file_name", photo.file_name)
    _text("caption", photo.caption)
    _text("alt", photo.alt)
    _lines("credit.creators", photo.credit.creators)
    _line("credit.source", photo.credit.source)
    _text("credit.copyright_notice", photo.credit.copyright_notice)
    _line("credit.organisation", photo.credit.organisation)
    _lines("credit.hands", tuple(hand.entry for hand in photo.credit.hands))
    for name in ("mandatory", "given_by", "approved_by", "note"):
        _text(f"credit.terms.{name}", getattr(photo.credit.terms, name))
    _line("event", photo.event)
    if not -1 <= photo.rating <= _MOST_STARS:
        raise ValueError("rating: must lie between -1 and 5")
    _focus("focus", photo.focus)
    _few("renditions", photo.renditions)
    for place, rendition in enumerate(photo.renditions):
        _hash(f"renditions[{place}].sha256", rendition.sha256)
        _line(f"renditions[{place}].name", rendition.name)
        if rendition.format not in ("jpeg", "webp"):
            raise ValueError(f"renditions[{place}].format: must be jpeg or webp")
        if rendition.width < 1 or rendition.height < 1:
            raise ValueError(f"renditions[{place}]: sizes must be at least 1")
    _moments(doc, "taken_at")


def _mark(doc: dict[str, Any]) -> None:
    mark = from_plain(Mark, doc)
    _named("id", mark.id)
    _named("article_id", mark.article_id)
    _line("block_id", mark.block_id)
    for name in ("quote", "before", "after", "note", "outcome"):
        _text(name, getattr(mark, name))
    if mark.suggestion is not None:
        _text("suggestion", mark.suggestion)
    _line("by", mark.by)
    _line("resolved_by", mark.resolved_by)
    if mark.start < 0:
        raise ValueError("start: must not be negative")
    _few("replies", mark.replies)
    for place, reply in enumerate(mark.replies):
        _named(f"replies[{place}].id", reply.id)
        _line(f"replies[{place}].by", reply.by)
        _text(f"replies[{place}].text", reply.text)
        _moments(doc["replies"][place], "at")
    _moments(doc, "at", "resolved_at")


def _sign_off(doc: dict[str, Any]) -> None:
    sign = from_plain(SignOff, doc)
    _named("id", sign.id)
    _named("article_id", sign.article_id)
    _hash("record_hash", sign.record_hash)
    _line("by", sign.by)
    _moments(doc, "at")


def _person(doc: dict[str, Any]) -> None:
    person = from_plain(Person, doc)
    _named("id", person.id)
    _line("name", person.name)
    _line("initials", person.initials)


def _conflict(doc: dict[str, Any]) -> None:
    conflict = from_plain(Conflict, doc)
    _named("id", conflict.id)
    _named("article_id", conflict.article_id)
    _line("place", conflict.place)
    _line("mine_rev", conflict.mine_rev)
    _line("theirs_rev", conflict.theirs_rev)
    _moments(doc, "at", "settled_at")


def _list_entry(doc: dict[str, Any]) -> None:
    entry = from_plain(ListEntry, doc)
    if not _LIST_NAME.fullmatch(entry.list):
        raise ValueError("list: not the name of a list")
    for name in ("key", "value", "note", "by", "other"):
        _line(name, getattr(entry, name))
    if not entry.key.strip():
        raise ValueError("key: must not be empty")
    if entry.id != entry_id(entry.list, entry.key):
        raise ValueError("id: not the id of this list's key")
    _moments(doc, "at")


def _audit(doc: dict[str, Any]) -> None:
    entry = from_plain(Entry, doc)
    _named("id", entry.id)
    for name in ("by", "device", "act", "object_kind", "object_id", "article_id"):
        _line(name, getattr(entry, name))
    _text("reason", entry.reason)
    _lines("details", entry.details)
    _moments(doc, "at")


def _contributor(doc: dict[str, Any]) -> None:
    entry = from_plain(Contributor, doc)
    _named("id", entry.id)
    for name in ("name", "organisation", "merged_into", "mandatory"):
        _line(name, getattr(entry, name))
    if not entry.name.strip():
        raise ValueError("name: must not be empty")
    _lines("aliases", entry.aliases)
    _lines("codes", entry.codes)


def _page(doc: dict[str, Any]) -> None:
    page = from_plain(Page, doc)
    _named("article_id", page.article_id)
    _line("slug", page.slug)
    _line("revision", page.revision)
    if page.record_hash:
        _hash("record_hash", page.record_hash)
    _text("notice", page.notice)
    _few("corrections", page.corrections)
    for place, correction in enumerate(page.corrections):
        _text(f"corrections[{place}].text", correction.text)
        _moments(doc["corrections"][place], "at")
    _moments(doc, "published_at", "updated_at")


_CHECKERS: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "article": _article,
    "photo": _photo,
    "mark": _mark,
    "sign_off": _sign_off,
    "person": _person,
    "conflict": _conflict,
    "list_entry": _list_entry,
    "audit": _audit,
    "contributor": _contributor,
    "page": _page,
}


def _named(field: str, value: object) -> None:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ValueError(f"{field}: not an id")


def _hash(field: str, value: str) -> None:
    if not isinstance(value, str) or not is_sha256(value):
        raise ValueError(f"{field}: not a SHA-256 in lower-case hexadecimal")


def _line(field: str, value: object) -> None:
    _characters(field, value, _LONGEST_LINE)
    if isinstance(value, str) and _CONTROL.search(value):
        raise ValueError(f"{_named_for_people(field)} memuat ganti baris atau tanda kendali. {_PUT_RIGHT}")


def _text(field: str, value: object) -> None:
    _characters(field, value, _LONGEST_TEXT)


def _characters(field: str, value: object, longest: int) -> None:
    if not isinstance(value, str):
        raise ValueError(f"{field}: expected text, got {type(value).__name__}")
    if len(value) > longest:
        name = _named_for_people(field)
        raise ValueError(f"{name} lebih dari {_dotted(longest)} tanda. Persingkat, lalu kirim lagi.")


def _lines(field: str, values: tuple[object, ...]) -> None:
    _few(field, values)
    for value in values:
        _line(field, value)


def _named_for_people(field: str) -> str:
    return _WORDS.get(field, f"Bagian {field}")


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _few(field: str, values: tuple[object, ...]) -> None:
    if len(values) > _MOST_ITEMS:
        raise ValueError(f"{_named_for_people(field)} lebih dari {_MOST_ITEMS} butir. {_PUT_RIGHT}")


def _focus(field: str, focus: tuple[float, float] | None) -> None:
    if focus is not None and not all(0 <= part <= 1 for part in focus):
        raise ValueError(f"{field}: must lie between 0 and 1")


def _moments(doc: Mapping[str, Any], *fields: str) -> None:
    """Times without a zone mean another moment on every computer, so they are refused."""
    for field in fields:
        text = doc.get(field)
        if text is not None and not (text.endswith("Z") or re.search(r"[+-]\d\d:\d\d$", text)):
            raise ValueError(f"{field}: a time needs its zone")
