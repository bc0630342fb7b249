"""What the rights allow beyond their kind: folded away until somebody needs it, open when something stands there."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.credit import Terms
from desktop_app.ui.widgets import label
from desktop_app.ui.words import tr


class _StillDay(QDateEdit):
    """Who scrolls past it with the wheel does not change it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class OptionalDay(QWidget):
    """A tick and a day; no tick, no day. *changed* by either."""

    changed = Signal()

    def __init__(self, name: str, words: str, accessible: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(words, self)
        self.tick.setObjectName(f"{name}_tick")
        self.tick.setAccessibleName(accessible)
        self.day = _StillDay(self)
        self.day.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel, either
        self.day.setObjectName(name)
        self.day.setAccessibleName(accessible)
        self.day.setDisplayFormat("dd-MM-yyyy")
        self.day.setCalendarPopup(True)
        self.day.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.tick)
        row.addWidget(self.day, 1)
        self.tick.toggled.connect(self.day.setEnabled)
        self.tick.toggled.connect(self.changed)
        self.day.dateChanged.connect(self.changed)

    def show_day(self, day: date | None, otherwise: QDate) -> None:
        """Show *day*; without one, no tick and *otherwise* ready to be chosen."""
        self.tick.setChecked(day is not None)
        self.day.setDate(QDate(day.year, day.month, day.day) if day else otherwise)

    def value(self) -> date | None:
        """The day, when ticked."""
        day = self.day.date()
        return date(day.year(), day.month(), day.day()) if self.tick.isChecked() else None


class RightsFields(QWidget):
    """Terms of use. What the fields do not show (channels, review day) is kept as it was."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = Terms()
        self.fold = QToolButton(self)
        self.fold.setObjectName("photos.terms_fold")
        self.fold.setText(tr("Syarat pemakaian"))
        self.fold.setAccessibleName(tr("Syarat pemakaian"))
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setCheckable(True)
        self.inner = QWidget(self)
        self.embargo = OptionalDay(
            "photos.embargo", tr("Embargo"), tr("Hari pertama boleh tayang"), self.inner
        )
        self.mandatory = self._line("photos.mandatory", tr("Teks wajib di keterangan"))
        self.given_by = self._line("photos.given_by", tr("Siapa yang memberi foto ini"))
        self.approved_by = self._line("photos.approved_by", tr("Rekan yang menyetujui"))
        self.note = self._line("photos.note", tr("Catatan untuk meja sendiri"))
        self.single_use = self._tick("photos.single_use", tr("Sekali pakai"))
        self.no_crop = self._tick("photos.no_crop", tr("Tidak boleh dipotong"))
        rows = QFormLayout(self.inner)
        rows.setContentsMargins(0, 2, 0, 0)
        rows.setVerticalSpacing(7)
        rows.setHorizontalSpacing(10)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, field in (
            (tr("Diberi oleh"), self.given_by),
            (tr("Disetujui"), self.approved_by),
            (tr("Teks wajib"), self.mandatory),
            (tr("Catatan"), self.note),
        ):
            rows.addRow(label(words, role="quiet", parent=self.inner), field)
        rows.addRow(label(parent=self.inner), self.embargo)
        ticks = QHBoxLayout()
        ticks.addWidget(self.single_use)
        ticks.addWidget(self.no_crop)
        ticks.addStretch(1)
        rows.addRow(label(parent=self.inner), ticks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.inner)
        self.inner.hide()
        self.fold.toggled.connect(self._on_fold)
        self.embargo.changed.connect(self.changed)

    def show_terms(self, terms: Terms) -> None:
        """Fill in, and open when there is something to see."""
        self._kept = terms
        self.embargo.show_day(terms.embargo_until, QDate.currentDate().addDays(1))
        for name in ("mandatory", "given_by", "approved_by", "note"):
            getattr(self, name).setText(getattr(terms, name))
        self.single_use.setChecked(terms.single_use)
        self.no_crop.setChecked(terms.no_crop)
        self.fold.setChecked(terms != Terms())

    def terms(self) -> Terms:
        """The terms as they stand in the fields."""
        return replace(
            self._kept,
            embargo_until=self.embargo.value(),
            single_use=self.single_use.isChecked(),
            no_crop=self.no_crop.isChecked(),
            mandatory=self.mandatory.text().strip(),
            given_by=self.given_by.text().strip(),
            approved_by=self.approved_by.text().strip(),
            note=self.note.text().strip(),
        )

    def _line(self, name: str, accessible: str) -> QLineEdit:
        made = QLineEdit(self.inner)
        made.setObjectName(name)
        made.setAccessibleName(accessible)
        made.setPlaceholderText(accessible)
        return made

    def _tick(self, name: str, words: str) -> QCheckBox:
        made = QCheckBox(words, self.inner)
        made.setObjectName(name)
        return made

    def _on_fold(self, opened: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.inner.setVisible(opened)
