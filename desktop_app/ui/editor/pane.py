"""The editor pane: the fields, the toolbar, the text, and when what was written is handed on."""

from collections import deque
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPalette, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.article import Article
from desktop_app.domain.document import Block, Body, Document, Figure, RelatedArticle, Run
from desktop_app.domain.ids import ArticleId, PhotoId, new_block_id
from desktop_app.domain.newsroom import Section
from desktop_app.markup.stored import write_normal
from desktop_app.ui.editor.actions import Actions, Icons
from desktop_app.ui.editor.codes import Codes
from desktop_app.ui.editor.conversion import thing_of
from desktop_app.ui.editor.find_bar import FindBar
from desktop_app.ui.editor.flag_menu import FlagMenu
from desktop_app.ui.editor.floating_bar import FloatingBar
from desktop_app.ui.editor.footer import Footer
from desktop_app.ui.editor.handing import Handed, give, take
from desktop_app.ui.editor.heading import TEXTS, Heading
from desktop_app.ui.editor.heading_area import HeadingArea
from desktop_app.ui.editor.objects import Shown
from desktop_app.ui.editor.outline import Outline
from desktop_app.ui.editor.paste_notice import PasteNotice
from desktop_app.ui.editor.pasting import Pasting
from desktop_app.ui.editor.patch import woven
from desktop_app.ui.editor.places import place_of, position_of
from desktop_app.ui.editor.proofing import Proofing
from desktop_app.ui.editor.slash_menu import SlashMenu
from desktop_app.ui.editor.source import SourceView
from desktop_app.ui.editor.styles import id_of
from desktop_app.ui.editor.toolbar import Toolbar
from desktop_app.ui.editor.view import COLUMN, BodyView
from desktop_app.ui.editor.weave import woven_value
from desktop_app.ui.name_codes import CodeBook
from desktop_app.ui.widgets import label, read_in_order
from desktop_app.ui.words import tr

_PAUSE_MS = 120
# Whoever types without a pause loses at most a second to a power cut; the save itself takes part of that second.
_UNBROKEN_MS = 700
_REMEMBERED = 16
# In a low window the fields above give way before the text does (pixels).
_LEAST_TEXT = 220
# In the fields above the text; in the text itself it is the action's.
_REPLACE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_H)
_DOCUMENTS = (".docx", ".html", ".htm", ".md", ".txt")


