"""Kirim: what waits to go to the site, each with its reason in a sentence, and what a person may do about it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.dates import clock
from desktop_app.domain.outbox import DeletionsAsked, Leg, Progress, Step, SyncState
from desktop_app.ui.icons import Icons
from desktop_app.ui.outbox.question import DeletionsQuestion
from desktop_app.ui.outbox.step_card import StepCard
from desktop_app.ui.widgets import Pane, button, empty_state, label
from desktop_app.ui.words import said, tr


class OutboxPane(Pane):
    """Wishes: a round now or its end; everything held back; one thing taken up, held back, taken back, carried over."""

    sync_wished = Signal()
    stop_wished = Signal()
    pause_all_wished = Signal(bool)
    retry_wished = Signal(str)
    pause_wished = Signal(str)
    cancel_wished = Signal(str)
    carry_over_wished = Signal(str, object)
    deletions_answered = Signal(str)
    bring_wished = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("outbox", tr("Kirim"), parent)
        self._shown: tuple[Step, ...] | None = None
        self._drawn = True
        self._waiting = self._held = 0
        self.summary = label(parent=self)
        self.summary.setObjectName("outbox.summary")
        self.hold = button(tr("Tahan semua"), "outbox.hold", kind="quiet", parent=self)
        self.hold.setCheckable(True)
        self.now = button(tr("Kirim sekarang"), "outbox.now", parent=self)
        icons.dress(self.now, "arrow-clockwise")
        self.why = label(role="quiet", wrap=True, parent=self)
        self.why.setObjectName("outbox.why")
        self.why.hide()
        self.tries = label(role="quiet", wrap=True, parent=self)
        self.tries.setObjectName("outbox.tries")
        self.tries.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 4)
        head.addWidget(self.summary, 1)
        head.addWidget(self.hold)
        head.addWidget(self.now)
        column.addLayout(head)
        said_why = QVBoxLayout()
        said_why.setContentsMargins(14, 0, 14, 4)
        said_why.setSpacing(2)
        said_why.addWidget(self.why)
        said_why.addWidget(self.tries)
        column.addLayout(said_why)
        column.addWidget(self._left_row())
        self.question = DeletionsQuestion(self)
        asked = QHBoxLayout()
        asked.setContentsMargins(14, 0, 14, 0)
        asked.addWidget(self.question)
        column.addLayout(asked)
        column.addWidget(self._progress_row())
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
        self.hold.clicked.connect(self.pause_all_wished)
        self.question.answered.connect(self.deletions_answered)
        self.show_steps(())

    def _left_row(self) -> QWidget:
        self.left = QWidget(self)
        self.left.setObjectName("outbox.left")
        row = QHBoxLayout(self.left)
        row.setContentsMargins(14, 2, 14, 6)
        self.left_words = label(role="quiet", wrap=True, parent=self.left)
        bring = button(tr("Bawa ke situs ini"), "outbox.bring", parent=self.left)
        bring.clicked.connect(self.bring_wished)
        row.addWidget(self.left_words, 1)
        row.addWidget(bring)
        self.left.hide()
        return self.left

    def _progress_row(self) -> QWidget:
        self.progress = QWidget(self)
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(14, 2, 14, 4)
        self.leg = label(role="quiet", parent=self.progress)
        self.bar = QProgressBar(self.progress)
        self.bar.setObjectName("outbox.progress")
        self.bar.setAccessibleName(tr("Kemajuan penyelarasan"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.stop = button(tr("Hentikan"), "outbox.stop", kind="quiet", parent=self.progress)
        self.stop.clicked.connect(self.stop_wished)
        row.addWidget(self.leg)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.progress.hide()
        return self.progress

    def show_state(self, state: SyncState, busy: bool) -> None:
        """How much waits in all, whether it is held back, and why the site does not take it."""
        self._waiting, self._held = state.waiting, state.held
        self.hold.setChecked(state.paused)
        self.hold.setText(tr("Lanjutkan kirim") if state.paused else tr("Tahan semua"))
        why = (
            tr("Pengiriman ditahan. Yang datang dari situs tetap masuk.")
            if state.paused
            else said(state.trouble)
        )
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.tries.setText(_tried(state))
        self.tries.setVisible(bool(self.tries.text()))
        words = tr("{count} berita dan foto berasal dari situs lain dan belum ada di situs ini.")
        self.left_words.setText(words.format(count=state.left_behind))
        self.left.setVisible(state.left_behind > 0)
        if not busy:
            self.progress.hide()
        self._sum_up()

    def show_progress(self, progress: Progress) -> None:
        """How far the round is; short ones show nothing."""
        if progress.total < _WORTH_A_BAR:
            return
        words = {
            Leg.SENDING: tr("Mengirim {done} dari {all}"),
            Leg.RECEIVING: tr("Menerima {done} dari {all}"),
            Leg.FILES_OUT: tr("Mengirim foto {done} dari {all}"),
            Leg.FILES_IN: tr("Mengambil foto {done} dari {all}"),
        }[progress.leg]
        self.leg.setText(words.format(done=progress.done, all=progress.total))
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done)
        self.progress.show()

    def show_question(self, asked: DeletionsAsked | None) -> None:
        """The many deletions the site asked for, or nothing to decide."""
        self.question.ask(asked)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """What is on its way, what needs a person first. Drawn when somebody looks: a card of photos tells it often."""
        if steps == self._shown:
            return
        self._shown, self._drawn = steps, False
        self._sum_up()
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._drawn:
            self._draw()

    def _draw(self) -> None:
        self._drawn = True
        steps = self._shown or ()
        self._scroll.setVisible(bool(steps))
        self.empty.setVisible(not steps)
        while (item := self.lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for step in steps:
            card = StepCard(step, self)
            card.retry_wished.connect(self.retry_wished)
            card.pause_wished.connect(self.pause_wished)
            card.cancel_wished.connect(self.cancel_wished)
            card.carry_over_wished.connect(self._ask_for_file)
            self.lines.addWidget(card)
        self.lines.addStretch(1)

    def _sum_up(self) -> None:
        """What the status line counts, those held apart, and beside it the files of photos, which it does not."""
        steps = self._shown or ()
        files = sum(step.kind == "blob" for step in steps)
        waiting = max(self._waiting, len(steps) - files)
        words = tr("{count} menunggu")
        if waiting > len(steps) - files:
            words = tr("{count} menunggu, {done} yang terlama di bawah")
        going = max(0, waiting - self._held)
        told = [words.format(count=f"{going:,}".replace(",", "."), done=len(steps))] if going else []
        told += [tr("{count} tertahan").format(count=self._held)] if self._held else []
        told += [tr("{count} berkas foto").format(count=files)] if files else []
        self.summary.setText(" · ".join(told) if steps else "")

    def _ask_for_file(self, article_id: str, title: str) -> None:
        name = "".join(sign if sign.isalnum() or sign in " -" else " " for sign in title).strip() or "naskah"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Simpan naskah sebagai berkas"), f"{name[:60]}.md", tr("Markdown (*.md)")
        )
        if chosen:
            self.carry_over_wished.emit(article_id, Path(chosen))


def _tried(state: SyncState) -> str:
    """How often the site was tried in vain and when it is again; a round fails before any one thing is tried."""
    if state.paused or not state.trouble or not state.tries:
        return ""
    if state.next_try is None:
        return tr("Sudah dicoba {count} kali.").format(count=state.tries)
    words = tr("Dicoba {count} kali; berikutnya pukul {time}.")
    return words.format(count=state.tries, time=clock(state.next_try, seconds=True))


_WORTH_A_BAR = 50  # steps; a shorter round is over before anybody reads
