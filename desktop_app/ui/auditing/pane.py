"""Catatan audit: who did what, when, at which desk, and why. To read only; nothing here can be changed."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.audit import Entry, Line
from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.names import act_name, audit_details
from desktop_app.ui.widgets import button, label, tip
from desktop_app.ui.words import said, tr

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_STEP = 200  # lines asked for at a time
_STORY, _ALL = 1, 0
_STORY_COLUMN = 3
_WIDTHS = (165, 130, 190, 190, 180, 165)  # pixels


class AuditWindow(QDialog):
    """*lines_wished(article id or "", how many)*; *story_wished(article id)*: a line was chosen with Enter or twice."""

    lines_wished = Signal(str, int)
    story_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("audit")
        self.setWindowTitle(tr("Catatan audit"))
        self.resize(1020, 560)
        self._article_id = ""
        self._wanted = _STEP
        self.scope = QButtonGroup(self)
        self.lines = _Lines(self)
        self.table = QTableView(self)
        self.told = label(role="quiet", parent=self)
        self.told.setObjectName("audit.told")
        self.more = button(tr("Muat yang lebih lama"), "audit.more", parent=self)
        self._dress_table()
        self._lay_out()
        self.scope.idClicked.connect(self._on_scope)
        self.more.clicked.connect(self._on_more)
        self.table.activated.connect(self._on_chosen)

    def open_for(self, article_id: str) -> None:
        """Show the log: of this story when there is one, of everything else."""
        self._wanted = _STEP
        self.follow(article_id)
        self._choice(_STORY if article_id else _ALL).setChecked(True)
        self.refresh()

    def follow(self, article_id: str) -> None:
        """Another story is open now."""
        self._article_id = article_id
        self._choice(_STORY).setEnabled(bool(article_id))
        if not article_id and self.of_story:
            self._choice(_ALL).setChecked(True)

    @property
    def of_story(self) -> bool:
        """Whether only the open story's lines are asked for."""
        return self.scope.checkedId() == _STORY

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self.lines_wished.emit(self._article_id if self.of_story else "", self._wanted)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """What was found, newest first."""
        self.lines.take(lines)
        self.table.setColumnHidden(_STORY_COLUMN, self.of_story)
        whole = len(lines) < self._wanted
        self.more.setVisible(not whole)
        if not lines:
            self.told.setText(tr("Belum ada catatan."))
        elif whole:
            self.told.setText(tr("{count} catatan, terbaru di atas.").format(count=len(lines)))
        else:
            self.told.setText(tr("{count} catatan terbaru.").format(count=len(lines)))

    def _choice(self, number: int) -> QAbstractButton:
        return self.scope.button(number)

    def _on_scope(self, _number: int) -> None:
        self._wanted = _STEP
        self.refresh()

    def _on_more(self) -> None:
        self._wanted += _STEP
        self.refresh()

    def _on_chosen(self, index: QModelIndex) -> None:
        article_id = self.lines.line(index.row()).entry.article_id
        if article_id:
            self.story_wished.emit(article_id)

    def _dress_table(self) -> None:
        table = self.table
        table.setObjectName("audit.table")
        table.setAccessibleName(tr("Catatan audit, terbaru di atas"))
        table.setModel(self.lines)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(32)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(_CELLS) - 2, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(6)
        for number, name, text in (
            (_STORY, "audit.story", tr("Berita yang terbuka")),
            (_ALL, "audit.all", tr("Semua")),
        ):
            each = button(text, name, parent=self)
            each.setCheckable(True)
            self.scope.addButton(each, number)
            top.addWidget(each)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(self.more)
        column.addLayout(below)


class _Lines(QAbstractTableModel):
    """The lines found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Line, ...] = ()

    def take(self, lines: tuple[Line, ...]) -> None:
        if lines != self._rows:
            self.beginResetModel()
            self._rows = lines
            self.endResetModel()

    def line(self, row: int) -> Line:
        return self._rows[row]

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(_CELLS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (tr("Kapan"), tr("Siapa"), tr("Apa"), tr("Berita"), tr("Mengapa"), tr("Di meja"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = _CELLS[index.column()](self._rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text.split())
        return tip(text) if role == Qt.ItemDataRole.ToolTipRole else None


def _when(line: Line) -> str:
    return f"{short_date(line.entry.at)} {clock(line.entry.at)}"


def _why(entry: Entry) -> str:
    """The person's sentence, and the rules passed over."""
    details = ", ".join(said(each) for each in audit_details(entry))
    return "; ".join(part for part in (entry.reason, details) if part)


_CELLS: tuple[Callable[[Line], str], ...] = (
    _when,
    lambda line: line.entry.by,
    lambda line: said(act_name(line.entry.act)),
    lambda line: line.title,
    lambda line: _why(line.entry),
    lambda line: line.entry.device,
)
