"""Photos that look alike, side by side: the new one, the one that was here, and what differs between them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.credit import credit_line
from desktop_app.domain.light_table import Frame
from desktop_app.domain.opened import Twin
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

_WIDE, _HIGH = 420, 300


class TwinsDialog(QDialog):
    """One pair after another. *thrown_out(photo_id)*: the new one goes; nothing is ever deleted by itself."""

    picture_wished = Signal(str)
    thrown_out = Signal(str)

    def __init__(
        self,
        twins: Sequence[Twin],
        frames: Mapping[str, Frame],
        site: str,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("twins")
        self.setWindowTitle(tr("Foto yang mirip"))
        self.setAccessibleName(self.windowTitle())
        self._twins = tuple(twin for twin in twins if twin.photo_id in frames and twin.other_id in frames)
        self._frames = frames
        self._site = site
        self._at = 0
        self._pictures: dict[str, QImage] = {}
        self.title = label(role="title", parent=self)
        self.title.setObjectName("twins.title")
        self.why = label(role="quiet", wrap=True, parent=self)
        self.new = _Side(tr("Baru masuk"), theme, self)
        self.old = _Side(tr("Sudah ada di meja"), theme, self)
        self.both = button(tr("Simpan keduanya"), "twins.both", parent=self)
        self.out = button(tr("Buang yang baru"), "twins.out", kind="primary", parent=self)
        sides = QHBoxLayout()
        sides.setSpacing(14)
        sides.addWidget(self.new)
        sides.addWidget(self.old)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self.both)
        feet.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for each in (self.title, self.why):
            column.addWidget(each)
        column.addLayout(sides)
        column.addLayout(feet)
        self.both.clicked.connect(self._next)
        self.out.clicked.connect(self._on_out)
        self._show()

    def open(self) -> None:
        super().open()
        self._ask()

    def show_picture(self, photo_id: str, image: QImage) -> None:
        """A picture came."""
        self._pictures[photo_id] = image
        self._show()

    def _show(self) -> None:
        if self._at >= len(self._twins):
            return
        twin = self._twins[self._at]
        self.title.setText(tr("{done} dari {all}").format(done=self._at + 1, all=len(self._twins)))
        self.why.setText(
            tr("Gambarnya sama persis; hanya data di dalam berkasnya yang berbeda.")
            if twin.exact
            else tr("Gambarnya sangat mirip: mungkin diperkecil, dipotong, atau dimampatkan lagi.")
        )
        for side, photo_id in ((self.new, twin.photo_id), (self.old, twin.other_id)):
            frame = self._frames[photo_id]
            line = credit_line(frame.credit, self._site) if frame.credited else ""
            side.show_frame(frame, line, self._pictures.get(photo_id))

    def _ask(self) -> None:
        if self._at < len(self._twins):
            for photo_id in (self._twins[self._at].photo_id, self._twins[self._at].other_id):
                self.picture_wished.emit(photo_id)

    def _next(self) -> None:
        self._at += 1
        if self._at >= len(self._twins):
            self.accept()
            return
        self._show()
        self._ask()

    def _on_out(self) -> None:
        self.thrown_out.emit(self._twins[self._at].photo_id)
        self._next()


class _Side(QWidget):
    """One of the two."""

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.picture = QLabel(self)
        self.picture.setFixedSize(_WIDE, _HIGH)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = label(wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(title, role="section", parent=self))
        column.addWidget(self.picture)
        column.addWidget(self.words)

    def show_frame(self, frame: Frame, line: str, image: QImage | None) -> None:
        """Show its picture when there is one, and its words in any case."""
        credit = line or tr("Kredit belum ada")
        used = tr("Dipakai {count}×").format(count=frame.used) if frame.used else tr("Belum dipakai")
        self.words.setText("\n".join(part for part in (frame.file_name, credit, frame.caption, used) if part))
        self.picture.setStyleSheet(f"background: {self._theme.tones.hover};")
        if image is None or image.isNull():
            self.picture.setText(tr("Memuat…"))
        else:
            size = self.picture.size()
            fitted = image.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self.picture.setPixmap(QPixmap.fromImage(fitted))
