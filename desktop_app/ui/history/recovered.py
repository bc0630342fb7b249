"""After a crash: the stories that were being written, each with what changed since that session began."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.listing import Recovered
from desktop_app.markup.comparison import Comparison
from desktop_app.ui.history.difference import DifferenceView
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

_PLACE = int(Qt.ItemDataRole.UserRole)


class RecoveredWindow(QDialog):
    """*comparison_wished(article, before, now)*, *story_wished(article)*."""

    comparison_wished = Signal(str, str, str)
    story_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovered")
        self.setWindowTitle(tr("Naskah yang diselamatkan"))
        self.resize(860, 560)
        self._found: tuple[Recovered, ...] = ()
        said = tr(
            "Program berhenti tanpa ditutup. Inilah naskah yang sedang dikerjakan, sampai detik terakhirnya."
        )
        self.list = QListWidget(self)
        self.list.setObjectName("recovered.list")
        self.list.setAccessibleName(tr("Naskah yang diselamatkan"))
        self.list.setProperty("rows", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.difference = DifferenceView(theme, self)
        self.open_story = button(tr("Buka berita ini"), "recovered.open", kind="primary", parent=self)
        self.done_reading = button(tr("Tutup"), "recovered.close", parent=self)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.addWidget(self.difference)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.done_reading)
        row.addWidget(self.open_story)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(said, role="quiet", wrap=True, parent=self))
        column.addWidget(split, 1)
        column.addLayout(row)
        self.list.currentRowChanged.connect(self._on_row)
        self.open_story.clicked.connect(self._on_open)
        self.done_reading.clicked.connect(self.close)

    def show_recovered(self, found: tuple[Recovered, ...]) -> None:
        """The stories of the session that ended badly, newest first."""
        self._found = found
        self.list.clear()
        for place, story in enumerate(found):
            when = f"{short_date(story.at)} {clock(story.at)}"
            item = QListWidgetItem(f"{story.title or tr('(tanpa judul)')}\n{tr('Terakhir disimpan')} {when}")
            item.setData(_PLACE, place)
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)

    def show_comparison(self, old: str, new: str, found: Comparison) -> None:
        """What changed in the chosen story; the answer for another one is passed over."""
        story = self._chosen()
        if story is not None and (story.before, story.now) == (old, new):
            self.difference.show_comparison(found)

    def _chosen(self) -> Recovered | None:
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _on_row(self, _row: int) -> None:
        story = self._chosen()
        self.difference.show_comparison(None)
        if story is not None:
            self.comparison_wished.emit(story.article_id, story.before, story.now)

    def _on_open(self) -> None:
        story = self._chosen()
        if story is not None:
            self.story_wished.emit(story.article_id)
            self.close()
