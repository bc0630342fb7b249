"""The button that adds photos, with every way they may come in by hand."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import button
from desktop_app.ui.words import tr


class WaysIn(QObject):
    """*files_wished(paths)* from the system's own dialogs, *card_wished* for a camera's card, *pasted*."""

    files_wished = Signal(list)
    card_wished = Signal()
    pasted = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.button = button(tr("Tambah foto"), "light_table.add", parent=parent)
        icons.dress(self.button, "upload-simple", "text")
        menu = QMenu(self.button)
        for words, do in (
            (tr("Berkas…"), self._choose_files),
            (tr("Folder…"), self._choose_folder),
            (tr("Kartu kamera"), self.card_wished.emit),
            (tr("Tempel dari papan klip"), self.pasted.emit),
        ):
            menu.addAction(words, do)
        self.button.setMenu(menu)

    def _choose_files(self) -> None:
        kinds = tr(
            "Foto (*.jpg *.jpeg *.png *.webp *.avif *.heic *.heif *.hif *.tif *.tiff);;Semua berkas (*)"
        )
        names, _ = QFileDialog.getOpenFileNames(self._window, tr("Pilih foto"), "", kinds)
        if names:
            self.files_wished.emit([Path(name) for name in names])

    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self._window, tr("Pilih folder foto")):
            self.files_wished.emit([Path(name)])
