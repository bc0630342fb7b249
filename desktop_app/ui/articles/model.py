"""The rows behind the list: as many as match, of which only the pages somebody looked at are in memory."""

from collections import OrderedDict

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop_app.domain.listing import ArticleRow, Listing, Query
from desktop_app.ui.articles.wording import standing, without_marks
from desktop_app.ui.widgets import tip

PAGE = 100
_PAGES_KEPT = 40
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_TOLD = (
    ROW_ROLE,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_Index = QModelIndex | QPersistentModelIndex


class ArticleModel(QAbstractTableModel):
    """One column of :class:`ArticleRow`. *page_wished(first_row)*: rows from there on are needed."""

    page_wished = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._pages: OrderedDict[int, tuple[ArticleRow, ...]] = OrderedDict()
        self._wished: set[int] = set()

    def show_listing(self, listing: Listing, query: Query) -> None:
        """Take in a page that starts at ``query.skip``. A first page begins the list anew when its size changed."""
        number = query.skip // PAGE
        if number == 0:
            self._begin(listing)
        self._wished.discard(number)
        self._pages[number] = listing.rows
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        first, last = number * PAGE, min(number * PAGE + PAGE, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def _begin(self, listing: Listing) -> None:
        # What lies further down may have moved too, so it is read again when somebody looks.
        self._pages.clear()
        self._wished.clear()
        if listing.total == self._total:
            return
        self.beginResetModel()
        self._total = listing.total
        self.endResetModel()

    def row(self, number: int) -> ArticleRow | None:
        """The row at this place; None while it is on its way."""
        page = self._pages.get(number // PAGE)
        at = number % PAGE
        return page[at] if page is not None and at < len(page) else None

    def place_of(self, article_id: str) -> int:
        """Where this story stands among the rows in memory; -1 when it is not there."""
        for number, page in self._pages.items():
            for at, row in enumerate(page):
                if row.id == article_id:
                    return number * PAGE + at
        return -1

    # -- QAbstractTableModel

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role not in _TOLD:
            return None
        row = self.row(index.row())
        if row is None:
            self._wish(index.row() // PAGE)
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join((row.headline or row.short_title, ", ".join(row.authors), standing(row))))
        name = row.short_title or row.headline
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (name, standing(row), without_marks(row.snippet)) if part)
        return name

    def _wish(self, number: int) -> None:
        if number not in self._wished:
            self._wished.add(number)
            self.page_wished.emit(number * PAGE)
