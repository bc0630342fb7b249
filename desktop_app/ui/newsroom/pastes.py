"""The newsroom's part for text from other programs: read outside the interface, killed when it must be."""

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from desktop_app.desk import pasting, writing
from desktop_app.domain.document import Document
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.foreign import Pasted
from desktop_app.domain.ids import ArticleId
from desktop_app.markup.stored import write_normal
from desktop_app.ui.newsroom.errands import Errands


class Pastes(QObject):
    """*read(ticket, Pasted)*, *failed(ticket)*: the answers to :meth:`read_clip`."""

    read = Signal(int, object)
    failed = Signal(int)

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands

    def read_clip(
        self, ticket: int, html: str, text: str, picture: bytes, ending: str, image: QImage | None
    ) -> None:
        """Read what a clipboard held; the story is untouched until the answer comes."""

        def work() -> Pasted:
            data = _png(image) if image is not None else picture
            return pasting.paste(self._errands.desk, html=html, text=text, picture=data, ending=ending)

        def home(pasted: Pasted) -> None:
            self._errands.ring(pasted.changes, "paste")
            self.read.emit(ticket, pasted)

        def failed(error: Refusal | Trouble) -> None:
            self.failed.emit(ticket)
            self._errands.failed("editor", None)(error)

        self._errands.lanes.run("outside", work, home, failed)

    def put_into(self, article_id: ArticleId, block_id: str, document: Document) -> None:
        """Put a text that was read too late for the editor into the story it was pasted in; the bell tells."""
        self._errands.change("editor", writing.insert, article_id, block_id, write_normal(document))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 70)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
