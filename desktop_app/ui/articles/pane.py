"""The left of the window: search, filters, the list, and the button for a new story."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.listing import Listing, Query
from desktop_app.domain.newsroom import SECTIONS
from desktop_app.ui.articles import wording
from desktop_app.ui.articles.model import PAGE, ArticleModel
from desktop_app.ui.articles.row import HEIGHT, RowLook
from desktop_app.ui.articles.saved import SavedSearches
from desktop_app.ui.icons import Icons
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Pane, button, empty_state, label, polish
from desktop_app.ui.words import tr

_SEARCH_PAUSE_MS = 60
THUMB_PIXELS = 160


class ArticlesPane(Pane):
    """Wishes: a page of the list for a Query, a story opened, a new one begun, a thumbnail for a photo."""

    listing_wished = Signal(object)
    article_wished = Signal(str)
    new_wished = Signal()
    thumbnail_wished = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("articles", tr("Daftar berita"), parent)
        self._icons = icons
        self._pictures: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._open = ""
        self._meant = ""
        self.model = ArticleModel()
        self.search = QLineEdit(self)
        self.new = button(tr("Berita baru"), "articles.new", kind="primary", parent=self)
        self.stage = self._filter("articles.stage", tr("Tahap"))
        self.section = self._filter("articles.section", tr("Rubrik"))
        self.publication = self._filter("articles.publication", tr("Terbit"))
        self.author = self._filter("articles.author", tr("Penulis"))
        self.touched = self._filter("articles.touched", tr("Waktu"))
        self.trouble = self._filter("articles.trouble", tr("Keadaan"))
        self.count = label(role="quiet", parent=self)
        self.count.setObjectName("articles.count")
        self.clear = button(tr("Hapus saringan"), "articles.clear", kind="quiet", parent=self)
        self.meant = button(
            tr("Mungkin maksud Anda: {words}").format(words="…"), "articles.meant", kind="quiet", parent=self
        )
        self.saved = SavedSearches(self.search, icons, self._asked_now)
        self.list = QTableView(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._fill_filters()
        self._dress(theme, icons)
        self._lay_out()
        self._wire()
        self._mark_filters()

    # -- what the window asks

    def show_listing(self, listing: Listing, query: Query) -> None:
        """Show a page that came; one for an older question is passed over."""
        if self.query(query.skip) != query:
            return
        self.model.show_listing(listing, query)
        self._take_authors(listing)
        filtered = self.query() != Query(limit=PAGE)
        words = tr("{count} berita") if not filtered else tr("{count} cocok")
        self.count.setText(words.format(count=f"{listing.total:,}".replace(",", ".")))
        self._meant = listing.meant
        self.meant.setText(tr("Mungkin maksud Anda: {words}").format(words=listing.meant))
        self.meant.setVisible(bool(listing.meant))
        at = 0 if listing.total else 2 if filtered else 1
        self._stack.setCurrentIndex(at)
        self._select_open()
        self.list.viewport().update()

    def show_open(self, article_id: str) -> None:
        """Mark the story that is open."""
        self._open = article_id
        self._select_open()

    def show_thumbnail(self, photo_id: str, image: QImage) -> None:
        """A thumbnail came; null when there is none."""
        if photo_id in self._asked:
            self._pictures[photo_id] = QPixmap.fromImage(image)
            self.list.viewport().update()

    def refresh(self) -> None:
        """Ask for what is on screen again, for something changed."""
        self.listing_wished.emit(self.query())

    def query(self, skip: int = 0) -> Query:
        """What the controls ask for."""
        return Query(
            text=self.search.text().strip(),
            stage=Stage(self.stage.currentData()) if self.stage.currentData() else None,
            publication=Publication(self.publication.currentData())
            if self.publication.currentData()
            else None,
            section=self.section.currentData() or "",
            author=self.author.currentData() or "",
            days=self.touched.currentData() or 0,
            without_credit=self.trouble.currentData() == "without_credit",
            unsent=self.trouble.currentData() == "unsent",
            conflicted=self.trouble.currentData() == "conflicted",
            limit=PAGE,
            skip=skip,
        )

    def show_query(self, query: Query) -> None:
        """Put the controls to what a kept search asks for."""
        for box, value in (
            (self.stage, query.stage.value if query.stage else ""),
            (self.publication, query.publication.value if query.publication else ""),
            (self.section, query.section),
            (self.author, query.author),
            (self.touched, query.days),
            (self.trouble, next((name for name, _ in wording.troubles() if getattr(query, name)), "")),
        ):
            if value and box.findData(value) < 0:
                box.addItem(str(value), value)
            box.setCurrentIndex(max(0, box.findData(value)))
        self.search.setText(query.text)

    def focus_search(self) -> None:
        """Bring the caret to the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # -- inside

    def _asked_now(self) -> tuple[str, Query]:
        """What is searched for, and a name that says it."""
        chosen = [each.currentText() for each in self._filters() if each.currentIndex() > 0]
        return "  ·  ".join([*filter(None, [self.search.text().strip()]), *chosen]), self.query()

    def _picture(self, photo_id: str) -> QPixmap | None:
        if photo_id not in self._asked:
            self._asked.add(photo_id)
            self.thumbnail_wished.emit(photo_id)
        return self._pictures.get(photo_id)

    def _select_open(self) -> None:
        at = self.model.place_of(self._open)
        chosen = self.list.selectionModel()
        if at < 0:
            chosen.clearSelection()
        else:
            flags = QItemSelectionModel.SelectionFlag
            chosen.setCurrentIndex(self.model.index(at, 0), flags.ClearAndSelect | flags.Rows)

    def _take_authors(self, listing: Listing) -> None:
        known = {self.author.itemData(at) for at in range(self.author.count())}
        names = sorted({name for row in listing.rows for name in row.authors} - known)
        self.author.blockSignals(True)
        for name in names:
            self.author.addItem(name, name)
        self.author.blockSignals(False)

    def _filter(self, name: str, accessible: str) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setAccessibleName(tr("Saring menurut {what}").format(what=accessible.lower()))
        made.setProperty("chip", True)
        made.addItem(accessible, "")
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(6)
        return made

    def _fill_filters(self) -> None:
        for stage in Stage:
            self.stage.addItem(wording.stage(stage), stage.value)
        for each in Publication:
            self.publication.addItem(wording.publication(each), each.value)
        for section in SECTIONS:
            self.section.addItem(section.name, section.key)
        for days, words in wording.spans():
            self.touched.addItem(words, days)
        for name, words in wording.troubles():
            self.trouble.addItem(words, name)

    def _filters(self) -> tuple[QComboBox, ...]:
        return (self.stage, self.publication, self.section, self.author, self.touched, self.trouble)

    def _dress(self, theme: Theme, icons: Icons) -> None:
        self.search.setObjectName("articles.search")
        self.search.setAccessibleName(tr("Cari berita"))
        self.search.setPlaceholderText(tr("Cari judul, isi, penulis…"))
        self.search.setProperty("search", True)
        self.search.setClearButtonEnabled(True)
        lens = self.search.addAction(
            icons.icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        icons.dress(lens, "magnifying-glass", "muted")
        icons.dress(self.new, "plus", "on_accent")
        # A sign alone: the room is for the words of a search.
        self.new.setText("")
        self.new.setAccessibleName(tr("Berita baru"))
        self.new.setToolTip(tr("Berita baru") + " (Ctrl+N)")
        view = self.list
        view.setObjectName("articles.list")
        view.setAccessibleName(tr("Daftar berita"))
        view.setModel(self.model)
        view.setItemDelegate(RowLook(theme, icons, self._picture, view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setShowGrid(False)
        view.setMouseTracking(True)
        view.setTabKeyNavigation(False)
        view.horizontalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.horizontalHeader().setMinimumSectionSize(40)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(HEIGHT)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(view.viewport().update)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self.search, 1)
        top.addWidget(self.new)
        column.addLayout(top)
        chips = QGridLayout()
        chips.setContentsMargins(12, 0, 12, 0)
        chips.setSpacing(5)
        for at, each in enumerate(self._filters()):
            chips.addWidget(each, at // 2, at % 2)
        column.addLayout(chips)
        told = QHBoxLayout()
        told.setContentsMargins(14, 0, 8, 0)
        told.addWidget(self.count, 1)
        told.addWidget(self.clear)
        column.addLayout(told)
        aside = QHBoxLayout()
        aside.setContentsMargins(6, 0, 8, 0)
        aside.addWidget(self.meant, 0, Qt.AlignmentFlag.AlignLeft)
        self.meant.hide()
        column.addLayout(aside)
        below = QWidget(self)
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.list)
        begin = button(tr("Mulai berita pertama"), "articles.begin", kind="primary", parent=below)
        begin.clicked.connect(self.new_wished)
        self._stack.addWidget(
            empty_state(tr("Belum ada berita"), tr("Berita yang Anda tulis muncul di sini."), below, begin)
        )
        none = tr("Ubah kata pencarian, atau hapus saringannya.")
        self._stack.addWidget(empty_state(tr("Tidak ada yang cocok"), none, below))
        column.addWidget(below, 1)
        self.setMinimumWidth(240)

    def _wire(self) -> None:
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._on_asked)
        self.search.returnPressed.connect(self._on_search_return)
        for each in self._filters():
            each.currentIndexChanged.connect(self._on_asked)
        self.clear.clicked.connect(self._on_clear)
        self.meant.clicked.connect(lambda: self.search.setText(self._meant))
        self.saved.chosen.connect(self.show_query)
        self.new.clicked.connect(self.new_wished)
        self.model.page_wished.connect(self._on_page_wished)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)

    def _on_asked(self) -> None:
        self._mark_filters()
        self._pause.start()

    def _mark_filters(self) -> None:
        for each in self._filters():
            chosen = each.currentIndex() > 0
            if each.property("set") != chosen:
                each.setProperty("set", chosen)
                polish(each)
        self.clear.setVisible(any(each.currentIndex() > 0 for each in self._filters()))

    def _on_clear(self) -> None:
        for each in self._filters():
            each.setCurrentIndex(0)
        self.search.clear()

    def _on_page_wished(self, first: int) -> None:
        # Asked while painting: the answer must not arrive inside the same paint.
        QTimer.singleShot(0, self, lambda: self.listing_wished.emit(self.query(first)))

    def _on_chosen(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None and row.id != self._open:
            self.article_wished.emit(row.id)

    def _on_search_return(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rowCount():
            self.list.selectRow(0)
