"""One thing on its way: what it is, why it waits, how often it was tried, and what may be done about it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.dates import clock
from desktop_app.domain.outbox import Step, StepState
from desktop_app.ui.widgets import Badge, Elided, button, label
from desktop_app.ui.words import said, tr


class StepCard(QFrame):
    """Wishes carry the record's id; *carry_over_wished* also its title."""

    retry_wished = Signal(str)
    pause_wished = Signal(str)
    cancel_wished = Signal(str)
    carry_over_wished = Signal(str, str)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setObjectName(f"outbox.step_{step.record_id}")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(3)
        top = QHBoxLayout()
        top.addWidget(Elided(_name(step), self), 1)
        word, tone = _state(step.state)
        top.addWidget(Badge(word, tone, self))
        column.addLayout(top)
        reason = _reason(step)
        if reason:
            column.addWidget(label(reason, role="quiet", wrap=True, parent=self))
        row = QHBoxLayout()
        row.setSpacing(4)
        for made in self._buttons(step):
            row.addWidget(made)
        row.addStretch(1)
        if row.count() > 1:
            column.addLayout(row)

    def _buttons(self, step: Step) -> list[QWidget]:
        made: list[QWidget] = []
        if step.kind == "blob":
            return made  # a file goes with its photo
        if step.state in (StepState.PARKED, StepState.PAUSED, StepState.RETRYING):
            words = tr("Lanjutkan") if step.state is StepState.PAUSED else tr("Coba lagi")
            again = button(words, f"outbox.retry_{step.record_id}", kind="quiet", parent=self)
            again.clicked.connect(lambda: self.retry_wished.emit(step.record_id))
            made.append(again)
        if step.state in (StepState.WAITING, StepState.RETRYING):
            hold = button(tr("Tahan"), f"outbox.pause_{step.record_id}", kind="quiet", parent=self)
            hold.clicked.connect(lambda: self.pause_wished.emit(step.record_id))
            made.append(hold)
        if step.can_cancel and step.state is not StepState.SENDING:
            back = button(tr("Batalkan"), f"outbox.cancel_{step.record_id}", kind="quiet", parent=self)
            back.setToolTip(tr("Versi situs berlaku lagi di sini. Tulisan Anda tetap ada di Riwayat."))
            back.clicked.connect(lambda: self.cancel_wished.emit(step.record_id))
            made.append(back)
        if step.forbidden and step.kind == "article":
            carry = button(
                tr("Simpan sebagai berkas…"), f"outbox.carry_{step.record_id}", kind="quiet", parent=self
            )
            carry.clicked.connect(lambda: self.carry_over_wished.emit(step.record_id, step.title))
            made.append(carry)
        return made


def _reason(step: Step) -> str:
    parts = [said(step.reason)]
    if step.tries and step.state is not StepState.PAUSED:
        parts.append(tr("Sudah dicoba {count} kali.").format(count=step.tries))
    if step.next_try is not None and step.state is StepState.RETRYING:
        parts.append(_next(step.next_try))
    return " ".join(part for part in parts if part)


def _name(step: Step) -> str:
    """What it is. A story and a photo are called by their own names; every other title says its kind itself."""
    kind = {"article": tr("Naskah"), "photo": tr("Data foto")}.get(step.kind)
    return f"{kind}: {said(step.title)}" if kind else said(step.title)


def _state(state: StepState) -> tuple[str, str]:
    return {
        StepState.WAITING: (tr("Menunggu"), "plain"),
        StepState.SENDING: (tr("Sedang dikirim"), "accent"),
        StepState.RETRYING: (tr("Akan dicoba lagi"), "warn"),
        StepState.PAUSED: (tr("Ditahan"), "warn"),
        StepState.PARKED: (tr("Tertahan"), "bad"),
    }[state]


def _next(moment: datetime) -> str:
    return tr("Dicoba lagi pukul {time}.").format(time=clock(moment))
