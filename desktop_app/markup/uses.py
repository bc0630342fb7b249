"""What a body points at: the photos it shows and the articles it names."""

from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.document import Document, Figure, RelatedArticle
from desktop_app.markup.runs import text_of
from desktop_app.markup.stored import read_body


def figures(document: Document) -> tuple[PhotoUse, ...]:
    """The photos in the body, in order, each with the caption of this use."""
    return tuple(
        PhotoUse(block.content.photo_id, caption=text_of(block.content.caption))
        for block in document
        if isinstance(block.content, Figure)
    )


def related_ids(document: Document) -> tuple[str, ...]:
    """The ids of articles linked by "Baca juga", in order, each once."""
    found = (block.content.article_id for block in document if isinstance(block.content, RelatedArticle))
    return tuple(dict.fromkeys(found))


def photos_used(article: Article) -> tuple[str, ...]:
    """The ids of all photos a story shows, the main picture first, each once."""
    hero = (article.hero,) if article.hero else ()
    return tuple(dict.fromkeys(use.photo_id for use in (*hero, *figures(read_body(article.body)))))
