"""What comes in from other programs: asked for by the view, read elsewhere, put in where it was pasted.

Reading runs in a process that may be killed, so the words arrive a moment later; the keys go on meanwhile. A large
text goes in piece by piece between the keys, as one step of the history.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QImage, QTextCursor

from desktop_app.domain.document import Block, Document, Paragraph
from desktop_app.domain.foreign import Pasted
from desktop_app.domain.ids import new_block_id
from desktop_app.markup.from_text import contents_of_text
from desktop_app.markup.plain_text import plain_text
from desktop_app.markup.portions import portioned
from desktop_app.markup.stored import write_normal
from desktop_app.ui.editor.clipboard import Slice, insert, plain_slice
from desktop_app.ui.editor.conversion import add_rows, set_role, table_at
from desktop_app.ui.editor.pieces import MoreRows, Piece, pieces_of
from desktop_app.ui.editor.styles import Role
from desktop_app.ui.editor.view import BodyView

# Text shorter than this is read on the spot: it costs less than a frame.
_SHORT = 6_000
_PICTURE_FORMS = (("image/png", "png"), ("image/jpeg", "jpg"), ("image/webp", "webp"), ("image/tiff", "tif"))


@dataclass(frozen=True, slots=True)
class ForeignClip:
    """What another program put on the clipboard: its HTML, its text, or a picture (bytes, or an image without any)."""

    html: str = ""
    text: str = ""
    picture: bytes = b""
    ending: str = "png"
    image: QImage | None = field(default=None, hash=False)


@dataclass(slots=True)
class _Place:
    """Where a clip was pasted. The cursor moves along with what is typed before it.

    *behind*: another clip was pasted in the very same place before it, and this one comes behind that.
    """

    cursor: QTextCursor
    clip: ForeignClip
    revision: int
    behind: bool = False


class Pasting(QObject):
    """*wished(ticket, ForeignClip)*: read this. *pasted(clip, Pasted)*: it stands in the text. *failed*: it does not.

    *waiting(bool)*: whether something is being read or still going in.
    """

    wished = Signal(int, object)
    pasted = Signal(object, object)
    failed = Signal()
    waiting = Signal(bool)

    def __init__(self, view: BodyView) -> None:
        super().__init__(view)
        self._view = view
        self._places: dict[int, _Place] = {}
        self._left_behind: set[int] = set()
        self._next = 0
        self._pieces: Iterator[Piece] | None = None
        self._revision = self._steps = -1
        self._after: Callable[[], object] = int
        self._hand = QTextCursor()
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.setInterval(0)
        self._tick.timeout.connect(self._put_next)
        view.foreign_paste = self.offer
        view.piecewise = self.put
        view.began_anew.connect(self._leave)

    def offer(self, mime: QMimeData) -> bool:
        """Take what *mime* holds from outside; False leaves it to the view as plain words."""
        clip = foreign_clip(mime)
        if clip is None:
            return False
        if not clip.html and clip.text and len(clip.text) <= _SHORT:
            contents, _ = contents_of_text(clip.text)
            single = len(contents) == 1 and isinstance(contents[0], Paragraph)
            self._view.insert_slice(Slice(tuple(Block(new_block_id(), each) for each in contents), single))
            return True
        self._next += 1
        cursor = self._view.textCursor()
        cursor.setKeepPositionOnInsert(True)
        self._places[self._next] = _Place(cursor, clip, self._view.document().revision())
        self.waiting.emit(True)
        self.wished.emit(self._next, clip)
        return True

    def take(self, ticket: int, pasted: Pasted) -> bool:
        """The text of *ticket* has been read. False when its story was left meanwhile: it has to go in there."""
        if ticket in self._left_behind:
            self._left_behind.remove(ticket)
            return False
        place = self._places.pop(ticket, None)
        if place is None or self._view.isReadOnly():
            self.waiting.emit(bool(self._places))
            return True
        self.finish()
        place.cursor.setKeepPositionOnInsert(False)
        if place.behind:
            place.cursor.setPosition(self._hand.position())
        for later in self._places.values():
            later.behind = later.behind or later.cursor.position() == place.cursor.position()
        if self._view.document().revision() != place.revision:
            # Only the position stayed; the anchor went along, and would take what was typed with it.
            place.cursor.setPosition(place.cursor.position())
        pieces = self._cut(place.cursor, pasted.document)
        if not pieces:
            self._done(place.clip, pasted)
            return True
        mine = self._view.textCursor()
        elsewhere = (mine.position(), mine.anchor()) != (place.cursor.position(), place.cursor.anchor())
        self._view.setTextCursor(place.cursor)
        self._put(pieces, pasted.inline, lambda: self._done(place.clip, pasted))
        if elsewhere:
            self._view.setTextCursor(mine)
        return True

    @property
    def reached(self) -> int:
        """The position behind what was put in last."""
        return self._hand.position()

    def put(self, part: Slice) -> None:
        """Put a large slice in at the caret, piece by piece between the keys, as one step of the history."""
        pieces = self._cut(self._view.textCursor(), part.document)
        if pieces:
            self._put(pieces, part.inline and len(pieces) == 1, lambda: self.waiting.emit(bool(self._places)))

    @staticmethod
    def _cut(cursor: QTextCursor, document: Document) -> list[Piece]:
        # Inside a cell a table is only its words: there is none of its own to add rows to.
        return list(pieces_of(portioned(document), cut_tables=cursor.currentTable() is None))

    def _put(self, pieces: list[Piece], inline: bool, after: Callable[[], object]) -> None:
        self.finish()
        first = pieces[0]
        assert not isinstance(first, MoreRows)
        self._view.insert_slice(Slice(first, inline))
        self._hand = self._view.textCursor()
        # What is typed meanwhile stands behind what is still to come, as if all had gone in at once.
        self._hand.setKeepPositionOnInsert(True)
        self._pieces = iter(pieces[1:])
        self._after = after
        self._note_stand()
        if len(pieces) > 1:
            self._tick.start()
        else:
            self._put_next()

    def finish(self) -> None:
        """Put in at once what is still going in: the story is left, or something is made of it as it stands."""
        while self._pieces is not None:
            self._put_next()

    def fail(self, ticket: int) -> None:
        """The text of *ticket* stays outside; the story is as it was."""
        self._left_behind.discard(ticket)
        if self._places.pop(ticket, None) is not None:
            self.failed.emit()
        self.waiting.emit(bool(self._places))

    def _leave(self) -> None:
        """Another story began. What is still being read belongs to the one before."""
        self._left_behind |= self._places.keys()
        self.forget()

    def forget(self) -> None:
        """The person gave up: nothing that is still on its way goes in."""
        self._places.clear()
        self._pieces = None
        self._tick.stop()
        self.waiting.emit(False)

    def as_text(self, clip: ForeignClip, pasted: Pasted) -> None:
        """Instead of what was pasted last: its words alone."""
        self._view.undo()
        self.put(plain_slice(clip.text or plain_text(pasted.document)))

    def _put_next(self) -> None:
        self._tick.stop()
        if self._view.document().availableUndoSteps() < self._steps:
            # Whoever takes the beginning back does not want the rest.
            self._pieces = None
            self.waiting.emit(bool(self._places))
            return
        piece = next(self._pieces, None) if self._pieces is not None else None
        if piece is None:
            self._pieces = None
            self._after()
            return
        self._put_piece(piece)
        self._note_stand()
        # Read bit by bit, too: the save that follows would otherwise read all of it at once.
        write_normal(self._view.read_document())
        if self._pieces is not None:
            self._tick.start()

    def _note_stand(self) -> None:
        document = self._view.document()
        self._revision, self._steps = document.revision(), document.availableUndoSteps()

    def _put_piece(self, piece: Piece) -> None:
        hand = self._hand
        hand.setKeepPositionOnInsert(False)
        # Only the position stayed; the anchor went along with what was typed, which is not to be replaced.
        hand.setPosition(hand.position())
        if self._view.document().revision() == self._revision:
            hand.joinPreviousEditBlock()
        else:
            # Somebody typed meanwhile. Joined to that, one undo would take their words with it.
            hand.beginEditBlock()
        table = table_at(QTextCursor(hand.block().previous())) if isinstance(piece, MoreRows) else None
        if isinstance(piece, MoreRows) and table is not None:
            add_rows(table, piece.rows)
        else:
            blocks = piece.as_table() if isinstance(piece, MoreRows) else piece
            hand.insertBlock()
            set_role(hand.block(), Role.P, new_block_id())
            insert(hand, Slice(blocks, inline=False), fresh=True)
        hand.endEditBlock()
        hand.setKeepPositionOnInsert(True)

    def _done(self, clip: ForeignClip, pasted: Pasted) -> None:
        self.waiting.emit(bool(self._places))
        self.pasted.emit(clip, pasted)


def foreign_clip(mime: QMimeData) -> ForeignClip | None:
    """What *mime* holds from another program; None for a line of plain text, or nothing we know."""
    html = mime.html() if mime.hasHtml() else ""
    text = mime.text() if mime.hasText() else ""
    if html and not (mime.hasImage() and not text.strip() and "<img" in html):
        return ForeignClip(html, text)
    if text.strip():
        return ForeignClip("", text) if "\n" in text.strip() or len(text) > _SHORT else None
    for form, ending in _PICTURE_FORMS:
        if mime.hasFormat(form):
            return ForeignClip(picture=bytes(mime.data(form).data()), ending=ending)
    image = mime.imageData() if mime.hasImage() else None
    return ForeignClip(image=image) if isinstance(image, QImage) and not image.isNull() else None
