"""Choosing the live story that an inline "Baca juga" points at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.domain.listing import Listing
from desktop_app.ui.widgets import label
from desktop_app.ui.words import tr

_ID = int(Qt.ItemDataRole.UserRole)


class RelatedPicker(QDialog):
    """Beside the text, not in its way. *chosen(article_id, title)*; *wished(text)* as somebody types."""

    wished = Signal(str)
    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("related")
        self.setWindowTitle(tr("Sisipkan Baca juga"))
        self.resize(460, 360)
        self.search = QLineEdit(self)
        self.search.setObjectName("related.search")
        self.search.setAccessibleName(tr("Cari berita yang sudah terbit"))
        self.search.setPlaceholderText(tr("Cari berita yang sudah terbit"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("related.list")
        self.list.setProperty("rows", True)
        self.list.setAccessibleName(tr("Berita yang sudah terbit"))
        self.none = label(tr("Belum ada berita terbit yang cocok."), role="quiet", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        for each in (self.search, self.none, self.list):
            column.addWidget(each)
        self.search.textChanged.connect(self.wished)
        self.search.returnPressed.connect(self._on_return)
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)

    def ask(self) -> None:
        """Open with an empty search."""
        self.search.clear()
        self.wished.emit("")
        self.show()
        self.search.setFocus()

    def show_listing(self, listing: Listing, but: str) -> None:
        """What was found, without the story that is open."""
        self.list.clear()
        for row in listing.rows:
            if row.id != but:
                item = QListWidgetItem(row.short_title or row.headline)
                item.setData(_ID, row.id)
                self.list.addItem(item)
        self.none.setVisible(not self.list.count())
        self.list.setCurrentRow(0)

    def _on_return(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._on_item(item)

    def _on_item(self, item: QListWidgetItem) -> None:
        self.hide()
        self.chosen.emit(item.data(_ID), item.text())
