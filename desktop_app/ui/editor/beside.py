"""Two stories beside each other, to read and to copy from. Nothing here can be edited."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.listing import Listing
from desktop_app.domain.opened import OpenArticle
from desktop_app.ui.editor.objects import Shown
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.widgets import Pane, hairline, label
from desktop_app.ui.words import tr

_ID = int(Qt.ItemDataRole.UserRole)
_PAUSE_MS = 120
_BODY_SIDE = 32
LEFT, RIGHT = "left", "right"


class BesideWindow(QDialog):
    """*found_wished(side, text)*: stories that match. *story_wished(side, id)*: one of them whole."""

    found_wished = Signal(str, str)
    story_wished = Signal(str, str)
    thumbnail_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("beside")
        self.setWindowTitle(tr("Dua berita berdampingan"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(1180, 760)
        self.columns = {side: StoryColumn(side, self) for side in (LEFT, RIGHT)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for column in self.columns.values():
            row.addWidget(column, 1)
            column.found_wished.connect(self.found_wished)
            column.story_wished.connect(self.story_wished)
            column.view.thumbnail_wished.connect(self.thumbnail_wished)

    def show_listing(self, side: str, found: Listing) -> None:
        """Stories to choose from in one column."""
        self.columns[side].show_listing(found)

    def show_story(self, side: str, opened: OpenArticle) -> None:
        """A story in one column."""
        self.columns[side].show_story(opened)

    def show_photo(self, photo_id: str, shown: Shown) -> None:
        """A photo for whichever column shows it."""
        for column in self.columns.values():
            column.view.show_photo(photo_id, shown)


class StoryColumn(Pane):
    """A search field, and below it what it finds, or the story that was chosen."""

    found_wished = Signal(str, str)
    story_wished = Signal(str, str)

    def __init__(self, side: str, parent: QWidget) -> None:
        super().__init__(f"beside.{side}", tr("Berita"), parent)
        self._side = side
        self.search = QLineEdit(self)
        self.search.setObjectName(f"beside.{side}.search")
        self.search.setProperty("search", True)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(tr("Cari berita untuk dibaca di sini"))
        self.search.setAccessibleName(tr("Cari berita untuk dibaca di sini"))
        self.list = QListWidget(self)
        self.list.setObjectName(f"beside.{side}.list")
        self.list.setAccessibleName(tr("Berita"))
        self.list.setProperty("rows", True)
        self.headline = label(role="title", wrap=True, parent=self)
        self.facts = label(role="quiet", wrap=True, parent=self)
        self.lead = label(wrap=True, parent=self)
        self.view = BodyView(self)
        self.view.setObjectName(f"beside.{side}.body")
        self.view.setReadOnly(True)
        story = QWidget(self)
        column = QVBoxLayout(story)
        column.setContentsMargins(26, 8, 26, 0)
        column.setSpacing(6)
        for each in (self.headline, self.facts, self.lead):
            each.setContentsMargins(_BODY_SIDE, 0, _BODY_SIDE, 0)  # in one line with the text below
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(each)
        column.addWidget(hairline(story))
        column.addWidget(self.view, 1)
        self._story = story
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(story)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.addWidget(self.search)
        outer.addWidget(self._stack, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.found_wished.emit(side, self.search.text()))
        self.search.textEdited.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._on_return)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)

    def show_listing(self, found: Listing) -> None:
        """Stories to choose from."""
        self.list.clear()
        for row in found.rows:
            item = QListWidgetItem(
                f"{row.short_title or row.headline or tr('(tanpa judul)')}\n{', '.join(row.authors)}"
            )
            item.setData(_ID, row.id)
            self.list.addItem(item)
        self._stack.setCurrentWidget(self.list)

    def show_story(self, opened: OpenArticle) -> None:
        """The story, to read."""
        article = opened.article
        self.headline.setText(article.headline or article.short_title or tr("(tanpa judul)"))
        self.facts.setText("  ·  ".join(filter(None, (", ".join(article.authors), article.section))))
        self.lead.setText(article.lead)
        self.lead.setVisible(bool(article.lead))
        self.view.show_document(opened.document)
        self._stack.setCurrentWidget(self._story)

    def _on_return(self) -> None:
        if self.list.count():
            self._choose(self.list.currentItem() or self.list.item(0))

    def _choose(self, item: QListWidgetItem) -> None:
        self.search.clear()
        self.story_wished.emit(self._side, item.data(_ID))
