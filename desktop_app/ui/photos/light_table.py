"""The photo workspace: every frame on a light table, and beside it the one that is being credited."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.batch import Batch, Plan
from desktop_app.domain.credit import Credit, credit_fault
from desktop_app.domain.directory import Directory
from desktop_app.domain.light_table import THROWN_OUT, Frame, LightTable, UsedIn
from desktop_app.domain.opened import TakenIn, Twin
from desktop_app.domain.photo import Photo
from desktop_app.ui.icons import Icons
from desktop_app.ui.photos.actions_row import ActionsRow
from desktop_app.ui.photos.batch import BatchDialog
from desktop_app.ui.photos.crop_check import CropCheck
from desktop_app.ui.photos.filters import FrameFilters
from desktop_app.ui.photos.frames import PICTURE_PIXELS, FramesModel, FramesView
from desktop_app.ui.photos.intake_files import files_of
from desktop_app.ui.photos.sheet import PhotoSheet
from desktop_app.ui.photos.taken_words import notes, refusals
from desktop_app.ui.photos.twins import TwinsDialog
from desktop_app.ui.photos.type_ahead import TypeAhead
from desktop_app.ui.photos.viewer import Viewer
from desktop_app.ui.photos.ways_in import WaysIn
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Pane, button, empty_state, label
from desktop_app.ui.words import tr

BIG_PIXELS = 1200


class LightTablePane(Pane):
    """Wishes only; what is shown comes from the newsroom. Everything goes by keyboard, from the first frame on."""

    frames_wished = Signal(object)
    picture_wished = Signal(str, int)
    photo_wished = Signal(str)
    rated = Signal(list, int)
    credit_wished = Signal(str, object, str, str, bool)
    focus_wished = Signal(str, float, float)
    plan_wished = Signal(list, object)
    apply_wished = Signal(list, object)
    crops_agreed = Signal(object)
    undo_wished = Signal()
    files_wished = Signal(list)
    pasted = Signal()
    card_wished = Signal()
    cancel_wished = Signal()
    story_wished = Signal(str)
    directory_wished = Signal()
    findings_wished = Signal(str)
    settle_wished = Signal(str, str, str)
    pass_wished = Signal(str, str, str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("light_table", tr("Foto"), parent)
        self.setAcceptDrops(True)
        self._site = ""
        self._theme = theme
        self._previous = ("", "")
        self._front = ""
        self._directory = Directory(())
        self.model = FramesModel(self)
        self.filters = FrameFilters(icons, self)
        self.grid = FramesView(theme, self.model, self)
        self.sheet = PhotoSheet(theme, icons, self)
        self.viewer = Viewer(theme, self)
        self._ahead = TypeAhead(self.sheet.form.creators)
        self.batch_dialog: BatchDialog | None = None
        self.ways = WaysIn(icons, self)
        self.batch = button(tr("Isi sekaligus…"), "light_table.batch", kind="primary", parent=self)
        self.crop = button(tr("Periksa potongan…"), "light_table.crops", parent=self)
        self.crop_check: CropCheck | None = None
        self.undo = button(tr("Batalkan isian terakhir"), "light_table.undo", kind="quiet", parent=self)
        self.names = button(tr("Direktori…"), "light_table.directory", parent=self)
        self.previous = button(
            tr("Salin keterangan sebelumnya"), "light_table.previous", kind="quiet", parent=self
        )
        self.twins = button("", "light_table.twins", kind="quiet", parent=self)
        self.twins.hide()
        self._twins: tuple[Twin, ...] = ()
        self.twins_dialog: TwinsDialog | None = None
        self.told = label(role="refusal", wrap=True, parent=self)
        self.noted = label(role="note", wrap=True, parent=self)
        self.progress = QProgressBar(self)
        self.cancel = button(tr("Batal"), "light_table.cancel", kind="quiet", parent=self)
        for wearer, name, tone in (
            (self.batch, "pencil-simple", "on_accent"),
            (self.crop, "crop", "text"),
            (self.undo, "arrow-counter-clockwise", "accent"),
            (self.names, "identification-card", "text"),
            (self.previous, "copy", "accent"),
        ):
            icons.dress(wearer, name, tone)
        self._lay_out()
        self._wire()

    # -- what the window asks

    def refresh(self) -> None:
        """Ask for the frames anew."""
        self.frames_wished.emit(self.filters.wanted())

    def show_found(self, found: LightTable) -> None:
        """Frames came; what was chosen stays chosen, where it is still there."""
        chosen = set(self.chosen())
        current = self._current()
        self.model.show_frames(found.frames, self._site)
        self.filters.show_found(found)
        self._stack.setCurrentWidget(self.grid if found.frames else self._nothing)
        for each in (self.crop, self.batch):
            each.setEnabled(bool(found.frames))
        selection = self.grid.selectionModel()
        if not self.grid.selectionModel().hasSelection() and chosen:
            for photo_id in chosen:
                if (row := self.model.row_of(photo_id)) >= 0:
                    selection.select(self.model.index(row), QItemSelectionModel.SelectionFlag.Select)
        row = self.model.row_of(current) if current else 0
        if found.frames and not self.grid.currentIndex().isValid():
            flag = (
                QItemSelectionModel.SelectionFlag.NoUpdate
                if chosen
                else QItemSelectionModel.SelectionFlag.Select
            )
            selection.setCurrentIndex(self.model.index(max(0, row)), flag)
        elif not found.frames:
            self.sheet.hide()
        elif front := self._current():
            self.photo_wished.emit(front)  # perhaps it is the one that changed
        self._bring_front()

    def _bring_front(self) -> None:
        if self._front and (row := self.model.row_of(self._front)) >= 0:
            self._front = ""
            self.grid.setCurrentIndex(self.model.index(row))

    def show_picture(self, photo_id: str, size: int, image: QImage) -> None:
        """A picture came, for the grid, the sheet or the large view."""
        if size == PICTURE_PIXELS:
            self.model.show_picture(photo_id, image)
            if self.crop_check is not None:
                self.crop_check.show_picture(photo_id, image)
        elif size == BIG_PIXELS:
            if self.sheet.photo is not None and photo_id == self.sheet.photo.id:
                self.sheet.show_image(image)
            self.viewer.show_picture(photo_id, image)
            if self.twins_dialog is not None:
                self.twins_dialog.show_picture(photo_id, image)

    def drop_picture(self, photo_id: str, size: int) -> None:
        """A wish for a picture was dropped on the way."""
        if size == PICTURE_PIXELS:
            for model in (self.model, *((self.crop_check.model,) if self.crop_check else ())):
                model.forget_wish(photo_id)

    def show_photo(self, photo: Photo, stories: Sequence[UsedIn]) -> None:
        """The photo in front, whole."""
        if photo.id != self._current():
            return
        if self.sheet.show_photo(photo):
            self.picture_wished.emit(photo.id, BIG_PIXELS)
        if self._ahead.waiting:
            self.sheet.form.creators.selectAll()
            self._ahead.arrived()
        self.sheet.show_used(stories)
        self.sheet.show()
        self.findings_wished.emit(photo.id)

    def show_plan(self, plan: Plan) -> None:
        """What the batch being filled in would do."""
        if self.batch_dialog is not None:
            self.batch_dialog.show_plan(plan)

    def show_applied(self, count: int) -> None:
        """A batch was done."""
        if self.batch_dialog is not None:
            self.batch_dialog.accept()
        self._tell_undo(
            tr("{count} foto diisi.").format(count=count) if count else tr("Tidak ada yang berubah.")
        )

    def show_agreed(self, count: int) -> None:
        """Crops were agreed to."""
        self._tell_undo(
            tr("Potongan {count} foto disetujui.").format(count=count)
            if count
            else tr("Tidak ada yang berubah.")
        )

    def show_intake(self, done: int, total: int) -> None:
        """Files on their way in: *done* of *total*; 0 of 0 when that is over."""
        running = total > 0
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.progress.setMaximum(max(1, total))
        self.progress.setValue(done)
        self.progress.setFormat(tr("{done} dari {all} berkas masuk").format(done=done, all=total))

    def show_taken(self, taken: TakenIn) -> None:
        """What came of a wish for photos: what stayed outside and why, what was here already, what looks alike."""
        if taken.refused:
            self.tell(refusals(taken))
        self.noted.setText(notes(taken))
        self.noted.setVisible(bool(self.noted.text()))
        if taken.photos and not self.sheet.form.touched:
            self._front = taken.photos[0].id  # what came in is what somebody wants to see
            self._bring_front()
        self._twins = taken.twins
        self.twins.setText(tr("{count} foto mirip foto lain. Bandingkan…").format(count=len(taken.twins)))
        self.twins.setVisible(bool(taken.twins))

    def tell(self, sentence: str) -> None:
        """One line above the grid: what was refused, and why; "" when something new begins."""
        self.noted.hide()
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def refuse(self, place: str, sentence: str) -> None:
        """A house rule said no: in the dialog that asked, beside the credit, or above the grid."""
        if place == "batch" and self.batch_dialog is not None:
            self.batch_dialog.refuse(sentence)
        elif place == "photos.credit":
            self.sheet.form.refuse(sentence)
        else:
            self.tell(sentence)

    def set_site(self, name: str) -> None:
        """The site's name for the credit line."""
        self._site = name
        self.sheet.form.set_site(name)
        self.model.show_frames(self.model.frames, name)

    def set_directory(self, directory: Directory) -> None:
        """Names for every field that takes them."""
        self._directory = directory
        self.sheet.form.set_directory(directory)

    def chosen(self) -> list[str]:
        """Ids of the chosen frames in the grid's order; the one in front when none is chosen."""
        rows = sorted(index.row() for index in self.grid.selectionModel().selectedIndexes())
        current = self._current()
        return [self.model.frames[row].id for row in rows] or ([current] if current else [])

    # -- inside

    def _current(self) -> str:
        row = self.grid.currentIndex().row()
        return self.model.frames[row].id if 0 <= row < len(self.model.frames) else ""

    def _lay_out(self) -> None:
        self.told.setObjectName("light_table.told")
        self.told.hide()
        self.noted.setObjectName("light_table.noted")
        self.noted.hide()
        for each in (self.told, self.noted):
            # A file's long name is one word: it must not push the form beside it aside.
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            each.setSizePolicy(policy)
        self.progress.setObjectName("light_table.progress")
        self.progress.setAccessibleName(tr("Foto yang sedang masuk"))
        self.progress.setTextVisible(True)
        self.undo.hide()
        self.previous.hide()
        self.sheet.insert(self.previous, Qt.AlignmentFlag.AlignLeft)
        left = Pane("light_table.left", tr("Meja cahaya"), self)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 10, 6, 8)
        column.setSpacing(8)
        column.addWidget(
            ActionsRow((self.ways.button, self.names), self.filters.search, (self.crop, self.batch), left)
        )
        column.addWidget(self.filters)
        intake = QHBoxLayout()
        intake.addWidget(self.progress, 1)
        intake.addWidget(self.cancel)
        column.addLayout(intake)
        column.addWidget(self.twins, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.told)
        column.addWidget(self.noted)
        self._nothing = empty_state(
            tr("Meja cahaya kosong"),
            tr("Seret foto atau folder ke sini, tempel gambar, atau ubah saringannya."),
            left,
        )
        self._stack = QStackedWidget(left)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.grid)
        column.addWidget(self._stack, 1)
        inner = Pane("light_table.inner", tr("Foto & kredit"), self)
        right = QVBoxLayout(inner)
        right.setContentsMargins(12, 12, 14, 14)
        right.addWidget(self.sheet)
        right.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("light_table.scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setMinimumWidth(370)
        self.sheet.hide()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("light_table.split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(5)
        split.addWidget(left)
        split.addWidget(scroll)
        split.setStretchFactor(0, 1)
        split.setSizes([880, 372])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.setFocusProxy(self.grid)
        self.show_intake(0, 0)

    def _wire(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.model.picture_wished.connect(lambda photo_id: self.picture_wished.emit(photo_id, PICTURE_PIXELS))
        self.grid.selectionModel().currentChanged.connect(self._on_current)
        self.grid.opened.connect(self._focus_form)
        self.grid.shown_large.connect(self._show_large)
        self.grid.rated.connect(self._on_rated)
        self.grid.batch_wished.connect(self._open_batch)
        self.grid.crops_wished.connect(self._open_crops)
        self.crop.clicked.connect(self._open_crops)
        self.viewer.moved.connect(self._step)
        self.viewer.rated.connect(self._on_rated)
        self.viewer.closed.connect(self.grid.come_back)
        self.sheet.focus_chosen.connect(self._on_focus_chosen)
        self.sheet.story_wished.connect(self.story_wished)
        self.sheet.settle_wished.connect(
            lambda field, block: self.settle_wished.emit(self._current(), field, block)
        )
        self.sheet.pass_wished.connect(lambda gate, why: self.pass_wished.emit(self._current(), gate, why))
        self.sheet.form.save_wished.connect(self._on_save)
        self.ways.files_wished.connect(self.files_wished)
        self.ways.card_wished.connect(self.card_wished)
        self.ways.pasted.connect(self.pasted)
        self.cancel.clicked.connect(self.cancel_wished)
        self.batch.clicked.connect(self._open_batch)
        self.twins.clicked.connect(self._open_twins)
        self.undo.clicked.connect(self._on_undo)
        self.names.clicked.connect(self.directory_wished)
        self.previous.clicked.connect(self._copy_previous)
        self.grid.undo_wished.connect(self._on_undo)
        self.grid.pasted.connect(self.pasted)
        whole = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Shift+D"), self, self._copy_previous, context=whole)
        QShortcut(QKeySequence("Escape"), self.sheet, self.grid.setFocus, context=whole)

    def _on_current(self) -> None:
        if photo_id := self._current():
            self.photo_wished.emit(photo_id)

    def _focus_form(self) -> None:
        self.sheet.form.begin()
        if self.sheet.photo is None or self.sheet.photo.id != self._current():
            self._ahead.wait()  # what is typed now is meant for the photo that is coming

    def _on_save(self, credit: Credit, caption: str, alt: str, decorative: bool) -> None:
        photo = self.sheet.photo
        if photo is None:
            return
        self.credit_wished.emit(photo.id, credit, caption, alt, decorative)
        if credit_fault(credit):
            return
        self._previous = (caption, alt)
        self.previous.setVisible(bool(caption or alt))
        # On to the next frame with the keyboard still in the first field: sixty in a row without the mouse.
        if self._step(1):
            self._focus_form()
        else:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_previous(self) -> None:
        caption, alt = self._previous
        if caption:
            self.sheet.form.caption.setPlainText(caption)
        if alt:
            self.sheet.form.alt.setPlainText(alt)

    def _on_focus_chosen(self, x: float, y: float) -> None:
        if self.sheet.photo is not None:
            self.focus_wished.emit(self.sheet.photo.id, x, y)

    def _on_rated(self, rating: int) -> None:
        if chosen := self.chosen():
            self.rated.emit(chosen, rating)

    def _step(self, by: int) -> bool:
        row = self.grid.currentIndex().row() + by
        if not 0 <= row < len(self.model.frames):
            return False
        self.grid.setCurrentIndex(self.model.index(row))
        self._show_in_viewer()
        return True

    def _show_large(self) -> None:
        if self._current():
            self.viewer.open()
            self._show_in_viewer()

    def _show_in_viewer(self) -> None:
        if not self.viewer.isVisible():
            return
        row = self.grid.currentIndex().row()
        frames = self.model.frames
        # The next and the one before are fetched along, so that a key shows them at once.
        for near in (row - 1, row + 1, row):
            if 0 <= near < len(frames) and self.viewer.want(frames[near].id):
                self.picture_wished.emit(frames[near].id, BIG_PIXELS)
        self.viewer.show_frame(frames[row], self.model.line(frames[row]), (row + 1, len(frames)))

    def _open_batch(self) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        dialog = BatchDialog(len(chosen), self._directory, self._site, self)
        self.batch_dialog = dialog
        dialog.plan_wished.connect(lambda batch: self.plan_wished.emit(chosen, batch))
        dialog.apply_wished.connect(lambda batch: self._apply(chosen, batch))
        dialog.finished.connect(self._on_batch_closed)
        dialog.open()

    def _apply(self, chosen: list[str], batch: Batch) -> None:
        self.apply_wished.emit(chosen, batch)

    def _on_batch_closed(self) -> None:
        if self.batch_dialog is not None:
            self.batch_dialog.deleteLater()
            self.batch_dialog = None
        self.grid.come_back()

    def _open_crops(self) -> None:
        chosen = set(self.chosen())
        if not chosen:
            return
        frames = [frame for frame in self.model.frames if frame.id in chosen]
        dialog = CropCheck(frames, self._theme, self)
        self.crop_check = dialog
        dialog.picture_wished.connect(lambda photo_id: self.picture_wished.emit(photo_id, PICTURE_PIXELS))
        dialog.agreed.connect(self.crops_agreed)
        dialog.finished.connect(self._on_crops_closed)
        dialog.open()

    def _on_crops_closed(self) -> None:
        if self.crop_check is not None:
            self.crop_check.deleteLater()
            self.crop_check = None
        self.grid.come_back()

    def _open_twins(self) -> None:
        frames: dict[str, Frame] = {frame.id: frame for frame in self.model.frames}
        dialog = TwinsDialog(self._twins, frames, self._site, self._theme, self)
        self.twins_dialog = dialog
        dialog.picture_wished.connect(lambda photo_id: self.picture_wished.emit(photo_id, BIG_PIXELS))
        dialog.thrown_out.connect(lambda photo_id: self.rated.emit([photo_id], THROWN_OUT))
        dialog.finished.connect(self._on_twins_closed)
        dialog.open()

    def _on_twins_closed(self) -> None:
        if self.twins_dialog is not None:
            self.twins_dialog.deleteLater()
            self.twins_dialog = None
        self.twins.hide()
        self.grid.come_back()

    def _tell_undo(self, sentence: str) -> None:
        self.undo.setToolTip(sentence)
        self.undo.setText(f"{sentence} {tr('Batalkan')}")
        self.undo.show()

    def _on_undo(self) -> None:
        if not self.undo.isHidden():
            self.undo.hide()
            self.undo_wished.emit()

    # -- files from outside

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := files_of(event.mimeData()):
            event.acceptProposedAction()
            self.files_wished.emit(paths)
