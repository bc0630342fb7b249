"""Foto & kredit: photos come in, get their credit, and are put to use."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QIcon, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.directory import Directory
from desktop_app.domain.light_table import UsedIn
from desktop_app.domain.opened import OpenArticle, TakenIn
from desktop_app.domain.photo import Photo
from desktop_app.ui.icons import Icons
from desktop_app.ui.photos.intake_files import files_of
from desktop_app.ui.photos.sheet import PhotoSheet
from desktop_app.ui.photos.taken_words import notes, refusals
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Pane, button, label, polish, tip
from desktop_app.ui.words import tr

THUMB = 160
BIG = 900
_ID = int(Qt.ItemDataRole.UserRole)
_CELL = QSize(92, 92)


class PhotosPane(Pane):
    """Wishes only; what is shown comes from the newsroom. Photos of the open story stand first, hero at the front."""

    files_wished = Signal(list)
    credit_wished = Signal(str, object, str, str, bool)
    focus_wished = Signal(str, float, float)
    hero_wished = Signal(str)
    hero_dropped = Signal()
    body_wished = Signal(str, str)
    thumbnail_wished = Signal(str, int)
    uses_wished = Signal(str)
    settle_wished = Signal(str, str, str)
    pass_wished = Signal(str, str, str)
    story_wished = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("photos", tr("Foto & kredit"), parent)
        self._icons = icons
        self._story: dict[str, Photo] = {}
        self._newsroom: dict[str, Photo] = {}
        self._later = False
        self._hero = ""
        self._stand_in = (
            False  # what is in front was nobody's choice: the main picture may still be on its way
        )
        self._article = ""
        self.current = ""
        self.setAcceptDrops(True)
        self.drop = QFrame(self)
        self.choose = button(tr("Pilih berkas…"), "photos.choose", parent=self.drop)
        self.hint = label(tr("Seret foto ke sini, atau"), role="quiet", parent=self.drop)
        self.told = label(role="refusal", wrap=True, parent=self)
        self.noted = label(role="note", wrap=True, parent=self)
        self.list = QListWidget(self)
        self.sheet = PhotoSheet(theme, icons, self)
        self.picture, self.role, self.form = self.sheet.picture, self.sheet.role, self.sheet.form
        self.hero = button(tr("Jadikan foto utama"), "photos.hero", parent=self)
        self.body = button(tr("Sisipkan di naskah"), "photos.body", parent=self)
        icons.dress(self.hero, "star")
        icons.dress(self.body, "arrow-right")
        icons.dress(self.choose, "upload-simple")
        self._lay_out()
        self._wire()
        self._show_current()

    # -- what the window asks

    def show_article(self, opened: OpenArticle | None) -> None:
        """The open story's photos, hero first; None when nothing is open."""
        article = opened.article if opened else None
        other = (article.id if article else "") != self._article
        self._article = article.id if article else ""
        self._hero = article.hero.photo_id if article and article.hero else ""
        photos = opened.photos if opened else {}
        self._story = {str(key): photo for key, photo in photos.items()}
        if other:
            self.told.hide()
            self.noted.hide()
            self.current = self._hero or next(iter(self._story), "")
        self._fill()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """The newsroom's latest photos, offered behind the story's own; out of sight, they wait until it is seen."""
        self._newsroom = {photo.id: photo for photo in photos}
        self._later = not self.isVisible()
        if not self._later:
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._later:
            self._later = False
            self._fill()

    def show_intake(self, count: int) -> None:
        """Files are being looked at."""
        self.hint.setText(tr("Memeriksa {count} berkas…").format(count=count))

    def show_taken(self, taken: TakenIn) -> None:
        """What came in, and one sentence for each file that did not."""
        self.hint.setText(tr("Seret foto ke sini, atau"))
        self.told.setText(refusals(taken))
        self.told.setVisible(bool(taken.refused))
        self.noted.setText(notes(taken))
        self.noted.setVisible(bool(self.noted.text()))
        self._newsroom = {photo.id: photo for photo in taken.photos} | self._newsroom
        if taken.photos:
            self.current = taken.photos[0].id
            self._stand_in = False
        self._fill()

    def show_thumbnail(self, photo_id: str, size: int, image: QImage) -> None:
        """A picture came, for the strip or the big view."""
        if size == BIG and photo_id == self.current:
            self.sheet.show_image(image)
        elif size == THUMB and not image.isNull():
            for at in range(self.list.count()):
                item = self.list.item(at)
                if item.data(_ID) == photo_id:
                    item.setIcon(_square(image))

    def show_used(self, photo_id: str, stories: Sequence[UsedIn]) -> None:
        """Where the photo in front is used."""
        if photo_id == self.current:
            self.sheet.show_used(stories)

    def set_directory(self, directory: Directory) -> None:
        """Names for the credit form."""
        self.form.set_directory(directory)

    def set_site(self, name: str) -> None:
        """The site's name for the credit line."""
        self.form.set_site(name)

    def choose_photo(self, photo_id: str) -> None:
        """Bring one photo up, as when the readiness list points at it."""
        if photo_id in self._all():
            self.current = photo_id
            self._stand_in = False
            self._fill()
            self.form.begin()

    def refuse(self, place: str, sentence: str) -> None:
        """A house rule said no: beside the credit, or above the strip."""
        if place == "photos.credit":
            self.form.refuse(sentence)
        else:
            self.told.setText(sentence)
            self.told.show()

    # -- inside

    def _all(self) -> dict[str, Photo]:
        first = {self._hero: self._story[self._hero]} if self._hero in self._story else {}
        return (
            first
            | self._story
            | {key: each for key, each in self._newsroom.items() if key not in self._story}
        )

    def _fill(self) -> None:
        photos = self._all()
        if self.current not in photos or (self._stand_in and self._hero in photos):
            self.current = next(iter(photos), "")
            self._stand_in = self.current != self._hero
        icons = {self.list.item(at).data(_ID): self.list.item(at).icon() for at in range(self.list.count())}
        self.list.blockSignals(True)
        self.list.clear()
        for key, photo in photos.items():
            item = QListWidgetItem(icons.get(key, QIcon()), "")
            item.setData(_ID, key)
            item.setSizeHint(_CELL)
            state = tr("kredit lengkap") if photo.confirmed else tr("kredit belum disetujui")
            use = (
                tr("foto utama")
                if key == self._hero
                else tr("di naskah")
                if key in self._story
                else tr("belum dipakai")
            )
            words = f"{photo.file_name or tr('Foto')}, {use}, {state}"
            item.setToolTip(tip(words))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.list.addItem(item)
            if key == self.current:
                self.list.setCurrentItem(item)
            if key not in icons or icons[key].isNull():
                self.thumbnail_wished.emit(key, THUMB)
        self.list.blockSignals(False)
        self._show_current()

    def _show_current(self) -> None:
        photo = self._all().get(self.current)
        for each in (self.list, self.sheet):
            each.setVisible(photo is not None)
        if photo is None:
            return
        is_hero = photo.id == self._hero
        self.hero.setText(tr("Lepas foto utama") if is_hero else tr("Jadikan foto utama"))
        self.hero.setAccessibleName(self.hero.text())
        self.hero.setEnabled(bool(self._article))
        self.body.setEnabled(bool(self._article))
        kind = (
            tr("Foto utama")
            if is_hero
            else tr("Foto di naskah")
            if photo.id in self._story
            else tr("Foto di meja")
        )
        if self.sheet.show_photo(photo, kind):
            self.thumbnail_wished.emit(photo.id, BIG)
        self.uses_wished.emit(photo.id)

    def _lay_out(self) -> None:
        self.drop.setObjectName("photos.drop")
        self.drop.setProperty("drop", True)
        self.told.setObjectName("photos.told")
        self.told.hide()
        self.noted.setObjectName("photos.noted")
        self.noted.hide()
        zone = QHBoxLayout(self.drop)
        zone.setContentsMargins(14, 8, 10, 8)
        zone.addWidget(self.hint, 1)
        zone.addWidget(self.choose)
        self.list.setObjectName("photos.list")
        self.list.setAccessibleName(tr("Foto berita ini dan foto terbaru"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(QSize(80, 80))
        self.list.setProperty("strip", True)
        self.list.setFixedHeight(112)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = Pane("photos.inner", tr("Foto & kredit"), self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        for each in (self.drop, self.told, self.noted, self.list, self.sheet):
            column.addWidget(each)
        uses = QWidget(self.sheet)
        row = QHBoxLayout(uses)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.hero, 1)
        row.addWidget(self.body, 1)
        self.sheet.insert(uses)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("photos.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self.setMinimumWidth(320)

    def _wire(self) -> None:
        self.choose.clicked.connect(self.choose_files)
        self.list.currentItemChanged.connect(self._on_item)
        self.sheet.focus_chosen.connect(lambda x, y: self.focus_wished.emit(self.current, x, y))
        self.sheet.story_wished.connect(self.story_wished)
        self.sheet.settle_wished.connect(
            lambda field, block: self.settle_wished.emit(self.current, field, block)
        )
        self.sheet.pass_wished.connect(lambda gate, why: self.pass_wished.emit(self.current, gate, why))
        self.hero.clicked.connect(self._on_hero)
        self.body.clicked.connect(self._on_body)
        self.form.save_wished.connect(
            lambda credit, caption, alt, plain: self.credit_wished.emit(
                self.current, credit, caption, alt, plain
            )
        )

    def choose_files(self) -> None:
        """Ask for files by the system's own dialog."""
        kinds = tr(
            "Foto (*.jpg *.jpeg *.png *.webp *.avif *.heic *.heif *.hif *.tif *.tiff);;Semua berkas (*)"
        )
        names, _ = QFileDialog.getOpenFileNames(self, tr("Pilih foto"), "", kinds)
        if names:
            self.files_wished.emit([Path(name) for name in names])

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.current = item.data(_ID)
            self._stand_in = False
            self._show_current()

    def _on_hero(self) -> None:
        if self.current == self._hero:
            self.hero_dropped.emit()
        else:
            self.hero_wished.emit(self.current)

    def _on_body(self) -> None:
        photo = self._all().get(self.current)
        if photo is not None:
            self.body_wished.emit(photo.id, photo.caption)

    # -- dropping files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._mark_drop(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_drop(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark_drop(over=False)
        paths = files_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_wished.emit(paths)

    def _mark_drop(self, *, over: bool) -> None:
        self.drop.setProperty("over", over)
        polish(self.drop)


def _square(image: QImage) -> QIcon:
    side = min(image.width(), image.height())
    cut = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    made = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # chosen, a photo keeps its colours
        made.addPixmap(QPixmap.fromImage(cut), mode)
    return made
