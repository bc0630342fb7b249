"""Riwayat: every save point of the open story, what changed in each, and the way back. None is ever lost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.listing import Version
from desktop_app.domain.names import place_name, reason_name
from desktop_app.markup.comparison import Comparison
from desktop_app.ui.history.difference import DifferenceView
from desktop_app.ui.history.row import HEAD, PARTS, REASON, SENT, VersionRow
from desktop_app.ui.icons import Icons
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Pane, button, empty_state, label
from desktop_app.ui.words import said, tr

_REV = int(Qt.ItemDataRole.UserRole)
_MOST_PARTS = 4  # named in one row; the rest is a number


class HistoryPane(Pane):
    """*restore_wished(rev)*: bring this version back as a new one. *comparison_wished(old, new)*: what changed.

    One chosen version is compared with the one before it, two chosen ones with each other. An empty *old* is the
    blank sheet before the first.
    """

    restore_wished = Signal(str)
    comparison_wished = Signal(str, str)

    def __init__(self, icons: Icons, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("history", tr("Riwayat"), parent)
        self._theme = theme
        self._versions: tuple[Version, ...] = ()
        self._asked = ("", "")
        self._found: Comparison | None = None
        self._wide: QDialog | None = None
        self._wide_view = DifferenceView(theme, self)
        self._wide_view.hide()
        self.list = QListWidget(self)
        self.list.setObjectName("history.list")
        self.list.setAccessibleName(tr("Versi berita ini, terbaru di atas"))
        self.list.setProperty("rows", True)
        self.list.setSpacing(1)
        self.list.setItemDelegate(VersionRow(theme))
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.head = label(role="section", wrap=True, parent=self)
        self.head.setObjectName("history.head")
        self.counts = label(role="quiet", parent=self)
        self.counts.setObjectName("history.counts")
        self.difference = DifferenceView(theme, self)
        self.whole = QCheckBox(tr("Seluruh naskah"), self)
        self.whole.setObjectName("history.whole")
        self.widen = button(tr("Buka lebar"), "history.widen", kind="quiet", parent=self)
        icons.dress(self.widen, "arrow-square-out")
        self.note = label(
            tr("Ctrl+klik dua versi untuk membandingkannya. Versi lama kembali sebagai versi baru."),
            role="quiet",
            wrap=True,
        )
        self.restore = button(tr("Kembalikan versi ini"), "history.restore", parent=self)
        icons.dress(self.restore, "clock-counter-clockwise")
        self._lay_out()
        self.list.itemSelectionChanged.connect(self._on_chosen)
        self.whole.toggled.connect(lambda _on: self._show())
        self.widen.clicked.connect(self._on_widen)
        self.restore.clicked.connect(self._on_restore)
        self.show_history(())

    def _lay_out(self) -> None:
        reading = QWidget(self)
        below = QVBoxLayout(reading)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.widen)
        below.addLayout(top)
        row = QHBoxLayout()
        row.addWidget(self.counts, 1)
        row.addWidget(self.whole)
        below.addLayout(row)
        below.addWidget(self.difference, 1)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(reading)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.nothing = empty_state(
            tr("Belum ada versi"),
            tr("Buka berita; setiap simpanannya tercatat di sini."),
            self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.split, 1)
        column.addWidget(self.note)
        column.addWidget(self.restore)

    # -- facts

    def show_history(self, found: tuple[Version, ...]) -> None:
        """The save points, newest first; what was chosen stays chosen, else the newest is."""
        kept = {item.data(_REV) for item in self.list.selectedItems()} & {each.info.rev for each in found}
        if self._versions and kept == {self._versions[0].info.rev}:
            kept = set()  # who reads the newest goes on reading the newest
        self._versions = found
        self.list.blockSignals(True)
        self.list.clear()
        for place, version in enumerate(found):
            item = _item(version, newest=place == 0)
            self.list.addItem(item)
            if version.info.rev in kept or (not kept and place == 0):
                item.setSelected(True)
        self.list.blockSignals(False)
        for each in (self.split, self.note, self.restore):
            each.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if not found:
            self._asked, self._found = ("", ""), None
        self._on_chosen()

    def show_comparison(self, old: str, new: str, found: Comparison) -> None:
        """The answer to a wish; an older wish's answer is passed over."""
        if (old, new) == self._asked:
            self._found = found
            self._show()

    # -- gestures

    def _chosen(self) -> list[Version]:
        revs = {item.data(_REV) for item in self.list.selectedItems()}
        return [version for version in self._versions if version.info.rev in revs]

    def _on_chosen(self) -> None:
        chosen = self._chosen()
        one = len(chosen) == 1
        self.restore.setEnabled(one and chosen[0] is not self._versions[0])
        pair = _pair(chosen)
        if pair is None:
            self.head.setText("" if not self._versions else tr("Pilih satu atau dua versi."))
            self._asked, self._found = ("", ""), None
            self._show()
            return
        self.head.setText(self._headline(*pair))
        # The list is told anew at each save; only a wish that differs is worth the work.
        if pair != self._asked or self._found is None:
            self._asked = pair
            self.comparison_wished.emit(*pair)

    def _headline(self, old: str, new: str) -> str:
        times: dict[str, str] = {version.info.rev: _when(version) for version in self._versions}
        if not old:
            return tr("{new}: versi pertama").format(new=times.get(new, ""))
        before, after = times.get(old, tr("versi sebelumnya")), times.get(new, "")
        if old in times and before.split()[0] == after.split()[0]:
            after = after.partition(" ")[2]  # the same day need not be said twice
        return tr("{old}  →  {new}").format(old=before, new=after)

    def _show(self) -> None:
        found = self._found
        self.difference.show_comparison(found, whole=self.whole.isChecked())
        counted = found is not None and not found.empty
        said = (
            tr("+{added} −{removed} kata").format(added=found.added, removed=found.removed) if found else ""
        )
        self.counts.setText(said if counted else "")
        self.widen.setEnabled(found is not None)
        if self._wide is not None and found is not None:
            self._wide.setWindowTitle(self.head.text())
            self._wide_view.show_comparison(found, whole=True)

    def _on_widen(self) -> None:
        """The same reading in a window of its own, whole."""
        if self._wide is None:
            self._wide = QDialog(self.window())
            self._wide.setObjectName("history.wide")
            self._wide.resize(860, 760)
            column = QVBoxLayout(self._wide)
            column.setContentsMargins(40, 16, 40, 16)
            self._wide_view.setParent(self._wide)
            column.addWidget(self._wide_view)
        self._show()
        self._wide_view.show()
        self._wide.show()
        self._wide.raise_()

    def _on_restore(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            self.restore_wished.emit(chosen[0].info.rev)


def _pair(chosen: list[Version]) -> tuple[str, str] | None:
    """The two versions to compare, the older first; None when there is nothing to compare."""
    if len(chosen) == 1:
        return chosen[0].parent, chosen[0].info.rev
    if len(chosen) == 2:
        return chosen[1].info.rev, chosen[0].info.rev
    return None


def _when(version: Version) -> str:
    return f"{short_date(version.info.written_at)} {clock(version.info.written_at)}"


def _item(version: Version, *, newest: bool) -> QListWidgetItem:
    info = version.info
    parts = [said(place_name(part)) for part in version.parts[:_MOST_PARTS]]
    if len(version.parts) > _MOST_PARTS:
        parts.append(f"+{len(version.parts) - _MOST_PARTS}")
    sent = tr("terkirim") if info.sent else tr("belum terkirim")
    head = f"{_when(version)}  ·  {info.by}" + (f"  ·  {tr('sekarang')}" if newest else "")
    reason = f"{said(reason_name(info.reason))}  ·  {sent}"
    item = QListWidgetItem()
    item.setData(_REV, info.rev)
    for role, value in ((HEAD, head), (REASON, reason), (PARTS, ", ".join(parts)), (SENT, info.sent)):
        item.setData(role, value)
    # What a screen reader says of the row; the delegate paints the same.
    item.setData(
        int(Qt.ItemDataRole.AccessibleTextRole), ". ".join(filter(None, (head, reason, ", ".join(parts))))
    )
    return item
