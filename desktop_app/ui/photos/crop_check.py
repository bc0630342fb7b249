"""Looking at the crops of many photos: each whole, what the page cuts off it dimmed, until a person agrees."""

from collections.abc import Sequence
from math import ceil, sqrt

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.crops import CROPS, UNSET_FOCUS, crop_box
from desktop_app.domain.light_table import Frame
from desktop_app.ui.photos.frames import FramesModel, cell_of
from desktop_app.ui.photos.one_press import OnePress
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

_CELL = QSize(244, 196)
_FEWEST_COLUMNS = 3  # so wide that the words above them fit
_BESIDE = QSize(60, 140)  # what the dialog holds beside its cells
_PAD = 6
_WORDS_HIGH = 20
_STEP = 0.05
_DRAWN = ("hero", "thumb", "square")
_ARROWS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}

_Index = QModelIndex | QPersistentModelIndex
Point = tuple[float, float]


class CropCheck(QDialog):
    """*agreed(points)*: every photo that was seen and the point its crops keep; *picture_wished(photo_id)* when drawn.

    Nothing is agreed to unseen: until the last photo has been on the screen, Enter and the button go on to the next.
    """

    agreed = Signal(object)
    picture_wished = Signal(str)

    def __init__(self, frames: Sequence[Frame], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("crops")
        self.setWindowTitle(tr("Periksa potongan"))
        self.setAccessibleName(self.windowTitle())
        self.model = FramesModel(self)
        self.seen: set[str] = set()
        self.missing: set[str] = set()  # photos whose file is at another desk: nobody can look at them here
        self.points: dict[str, Point] = {frame.id: frame.focus or UNSET_FOCUS for frame in frames}
        self.grid = _CropView(theme, self)
        looked = sum(frame.looked for frame in frames)
        words = tr("{count} foto; {done} sudah pernah diperiksa.").format(count=len(frames), done=looked)
        self.title = label(words, role="title", parent=self)
        self.hint = label(
            tr(
                "Terang: yang tampil sebagai foto utama. Garis putus: 4:3 dan 1:1. Klik bagian terpenting bila "
                "potongannya meleset; Ctrl+panah menggeser foto yang dipilih."
            ),
            role="quiet",
            wrap=True,
            parent=self,
        )
        self.agree = button("", "crops.agree", kind="primary", parent=self)
        self.agree.setDefault(True)
        self.leave = button(tr("Batal"), "crops.leave", parent=self)
        self.leave.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addWidget(self.grid, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.agree)
        column.addLayout(foot)
        self.model.picture_wished.connect(self.picture_wished)
        self.agree.clicked.connect(self._on_agree)
        self.leave.clicked.connect(self.reject)
        OnePress(self.grid, self.agree)
        self.model.show_frames(frames, "")
        self.grid.setCurrentIndex(self.model.index(0))
        self.resize(_size_for(len(frames), parent.window().size()))
        self.tell_seen()
        self.grid.setFocus()

    def show_picture(self, photo_id: str, image: QImage) -> None:
        """A small picture came, or the word that there is none."""
        if photo_id not in self.points:
            return
        (self.missing.add if image.isNull() else self.missing.discard)(photo_id)
        self.model.show_picture(photo_id, image)

    def move_point(self, row: int, point: Point) -> None:
        """The crops of the photo in *row* keep another point; held to its edges."""
        x, y = (round(min(1.0, max(0.0, part)), 3) for part in point)
        self.points[self.model.frames[row].id] = (x, y)
        self.grid.viewport().update()

    def tell_seen(self) -> None:
        """Say on the button what it does now."""
        left = self._left()
        words = (
            tr("Berikutnya, {count} belum terlihat").format(count=left) if left else tr("Potongan sudah pas")
        )
        self.agree.setText(words)
        self.agree.setAccessibleName(words)

    def _left(self) -> int:
        return len(self.points.keys() - self.seen - self.missing)

    def _on_agree(self) -> None:
        if self._left():
            self.grid.go_on()
            return
        self.agreed.emit({photo: point for photo, point in self.points.items() if photo in self.seen})
        self.accept()


class _CropView(QListView):
    """The photos side by side; a click inside one moves its point."""

    def __init__(self, theme: Theme, owner: CropCheck) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setObjectName("crops.grid")
        self.setAccessibleName(tr("Potongan foto yang dipilih"))
        self.setModel(owner.model)
        self.setItemDelegate(_CropDelegate(theme, owner, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(_CELL)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("grid", True)

    def go_on(self) -> None:
        """One screenful further."""
        bar = self.verticalScrollBar()
        rows = max(1, self.viewport().height() // _CELL.height())
        bar.setValue(bar.value() + rows * _CELL.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        cell = cell_of(self, _CELL)
        if cell != self.gridSize():
            self.setGridSize(cell)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._owner.tell_seen()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        place = self._place(index.row())
        if place is not None and place.contains(event.position()):
            point = event.position() - place.topLeft()
            self._owner.move_point(index.row(), (point.x() / place.width(), point.y() / place.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        row = self.currentIndex().row()
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier and row >= 0:
            x, y = self._owner.points[self._owner.model.frames[row].id]
            self._owner.move_point(row, (x + step[0], y + step[1]))
        elif Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.agree.click()
        else:
            super().keyPressEvent(event)

    def _place(self, row: int) -> QRectF | None:
        picture = self._owner.model.picture(self._owner.model.frames[row].id)
        rect = self.visualRect(self._owner.model.index(row))
        return None if picture is None or picture.isNull() else _place(rect, picture.size())


class _CropDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, owner: CropCheck, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._owner = owner
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tones = self._theme.tones
        frame = self._owner.model.frames[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        front = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(tones.accent if front else tones.line), 2 if front else 1))
        painter.setBrush(QColor(tones.surface))
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 6, 6)
        picture = self._owner.model.picture(frame.id)
        if picture is None or picture.isNull():
            painter.setPen(QColor(tones.muted))
            words = tr("Memuat…") if picture is None else tr("Gambar tidak ada di meja ini")
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        else:
            place = _place(rect, picture.size())
            painter.drawPixmap(place, picture, QRectF(picture.rect()))
            self._owner.seen.add(frame.id)
            self._crops(painter, place, picture.size(), self._owner.points[frame.id])
        below = QRect(rect.left() + 10, rect.bottom() - _WORDS_HIGH - 2, rect.width() - 20, _WORDS_HIGH)
        font = painter.font()
        font.setPointSizeF(8.5)
        painter.setFont(font)
        mark = "" if frame.looked else f"{tr('Belum diperiksa')} · "
        painter.setPen(QColor(tones.muted if frame.looked else tones.warn))
        text = painter.fontMetrics().elidedText(
            mark + (frame.file_name or tr("Foto")), Qt.TextElideMode.ElideMiddle, below.width()
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _crops(self, painter: QPainter, place: QRectF, size: QSize, point: Point) -> None:
        boxes = {
            crop.name: _on(place, size, crop_box((size.width(), size.height()), crop.size, point))
            for crop in CROPS
        }
        veil = QPainterPath()
        veil.addRect(place)
        veil.addRect(boxes["hero"])
        painter.fillPath(veil, QColor(0, 0, 0, 150))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for name in _DRAWN:
            style = Qt.PenStyle.SolidLine if name == "hero" else Qt.PenStyle.DashLine
            for colour, wide in (("#000000", 2.5), ("#ffffff", 1.2)):
                painter.setPen(QPen(QColor(colour), wide, style))
                painter.drawRect(boxes[name])
        at = QPointF(place.left() + point[0] * place.width(), place.top() + point[1] * place.height())
        for colour, wide in (("#000000", 3.5), ("#ffffff", 1.8)):
            painter.setPen(QPen(QColor(colour), wide))
            painter.drawEllipse(at, 6, 6)


def _size_for(count: int, window: QSize) -> QSize:
    """As large as *count* photos need, as far as the window they belong to has room: few screenfuls are best."""
    room = window - QSize(80, 60) - _BESIDE
    landscape = ceil(sqrt(1.5 * count))  # seven are four and three, not a strip across a wide screen
    columns = max(_FEWEST_COLUMNS, min(landscape, room.width() // _CELL.width()))
    rows = min(-(-count // columns), max(1, room.height() // _CELL.height()))
    return QSize(columns * _CELL.width(), rows * _CELL.height()) + _BESIDE


def _place(rect: QRect, size: QSize) -> QRectF:
    """Where the whole picture lies in its cell."""
    room = QRectF(rect.adjusted(2 + _PAD, 2 + _PAD, -2 - _PAD, -4 - _WORDS_HIGH))
    place = QRectF(QPointF(0, 0), size.toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(room.center())
    return place


def _on(place: QRectF, size: QSize, box: tuple[int, int, int, int]) -> QRectF:
    wide, high = place.width() / size.width(), place.height() / size.height()
    return QRectF(
        place.left() + box[0] * wide,
        place.top() + box[1] * high,
        (box[2] - box[0]) * wide,
        (box[3] - box[1]) * high,
    )
