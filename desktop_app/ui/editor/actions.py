"""What can be done to the text, as QActions: one list for the toolbar, menus, shortcuts and the command palette."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFont, QIcon, QKeySequence, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu

from desktop_app.domain.document import Block, Rule
from desktop_app.domain.ids import new_block_id
from desktop_app.ui.editor import tables
from desktop_app.ui.editor.conversion import set_role
from desktop_app.ui.editor.embed_popover import EmbedPopover
from desktop_app.ui.editor.keys import relist, role_at
from desktop_app.ui.editor.link_popover import LinkPopover
from desktop_app.ui.editor.moving import move
from desktop_app.ui.editor.slash_menu import Command
from desktop_app.ui.editor.styles import LISTS, OBJECTS, Role, marks_of, role_of
from desktop_app.ui.editor.table_popover import TablePopover
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.words import tr

Icons = Callable[[str], QIcon]


class Actions(QObject):
    """The actions of one view.

    Photo and related article are wishes: choosing them is not the editor's business. Finding (with or without
    replacing), the outline and the Markdown source are the pane's.
    """

    photo_wished = Signal()
    related_wished = Signal()
    find_wished = Signal(bool)
    outline_wished = Signal()
    source_wished = Signal(bool)

    def __init__(self, view: BodyView, icons: Icons | None) -> None:
        super().__init__(view)
        self._view = view
        self._icons = icons
        self._roles: dict[Role, QAction] = {}
        self._here = (False, False, Role.P, False)
        self.popover = LinkPopover(view)
        self.embeds = EmbedPopover(view)
        self.tables = TablePopover(view)
        self.undo = self._make("undo", tr("Urungkan"), "undo", self._view.undo, QKeySequence.StandardKey.Undo)
        self.redo = self._make("redo", tr("Ulangi"), "redo", self._view.redo, QKeySequence.StandardKey.Redo)
        self.bold = self._mark("bold", tr("Tebal"), "bold", QKeySequence.StandardKey.Bold, self._bold)
        self.italic = self._mark(
            "italic", tr("Miring"), "italic", QKeySequence.StandardKey.Italic, self._italic
        )
        self.link = self._make("link", tr("Tautan"), "link", self.popover.ask, "Ctrl+K")
        self.subhead = self._role(Role.H2, "subhead", tr("Subjudul"), "subhead", "Ctrl+Alt+2")
        self.subsubhead = self._role(Role.H3, "subsubhead", tr("Subjudul kecil"), "subsubhead", "Ctrl+Alt+3")
        self.bullets = self._role(Role.UL, "bullets", tr("Daftar berpoin"), "list-bullet", "Ctrl+Shift+8")
        self.numbers = self._role(Role.OL, "numbers", tr("Daftar bernomor"), "list-number", "Ctrl+Shift+7")
        self.quote = self._role(Role.Q, "quote", tr("Kutipan"), "quote", "Ctrl+Shift+9")
        self.pull_quote = self._role(
            Role.PULL, "pull_quote", tr("Kutipan sorot"), "pull-quote", "Ctrl+Shift+0"
        )
        self.paragraph = self._make(
            "paragraph", tr("Paragraf biasa"), "paragraph", lambda: self.set_line_role(Role.P), "Ctrl+Alt+0"
        )
        self.figure = self._make("figure", tr("Foto"), "photo", self.photo_wished.emit, "Ctrl+Shift+P")
        self.related = self._make(
            "related", tr("Baca juga"), "related", self.related_wished.emit, "Ctrl+Shift+J"
        )
        self.embed = self._make("embed", tr("Sematan"), "embed", self.embeds.ask, "Ctrl+Shift+E")
        self.table = self._make("table", tr("Tabel"), "table", self.tables.ask, "Ctrl+Shift+T")
        self.rule = self._make("rule", tr("Garis pemisah"), "rule", self._rule, "Ctrl+Shift+H")
        self.paste_plain = self._make(
            "paste_plain", tr("Tempel sebagai teks"), "paste", view.paste_plain, "Ctrl+Shift+V"
        )
        self.find = self._make("find", tr("Cari dalam naskah"), "find", lambda: self.find_wished.emit(False))
        # Only shown: outside the story the same key finds stories, and two holders of one shortcut get none.
        self.find.setText(self.find.text() + "\tCtrl+F")
        self.replace = self._make(
            "replace", tr("Cari dan ganti"), "replace", lambda: self.find_wished.emit(True), "Ctrl+H"
        )
        self.outline = self._make(
            "outline", tr("Kerangka naskah"), "outline", self.outline_wished.emit, "Ctrl+Shift+O"
        )
        self.move_up = self._make(
            "move_up", tr("Pindahkan ke atas"), "move-up", partial(self._move, down=False), "Alt+Shift+Up"
        )
        self.move_down = self._make(
            "move_down",
            tr("Pindahkan ke bawah"),
            "move-down",
            partial(self._move, down=True),
            "Alt+Shift+Down",
        )
        self.source = self._make(
            "source",
            tr("Naskah sebagai Markdown"),
            "source",
            lambda: self.source_wished.emit(self.source.isChecked()),
            "Ctrl+Alt+M",
        )
        self.source.setCheckable(True)
        self.of_table = tuple(
            self._make(name, text, name.replace("_", "-"), partial(self._in_table, done))
            for name, text, done in (
                ("row_add", tr("Tambah baris di bawah"), tables.add_row),
                ("column_add", tr("Tambah kolom di kanan"), tables.add_column),
                ("row_remove", tr("Hapus baris"), tables.remove_row),
                ("column_remove", tr("Hapus kolom"), tables.remove_column),
                ("table_remove", tr("Hapus tabel"), tables.remove_table),
            )
        )
        self.cut, self.copy, self.paste, self.select_all = (
            self._make(name, text, icon, done)
            for name, text, icon, done in (
                ("cut", tr("Potong"), "cut", view.cut),
                ("copy", tr("Salin"), "copy", view.copy),
                ("paste", tr("Tempel"), "paste", view.paste),
                ("select_all", tr("Pilih semua"), "select-all", view.selectAll),
            )
        )
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        view.cursorPositionChanged.connect(self._follow)
        view.currentCharFormatChanged.connect(self._follow)
        view.undoAvailable.connect(self.undo.setEnabled)
        view.redoAvailable.connect(self.redo.setEnabled)
        self.refresh()

    def every(self) -> Iterator[QAction]:
        """All actions, in the order of the toolbar."""
        yield from self.findChildren(QAction)

    def commands(self) -> tuple[Command, ...]:
        """What the slash menu offers, with the names that can be typed."""
        return tuple(
            Command(names, action)
            for names, action in (
                (("foto", "gambar", "photo"), self.figure),
                (("baca", "terkait", "related"), self.related),
                (("kutipan", "quote"), self.quote),
                (("sorot", "kutipan sorot", "pull"), self.pull_quote),
                (("sematan", "video", "embed"), self.embed),
                (("tabel", "table"), self.table),
                (("garis", "pemisah", "rule"), self.rule),
                (("subjudul", "h2"), self.subhead),
                (("subjudul kecil", "h3"), self.subsubhead),
                (("poin", "daftar", "list"), self.bullets),
                (("nomor", "daftar", "list"), self.numbers),
            )
        )

    def for_selection(self) -> tuple[tuple[QAction, ...], ...]:
        """What the floating bar offers, in groups."""
        return (
            (self.bold, self.italic, self.link),
            (self.subhead, self.quote, self.pull_quote),
        )

    def show_source(self, on: bool) -> None:
        """In the Markdown source only the way back, finding and the outline make sense."""
        self.source.setChecked(on)
        useful = (self.source, self.find, self.replace, self.outline)
        for action in self.every():
            if action not in useful:
                action.setEnabled(not on)
                action.setChecked(False)
        if not on:
            self.refresh()

    def set_enabled(self, on: bool) -> None:
        """Switch all of them, for instance when no story is open."""
        for action in self.every():
            action.setEnabled(on)
        if on:
            self.refresh()
            self.undo.setEnabled(self._view.document().isUndoAvailable())
            self.redo.setEnabled(self._view.document().isRedoAvailable())

    def refresh(self) -> None:
        """Show at the buttons what the text at the caret is."""
        self._here = self._at_caret()
        bold, italic, here, in_table = self._here
        self.bold.setChecked(bold)
        self.italic.setChecked(italic)
        for role, action in self._roles.items():
            action.setChecked(role is here)
        for action in self.of_table:
            action.setEnabled(in_table)

    def _follow(self) -> None:
        """The caret moved: mostly to a place where the buttons say the same."""
        if self._at_caret() != self._here:
            self.refresh()

    def _at_caret(self) -> tuple[bool, bool, Role, bool]:
        bold, italic, _ = marks_of(self._view.currentCharFormat())
        cursor = self._view.textCursor()
        in_table = not self._view.isReadOnly() and cursor.currentTable() is not None
        return bold, italic, role_at(cursor), in_table

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cursor = self._view.cursorForPosition(at)
        # Those who know more of the place (a misspelt word) put their offers on top.
        self._view.menu_opening.emit(menu, cursor)
        if not menu.isEmpty():
            menu.addSeparator()
        some, able = self._view.textCursor().hasSelection(), not self._view.isReadOnly()
        self.cut.setEnabled(some and able)
        self.copy.setEnabled(some)
        self.paste.setEnabled(able and self._view.canPaste())
        groups: list[tuple[QAction, ...]] = [(self.undo, self.redo), (self.cut, self.copy, self.paste)]
        groups[-1] += (self.paste_plain, self.select_all)
        if self.of_table[0].isEnabled():
            groups.append(self.of_table)
        groups.append((self.bold, self.italic, self.link))
        for group in groups:
            menu.addActions(list(group))
            menu.addSeparator()
        menu.popup(self._view.viewport().mapToGlobal(at))

    def _move(self, *, down: bool) -> None:
        cursor = self._view.textCursor()
        if not self._view.isReadOnly() and move(cursor, down=down):
            self._view.setTextCursor(cursor)
            self._view.ensureCursorVisible()

    def _in_table(self, done: Callable[[QTextCursor], None]) -> None:
        cursor = self._view.textCursor()
        if not self._view.isReadOnly():
            done(cursor)
            self._view.setTextCursor(cursor)
            self.refresh()

    # -- roles

    def set_line_role(self, role: Role) -> None:
        """Give every selected line this role; lines that all have it already become paragraphs."""
        cursor = self._view.textCursor()
        if self._view.isReadOnly() or cursor.currentTable() is not None:
            return
        document = self._view.document()
        blocks: list[QTextBlock] = []
        block = document.findBlock(cursor.selectionStart())
        while block.isValid() and (block.position() < cursor.selectionEnd() or not blocks):
            if role_of(block.blockFormat()) not in OBJECTS and QTextCursor(block).currentTable() is None:
                blocks.append(block)
            block = block.next()
        if not blocks:
            return
        wanted = Role.P if all(role_of(each.blockFormat()) is role for each in blocks) else role
        cursor.beginEditBlock()
        for each in blocks:
            set_role(each, wanted)
        if block.isValid() and role_of(block.blockFormat()) in LISTS:
            relist(block)
        cursor.endEditBlock()
        self._view.setFocus()
        self.refresh()

    def _rule(self) -> None:
        self._view.insert_blocks((Block(new_block_id(), Rule()),))

    # -- marks

    def _bold(self, on: bool) -> None:
        made = QTextCharFormat()
        made.setFontWeight((QFont.Weight.Bold if on else QFont.Weight.Normal).value)
        self._merge(made)

    def _italic(self, on: bool) -> None:
        made = QTextCharFormat()
        made.setFontItalic(on)
        self._merge(made)

    def _merge(self, form: QTextCharFormat) -> None:
        if not self._view.isReadOnly():
            self._view.mergeCurrentCharFormat(form)

    # -- making

    def _make(
        self,
        name: str,
        text: str,
        icon: str,
        done: Callable[[], object],
        keys: str | QKeySequence.StandardKey | None = None,
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"editor.{name}")
        sequence = QKeySequence() if keys is None else QKeySequence(keys)
        action.setShortcut(sequence)
        # Only while the text has the focus: the same keys mean other things in other panes.
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shown = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({shown})" if shown else text)
        if self._icons is not None:
            action.setIcon(self._icons(icon))
        action.triggered.connect(lambda _checked=False: done())
        self._view.addAction(action)
        return action

    def _mark(
        self, name: str, text: str, icon: str, keys: QKeySequence.StandardKey, done: Callable[[bool], None]
    ) -> QAction:
        action = self._make(name, text, icon, lambda: done(action.isChecked()), keys)
        action.setCheckable(True)
        return action

    def _role(self, role: Role, name: str, text: str, icon: str, keys: str) -> QAction:
        action = self._make(name, text, icon, lambda: self.set_line_role(role), keys)
        action.setCheckable(True)
        self._roles[role] = action
        return action
