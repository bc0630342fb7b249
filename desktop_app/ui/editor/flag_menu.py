"""What can be done about flagged words: take a fix, teach the newsroom's list, silence the rule in this story."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QFont, QKeySequence, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.flag import Flag, FlagKind
from desktop_app.ui.editor.fields import ParagraphField
from desktop_app.ui.editor.proofing import Proofing
from desktop_app.ui.editor.walking import Area, Stop, next_stop
from desktop_app.ui.words import said, tr

_MOST = 6


class FlagMenu(QObject):
    """Fills menus for a flag. *suggestions_wished(word)*: answer with :meth:`show_suggestions`.

    *word_wished(word)*: it is right, take it into the newsroom's list. *silence_wished(rule)*: not in this story.
    """

    suggestions_wished = Signal(str)
    word_wished = Signal(str)
    silence_wished = Signal(str)

    def __init__(self, proofing: Proofing, pane: QWidget) -> None:
        super().__init__(pane)
        self._proofing = proofing
        self._pane = pane
        self._waiting: tuple[str, QMenu, QAction, Callable[[str], None]] | None = None
        self.menu: QMenu | None = None
        # What others found in the same text (proofreaders' marks): F8 walks through that too.
        self.others: Callable[[], Sequence[Stop]] = tuple
        self._actions = (
            self._action("next", tr("Catatan berikutnya"), "F8", self.go_on),
            self._action("previous", tr("Catatan sebelumnya"), "Shift+F8", partial(self.go_on, back=True)),
            self._action("suggest", tr("Saran untuk kata ini"), "Ctrl+.", self.open_at_caret),
            self._action("shown", tr("Tampilkan tanda bahasa"), "", self._switch),
        )
        self._actions[-1].setCheckable(True)
        self._actions[-1].setChecked(True)
        proofing.view.menu_opening.connect(self._on_body_menu)
        for field in proofing.fields.values():
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            field.customContextMenuRequested.connect(partial(self._on_field_menu, field))

    def _action(self, name: str, text: str, key: str, done: Callable[[], object]) -> QAction:
        action = QAction(text, self._pane)
        action.setObjectName(f"editor.flag_{name}")
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: done())
        self._pane.addAction(action)
        return action

    def go_on(self, *, back: bool = False) -> None:
        """Go to the next open thing in the text: a flag, or what :attr:`others` know of."""
        mine = [
            Stop(
                area, cursor.selectionStart(), cursor.selectionEnd(), partial(self._tell, area, flag, cursor)
            )
            for area, flag, cursor in self._proofing.flags()
        ]
        stops = [*mine, *self.others()]
        stop = next_stop(self._proofing.areas, self._proofing.focused(), stops, back=back)
        if stop is not None:
            stop.go()

    def _tell(self, area: Area, flag: Flag, cursor: QTextCursor) -> None:
        """Select the words and say what the flag is about, also to a screen reader."""
        area.setTextCursor(cursor)
        area.ensureCursorVisible()
        area.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._proofing.tell(flag)
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(area, f"{flag.text}. {said(flag.message)}")
        )

    def _switch(self) -> None:
        self._proofing.set_on(self._actions[-1].isChecked())

    def _on_body_menu(self, menu: QMenu, cursor: QTextCursor) -> None:
        self.add_to(menu, self._proofing.view, cursor)

    def _on_field_menu(self, field: ParagraphField, at: QPoint) -> None:
        menu = field.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_to(menu, field, field.cursorForPosition(at))
        menu.popup(field.viewport().mapToGlobal(at))

    def actions(self) -> tuple[QAction, ...]:
        """For menus and keys: the next flag, the one before, what to do about this one, marks on or off."""
        return self._actions

    def open_at_caret(self) -> bool:
        """Open the menu for the flag at the caret; False when there is none."""
        area = self._proofing.focused()
        found = self._proofing.flag_at(area, area.textCursor().position())
        if found is None:
            return False
        menu = QMenu(area)
        menu.setObjectName("editor.flag")
        self._fill(menu, area, *found)
        self.menu = menu
        menu.popup(area.viewport().mapToGlobal(area.cursorRect(found[1]).bottomLeft()))
        return True

    def add_to(self, menu: QMenu, area: Area, cursor: QTextCursor) -> None:
        """Put what can be done into a context menu, when a flag stands at *cursor*."""
        found = self._proofing.flag_at(area, cursor.position())
        if found is not None:
            self._fill(menu, area, *found)

    def _fill(self, menu: QMenu, area: Area, flag: Flag, cursor: QTextCursor) -> None:
        before = menu.actions()[0] if menu.actions() else None

        def add(text: str, done: Callable[[], object] | None = None, *, strong: bool = False) -> QAction:
            action = QAction(text, menu)
            action.setFont(_font(menu, strong=strong))
            action.setEnabled(done is not None)
            if done is not None:
                action.triggered.connect(lambda _checked=False: done())
            menu.insertAction(before, action) if before is not None else menu.addAction(action)
            return action

        take = partial(self._take, area, cursor, flag)
        add(said(flag.message))
        for fix in flag.fixes:
            add(tr("Ganti dengan “{fix}”").format(fix=fix.strip()), partial(take, fix), strong=flag.sure)
        if flag.kind is FlagKind.SPELLING:
            if not flag.fixes:
                self._waiting = (flag.text, menu, add(tr("Mencari saran…")), take)
            learn = tr("Tambahkan “{word}” ke kata redaksi").format(word=flag.text)
            add(learn, partial(self.word_wished.emit, flag.text))
            if not flag.fixes:
                self.suggestions_wished.emit(flag.text)
        else:
            add(tr("Diamkan aturan ini di berita ini"), partial(self.silence_wished.emit, flag.rule))
        if before is not None:
            menu.insertSeparator(before)

    def show_suggestions(self, word: str, suggestions: tuple[str, ...]) -> None:
        """What may have been meant came."""
        if self._waiting is None or self._waiting[0] != word:
            return
        _, menu, place, take = self._waiting
        self._waiting = None
        for number, fix in enumerate(suggestions[:_MOST]):
            action = QAction(tr("Ganti dengan “{fix}”").format(fix=fix), menu)
            action.setObjectName(f"editor.flag.suggestion.{number}")
            action.setFont(_font(menu, strong=number == 0))
            action.triggered.connect(lambda _checked=False, fix=fix: take(fix))
            menu.insertAction(place, action)
        if suggestions:
            menu.removeAction(place)
        else:
            place.setText(tr("Tidak ada saran"))

    def _take(self, area: Area, cursor: QTextCursor, flag: Flag, fix: str) -> None:
        self._proofing.replace(cursor, flag, fix)
        area.setFocus()


def _font(menu: QMenu, *, strong: bool) -> QFont:
    font = QFont(menu.font())
    font.setBold(strong)
    return font
