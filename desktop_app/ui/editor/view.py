"""The text area: what keys, the clipboard and a drop do, and the few things painted over the text."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit, QWidget

from desktop_app.domain.document import Document
from desktop_app.markup.links import normal_link
from desktop_app.ui.editor import clipboard, input_rules, keys, patch
from desktop_app.ui.editor.conversion import fill
from desktop_app.ui.editor.highlights import Highlights
from desktop_app.ui.editor.ink import ink_for
from desktop_app.ui.editor.lines import lines_of
from desktop_app.ui.editor.looks import Looks
from desktop_app.ui.editor.objects import Cards, Shown
from desktop_app.ui.editor.places import place_of, position_of
from desktop_app.ui.editor.reader import Reader
from desktop_app.ui.editor.styles import (
    LISTS,
    OBJECT_TYPE,
    OBJECTS,
    Role,
    char_format,
    id_of,
    marks_of,
    role_of,
)
from desktop_app.ui.words import tr

COLUMN = 720
_SIDE = 28
_BODY_POINTS = 12.5
_LIST_STEP = 26.0
# What is painted beside a line reaches this far above it.
_OVERHANG = 4


class BodyView(QTextEdit):
    """The body of a story.

    Wishes: a thumbnail for a photo. Facts: *files_dropped* here, another story *began_anew*, words were *typed*
    (by keys or an input method, after the house's own rules for them), the mouse was let go.
    *menu_opening(menu, cursor)* lets others add to the context menu for the place that was clicked.
    :attr:`foreign_paste`, when set, is asked to take what comes from other programs; it answers whether it did.
    :attr:`piecewise`, when set, puts in what may be large.
    """

    thumbnail_wished = Signal(str)
    files_dropped = Signal(list)
    began_anew = Signal()
    typed = Signal(str)
    mouse_released = Signal()
    menu_opening = Signal(QMenu, QTextCursor)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor.body")
        self.setAccessibleName(tr("Isi berita"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Plain QTextEdit would turn the first "* " of a line into a list of its own making.
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        self._ink = ink_for(self.palette())
        self._cards = Cards(self._ink, self.thumbnail_wished.emit, self)
        self._looks: Looks | None = None
        self._page: QTextDocument | None = None
        self._typed_to = -1
        self._waiting: dict[str, bool] = {}
        self.highlights = Highlights(self)
        self.foreign_paste: Callable[[QMimeData], bool] | None = None
        self.piecewise: Callable[[clipboard.Slice], None] | None = None
        self.show_document(())

    # -- the document

    def show_document(self, document: Document) -> None:
        """Begin anew with *document* and an empty history."""
        made = QTextDocument(self)
        made.setDocumentMargin(4)
        made.setIndentWidth(_LIST_STEP)
        made.setDefaultFont(self._body_font())
        # Filled before it has a layout: with one, every piece put in would be laid out at once.
        fill(made, document)
        self._show_page(made)

    def give_page(self) -> QTextDocument:
        """Give away the open text with its history, for another view to :meth:`take_page`; this one is empty then."""
        page, self._page = self.document(), None
        page.setParent(None)
        if self._looks is not None:
            self._looks.setDocument(None)
        self.show_document(())
        return page

    def take_page(self, page: QTextDocument) -> None:
        """Go on with a text and history that another view gave away."""
        page.setParent(self)
        self._show_page(page)

    def _show_page(self, made: QTextDocument) -> None:
        made.documentLayout().registerHandler(OBJECT_TYPE, self._cards)
        self._reader = Reader(made)
        old = self._page
        self.highlights.forget()
        self._page = made
        self._looks = Looks(made, self._ink, _BODY_POINTS)
        self.setDocument(made)
        self._typed_to = -1
        if old is not None:
            old.deleteLater()
        self.began_anew.emit()

    def read_document(self) -> Document:
        """What stands here now, in normal form."""
        return self._reader.read()

    def amend(self, wanted: Document) -> None:
        """Become *wanted* as one step of the history; caret and selection stay at their letters while those stand."""
        page, before = self.document(), self.textCursor()
        ends = [place_of(page, at) for at in (before.anchor(), before.position())]
        if not patch.amend(page, wanted):
            return
        after = self.textCursor()
        found = [position_of(page, place) if place is not None else None for place in ends]
        anchor, position = found
        if (
            anchor is not None
            and position is not None
            and (anchor, position) != (after.anchor(), after.position())
        ):
            after.setPosition(anchor)
            after.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(after)

    def show_photo(self, photo_id: str, shown: Shown) -> None:
        """A thumbnail and its credit came from outside."""
        self._cards.show_photo(photo_id, shown)
        document = self.document()
        document.markContentsDirty(0, document.characterCount())

    def _body_font(self) -> QFont:
        made = QFont()
        made.setFamilies(["Literata", "Source Serif 4", "Noto Serif", "Georgia", "DejaVu Serif", "serif"])
        made.setStyleHint(QFont.StyleHint.Serif)
        made.setPointSizeF(_BODY_POINTS)
        return made

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        cursor = self.textCursor()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and input_rules.apply_on_enter(cursor):
            self._show(cursor)
            return
        if keys.handle(cursor, event):
            self._show(cursor)
            return
        typed = event.text()
        if typed and typed.isprintable() and not self._is_command(event):
            self._type(event, typed)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab leaves the text, but in lists and tables it belongs to them."""
        cursor = self.textCursor()
        inside = cursor.currentTable() is not None or keys.role_at(cursor) in LISTS
        if inside and not self.isReadOnly():
            return False
        return super().focusNextPrevChild(next)

    @staticmethod
    def _is_command(event: QKeyEvent) -> bool:
        held = event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        return control and not held & Qt.KeyboardModifier.AltModifier

    def _type(self, event: QKeyEvent, typed: str) -> None:
        cursor = self.textCursor()
        self._step_aside(cursor)
        self._clean_format(cursor)
        begins_word = not typed.isspace() and (
            self._typed_to != cursor.position() or self._after_space(cursor)
        )
        if begins_word or cursor.hasSelection():
            # The first key of a word in an edit block of its own: undo then goes word by word.
            cursor.beginEditBlock()
            super().keyPressEvent(event)
            cursor.endEditBlock()
        else:
            super().keyPressEvent(event)
        self._after_input(typed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() or event.preeditString():
            self._step_aside(self.textCursor())
        super().inputMethodEvent(event)
        if event.commitString():
            self._after_input(event.commitString())

    def _after_input(self, typed: str) -> None:
        cursor = self.textCursor()
        if input_rules.apply(cursor, typed):
            self._show(cursor)
            self.setCurrentCharFormat(QTextCharFormat())
        self._typed_to = self.textCursor().position()
        self.typed.emit(typed)

    def _step_aside(self, cursor: QTextCursor) -> None:
        """Words are never typed over a card or beside it: they begin a paragraph of their own."""
        if keys.selected_object(cursor):
            cursor.setPosition(cursor.selectionEnd())
        if cursor.hasSelection():
            return
        role = keys.role_at(cursor)
        if role is Role.FIG and not cursor.atBlockStart():
            return
        if role not in OBJECTS:
            return
        if cursor.atBlockStart() and not cursor.atBlockEnd():
            keys.line_above(cursor)
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        else:
            keys.line_below(cursor)
        self._show(cursor)

    def _clean_format(self, cursor: QTextCursor) -> None:
        """Behind a link or an object, what is typed belongs to neither."""
        if cursor.hasSelection():
            return
        form = self.currentCharFormat()
        if form.objectType() == OBJECT_TYPE or keys.object_before(cursor):
            self.setCurrentCharFormat(QTextCharFormat())
            return
        bold, italic, link = marks_of(form)
        if link is None:
            return
        probe = QTextCursor(cursor)
        inside = not cursor.atBlockEnd() and probe.movePosition(QTextCursor.MoveOperation.Right)
        if not inside or marks_of(probe.charFormat())[2] != link:
            self.setCurrentCharFormat(char_format(bold=bold, italic=italic))

    @staticmethod
    def _after_space(cursor: QTextCursor) -> bool:
        at = cursor.positionInBlock()
        before = cursor.document().characterAt(cursor.position() - 1) if at else " "
        return before.isspace()

    def _show(self, cursor: QTextCursor) -> None:
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # -- mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._select_card(event.position())
        self.mouse_released.emit()

    def _select_card(self, at: QPointF) -> None:
        """A click on a card or photo takes it as one thing; its caption is text like any other."""
        shifted = at + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        hit = self.document().documentLayout().hitTest(shifted, Qt.HitTestAccuracy.ExactHit)
        if hit < 0:
            return
        cursor = self.textCursor()
        cursor.setPosition(hit)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        if keys.selected_object(cursor):
            self.setTextCursor(cursor)

    # -- clipboard and drops

    def createMimeDataFromSelection(self) -> QMimeData:
        return clipboard.mime_of(clipboard.slice_of(self.textCursor()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        formats = (source.hasText(), source.hasHtml(), source.hasUrls(), source.hasImage())
        return source.hasFormat(clipboard.FORMAT) or any(formats)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.isReadOnly():
            return
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if files and not source.hasFormat(clipboard.FORMAT):
            self.files_dropped.emit(files)
            return
        part = clipboard.read_mime(source)
        if part is None and self.foreign_paste is not None and self.foreign_paste(source):
            return
        self.insert_slice(part or clipboard.plain_slice(source.text()))

    def paste_plain(self) -> None:
        """Ctrl+Shift+V: words only."""
        part = clipboard.plain_slice(QApplication.clipboard().text())
        if self.piecewise is not None:
            self.piecewise(part)
        else:
            self.insert_slice(part)

    def insert_blocks(self, document: Document) -> None:
        """Put whole blocks at the caret as one step; the caret ends behind them."""
        self.insert_slice(clipboard.Slice(document, inline=False))

    def insert_slice(self, part: clipboard.Slice) -> None:
        """Put a slice in place of the selection as one step; an address over selected words makes them a link."""
        cursor = self.textCursor()
        if part.inline and cursor.hasSelection() and self._link_selection(cursor, part):
            return
        if keys.selected_object(cursor):
            cursor.setPosition(cursor.selectionEnd())
        if part.inline:
            self._step_aside(cursor)
            cursor = self.textCursor()
            self._clean_format(cursor)
        clipboard.insert(cursor, part)
        self._typed_to = -1
        self._show(cursor)

    def _link_selection(self, cursor: QTextCursor, part: clipboard.Slice) -> bool:
        """An address pasted over words of one line makes them a link."""
        text = "".join(line.text for line in lines_of(part.document)).strip()
        document = self.document()
        one_line = document.findBlock(cursor.selectionStart()) == document.findBlock(cursor.selectionEnd())
        if not one_line or keys.selected_object(cursor) or not text.startswith(("http://", "https://")):
            return False
        link = normal_link(text)
        if link is None:
            return False
        cursor.mergeCharFormat(char_format(link=link))
        return True

    # -- looks

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._refresh_ink()

    def _refresh_ink(self) -> None:
        ink = ink_for(self.palette())
        if ink is self._ink or self._looks is None:
            return
        self._ink = ink
        self._cards.ink = ink
        self._looks.set_ink(ink)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(_SIDE, (self.width() - COLUMN) // 2)
        bar = self.verticalScrollBar()
        # The column stays in the middle of the sheet, scroll bar or not.
        right = max(8, side - (bar.width() if bar.isVisible() else 0))
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, right):
            self.setViewportMargins(side, 14, right, 6)
        super().resizeEvent(event)

    def show_waiting(self, blocks: Mapping[str, bool]) -> None:
        """A coloured bar beside these blocks: True where somebody has to choose, False where a look is enough."""
        if blocks != self._waiting:
            self._waiting = dict(blocks)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self.document().documentLayout()
        shift = self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(0, event.rect().top())).block()
        while block.isValid():
            rect = layout.blockBoundingRect(block).translated(0, -shift)
            if rect.top() > event.rect().bottom() + _OVERHANG:
                break
            waits = self._waiting.get(id_of(block.blockFormat()))
            if waits is not None:
                bar = QRectF(0, rect.top(), 4, rect.height())
                painter.fillRect(bar, self._ink.warn if waits else self._ink.line)
            self._paint_over(
                painter, block.position(), role_of(block.blockFormat()), rect, block.length() == 1
            )
            block = block.next()
        self._outline(painter)
        painter.end()

    def _paint_over(self, painter: QPainter, at: int, role: Role, rect: QRectF, empty: bool) -> None:
        if role in (Role.Q, Role.PULL, Role.BY):
            colour = self._ink.line if role is Role.Q else self._ink.accent
            bar = QRectF(8, rect.top() - 3, 3 if role is Role.Q else 4, rect.height() + 8)
            painter.fillRect(bar, colour)
        hint = ""
        if empty and role is Role.BY:
            hint = tr("Siapa yang mengatakannya?")
        elif empty and self.document().isEmpty() and at == 0 and not self.isReadOnly():
            hint = tr("Mulai menulis…")
        if hint:
            painter.setPen(self._ink.faint)
            painter.setFont(self.document().defaultFont())
            left = 4 + (26 if role is Role.BY else 0)
            painter.drawText(rect.adjusted(left, 0, 400, 4), Qt.AlignmentFlag.AlignTop, hint)

    def _outline(self, painter: QPainter) -> None:
        cursor = self.textCursor()
        if not keys.selected_object(cursor):
            return
        start = QTextCursor(self.document())
        start.setPosition(cursor.selectionStart())
        block = start.block()
        line = block.layout().lineForTextPosition(start.positionInBlock())
        top = self.document().documentLayout().blockBoundingRect(block).topLeft()
        rect = line.naturalTextRect().translated(top.x(), top.y() - self.verticalScrollBar().value())
        painter.setPen(QPen(self._ink.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
