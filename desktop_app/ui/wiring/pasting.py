"""Text from other programs: from the editor to the newsroom, and back to the place it was pasted at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.domain.foreign import Pasted
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.pasting import ForeignClip

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class PasteWiring(QObject):
    """Slots of this object's own, not lambdas: Qt lets go of them when a change of language replaces the window."""

    def __init__(self, newsroom: "Newsroom", editor: ArticleEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._pastes = newsroom.pastes
        self._pasting = editor.pasting
        editor.pasting.wished.connect(self._on_wished)
        newsroom.pastes.read.connect(self._on_read)
        newsroom.pastes.failed.connect(self._on_failed)

    def _on_wished(self, ticket: int, clip: ForeignClip) -> None:
        self._pastes.read_clip(ticket, clip.html, clip.text, clip.picture, clip.ending, clip.image)

    def _on_read(self, ticket: int, pasted: Pasted) -> None:
        self._pasting.take(ticket, pasted)

    def _on_failed(self, ticket: int) -> None:
        self._pasting.fail(ticket)
