"""Which frames lie on the light table: words, chips, and the event, day, photographer and stars to choose from."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from desktop_app.domain.light_table import DAYS_AHEAD, THROWN_OUT, FrameFilter, LightTable, Order
from desktop_app.ui.flow import FlowLayout
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import button, label, polish
from desktop_app.ui.words import tr

_PAUSE_MS = 120


class FrameFilters(QWidget):
    """*changed* when other frames are wanted; :meth:`wanted` says which."""

    changed = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("light_table.filters")
        self.search = QLineEdit(self)
        self.search.setObjectName("light_table.search")
        self.search.setProperty("search", True)
        self.search.setPlaceholderText(tr("Cari keterangan, kredit, acara"))
        self.search.setAccessibleName(tr("Cari foto"))
        self.search.setClearButtonEnabled(True)
        lens = self.search.addAction(
            icons.icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        icons.dress(lens, "magnifying-glass", "muted")
        self.uncredited = self._chip("uncredited", tr("Tanpa kredit"))
        self.expiring = self._chip("expiring", tr("Hak segera habis"))
        self.unused = self._chip("unused", tr("Belum dipakai"))
        self.unlooked = self._chip("unlooked", tr("Potongan?"))
        self.unlooked.setAccessibleName(tr("Potongannya belum diperiksa"))
        self.unlooked.setToolTip(self.unlooked.accessibleName())
        self.assignment = self._choice("event", tr("Acara"))
        self.day = self._choice("day", tr("Tanggal"))
        self.photographer = self._choice("photographer", tr("Pewarta"))
        self.stars = self._choice("stars", tr("Nilai"))
        self.order = self._choice("order", tr("Urutan"))
        self.order.setMinimumContentsLength(13)
        self.count = label(role="quiet", parent=self)
        self.count.setObjectName("light_table.count")
        self.count.setContentsMargins(6, 5, 0, 4)  # on one line with the words of the chips
        self._fill_fixed()
        row = FlowLayout(self, 5)
        for each in self._every():
            row.addWidget(each)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(self._pause.start)
        for chip in (self.uncredited, self.expiring, self.unused, self.unlooked):
            chip.toggled.connect(self.changed)
        for choice in (self.assignment, self.day, self.photographer, self.stars, self.order):
            choice.activated.connect(lambda _at, which=choice: self._on_choice(which))

    def wanted(self) -> FrameFilter:
        """The filter as it stands."""
        ahead = date.today() + timedelta(days=DAYS_AHEAD)
        day = self.day.currentData()
        return FrameFilter(
            text=self.search.text(),
            uncredited=self.uncredited.isChecked(),
            expiring_by=ahead if self.expiring.isChecked() else None,
            unused=self.unused.isChecked(),
            unlooked=self.unlooked.isChecked(),
            event=self.assignment.currentData() or "",
            day=date.fromisoformat(day) if day else None,
            photographer=self.photographer.currentData() or "",
            stars=self.stars.currentData() or 0,
            order=Order(self.order.currentData()),
        )

    def show_found(self, found: LightTable) -> None:
        """How many there are, and what the lists offer now; a choice that was made stays."""
        self.count.setText(tr("{count} foto").format(count=len(found.frames)))
        self._offer(self.assignment, tr("Acara"), [(name, name) for name in found.events])
        days = dict.fromkeys(f"{frame.day}" for frame in found.frames if frame.day)
        named = [(f"{date.fromisoformat(day):%d-%m-%Y}", day) for day in sorted(days, reverse=True)[:60]]
        self._offer(self.day, tr("Tanggal"), named)
        self._offer(self.photographer, tr("Pewarta"), [(name, name) for name in found.photographers])

    def show_only(self, event: str) -> None:
        """Narrow down to one event, as after intake."""
        if self.assignment.findData(event) < 0:
            self.assignment.addItem(event, event)
        self.assignment.setCurrentIndex(self.assignment.findData(event))
        self._on_choice(self.assignment)

    def _every(self) -> tuple[QWidget, ...]:
        return (
            self.uncredited,
            self.expiring,
            self.unused,
            self.unlooked,
            self.assignment,
            self.day,
            self.photographer,
            self.stars,
            self.order,
            self.count,
        )

    def _fill_fixed(self) -> None:
        self._offer(self.assignment, tr("Acara"), ())
        self._offer(self.day, tr("Tanggal"), ())
        self._offer(self.photographer, tr("Pewarta"), ())
        stars: list[tuple[str, object]] = [("★" * count, count) for count in range(1, 6)]
        self._offer(self.stars, tr("Nilai"), [*stars, (tr("Juga yang dibuang"), THROWN_OUT)])
        for words, order in (
            (tr("Terbaru masuk"), Order.NEWEST),
            (tr("Waktu memotret"), Order.TAKEN),
            (tr("Nilai tertinggi"), Order.RATING),
        ):
            self.order.addItem(words, order.value)

    def _offer(self, choice: QComboBox, title: str, options: Sequence[tuple[str, object]]) -> None:
        chosen = choice.currentData()
        choice.blockSignals(True)
        choice.clear()
        choice.addItem(title, None)
        for words, value in options:
            choice.addItem(words, value)
        if chosen is not None and choice.findData(chosen) < 0:
            choice.addItem(str(chosen), chosen)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))
        choice.blockSignals(False)

    def _on_choice(self, choice: QComboBox) -> None:
        choice.setProperty("set", choice is not self.order and choice.currentIndex() > 0)
        polish(choice)
        self.changed.emit()

    def _chip(self, name: str, words: str) -> QPushButton:
        made = button(words, f"light_table.{name}", kind="chip", parent=self)
        made.setCheckable(True)
        return made

    def _choice(self, name: str, accessible: str) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(f"light_table.{name}")
        made.setAccessibleName(accessible)
        made.setProperty("chip", True)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(7)
        return made
