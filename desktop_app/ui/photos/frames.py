"""The grid of the light table: frames as a model, drawn by a delegate; pictures come when a frame is looked at."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.domain.credit import credit_line
from desktop_app.domain.light_table import DAYS_AHEAD, THROWN_OUT, Frame
from desktop_app.ui.photos.one_press import OnePress
from desktop_app.ui.theme import Theme
from desktop_app.ui.words import tr

PICTURE_PIXELS = 320
_CELL = QSize(196, 198)  # at least so wide; a row shares out what is left
_PAD = 8
_PICTURE_HIGH = 138
_MOST_PICTURES = 600  # some 200 MB of pixels would be too many; 600 small ones are 130 MB at worst

_Index = QModelIndex | QPersistentModelIndex


class FramesModel(QAbstractListModel):
    """*picture_wished(photo_id)* when a frame is drawn whose picture is not here yet."""

    picture_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames: tuple[Frame, ...] = ()
        self._rows: dict[str, int] = {}
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._wished: set[str] = set()
        self._site = ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.frames)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        frame = self.frames[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return frame.file_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            credit = self.line(frame) or tr("Tanpa kredit")
            return ", ".join(part for part in (frame.file_name, credit, stars(frame)) if part)
        return None

    def show_frames(self, frames: Sequence[Frame], site: str) -> None:
        """Replace what is shown. When the same photos stand in the same order, only what changed is drawn again."""
        same = [frame.id for frame in frames] == [frame.id for frame in self.frames]
        self._site = site
        if same:
            self.frames = tuple(frames)
            if frames:
                self.dataChanged.emit(self.index(0), self.index(len(frames) - 1))
            return
        self.beginResetModel()
        self.frames = tuple(frames)
        self._rows = {frame.id: row for row, frame in enumerate(self.frames)}
        self.endResetModel()

    def show_picture(self, photo_id: str, image: QImage) -> None:
        """A picture came; a null image says that there is none to show."""
        self._wished.discard(photo_id)
        self._pictures[photo_id] = QPixmap.fromImage(image) if not image.isNull() else QPixmap()
        while len(self._pictures) > _MOST_PICTURES:
            self._pictures.popitem(last=False)
        row = self._rows.get(photo_id)
        if row is not None and row < len(self.frames):
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])

    def forget_wish(self, photo_id: str) -> None:
        """A wish was dropped on the way; it may be made again."""
        self._wished.discard(photo_id)

    def picture(self, photo_id: str) -> QPixmap | None:
        """The picture, or None while it is on its way; asking for it is wishing for it."""
        found = self._pictures.get(photo_id)
        if found is not None:
            self._pictures.move_to_end(photo_id)
            return found
        if photo_id not in self._wished:
            self._wished.add(photo_id)
            self.picture_wished.emit(photo_id)
        return None

    def row_of(self, photo_id: str) -> int:
        """Where a photo stands; -1 when it is not shown."""
        return self._rows.get(photo_id, -1)

    def line(self, frame: Frame) -> str:
        """The credit line under the picture; empty while there is none."""
        return credit_line(frame.credit, self._site) if frame.credited else ""


def stars(frame: Frame) -> str:
    """The rating in signs: five at most, a cross for what was thrown out."""
    return "✕" if frame.rating == THROWN_OUT else "★" * frame.rating


class FrameDelegate(QStyledItemDelegate):
    """Picture, file name, credit line, stars, and in words what is wrong: never colour alone."""

    def __init__(self, theme: Theme, model: FramesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.cell = _CELL

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tones = self._theme.tones
        frame = self._model.frames[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        card = rect.adjusted(3, 3, -3, -3)
        painter.setPen(QPen(QColor(tones.accent if chosen or focused else tones.line), 2 if focused else 1))
        painter.setBrush(QColor(tones.accent_soft if chosen else tones.surface))
        painter.drawRoundedRect(card, 7, 7)
        self._picture(
            painter,
            frame,
            QRect(card.left() + _PAD, card.top() + _PAD, card.width() - 2 * _PAD, _PICTURE_HIGH),
        )
        self._words(painter, frame, card)
        painter.restore()

    def _picture(self, painter: QPainter, frame: Frame, room: QRect) -> None:
        tones = self._theme.tones
        painter.fillRect(room, QColor(tones.hover))
        picture = self._model.picture(frame.id)
        if picture is None or picture.isNull():
            painter.setPen(QColor(tones.muted))
            words = tr("Memuat…") if picture is None else tr("Gambar tidak ada di meja ini")
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        else:
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(room.center())
            painter.drawPixmap(place, picture)
        for word, ink, ground, right in self._badges(frame):
            self._badge(painter, room, word, (ink, ground), right=right)

    def _badges(self, frame: Frame) -> list[tuple[str, str, str, bool]]:
        tones = self._theme.tones
        found = []
        today = date.today()
        if frame.expires is not None and frame.expires < today:
            found.append((tr("Hak habis"), tones.bad, tones.bad_soft, False))
        elif frame.expires is not None and frame.expires <= today + timedelta(days=DAYS_AHEAD):
            found.append(
                (tr("s.d. {day}").format(day=f"{frame.expires:%d-%m}"), tones.warn, tones.warn_soft, False)
            )
        elif not frame.credited:
            found.append((tr("Tanpa kredit"), tones.bad, tones.bad_soft, False))
        elif not frame.looked:
            found.append((tr("Potongan?"), tones.warn, tones.warn_soft, False))
        if frame.used:
            found.append(
                (tr("Dipakai {count}×").format(count=frame.used), tones.accent, tones.accent_soft, True)
            )
        return found

    def _credit(self, frame: Frame) -> str:
        """What stands below the name: the line, the proposal, or that there is none, unless a badge says so."""
        if line := self._model.line(frame):
            return line
        if proposed := ", ".join(frame.credit.creators) or frame.credit.source:
            return tr("Usulan: {name}").format(name=proposed)
        told = any(word == tr("Tanpa kredit") for word, *_colours in self._badges(frame))
        return "" if told else tr("Kredit belum ada")

    def _badge(
        self, painter: QPainter, room: QRect, word: str, colours: tuple[str, str], *, right: bool
    ) -> None:
        font = QFont(painter.font())
        font.setPointSizeF(8.0)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(word) + 14
        left = room.right() - wide - 5 if right else room.left() + 6
        pill = QRect(left, room.top() + 6, wide, 19)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[1]))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(QColor(colours[0]))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, word)

    def _words(self, painter: QPainter, frame: Frame, card: QRect) -> None:
        tones = self._theme.tones
        font = QFont(painter.font())
        font.setPointSizeF(9.0)
        font.setWeight(QFont.Weight.Medium)
        left, wide = card.left() + _PAD + 1, card.width() - 2 * _PAD - 2
        top = card.top() + _PAD + _PICTURE_HIGH + 6
        rating = stars(frame)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        room = metrics.horizontalAdvance(rating) + 8 if rating else 0
        name = metrics.elidedText(frame.file_name or tr("Foto"), Qt.TextElideMode.ElideMiddle, wide - room)
        painter.setPen(QColor(tones.text))
        painter.drawText(QRect(left, top, wide - room, 18), Qt.AlignmentFlag.AlignVCenter, name)
        if rating:
            painter.setPen(QColor(tones.bad if frame.rating == THROWN_OUT else tones.warn))
            painter.drawText(
                QRect(left, top, wide, 18),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                rating,
            )
        font.setWeight(QFont.Weight.Normal)
        font.setPointSizeF(8.5)
        painter.setFont(font)
        painter.setPen(QColor(tones.muted if self._model.line(frame) else tones.bad))
        words = painter.fontMetrics().elidedText(self._credit(frame), Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRect(left, top + 18, wide, 18), Qt.AlignmentFlag.AlignVCenter, words)


class FramesView(QListView):
    """Many frames chosen at once. Keys: *opened* Enter, *shown_large* Space, *rated(int)* 0 to 5 and X, *crops_wished*
    C, *batch_wished* Ctrl+Enter, *undo_wished* and *pasted* as everywhere.
    """

    opened = Signal()
    shown_large = Signal()
    rated = Signal(int)
    batch_wished = Signal()
    crops_wished = Signal()
    undo_wished = Signal()
    pasted = Signal()

    def __init__(self, theme: Theme, model: FramesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("light_table.grid")
        self.setAccessibleName(tr("Meja cahaya"))
        self.setModel(model)
        self._delegate = FrameDelegate(theme, model, self)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(400)
        self.setGridSize(_CELL)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionRectVisible(True)
        self.setProperty("grid", True)
        self.doubleClicked.connect(lambda _index: self.shown_large.emit())
        self._just_back = False
        OnePress(self)

    def come_back(self) -> None:
        """What lay over the frames was closed. An Enter pressed once too often there only chooses the frame."""
        self._just_back = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        cell = cell_of(self, _CELL)
        if cell != self._delegate.cell:
            self._delegate.cell = cell
            self.setGridSize(cell)
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        # The menus know these keys for the text; with the frames in front they mean the frames.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        just_back, self._just_back = self._just_back, False
        if plain and Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self.rated.emit(int(key) - int(Qt.Key.Key_0))
        elif plain and key == Qt.Key.Key_X:
            self.rated.emit(THROWN_OUT)
        elif plain and key == Qt.Key.Key_C:
            self.crops_wished.emit()
        elif plain and key == Qt.Key.Key_Space:
            self.shown_large.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wished.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if just_back:
                self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.Select)
            else:
                (self.opened if plain else self.batch_wished).emit()
        else:
            super().keyPressEvent(event)


def cell_of(view: QListView, least: QSize) -> QSize:
    """The cell of a grid: at least *least*, and so wide that a row shares out what is left.

    Room for the scroll bar is kept while there is none: columns do not jump when it comes.
    """
    room = view.maximumViewportSize().width() - view.verticalScrollBar().sizeHint().width() - 2
    columns = max(1, room // least.width())
    return QSize(room // columns, least.height())


def _own_key(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Paste)
