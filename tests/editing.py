"""An open story in the editor, filled and looked at in few words."""

from PySide6.QtGui import QTextCursor

from desktop_app.domain.article import Article
from desktop_app.domain.document import (
    Block,
    Paragraph,
    Run,
)


def p(text, **marks):
    return Paragraph((Run(text, **marks),))


def story(editor, *contents):
    editor.show_article(
        Article("a1"), tuple(Block(f"b{at}", content) for at, content in enumerate(contents)), "r1"
    )


def contents(editor):
    return [block.content for block in editor.view.read_document()]


def caret(editor, at):
    cursor = editor.view.textCursor()
    cursor.setPosition(at)
    editor.view.setTextCursor(cursor)


def select(editor, start, end):
    cursor = editor.view.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.view.setTextCursor(cursor)
