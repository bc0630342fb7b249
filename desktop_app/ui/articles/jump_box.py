"""Ctrl+P: a few letters, Enter, and the story is open."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.domain.listing import ArticleRow
from desktop_app.ui.articles import wording
from desktop_app.ui.widgets import label, tip
from desktop_app.ui.words import tr

_ID = int(Qt.ItemDataRole.UserRole)
_PAUSE_MS = 50


class JumpBox(QDialog):
    """*wished(text)* as somebody types; *chosen(article_id)*. Arrow keys move in the list while the caret stays."""

    wished = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jump")
        self.setWindowTitle(tr("Loncat ke berita"))
        self.resize(600, 420)
        self.search = QLineEdit(self)
        self.search.setObjectName("jump.search")
        self.search.setPlaceholderText(tr("Beberapa huruf dari judul atau isi"))
        self.search.setAccessibleName(tr("Loncat ke berita"))
        self.list = QListWidget(self)
        self.list.setObjectName("jump.list")
        self.list.setProperty("rows", True)
        self.list.setAccessibleName(tr("Berita yang cocok"))
        self.none = label(tr("Tidak ada yang cocok"), role="quiet", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        for each in (self.search, self.none, self.list):
            column.addWidget(each)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.wished.emit(self.search.text()))
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._on_return)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)

    def ask(self) -> None:
        """Open over the window with the stories touched last."""
        self.search.clear()
        self.wished.emit("")
        self.show()
        self.search.setFocus()

    def show_rows(self, text: str, rows: Sequence[ArticleRow]) -> None:
        """What was found for *text*; an answer to an older question is passed over."""
        if text != self.search.text():
            return
        self.list.clear()
        now = datetime.now(UTC)
        for row in rows:
            told = [wording.age(row.updated_at, now), wording.stage(row.stage), ", ".join(row.authors)]
            name = " ".join((row.short_title or row.headline or tr("(tanpa judul)")).split())
            item = QListWidgetItem(f"{name}\n{'  ·  '.join(part for part in told if part)}")
            item.setData(_ID, row.id)
            item.setToolTip(tip(wording.without_marks(row.snippet)))
            self.list.addItem(item)
        self.none.setVisible(not rows)
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _on_return(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._on_item(item)

    def _on_item(self, item: QListWidgetItem) -> None:
        self.hide()
        self.chosen.emit(item.data(_ID))
