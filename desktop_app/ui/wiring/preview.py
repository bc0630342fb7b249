"""The preview beside the editor: the caret's paragraph is shown there, its looks are asked for, colours follow."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.domain.opened import Look
from desktop_app.ui.editor.heading import TEXTS
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.places import block_id_at
from desktop_app.ui.preview.pane import PreviewPane
from desktop_app.ui.theme import Theme

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom

_CALM_MS = 150


class PreviewWiring(QObject):
    """Lives as long as the window; a newsroom comes in later."""

    def __init__(self, preview: PreviewPane, editor: ArticleEditor, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._preview, self._editor, self._theme = preview, editor, theme
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self._accompany)
        editor.view.cursorPositionChanged.connect(self._calm.start)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._calm.start)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def join(self, newsroom: "Newsroom") -> None:
        """Connect with *newsroom* once it has come in."""
        self._preview.look_wished.connect(newsroom.show_as)
        newsroom.show_as(self._preview.looks.look)

    def _accompany(self) -> None:
        # Somebody who reads on the page is not to be pulled away from there.
        if self._editor.in_source or self._preview.looks.look is not Look.PAGE:
            return
        view, heading = self._editor.view, self._editor.heading
        if view.hasFocus():
            self._preview.accompany(block_id_at(view.document(), view.textCursor().position()))
        elif field := next((name for name in TEXTS if heading.text_field(name).hasFocus()), ""):
            self._preview.accompany(field)

    def _on_theme(self) -> None:
        self._preview.follow(dark=self._theme.dark)