class ArticleEditor(QWidget):
    """One story being written.

    *edited(fields, body)* is a fact: the fields that changed since the last time, and the whole body or None when
    it did not change. It belongs to the story of :attr:`article_id` at that moment (also while another is being
    opened: the old story's last words come first).
    """

    edited = Signal(dict, object)
    photo_wished = Signal()
    related_wished = Signal()
    thumbnail_wished = Signal(str)
    files_dropped = Signal(list)
    documents_dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None, *, icons: Icons | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setAccessibleName(tr("Naskah"))
        self.article_id: ArticleId | None = None
        self.revision = ""
        self._loading = False
        self._suggests = False
        self._stale = False
        self._handed: Handed | None = None
        self._fields: deque[dict[str, object]] = deque(maxlen=_REMEMBERED)
        self._documents: deque[Document] = deque(maxlen=_REMEMBERED)
        self.heading = Heading(self)
        self.view = BodyView(self)
        self.actions_of_text = Actions(self.view, icons)
        self.toolbar = Toolbar(self.actions_of_text, self)
        self.source = SourceView(self)
        self.pasting = Pasting(self.view)
        self.codes = CodeBook()
        Codes(self.view, self.codes)
        self.paste_notice = PasteNotice(self.pasting, self.view, icons, self)
        self.slash_menu = SlashMenu(self.view, self.actions_of_text.commands())
        self.floating_bar = FloatingBar(self.view, self.actions_of_text.for_selection())
        self.outline = Outline(self, icons)
        self.footer = Footer(self.view, self.actions_of_text.outline, self)
        texts = {name: self.heading.text_field(name) for name in TEXTS}
        self.find_bar = FindBar(self.view, texts, self)
        self.proofing = Proofing(self.view, texts, self)
        self.flag_menu = FlagMenu(self.proofing, self)
        self._pause = self._timer(_PAUSE_MS)
        self._unbroken = self._timer(_UNBROKEN_MS)
        self._lay_out()
        self._wire()
        self.clear()

    def _timer(self, milliseconds: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(self._hand_on)
        return made

    def _wire(self) -> None:
        self.heading.touched.connect(self._touch)
        self.heading.body_wished.connect(self.view.setFocus)
        self.view.textChanged.connect(self._touch_body)
        self.view.thumbnail_wished.connect(self.thumbnail_wished)
        self.view.files_dropped.connect(self._on_files_dropped)
        self.actions_of_text.photo_wished.connect(self.photo_wished)
        self.source.textChanged.connect(self._touch_body)
        self.actions_of_text.related_wished.connect(self.related_wished)
        self.actions_of_text.find_wished.connect(lambda replacing: self.seek(replacing=replacing))
        self.actions_of_text.outline_wished.connect(self._show_outline)
        self.actions_of_text.source_wished.connect(self.show_source)
        self.find_bar.closed.connect(self.view.setFocus)
        self.outline.chosen.connect(self.land_on)
        self.proofing.told.connect(self.footer.tell_flag)

    # -- what the window asks

    def show_article(self, article: Article, document: Document, revision: str) -> None:
        """Open a story; the last words of the one before are handed on first."""
        self.flush()
        self._loading = True
        self.article_id = article.id
        self.revision = revision
        self.heading.show(article)
        self._leave_source()
        if not self._inherit(article, document):
            self.view.show_document(document)
        self._set_open(True)
        self._loading = False
        now = self.view.read_document()
        self._remember_anew(now)
        self.footer.show_document(now)

    def hand_over(self) -> Handed:
        """Give the open texts with their histories to the editor of another window; this one has nothing then."""
        self.flush()
        self.show_source(False)
        name, self.article_id = self.article_id, None
        return give(name, self.view, self.heading)

    def take_over(self, handed: Handed) -> None:
        """Go on with the texts of another window as soon as their story is opened here, if it still says the same."""
        self._handed = handed

    def _inherit(self, article: Article, document: Document) -> bool:
        handed, self._handed = self._handed, None
        return handed is not None and take(handed, article, document, self.view, self.heading)

    def clear(self) -> None:
        """Nothing is open."""
        self.flush()
        self._loading = True
        self.article_id = None
        self.revision = ""
        self.heading.show(Article(ArticleId("")))
        self._leave_source()
        self.view.show_document(())
        self._set_open(False)
        self._loading = False
        self._remember_anew(())

    def apply_remote(self, article: Article, document: Document) -> None:
        """Take in what somebody else wrote: undoable edits where it changed, the caret stays, nothing typed is lost.

        Words typed since the last save stay and are handed on with the next one.
        """
        if article.id != self.article_id:
            return
        now = self.heading.values()
        self._loading = True
        for name, mine in now.items():
            theirs = getattr(article, name)
            versions = [said[name] for said in self._fields]
            self.heading.amend(name, woven_value(versions, mine, theirs))
        wanted = woven(tuple(self._documents), self._read(), document)
        if self.in_source:
            self.source.amend(wanted)
        else:
            self.view.amend(wanted)
        self._loading = False
        stored = {name: getattr(article, name) for name in now}
        after = self._read()
        self._fields.clear()
        self._fields.append(stored)
        self._documents.clear()
        self._documents.append(document)
        self._stale = True
        self.footer.show_document(after)
        if after != document or self.heading.values() != stored:
            self._touch()

    def flush(self) -> None:
        """Hand on now what was written and not yet handed on, and what is still being pasted."""
        self.pasting.finish()
        self._hand_on()

    def stand_aside(self) -> None:
        """Hand on the last words, then let what is stored come in whole: also a text this editor has left behind."""
        self.flush()
        for left in (self._fields, self._documents):
            while len(left) > 1:
                left.popleft()

    def _hand_on(self) -> None:
        self._pause.stop()
        self._unbroken.stop()
        if self.article_id is None or self._loading or not self._fields:
            return
        values = self.heading.values()
        last = self._fields[-1]
        fields = {name: value for name, value in values.items() if value != last[name]}
        body: Body | None = None
        if self._stale:
            document = self._read()
            self._stale = False
            if document != self._documents[-1]:
                self._remember(self._documents, document)
                body = write_normal(document)
            self.footer.show_document(document)
        if fields:
            self._remember(self._fields, values)
        if fields or body is not None:
            self.edited.emit(fields, body)

    def land_on(self, place: str) -> None:
        """Bring the caret to a field ("headline"), a photo in the text ("photo:ID") or a block (its id)."""
        named = {
            "authors": self.heading.authors,
            "section": self.heading.section,
            "tags": self.heading.tags,
            "body": self.view,
        }
        if place in TEXTS:
            self.heading.text_field(place).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if place in named:
            named[place].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.show_source(False)
        cursor = self._find(place.removeprefix("block:").removeprefix("b-"))
        if cursor is not None:
            self.view.setTextCursor(cursor)
            self.view.ensureCursorVisible()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert_figure(self, photo_id: str, caption: str) -> None:
        """Put a photo at the caret."""
        runs = (Run(caption),) if caption else ()
        self._insert(Block(new_block_id(), Figure(PhotoId(photo_id), runs)))

    def insert_related(self, article_id: str, title: str) -> None:
        """Put an inline "Baca juga" at the caret."""
        self._insert(Block(new_block_id(), RelatedArticle(ArticleId(article_id), title)))

    def suggest_only(self, on: bool) -> None:
        """Whether this person proofreads: words can be selected and marked, not changed."""
        self._suggests = on
        self._set_open(self.article_id is not None)

    def set_sections(self, sections: Sequence[Section]) -> None:
        """The newsroom's sections."""
        self.heading.set_sections(sections)

    def show_photo(self, photo_id: str, image: QImage, credit: str, complete: bool) -> None:
        """A thumbnail (at most some 1,400 pixels wide) and the visible credit line of a photo in the text."""
        self.view.show_photo(photo_id, Shown(image, credit, complete))

    def seek(self, *, replacing: bool = False) -> None:
        """Open the bar that finds and replaces."""
        if self.article_id is not None:
            self.show_source(False)
            self.find_bar.ask(replacing=replacing)

    @property
    def in_source(self) -> bool:
        """Whether the body is shown as Markdown."""
        return self._texts.currentWidget() is self.source

    def show_source(self, on: bool) -> None:
        """Swap rich text and Markdown; the caret stays at its word, and coming back is one step to undo."""
        if on == self.in_source or self.article_id is None:
            return
        self._loading = True
        if on:
            self.pasting.finish()
            place = place_of(self.view.document(), self.view.textCursor().position())
            self.find_bar.close_bar()
            self.source.show_document(self.view.read_document())
            self._texts.setCurrentWidget(self.source)
            if place is not None:
                self.source.go_to(place)
            self.source.setFocus()
        else:
            place = self.source.place()
            self.view.amend(self.source.read_document())
            self._texts.setCurrentWidget(self.view)
            at = position_of(self.view.document(), place) if place is not None else None
            if at is not None:
                cursor = self.view.textCursor()
                cursor.setPosition(at)
                self.view.setTextCursor(cursor)
                self.view.ensureCursorVisible()
            self.view.setFocus()
        self._loading = False
        self.actions_of_text.show_source(on)
        self.footer.show_document(self._read())

    # -- inside

    def _on_files_dropped(self, paths: list[str]) -> None:
        """Pictures are for the open story; a document is a story of its own."""
        documents = [path for path in paths if path.lower().endswith(_DOCUMENTS)]
        if documents:
            self.documents_dropped.emit(documents)
        if len(documents) < len(paths):
            self.files_dropped.emit([path for path in paths if path not in documents])

    def _read(self) -> Document:
        return self.source.read_document() if self.in_source else self.view.read_document()

    def _leave_source(self) -> None:
        self._texts.setCurrentWidget(self.view)
        self.actions_of_text.show_source(False)
        self.find_bar.close_bar()

    def _show_outline(self) -> None:
        if self.article_id is None:
            return
        document = self._read()
        here = "" if self.in_source else id_of(self.view.textCursor().blockFormat())
        self.outline.ask(document, self.footer.mapToGlobal(QPoint(0, 0)), here)

    def event(self, event: QEvent) -> bool:
        # Inside a story Ctrl+F looks in the story; everywhere else it looks for stories.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Find)
            and self.article_id is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.seek()
        elif event.keyCombination() == _REPLACE:
            self.seek(replacing=True)
        elif event.matches(QKeySequence.StandardKey.FindNext) and self.find_bar.isVisible():
            self.find_bar.next()
        elif event.matches(QKeySequence.StandardKey.FindPrevious) and self.find_bar.isVisible():
            self.find_bar.previous()
        else:
            super().keyPressEvent(event)

    def _insert(self, block: Block) -> None:
        if self.article_id is None:
            return
        self.show_source(False)
        self.view.insert_blocks((block,))
        self.view.setFocus()

    def _find(self, place: str) -> QTextCursor | None:
        photo = place.removeprefix("photo:") if place.startswith("photo:") else ""
        block = self.view.document().begin()
        while block.isValid():
            if not photo and id_of(block.blockFormat()) == place:
                return QTextCursor(block)
            step = block.begin()
            while not step.atEnd():
                thing = thing_of(step.fragment().charFormat())
                if photo and isinstance(thing, Figure) and thing.photo_id == photo:
                    return QTextCursor(block)
                step += 1
            block = block.next()
        return None

    def _touch_body(self) -> None:
        if not self._loading:
            self._stale = True
            self._touch()

    def _touch(self) -> None:
        if self._loading or self.article_id is None:
            return
        self._pause.start()
        if not self._unbroken.isActive():
            self._unbroken.start()

    def _remember_anew(self, document: Document) -> None:
        self._fields.clear()
        self._documents.clear()
        self._fields.append(self.heading.values())
        self._documents.append(document)
        self._stale = False

    @staticmethod
    def _remember(versions: deque[Any], value: object) -> None:
        # The oldest is what is stored for sure, so it is the middle that is forgotten.
        if len(versions) == _REMEMBERED:
            del versions[1]
        versions.append(value)

    def _set_open(self, opened: bool) -> None:
        writes = opened and not self._suggests
        for field in self.heading.every():
            field.setEnabled(opened if field in self.heading.texts() else writes)
        for text in self.heading.texts():
            text.setReadOnly(not writes)
        self.view.setReadOnly(not writes)
        self.source.setReadOnly(not writes)
        self.actions_of_text.set_enabled(writes)
        self._stack.setCurrentIndex(1 if opened else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(24, (self.width() - COLUMN) // 2)
        self._head_row.setContentsMargins(side, 16, side, 8)
        self._tool_row.setContentsMargins(side, 4, side, 4)
        self._find_row.setContentsMargins(side, 0, side, 0)
        self.source.set_side(side)
        self._foot_row.setContentsMargins(side, 4, side, 6)

    def _lay_out(self) -> None:
        sheet = QWidget(self)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head_row = QHBoxLayout()
        above = HeadingArea(self.heading, sheet)
        self.find_bar.went_to.connect(above.show_field)
        self._head_row.addWidget(above)
        self._tool_row = QHBoxLayout()
        self._tool_row.addWidget(self.toolbar)
        self._find_row = QHBoxLayout()
        self._find_row.addWidget(self.find_bar)
        self._texts = QStackedWidget(sheet)
        self._texts.addWidget(self.view)
        self._texts.addWidget(self.source)
        self._texts.setMinimumHeight(_LEAST_TEXT)
        self._foot_row = QHBoxLayout()
        self._foot_row.addWidget(self.footer)
        column.addLayout(self._head_row)
        column.addWidget(_hairline(sheet))
        column.addLayout(self._tool_row)
        column.addWidget(_hairline(sheet))
        column.addLayout(self._find_row)
        column.addWidget(self._texts, 1)
        column.addWidget(self.paste_notice)
        column.addLayout(self._foot_row)
        read_in_order(above, self.toolbar, self.find_bar, self._texts, self.paste_notice, self.footer)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(_empty_state(self))
        self._stack.addWidget(sheet)


def _hairline(parent: QWidget) -> QFrame:
    made = QFrame(parent)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setAutoFillBackground(True)
    made.setBackgroundRole(QPalette.ColorRole.Midlight)
    made.setProperty("hairline", True)
    made.setFixedHeight(1)
    return made


def _empty_state(parent: QWidget) -> QWidget:
    made = QWidget(parent)
    made.setObjectName("editor.empty")
    column = QVBoxLayout(made)
    column.addStretch(2)
    title = QLabel(tr("Belum ada berita yang dibuka"), made)
    font = title.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    title.setFont(font)
    said = label(tr("Pilih berita di daftar, atau mulai yang baru dengan Ctrl+N."), role="quiet", wrap=True)
    for each in (title, said):
        each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(each)
    column.addStretch(3)
    return made
