"""Kirim: what waits to go to the site, each with the reason in a sentence."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.dates import clock
from desktop_app.domain.outbox import Step, StepState
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import Badge, Elided, Pane, button, empty_state, label
from desktop_app.ui.words import said, tr

_MOST_SHOWN = 200


class OutboxPane(Pane):
    """Wishes: a round now, one parked thing taken up again."""

    sync_wished = Signal()
    retry_wished = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("outbox", tr("Kirim"), parent)
        self._shown: tuple[Step, ...] | None = None
        self.summary = label(parent=self)
        self.summary.setObjectName("outbox.summary")
        self.now = button(tr("Kirim sekarang"), "outbox.now", parent=self)
        icons.dress(self.now, "arrow-clockwise")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 4)
        head.addWidget(self.summary, 1)
        head.addWidget(self.now)
        column.addLayout(head)
        inner = Pane("outbox.inner", tr("Kirim"), self)
        self.lines = QVBoxLayout(inner)
        self.lines.setContentsMargins(14, 4, 14, 14)
        self.lines.setSpacing(8)
        self.empty = empty_state(tr("Semua sudah terkirim"), tr("Tidak ada yang menunggu di meja ini."), self)
        scroll = QScrollArea(self)
        scroll.setObjectName("outbox.scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self._scroll = scroll
        column.addWidget(scroll, 1)
        column.addWidget(self.empty, 1)
        self.now.clicked.connect(self.sync_wished)
        self.show_steps(())

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Everything on its way, oldest first."""
        if steps == self._shown:
            return
        self._shown = steps
        self.summary.setText(tr("{count} menunggu").format(count=len(steps)) if steps else "")
        self._scroll.setVisible(bool(steps))
        self.empty.setVisible(not steps)
        while (item := self.lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for step in steps[:_MOST_SHOWN]:
            self.lines.addWidget(self._line(step))
        self.lines.addStretch(1)

    def _line(self, step: Step) -> QWidget:
        made = QFrame(self)
        made.setProperty("card", True)
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(3)
        top = QHBoxLayout()
        top.addWidget(Elided(f"{_kind(step.kind)}: {step.title}", made), 1)
        word, tone = _state(step.state)
        top.addWidget(Badge(word, tone, made))
        column.addLayout(top)
        reason = said(step.reason)
        if step.next_try is not None and step.state is StepState.RETRYING:
            reason = f"{reason} {_next(step.next_try)}".strip()
        if reason:
            column.addWidget(label(reason, role="quiet", wrap=True, parent=made))
        if step.state is StepState.PARKED:
            again = button(tr("Coba lagi"), f"outbox.retry_{step.record_id}", kind="quiet", parent=made)
            again.clicked.connect(lambda: self.retry_wished.emit(step.record_id))
            column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        return made


def _kind(kind: str) -> str:
    return {
        "article": tr("Naskah"),
        "photo": tr("Data foto"),
        "blob": tr("Berkas foto"),
        "mark": tr("Catatan koreksi"),
        "sign_off": tr("Pengesahan"),
        "conflict": tr("Bentrokan"),
        "audit": tr("Catatan audit"),
        "list_entry": tr("Daftar redaksi"),
        "contributor": tr("Direktori kredit"),
        "command": tr("Perintah terbit"),
    }.get(kind, kind)


def _state(state: StepState) -> tuple[str, str]:
    return {
        StepState.WAITING: (tr("Menunggu"), "plain"),
        StepState.SENDING: (tr("Sedang dikirim"), "accent"),
        StepState.RETRYING: (tr("Akan dicoba lagi"), "warn"),
        StepState.PARKED: (tr("Tertahan"), "bad"),
    }[state]


def _next(moment: datetime) -> str:
    return tr("Dicoba lagi pukul {time}.").format(time=clock(moment))
