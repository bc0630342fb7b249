"""Daftar redaksi: the newsroom's lists, each line with who wrote it last and when."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.lists import CODE_LISTS, NAMES, PLACES, WORDS, ListEntry
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_KEY, _VALUE, _NOTE, _BY = range(4)
_LISTS = (NAMES, PLACES, WORDS)


class ListsWindow(QDialog):
    """*keep_wished(list, key, value, note)*, *drop_wished(list, key)*."""

    keep_wished = Signal(str, str, str, str)
    drop_wished = Signal(str, str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lists")
        self.setWindowTitle(tr("Daftar redaksi"))
        self.resize(940, 580)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("lists.tabs")
        self.tabs.setAccessibleName(tr("Daftar"))
        for name in (tr("Kode nama"), tr("Tempat"), tr("Kata")):
            self.tabs.addTab(name)
        self.search = QLineEdit(self)
        self.search.setObjectName("lists.search")
        self.search.setProperty("search", True)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(tr("Cari dalam daftar"))
        self.search.setAccessibleName(tr("Cari dalam daftar"))
        self.lines = _Lines(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.lines)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = QTableView(self)
        self.hint = label(role="quiet", wrap=True, parent=self)
        self.refusal = label(role="refusal", wrap=True, parent=self)
        self.refusal.setObjectName("lists.refusal")
        self.key = self._field("lists.key", tr("Kode"))
        self.value = self._field("lists.value", tr("Kepanjangan"))
        self.note = self._field("lists.note", tr("Catatan"))
        self.keep = button(tr("Simpan baris"), "lists.keep", kind="primary", parent=self)
        self.drop = button(tr("Hapus baris"), "lists.drop", parent=self)
        icons.dress(self.drop, "trash", "muted")
        self._dress_table()
        self._lay_out()
        self.search.textChanged.connect(self._shown.setFilterFixedString)
        self.tabs.currentChanged.connect(self._on_tab)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.keep.clicked.connect(self._on_keep)
        self.drop.clicked.connect(self._on_drop)
        for each in (self.key, self.value, self.note):
            each.returnPressed.connect(self._on_keep)
            each.textChanged.connect(self._refresh_buttons)
        self._on_tab(0)

    @property
    def list_(self) -> str:
        """The list in view."""
        return _LISTS[self.tabs.currentIndex()]

    def show_entries(self, entries: tuple[ListEntry, ...]) -> None:
        """All lines of all lists, as they stand now."""
        self.lines.take(entries)
        self._refresh_buttons()

    def refuse(self, sentence: str) -> None:
        """A house rule said no to the line that was written."""
        self.refusal.setText(sentence)
        self.refusal.show()

    def _field(self, name: str, says: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(name)
        made.setAccessibleName(says)
        made.setPlaceholderText(says)
        return made

    def _dress_table(self) -> None:
        table = self.table
        table.setObjectName("lists.table")
        table.setAccessibleName(tr("Baris daftar"))
        table.setModel(self._shown)
        table.setSortingEnabled(True)
        table.sortByColumn(_KEY, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(34)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((_KEY, 130), (_NOTE, 190), (_BY, 250)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(_VALUE, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self.tabs)
        top.addStretch(1)
        top.addWidget(self.search)
        self.search.setFixedWidth(240)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, share in ((self.key, 2), (self.value, 5), (self.note, 3)):
            row.addWidget(field, share)
        row.addWidget(self.keep)
        row.addWidget(self.drop)
        column.addLayout(row)
        column.addWidget(self.refusal)
        self.refusal.hide()

    def _on_tab(self, _number: int) -> None:
        codes = self.list_ in CODE_LISTS
        self.lines.choose(self.list_)
        self.key.setPlaceholderText(tr("Kode") if codes else tr("Kata"))
        self.value.setPlaceholderText(
            tr("Kepanjangan") if codes else tr("Pengganti (kosong: kata ini benar)")
        )
        self.hint.setText(
            tr("Ketik \\kode lalu spasi di naskah; kepanjangannya menggantikan kode itu.")
            if codes
            else tr("Kata di sini dianggap benar oleh pemeriksa ejaan, atau diganti dengan yang tertulis.")
        )
        self._clear()

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        entry = self._entry(current)
        if entry is not None:
            self.key.setText(entry.key)
            self.value.setText(entry.value)
            self.note.setText(entry.note)
        self.refusal.hide()
        self._refresh_buttons()

    def _entry(self, index: QModelIndex) -> ListEntry | None:
        return self.lines.entry(self._shown.mapToSource(index).row()) if index.isValid() else None

    def _refresh_buttons(self) -> None:
        self.keep.setEnabled(bool(self.key.text().strip()))
        self.drop.setEnabled(self._entry(self.table.currentIndex()) is not None)

    def _on_keep(self) -> None:
        if not self.key.text().strip():
            self.key.setFocus()
            return
        self.refusal.hide()
        self.keep_wished.emit(self.list_, self.key.text(), self.value.text(), self.note.text())
        self._clear()
        self.key.setFocus()

    def _on_drop(self) -> None:
        entry = self._entry(self.table.currentIndex())
        if entry is not None:
            self.drop_wished.emit(entry.list, entry.key)
            self._clear()

    def _clear(self) -> None:
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        for field in (self.key, self.value, self.note):
            field.clear()
        self._refresh_buttons()


class _Lines(QAbstractTableModel):
    """The lines of the chosen list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: tuple[ListEntry, ...] = ()
        self._rows: tuple[ListEntry, ...] = ()
        self._list = NAMES

    def take(self, entries: tuple[ListEntry, ...]) -> None:
        self._all = entries
        self.choose(self._list)

    def choose(self, list_: str) -> None:
        self.beginResetModel()
        self._list = list_
        self._rows = tuple(entry for entry in self._all if entry.list == list_)
        self.endResetModel()

    def entry(self, row: int) -> ListEntry | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        codes = self._list in CODE_LISTS
        names = (
            tr("Kode") if codes else tr("Kata"),
            tr("Kepanjangan") if codes else tr("Pengganti"),
            tr("Catatan"),
            tr("Terakhir diubah"),
        )
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _CELLS[index.column()](entry)
        if role == Qt.ItemDataRole.ToolTipRole and entry.other:
            return tr("Rekan lain menulis: {other}").format(other=entry.other)
        return None


def _value(entry: ListEntry) -> str:
    """Both texts of a line two people wrote at once, until somebody chooses by saving it."""
    return f"{entry.value}   ⇄   {entry.other}" if entry.other else entry.value


def _last(entry: ListEntry) -> str:
    return f"{entry.by}, {short_date(entry.at)} {clock(entry.at)}" if entry.at else entry.by


_CELLS: tuple[Callable[[ListEntry], str], ...] = (
    lambda entry: f"\\{entry.key}" if entry.list in CODE_LISTS else entry.key,
    _value,
    lambda entry: entry.note,
    _last,
)
