"""Text from other programs: from the editor to the newsroom, and back to the place it was pasted at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.domain.foreign import Pasted
from desktop_app.domain.ids import ArticleId
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.pasting import ForeignClip
from desktop_app.ui.editor.places import block_id_at

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class PasteWiring(QObject):
    """Slots of this object's own, not lambdas: Qt lets go of them when a change of language replaces the window."""

    def __init__(self, newsroom: "Newsroom", editor: ArticleEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._pastes = newsroom.pastes
        self._editor = editor
        self._pasting = editor.pasting
        # Where each clip was pasted: its story, and the block the caret stood in.
        self._places: dict[int, tuple[ArticleId, str]] = {}
        editor.pasting.wished.connect(self._on_wished)
        newsroom.pastes.read.connect(self._on_read)
        newsroom.pastes.failed.connect(self._on_failed)

    def _on_wished(self, ticket: int, clip: ForeignClip) -> None:
        view = self._editor.view
        if self._editor.article_id is not None:
            block_id = block_id_at(view.document(), view.textCursor().position())
            self._places[ticket] = (self._editor.article_id, block_id)
        self._pastes.read_clip(ticket, clip.html, clip.text, clip.picture, clip.ending, clip.image)

    def _on_read(self, ticket: int, pasted: Pasted) -> None:
        place = self._places.pop(ticket, None)
        if place is None or not pasted.document:
            self._pasting.take(ticket, pasted)
            return
        if self._pasting.take(ticket, pasted):
            last = block_id_at(self._editor.view.document(), self._pasting.reached)
        else:
            self._pastes.put_into(*place, pasted.document)
            last = pasted.document[-1].id
        # What was pasted after it in the same place comes behind it.
        self._places.update({one: (place[0], last) for one, there in self._places.items() if there == place})

    def _on_failed(self, ticket: int) -> None:
        self._places.pop(ticket, None)
        self._pasting.fail(ticket)
