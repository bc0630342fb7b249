"""One photo whole: the picture with its focal point, every crop, where it is used, and its credit form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.crops import UNSET_FOCUS
from desktop_app.domain.light_table import UsedIn
from desktop_app.domain.photo import Photo
from desktop_app.domain.photo_gates import Finding
from desktop_app.ui.icons import Icons
from desktop_app.ui.photos.clashes import ClashRows
from desktop_app.ui.photos.crops import CropStrip
from desktop_app.ui.photos.form import CreditFields
from desktop_app.ui.photos.gates import GateList
from desktop_app.ui.photos.picture import Picture
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import button, label, tip
from desktop_app.ui.words import tr

_AROUND_LINE = 26  # padding and border of a line in the style sheet, and the gap behind its icon


class PhotoSheet(QWidget):
    """*focus_chosen(x, y)*, *story_wished(article_id)*; the form tells when its credit is to be saved."""

    focus_chosen = Signal(float, float)
    story_wished = Signal(str)
    settle_wished = Signal(str, str)
    pass_wished = Signal(str, str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photos.sheet")
        self.photo: Photo | None = None
        self.picture = Picture(theme, self)
        self.crops = CropStrip(theme, self)
        self.unseen = label(role="note", wrap=True, parent=self)
        self.agree = button(tr("Potongan sudah pas"), "photos.agree_crops", parent=self)
        self.role = label(role="section", wrap=True, parent=self)
        self.clashes = ClashRows(self)
        self.gates = GateList(icons, self)
        self.used = QWidget(self)
        self.form = CreditFields(icons, self)
        self._icons = icons
        self.unseen.setObjectName("photos.unseen")
        self.role.setObjectName("photos.role")
        self.used.setObjectName("photos.used")
        self._stories = QVBoxLayout(self.used)
        self._stories.setContentsMargins(0, 0, 0, 0)
        self._stories.setSpacing(2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        for each in (self.picture, self.unseen, self.crops, self.agree, self.role):
            self._column.addWidget(each)
        self._column.addWidget(self.clashes)
        self._column.addWidget(self.form)
        self._column.addWidget(self.gates)
        self._column.addWidget(self.used)
        self.clashes.settle_wished.connect(self.settle_wished)
        self.gates.place_wished.connect(self._go_to)
        self.gates.pass_wished.connect(self.pass_wished)
        self.picture.focus_chosen.connect(self._on_focus)
        self.agree.clicked.connect(lambda: self._on_focus(*UNSET_FOCUS))

    def insert(self, widget: QWidget, side: Qt.AlignmentFlag | None = None) -> None:
        """Put *widget* between picture and form, as wide as they are or at one *side*: what can be done here."""
        at = self._column.indexOf(self.clashes)
        self._column.insertWidget(at, widget, 0, side or Qt.AlignmentFlag(0))

    def show_photo(self, photo: Photo, kind: str = "") -> bool:
        """Show another version of a photo, or another photo: True then, and its picture is wanted."""
        other = self.photo is None or self.photo.id != photo.id
        self.photo = photo
        if other:
            self.show_image(QImage())
        self._show_focus(photo.focus)
        size = f"{photo.width} × {photo.height}"
        self.role.setText("  ·  ".join(part for part in (kind, photo.file_name, size) if part))
        self.clashes.show_clashes(photo.clashes)
        self.form.show_photo(photo)
        return other

    def show_findings(self, photo_id: str, findings: Sequence[Finding]) -> None:
        """What this photo still lacks before it may be shown."""
        if self.photo is not None and self.photo.id == photo_id:
            self.gates.show_findings(findings)

    def show_image(self, image: QImage) -> None:
        """The picture came."""
        self.picture.show_image(image)
        size = (self.photo.width, self.photo.height) if self.photo else (0, 0)
        self.crops.show_image(image, size)
        self._tell_seen()

    def show_used(self, stories: Sequence[UsedIn]) -> None:
        """Every story that shows the photo; a click opens it."""
        while (item := self._stories.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._stories.addWidget(label(tr("Dipakai di"), role="section", parent=self.used))
        if not stories:
            self._stories.addWidget(
                label(tr("Belum dipakai di berita mana pun."), role="quiet", parent=self.used)
            )
        for at, story in enumerate(stories):
            slot = tr("foto utama") if story.slot == "hero" else tr("di naskah")
            title = story.title or tr("Tanpa judul")
            where = "  ·  ".join((slot, *((tr("terbit"),) if story.live else ())))
            made = _StoryLine(title, where, f"photos.used_{at}", self.used)
            self._icons.dress(made, "globe" if story.live else "article", "muted")
            made.clicked.connect(lambda _checked=False, to=story.article_id: self.story_wished.emit(to))
            self._stories.addWidget(made)

    def _go_to(self, field: str) -> None:
        if field == "focus":
            self.picture.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.go_to(field)

    def _on_focus(self, x: float, y: float) -> None:
        self._show_focus((x, y))
        self.focus_chosen.emit(x, y)

    def _show_focus(self, focus: tuple[float, float] | None) -> None:
        self.picture.show_focus(focus)
        self.crops.show_focus(focus)
        self._tell_seen()

    def _tell_seen(self) -> None:
        photo = self.photo
        unseen = photo is not None and photo.focus is None and self.crops.unseen
        small = self.crops.too_small() if photo is not None else ()
        sentences = []
        if unseen:
            sentences.append(
                tr("Belum ada yang memeriksa potongannya: klik bagian terpenting, atau setujui yang ini.")
            )
        if small:
            sentences.append(tr("⚠ lebih kecil dari yang diminta halaman."))
        self.unseen.setText(" ".join(sentences))
        self.unseen.setVisible(bool(sentences))
        self.agree.setVisible(unseen)


class _StoryLine(QPushButton):
    """A story's title and where it shows the photo. A long title ends in …, whole in the tip: where always stands."""

    def __init__(self, title: str, where: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._where = where
        words = f"{title}  ·  {where}"
        self.setText(words.replace("&", "&&"))
        self.setObjectName(name)
        self.setProperty("kind", "line")
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        tail = f"  ·  {self._where}"
        room = self.width() - self.iconSize().width() - _AROUND_LINE - metrics.horizontalAdvance(tail)
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, max(0, room))
        self.setText((title + tail).replace("&", "&&"))
