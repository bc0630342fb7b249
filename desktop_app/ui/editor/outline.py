"""The story at a glance: its subheads, photos, quotes, tables and cards, to jump to."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.domain.document import (
    Block,
    Document,
    Embed,
    Figure,
    PullQuote,
    Quote,
    RelatedArticle,
    Subhead,
    Table,
)
from desktop_app.markup.plain_text import text_of_block
from desktop_app.ui.editor.actions import Icons
from desktop_app.ui.widgets import tip
from desktop_app.ui.words import tr

_WIDTH = 360
_MOST_ROWS = 12
_ROW = 30
_ID = int(Qt.ItemDataRole.UserRole)


class Outline(QFrame):
    """*chosen(block_id)*. Typing narrows the list, Enter goes there, Esc closes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, icons: Icons | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._icons = icons
        self.setObjectName("editor.outline")
        self.setProperty("popover", True)
        self.setAccessibleName(tr("Kerangka naskah"))
        self.sought = QLineEdit(self)
        self.sought.setObjectName("editor.outline_text")
        self.sought.setAccessibleName(tr("Lompat ke…"))
        self.sought.setPlaceholderText(tr("Lompat ke…"))
        self.list = QListWidget(self)
        self.list.setObjectName("editor.outline_list")
        self.list.setAccessibleName(tr("Bagian naskah"))
        self.list.setProperty("rows", True)
        self.list.setIconSize(QSize(16, 16))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = QLabel(tr("Belum ada subjudul, foto, kutipan, atau tabel."), self)
        self.none.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        for widget in (self.sought, self.list, self.none):
            column.addWidget(widget)
        self.setFixedWidth(_WIDTH)
        self.sought.textChanged.connect(self._narrow)
        self.sought.installEventFilter(self)
        self.list.itemClicked.connect(self._on_item)

    def ask(self, document: Document, at: QPoint, here: str = "") -> None:
        """Open with its lower left corner at *at* (global), the block *here* or the last one above it chosen."""
        self.list.clear()
        current = 0
        for block in document:
            said = _row(block)
            if said is not None:
                name, text = said
                item = QListWidgetItem(self._icons(name) if self._icons else QIcon(), text, self.list)
                item.setData(_ID, block.id)
                item.setToolTip(tip(tip_of(block)))
            if block.id == here:
                current = max(0, self.list.count() - 1)
        self.none.setVisible(not self.list.count())
        self.sought.clear()
        self.list.setCurrentRow(current)
        rows = min(_MOST_ROWS, self.list.count())
        self.list.setFixedHeight(rows * max(_ROW, self.list.sizeHintForRow(0)) + 6)
        self.list.setVisible(self.list.count() > 0)
        self.adjustSize()
        self.move(at - QPoint(0, self.height()))
        self.show()
        self.sought.setFocus(Qt.FocusReason.PopupFocusReason)

    def _narrow(self, said: str) -> None:
        first = -1
        for row in range(self.list.count()):
            item = self.list.item(row)
            hidden = said.casefold() not in item.text().casefold()
            item.setHidden(hidden)
            if not hidden and first < 0:
                first = row
        if said:
            self.list.setCurrentRow(first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Down:
                    self._step(1)
                    return True
                case Qt.Key.Key_Up:
                    self._step(-1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    item = self.list.currentItem()
                    if item is not None and not item.isHidden():
                        self._on_item(item)
                    return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if not shown:
            return
        here = self.list.currentRow()
        at = shown.index(here) + by if here in shown else 0
        self.list.setCurrentRow(shown[max(0, min(at, len(shown) - 1))])

    def _on_item(self, item: QListWidgetItem) -> None:
        self.hide()
        self.chosen.emit(item.data(_ID))


def _row(block: Block) -> tuple[str, str] | None:
    """Icon and words of a block worth jumping to; None for plain paragraphs, lists and rules."""
    words = " ".join(text_of_block(block.content).split())
    match block.content:
        case Subhead(level=level):
            return ("subhead", words) if level == 2 else ("subsubhead", f"    {words}")
        case Figure():
            return "photo", words or tr("Foto tanpa keterangan")
        case PullQuote():
            return "pull-quote", words
        case Quote():
            return "quote", words
        case Table():
            return "table", words or tr("Tabel")
        case RelatedArticle(title=title):
            return "related", title or tr("Baca juga")
        case Embed(url=url):
            return "embed", url
        case _:
            return None


def tip_of(block: Block) -> str:
    """The whole text of a row that may be cut."""
    return text_of_block(block.content)[:300]
