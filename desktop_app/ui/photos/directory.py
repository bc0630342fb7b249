"""The directory of credits: find a name, change it, give it codes, make two doubles one."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.directory import Contributor, ContributorKind, Directory
from desktop_app.ui.icons import Icons
from desktop_app.ui.photos.options import choice, licences
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

_MOST = 300
_ENTRY = int(Qt.ItemDataRole.UserRole)


class DirectoryDialog(QDialog):
    """*keep_wished(Contributor)*, *drop_wished(id)*, *merge_wished(kept id, double's id)*. Not modal."""

    keep_wished = Signal(object)
    drop_wished = Signal(str)
    merge_wished = Signal(str, str)

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("directory")
        self.setWindowTitle(tr("Direktori kredit"))
        self.setAccessibleName(self.windowTitle())
        self.resize(820, 560)
        self._directory = Directory(())
        self._entry: Contributor | None = None
        self.search = QLineEdit(self)
        self.search.setObjectName("directory.search")
        self.search.setProperty("search", True)
        self.search.setPlaceholderText(tr("Cari nama, ejaan lain, atau kode"))
        self.search.setAccessibleName(tr("Cari di direktori"))
        lens = self.search.addAction(
            icons.icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        icons.dress(lens, "magnifying-glass", "muted")
        self.list = QListWidget(self)
        self.list.setObjectName("directory.list")
        self.list.setAccessibleName(tr("Nama di direktori"))
        self.list.setProperty("rows", True)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.new = button(tr("Nama baru"), "directory.new", parent=self)
        icons.dress(self.new, "plus")
        self.merge = button(tr("Gabungkan dua nama…"), "directory.merge", parent=self)
        icons.dress(self.merge, "git-merge")
        self.name = self._field("name", tr("Nama seperti di kredit"))
        self.kind = choice("directory.kind", tr("Jenis"), _kinds(), self)
        self.aliases = self._field("aliases", tr("Ejaan lain, dipisah koma"))
        self.codes = self._field("codes", tr("Kode, dipisah koma"))
        self.licence = choice("directory.licence", tr("Hak pakai yang biasa"), licences(), self)
        self.mandatory = self._field("mandatory", tr("Teks wajib di keterangan"))
        self.active = QCheckBox(tr("Masih aktif"), self)
        self.active.setObjectName("directory.active")
        self.told = label(role="refusal", wrap=True, parent=self)
        self.told.setObjectName("directory.told")
        self.told.hide()
        self.keep = button(tr("Simpan nama"), "directory.keep", kind="primary", parent=self)
        self.drop = button(tr("Hapus dari direktori"), "directory.drop", kind="quiet", parent=self)
        self._lay_out()
        self.search.textChanged.connect(self._fill)
        self.list.itemSelectionChanged.connect(self._on_chosen)
        self.new.clicked.connect(self._begin)
        self.keep.clicked.connect(self._on_keep)
        self.drop.clicked.connect(self._on_drop)
        self.merge.clicked.connect(self._on_merge)
        self._begin()

    def set_directory(self, directory: Directory) -> None:
        """The directory came, or came anew."""
        self._directory = directory
        self._fill()

    def refuse(self, sentence: str) -> None:
        """Say why it was not kept."""
        self.told.setText(sentence)
        self.told.show()

    # -- inside

    def _field(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(f"directory.{name}")
        made.setAccessibleName(hint)
        made.setPlaceholderText(hint)
        return made

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.addWidget(self.new)
        below.addWidget(self.merge)
        below.addStretch(1)
        left.addLayout(below)
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        for words, field in (
            (tr("Nama"), self.name),
            (tr("Jenis"), self.kind),
            (tr("Ejaan lain"), self.aliases),
            (tr("Kode"), self.codes),
            (tr("Hak pakai"), self.licence),
            (tr("Teks wajib"), self.mandatory),
        ):
            rows.addRow(label(words, role="quiet", parent=self), field)
        rows.addRow(label(parent=self), self.active)
        right = QVBoxLayout()
        right.addLayout(rows)
        right.addWidget(self.told)
        feet = QHBoxLayout()
        feet.addWidget(self.drop)
        feet.addStretch(1)
        feet.addWidget(self.keep)
        right.addLayout(feet)
        right.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(18)
        whole.addLayout(left, 5)
        whole.addLayout(right, 6)
        self.merge.setEnabled(False)

    def _fill(self) -> None:
        kept = {item.data(_ENTRY).name for item in self.list.selectedItems()}
        self.list.blockSignals(True)
        self.list.clear()
        for found in self._directory.suggest(self.search.text(), _MOST):
            entry = found.entry
            parts = [entry.name, *(f"= {code}" for code in entry.codes[:2])]
            if not entry.id:
                parts.append(tr("belum di direktori"))
            item = QListWidgetItem("  ·  ".join(parts))
            item.setData(_ENTRY, entry)
            self.list.addItem(item)
            item.setSelected(entry.name in kept)
        self.list.blockSignals(False)
        self._on_chosen()

    def _on_chosen(self) -> None:
        chosen = [item.data(_ENTRY) for item in self.list.selectedItems()]
        self.merge.setEnabled(len(chosen) == 2 and all(entry.id for entry in chosen))
        if len(chosen) == 1:
            self._show(chosen[0])

    def _begin(self) -> None:
        self.list.clearSelection()
        self._show(Contributor("", self.search.text().strip()))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, entry: Contributor) -> None:
        self._entry = entry
        self.name.setText(entry.name)
        self.kind.setCurrentIndex(self.kind.findData(entry.kind.value))
        self.aliases.setText(", ".join(entry.aliases))
        self.codes.setText(", ".join(entry.codes))
        self.licence.setCurrentIndex(self.licence.findData(entry.licence.value))
        self.mandatory.setText(entry.mandatory)
        self.active.setChecked(entry.active)
        self.drop.setEnabled(bool(entry.id))
        self.told.hide()

    def _on_keep(self) -> None:
        self.told.hide()
        before = self._entry or Contributor("", "")
        self.keep_wished.emit(
            replace(
                before,
                name=self.name.text(),
                kind=ContributorKind(self.kind.currentData()),
                aliases=_parts(self.aliases.text()),
                codes=_parts(self.codes.text()),
                licence=type(before.licence)(self.licence.currentData()),
                mandatory=self.mandatory.text(),
                active=self.active.isChecked(),
            )
        )

    def _on_drop(self) -> None:
        if self._entry is not None and self._entry.id:
            self.drop_wished.emit(self._entry.id)
            self._begin()

    def _on_merge(self) -> None:
        kept, double = (item.data(_ENTRY) for item in self.list.selectedItems())
        if self._entry is not None and self._entry.id == double.id:
            kept, double = double, kept
        sure = QMessageBox.question(
            self,
            tr("Gabungkan nama"),
            tr("Ganti “{name}” menjadi “{other}” di semua kredit foto? Ini tidak dapat dibatalkan.").format(
                name=double.name, other=kept.name
            ),
        )
        if sure == QMessageBox.StandardButton.Yes:
            self.merge_wished.emit(kept.id, double.id)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for raw in text.split(",") if (part := raw.strip()))


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        (ContributorKind.PERSON.value, tr("Orang")),
        (ContributorKind.AGENCY.value, tr("Kantor berita")),
        (ContributorKind.PUBLIC_BODY.value, tr("Humas atau lembaga")),
        (ContributorKind.ARCHIVE.value, tr("Arsip")),
    )
