"""The small form under the publish button: when, how long not, why past a red line, and the word to the public."""

from datetime import datetime, timedelta
from enum import Enum, auto

from PySide6.QtCore import QDateTime, QSize, Qt, QTimeZone, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateTimeEdit, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.newsroom import WIB
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

_NEXT_STEP = timedelta(minutes=15)


class Act(Enum):
    """What the form is for."""

    SCHEDULE = auto()
    EMBARGO = auto()
    OVERRIDE = auto()
    CORRECT = auto()
    WITHDRAW = auto()
    TAKE_DOWN = auto()


_WITH_MOMENT = (Act.SCHEDULE, Act.EMBARGO)


class ReleaseForm(QFrame):
    """*wished(Act, moment or None, note for the public, reason for the log)*. Escape gives it up.

    An embargo wished without a moment is lifted.
    """

    wished = Signal(object, object, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("release")
        self.setProperty("card", True)
        self._act = Act.OVERRIDE
        self._needs_reason = False
        self.title = label(role="title", wrap=True, parent=self)
        self.says = label(role="quiet", wrap=True, parent=self)
        # The wall clock of the newsroom, whatever zone this computer is in: to Qt it is UTC, so nothing is ever moved.
        self.when = QDateTimeEdit(self)
        self.when.setObjectName("release.when")
        self.when.setDisplayFormat("dd-MM-yyyy HH.mm")
        self.when.setCalendarPopup(True)
        self.when.setTimeZone(QTimeZone.utc())
        self.when.setAccessibleName(tr("Waktu terbit, WIB"))
        self.when.setMinimumSize(QSize(170, 30))
        self._when_label = label(tr("Waktu terbit, WIB"), role="section", parent=self)
        self._note_label = label(tr("Keterangan untuk pembaca"), role="section", parent=self)
        self._reason_label = label(tr("Alasan, untuk catatan audit"), role="section", parent=self)
        self.note = self._line("release.note", tr("Keterangan untuk pembaca"))
        self.reason = self._line("release.reason", tr("Alasan, untuk catatan audit"))
        self.go = button(tr("Terbitkan"), "release.go", kind="primary", parent=self)
        self.lift = button(tr("Lepas embargo"), "release.lift", kind="quiet", parent=self)
        self.give_up = button(tr("Batal"), "release.give_up", kind="quiet", parent=self)
        self._lay_out()
        self.go.clicked.connect(self._on_go)
        self.lift.clicked.connect(self._on_lift)
        self.give_up.clicked.connect(self.hide)
        for each in (self.note, self.reason):
            each.textChanged.connect(self._judge)
            each.returnPressed.connect(self._on_go)
        self.hide()

    def ask(self, act: Act, now: datetime, *, red: str = "", held: datetime | None = None) -> None:
        """Open the form. *red* is the first red line, when there is one: then a reason is needed.

        *held* is the embargo as it stands.
        """
        self._act = act
        self._needs_reason = bool(red)
        words = {
            Act.SCHEDULE: (tr("Jadwalkan"), tr("Terbit sendiri pada waktunya, menurut jam situs.")),
            Act.EMBARGO: (
                tr("Pasang embargo"),
                tr("Sebelum waktu itu situs tidak menerbitkannya. Mengubahnya membatalkan pengesahan."),
            ),
            Act.OVERRIDE: (tr("Terbitkan dengan alasan"), red),
            Act.CORRECT: (tr("Terbitkan dengan ralat"), tr("Ralat tetap tercantum di bawah berita.")),
            Act.WITHDRAW: (tr("Tarik dari situs"), tr("Pembaca melihat bahwa berita ini ditarik.")),
            Act.TAKE_DOWN: (tr("Turunkan berita"), tr("Alamatnya memberi tahu pembaca mengapa.")),
        }
        title, says = words[act]
        self.title.setText(title)
        self.setAccessibleName(title)
        self.says.setText(says)
        self.says.setVisible(bool(says))
        self.go.setText(title)
        self.go.setAccessibleName(title)
        self.note.clear()
        self.reason.clear()
        self._show(self.when, self._when_label, act in _WITH_MOMENT)
        says_when = tr("Embargo sampai, WIB") if act is Act.EMBARGO else tr("Waktu terbit, WIB")
        self._when_label.setText(says_when)
        self.when.setAccessibleName(says_when)
        self.lift.setVisible(act is Act.EMBARGO and held is not None)
        self._show(self.note, self._note_label, act in (Act.CORRECT, Act.TAKE_DOWN))
        self._show(self.reason, self._reason_label, bool(red) or act in (Act.WITHDRAW, Act.TAKE_DOWN))
        soon = now.astimezone(WIB) + _NEXT_STEP
        if act is Act.EMBARGO and held is not None:
            soon = held.astimezone(WIB)
        zone = QTimeZone.utc()
        set_ = QDateTime(soon.year, soon.month, soon.day, soon.hour, soon.minute, 0, 0, zone)
        self.when.setDateTime(set_)
        self._judge()
        self.show()
        first = next((each for each in (self.when, self.note, self.reason) if not each.isHidden()), self.go)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def moment(self) -> datetime:
        """The moment that is set, in WIB."""
        set_ = self.when.dateTime()
        day, time = set_.date(), set_.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=WIB)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        note = self._act not in (Act.CORRECT, Act.TAKE_DOWN) or bool(self.note.text().strip())
        reason = not self._needs_reason or bool(self.reason.text().strip())
        self.go.setEnabled(note and reason)

    def _on_go(self) -> None:
        if not self.go.isEnabled():
            return
        at = self.moment() if self._act in _WITH_MOMENT else None
        self.hide()
        self.wished.emit(self._act, at, self.note.text().strip(), self.reason.text().strip())

    def _on_lift(self) -> None:
        self.hide()
        self.wished.emit(Act.EMBARGO, None, "", "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        for each in (
            self.title,
            self.says,
            self._when_label,
            self.when,
            self._note_label,
            self.note,
            self._reason_label,
            self.reason,
        ):
            column.addWidget(each)
        row = QHBoxLayout()
        row.addWidget(self.lift)
        row.addStretch(1)
        row.addWidget(self.give_up)
        row.addWidget(self.go)
        column.addLayout(row)

    def _line(self, name: str, says: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(name)
        made.setAccessibleName(says)
        return made

    @staticmethod
    def _show(field: QWidget, over: QLabel, shown: bool) -> None:
        field.setVisible(shown)
        over.setVisible(shown)
