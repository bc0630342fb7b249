"""Story templates: Markdown files that say how a kind of story begins. A newsroom adds one by adding a file."""

from pathlib import Path
from typing import Any

from desktop_app.desk import writing
from desktop_app.desk.bundle import Desk
from desktop_app.desk.importing import front_matter
from desktop_app.domain.beginnings import StoryTemplate
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId
from desktop_app.markup.stored import body_from_markdown


def story_templates(desk: Desk) -> tuple[StoryTemplate, ...]:
    """The templates of this desk, in the order of their files' names."""
    if desk.templates is None:
        return ()
    return tuple(_read(path) for path in sorted(desk.templates.glob("*.md")))


def begin_from(desk: Desk, key: str, **fields: Any) -> tuple[ArticleId, Changes]:
    """Begin a story from the template *key*; *fields* are set beside its own.

    Raises Refusal naming the ones there are when there is no such.
    """
    known = {template.key: template for template in story_templates(desk)}
    if key not in known:
        raise Refusal(f"Pola «{key}» tidak ada. Yang ada: {', '.join(known)}.", rule="template.missing")
    template = known[key]
    own: dict[str, Any] = {"section": template.section, "tags": template.tags}
    return writing.begin(desk, **{**own, **fields}, body=body_from_markdown(template.body))


def _read(path: Path) -> StoryTemplate:
    keys, body = front_matter(path.read_text(encoding="utf-8"))
    tags = tuple(tag.strip() for tag in keys.get("tags", "").split(",") if tag.strip())
    key = path.stem.lstrip("0123456789-")
    return StoryTemplate(
        key, keys.get("name", key), keys.get("about", ""), keys.get("section", ""), tags, body
    )
