"""Doors for text: a Markdown or plain file becomes a story, and a story a file that any tool can read."""

from dataclasses import dataclass
from pathlib import PurePath

from desktop_app.desk import writing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Article
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import SECTIONS
from desktop_app.markup.stored import body_from_markdown, markdown_of

_FENCE = "---"
_LISTS = ("authors", "tags")
_FIELDS = ("short_title", "headline", "lead", "section")


@dataclass(frozen=True, slots=True)
class Imported:
    """*report* says in a sentence what was kept and what was not understood."""

    id: ArticleId
    short_title: str
    headline: str
    report: str


def take_in_text(desk: Desk, name: str, text: str) -> Imported:
    """Make a story of a text with optional front matter (``key: value`` lines between ``---`` lines).

    Unknown keys are named in the report, never silently dropped. Without a headline the file's name is used.
    """
    keys, body_text = front_matter(text)
    fields: dict[str, object] = {key: keys[key] for key in _FIELDS if keys.get(key)}
    fields |= {key: _split(keys[key]) for key in _LISTS if keys.get(key)}
    if not fields.get("headline") and not fields.get("short_title"):
        fields["headline"] = PurePath(name).stem.replace("-", " ").replace("_", " ").strip()
    passed_over = sorted(set(keys) - set(_FIELDS) - set(_LISTS))
    if fields.get("section") and fields["section"] not in {section.key for section in SECTIONS}:
        passed_over.append(f"section ({fields.pop('section')})")
    body = body_from_markdown(body_text)
    article_id, _ = writing.begin(desk, **fields, body=body)
    report = f"{len(body)} blok masuk."
    if passed_over:
        report += f" Tidak dipakai: {', '.join(passed_over)}."
    return Imported(article_id, str(fields.get("short_title", "")), str(fields.get("headline", "")), report)


def as_text(article: Article) -> str:
    """The story as Markdown with front matter: what :func:`take_in_text` reads."""
    lines = [f"{key}: {_one_line(str(getattr(article, key)))}" for key in _FIELDS]
    lines += [f"{key}: {', '.join(getattr(article, key))}" for key in _LISTS]
    return "\n".join([_FENCE, *lines, _FENCE, "", markdown_of(article.body), ""])


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split leading ``key: value`` lines between ``---`` lines from the text; a text without them keeps all."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        return {}, text
    end = next(index for index, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
    keys = {}
    for line in lines[1:end]:
        key, colon, value = line.partition(":")
        if colon:
            keys[key.strip()] = value.strip()
    return keys, "\n".join(lines[end + 1 :])


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.strip("[]").split(",") if part.strip())


def _one_line(value: str) -> str:
    return " ".join(value.split())
