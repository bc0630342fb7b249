"""Riwayat: every save point of the open story; any of them can be brought back, none is ever lost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.listing import RevisionInfo
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import Pane, button, label
from desktop_app.ui.words import tr

_REV = int(Qt.ItemDataRole.UserRole)


class HistoryPane(Pane):
    """*restore_wished(rev)*: bring this version back as a new one."""

    restore_wished = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("history", tr("Riwayat"), parent)
        self.list = QListWidget(self)
        self.list.setObjectName("history.list")
        self.list.setAccessibleName(tr("Versi berita ini, terbaru di atas"))
        self.list.setProperty("rows", True)
        self.list.setSpacing(1)
        self.note = label(
            tr("Versi lama kembali sebagai versi baru. Tidak ada yang hilang."), role="quiet", wrap=True
        )
        self.restore = button(tr("Kembalikan versi ini"), "history.restore", parent=self)
        icons.dress(self.restore, "clock-counter-clockwise")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addWidget(self.restore)
        self.list.currentRowChanged.connect(lambda row: self.restore.setEnabled(row > 0))
        self.restore.clicked.connect(self._on_restore)
        self.show_history(())

    def show_history(self, found: tuple[RevisionInfo, ...]) -> None:
        """The save points, newest first."""
        kept = self.list.currentItem().data(_REV) if self.list.currentItem() else ""
        self.list.clear()
        for info in found:
            when = f"{short_date(info.written_at)} {clock(info.written_at)}"
            sent = tr("terkirim") if info.sent else tr("belum terkirim")
            item = QListWidgetItem(f"{when}  ·  {info.by}\n{_reason(info.reason)}  ·  {sent}")
            item.setData(_REV, info.rev)
            self.list.addItem(item)
            if info.rev == kept:
                self.list.setCurrentItem(item)
        self.restore.setEnabled(self.list.currentRow() > 0)

    def _on_restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.restore_wished.emit(item.data(_REV))


def _reason(reason: str) -> str:
    return {
        "begin": tr("Mulai ditulis"),
        "autosave": tr("Suntingan"),
        "stage": tr("Pindah tahap"),
        "merge": tr("Digabung dengan tulisan rekan"),
        "restore": tr("Versi lama dikembalikan"),
        "remote": tr("Datang dari situs"),
        "hero": tr("Foto utama diganti"),
        "figure": tr("Foto disisipkan"),
        "credit": tr("Kredit foto disimpan"),
        "demo": tr("Contoh bawaan"),
        "delete": tr("Dihapus"),
    }.get(reason, reason)
