"""An open story on its way from one window to another: its texts go along with what can be undone in them."""

from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument

from desktop_app.domain.article import Article
from desktop_app.domain.document import Document
from desktop_app.domain.ids import ArticleId
from desktop_app.ui.editor.heading import TEXTS, Heading
from desktop_app.ui.editor.view import BodyView


@dataclass(frozen=True, slots=True)
class Handed:
    """The texts with their histories, what the body said, and where the caret stood (anchor, position)."""

    article_id: ArticleId | None
    document: Document
    page: QTextDocument
    fields: dict[str, QTextDocument]
    caret: tuple[int, int]


def give(article_id: ArticleId | None, view: BodyView, heading: Heading) -> Handed:
    """Take the texts out of *view* and *heading*, which are empty afterwards."""
    cursor = view.textCursor()
    caret = (cursor.anchor(), cursor.position())
    document = view.read_document()
    fields = {name: heading.text_field(name).give_page() for name in TEXTS}
    return Handed(article_id, document, view.give_page(), fields, caret)


def take(handed: Handed, article: Article, document: Document, view: BodyView, heading: Heading) -> bool:
    """Put the texts into *view* and *heading* when they are of this story as it stands now; else False."""
    if handed.article_id != article.id or handed.document != document:
        return False
    view.take_page(handed.page)
    for name, page in handed.fields.items():
        heading.text_field(name).take_page(page, getattr(article, name))
    cursor = view.textCursor()
    cursor.setPosition(handed.caret[0])
    cursor.setPosition(handed.caret[1], QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    return True
