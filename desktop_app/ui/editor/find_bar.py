"""Ctrl+F: a bar under the toolbar that finds, lists and replaces words in the open story, its titles and lead too."""

from collections.abc import Mapping
from itertools import chain

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.editor.fields import ParagraphField
from desktop_app.ui.editor.finding import MOST, Match, Wanted, find_all, replace
from desktop_app.ui.editor.ink import ink_for
from desktop_app.ui.editor.rows import BOLD, HINT, Rows
from desktop_app.ui.editor.together import Together
from desktop_app.ui.editor.units import units
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.editor.walking import Area
from desktop_app.ui.widgets import read_in_order
from desktop_app.ui.words import tr

_PAUSE_MS = 150
_LISTED = 200
_LIST_ROWS, _LIST_ROWS_LOW = 6, 3
# An editor of fewer pixels shows fewer matches at once, so that the text they stand in stays in sight.
_LOW = 760
_BODY = ""


class FindBar(QFrame):
    """Hidden until asked for. *closed* when the person is done with it; *went_to* the text that holds the match."""

    closed = Signal()
    went_to = Signal(QWidget)

    def __init__(
        self, view: BodyView, fields: Mapping[str, ParagraphField], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("editor.find_bar")
        self.setAccessibleName(tr("Cari dan ganti dalam naskah"))
        self._view = view
        self._pane = parent
        # In the order of reading; the body has no name.
        self._areas: dict[str, Area] = {**fields, _BODY: view}
        self._together = Together(self)
        self._matches: tuple[Match, ...] = ()
        self._at = -1
        self._from = (0, 0)
        self.sought = self._line("find_text", tr("Cari dalam naskah"))
        self.new = self._line("find_new", tr("Ganti dengan"))
        self.words = self._check("find_words", tr("Kata utuh"))
        self.exact = self._check("find_exact", tr("Huruf besar/kecil"))
        self.count = QLabel(self)
        self.count.setObjectName("editor.find_count")
        self.count.setProperty("quiet", True)
        self.count.setMinimumWidth(110)
        self.list = QListWidget(self)
        self.list.setObjectName("editor.find_list")
        self.list.setAccessibleName(tr("Yang ditemukan"))
        self.list.setProperty("rows", True)
        self.list.setItemDelegate(Rows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._search_again)
        self.sought.textChanged.connect(self._search)
        self.words.toggled.connect(self._search)
        self.exact.toggled.connect(self._search)
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)
        for area in self._areas.values():
            area.textChanged.connect(self._on_text_changed)
        view.began_anew.connect(self._on_text_changed)
        view.began_anew.connect(self._together.forget)
        self.hide()

    # -- what the pane asks

    def ask(self, *, replacing: bool = False) -> None:
        """Open with the selected words, if they stand in one line."""
        here = next((name for name, area in self._areas.items() if area.hasFocus()), _BODY)
        cursor = self._areas[here].textCursor()
        self._from = (self._order(here), cursor.selectionStart())
        chosen = cursor.selectedText()
        if chosen and "\u2029" not in chosen and "\ufffc" not in chosen and len(chosen) < 200:
            self.sought.setText(chosen.replace("\u2028", " "))
        self.show()
        field = self.new if replacing and self.sought.text() else self.sought
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        self._search()

    def next(self) -> None:
        """Go to the next place, from the last one to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the place before."""
        self._step(-1)

    def replace_one(self) -> None:
        """Replace the place that is chosen, go on to the next."""
        self._catch_up()
        match = self._current()
        if match is None or self._view.isReadOnly():
            return
        replace(self._areas[match.area].document(), (match,), self.new.text())
        behind = match.end if match.card else match.start + units(self.new.text())
        self._from = (self._order(match.area), behind)
        self._search()

    def replace_all(self) -> None:
        """Replace every place as one step of the history."""
        if self._view.isReadOnly():
            return
        self._catch_up()
        self._together.begin(area.document() for area in self._areas.values())
        changed = sum(
            replace(
                area.document(), [match for match in self._matches if match.area == name], self.new.text()
            )
            for name, area in self._areas.items()
        )
        self._together.end()
        cards = sum(match.card for match in self._matches)
        self._search()
        told = tr("{count} diganti").format(count=changed)
        if cards:
            told = tr("{count} diganti, {cards} judul kartu dibiarkan").format(count=changed, cards=cards)
        self.count.setText(told)

    def close_bar(self) -> None:
        """Put it away; the place found stays selected."""
        match = self._current()
        self.hide()
        self._matches, self._at = (), -1
        for area in self._areas.values():
            for layer in ("matches", "match"):
                area.highlights.clear(layer)
        if match is not None:
            self._areas[match.area].setTextCursor(self._cursor(match))
        self.closed.emit()
        if match is not None:
            self._areas[match.area].setFocus()

    # -- inside

    def _on_text_changed(self) -> None:
        if self.isVisible():
            self._later.start()

    def _catch_up(self) -> None:
        """The text may have changed since the last search."""
        if self._later.isActive():
            self._later.stop()
            self._search_again()

    def _search_again(self) -> None:
        if self.isVisible():
            match = self._current()
            self._from = self._place(match) if match else self._from
            self._search(move=False)

    def _search(self, *_: object, move: bool = True) -> None:
        wanted = Wanted(self.sought.text(), self.words.isChecked(), self.exact.isChecked())
        found = (find_all(area.document(), wanted, name) for name, area in self._areas.items())
        self._matches = tuple(chain.from_iterable(found))[:MOST]
        self._at = next((at for at, each in enumerate(self._matches) if self._place(each) >= self._from), 0)
        if not self._matches:
            self._at = -1
        self._fill_list()
        self._show(move=move)

    def _step(self, by: int) -> None:
        if not self._matches:
            self._search()
            return
        self._at = (self._at + by) % len(self._matches)
        self._show(move=True)

    def _current(self) -> Match | None:
        return self._matches[self._at] if 0 <= self._at < len(self._matches) else None

    def _show(self, *, move: bool) -> None:
        match = self._current()
        some, one = self._formats()
        for name, area in self._areas.items():
            mine = [(each.start, each.end) for each in self._matches if each.area == name]
            here = [(match.start, match.end)] if match is not None and match.area == name else []
            area.highlights.mark("matches", mine, some)
            area.highlights.mark("match", here, one)
        self._tell()
        if match is None:
            return
        self._from = self._place(match)
        if 0 <= self._at < self.list.count():
            self.list.setCurrentRow(self._at)
        if move:
            # The caret goes along, so that closing the bar leaves it where the eye is.
            caret = self._cursor(match)
            if not match.card:
                caret.setPosition(match.start)
            self._areas[match.area].setTextCursor(caret)
            self._areas[match.area].ensureCursorVisible()
            self.went_to.emit(self._areas[match.area])

    def _formats(self) -> tuple[QTextCharFormat, QTextCharFormat]:
        ink = ink_for(self._view.palette())
        some, one = QTextCharFormat(), QTextCharFormat()
        ground = QColor(ink.found)
        some.setBackground(ground)
        one.setBackground(ink.accent)
        one.setForeground(ink.paper)
        return some, one

    def _tell(self) -> None:
        if not self.sought.text():
            said = ""
        elif not self._matches:
            said = tr("Tidak ditemukan")
        elif len(self._matches) >= MOST:
            said = tr("lebih dari {count}").format(count=MOST)
        else:
            said = tr("{at} dari {count}").format(at=self._at + 1, count=len(self._matches))
        self.count.setText(said)
        self.count.setAccessibleName(said)
        on = self._current() is not None and not self._view.isReadOnly()
        self.one_button.setEnabled(on)
        self.all_button.setEnabled(on)

    def _fill_list(self) -> None:
        self.list.clear()
        for match in self._matches[:_LISTED]:
            item = QListWidgetItem(f"{match.before}{match.found}{match.after}", self.list)
            where = self._areas[match.area].accessibleName()
            item.setData(HINT, where if match.area else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{where}: {item.text()}")
            item.setData(BOLD, (len(match.before), len(match.before) + len(match.found)))
        low = self._pane is not None and self._pane.height() < _LOW
        rows = min(_LIST_ROWS_LOW if low else _LIST_ROWS, self.list.count())
        self.list.setVisible(rows > 0)
        if rows:
            self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 4)

    def _on_item(self, item: QListWidgetItem) -> None:
        self._at = self.list.row(item)
        self._show(move=True)

    def _cursor(self, match: Match) -> QTextCursor:
        made = QTextCursor(self._areas[match.area].document())
        made.setPosition(match.start)
        made.setPosition(match.end, QTextCursor.MoveMode.KeepAnchor)
        return made

    def _order(self, area: str) -> int:
        return tuple(self._areas).index(area)

    def _place(self, match: Match) -> tuple[int, int]:
        return self._order(match.area), match.start

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._take_key(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched is self.sought:
            self._step(-1 if shift else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched is self.new:
            self.replace_all() if control else self.replace_one()
        elif key == Qt.Key.Key_Down and watched is self.sought:
            self._step(1)
        elif key == Qt.Key.Key_Up and watched is self.sought:
            self._step(-1)
        else:
            return False
        return True

    # -- making

    def _lay_out(self) -> None:
        self.up = self._button("find_previous", "↑", tr("Sebelumnya (Shift+Enter)"), self.previous)
        self.down = self._button("find_next", "↓", tr("Berikutnya (Enter)"), self.next)
        self.shut = self._button("find_close", "×", tr("Tutup (Esc)"), self.close_bar)
        self.one_button = self._button(
            "replace_one", tr("Ganti"), tr("Ganti yang ini (Enter)"), self.replace_one
        )
        self.all_button = self._button(
            "replace_all",
            tr("Ganti semua"),
            tr("Ganti semua, satu kali urung (Ctrl+Enter)"),
            self.replace_all,
        )
        for small in (self.up, self.down, self.shut):
            small.setFixedWidth(30)
            small.setProperty("kind", "quiet")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for at, widget in enumerate((self.sought, self.up, self.down, self.count, self.shut)):
            grid.addWidget(widget, 0, at)
        below = QHBoxLayout()
        below.addWidget(self.one_button)
        below.addWidget(self.all_button)
        grid.addWidget(self.new, 1, 0)
        grid.addLayout(below, 1, 1, 1, 3)
        ways = QHBoxLayout()
        ways.addWidget(self.words)
        ways.addWidget(self.exact)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 4, 6)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addLayout(ways)
        column.addWidget(self.list)
        read_in_order(self.sought, self.up, self.down, self.count, self.shut, self.new)
        read_in_order(self.one_button, self.all_button, self.words, self.exact, self.list)
        for first, second in (
            (self.sought, self.new),
            (self.new, self.words),
            (self.words, self.exact),
            (self.exact, self.list),
        ):
            self.setTabOrder(first, second)

    def _line(self, name: str, label: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(f"editor.{name}")
        made.setAccessibleName(label)
        made.setPlaceholderText(label)
        made.installEventFilter(self)
        return made

    def _check(self, name: str, label: str) -> QCheckBox:
        made = QCheckBox(label, self)
        made.setObjectName(f"editor.{name}")
        made.installEventFilter(self)
        return made

    def _button(self, name: str, text: str, tip: str, done: object) -> QPushButton:
        made = QPushButton(text, self)
        made.setObjectName(f"editor.{name}")
        made.setAccessibleName(tip)
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(done)
        return made
