"""The bottom line: what is saved, what waits and why, when the site was last seen."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget

from desktop_app.domain.alarm import CLOCK_APART
from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.outbox import SyncState
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import label, tip
from desktop_app.ui.words import said, tr


class StatusLine(QStatusBar):
    """*outbox_wished*: somebody asks what waits."""

    outbox_wished = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self._icons = icons
        self._preparing = False
        self.saved = label(parent=self)
        self.saved.setObjectName("status.saved")
        self.waiting = QToolButton(self)
        self.waiting.setObjectName("status.waiting")
        self.waiting.setToolButtonStyle(self.waiting.toolButtonStyle().ToolButtonTextBesideIcon)
        self.site = label(parent=self)
        self.site.setObjectName("status.site")
        self.addWidget(self.saved)
        self.addPermanentWidget(self.waiting)
        self.addPermanentWidget(self.site)
        self.waiting.clicked.connect(self.outbox_wished)
        self._state = SyncState()
        self.waiting.hide()  # nothing is known yet, and a desk that never opens has sent nothing

    def show_saving(self, *, saved: bool, when: datetime | None = None) -> None:
        """Whether every word is on disk."""
        if saved and when is not None:
            self.saved.setText(tr("Tersimpan {time}").format(time=clock(when)))
        else:
            self.saved.setText(tr("Tersimpan") if saved else tr("Menyimpan…"))

    def show_preparing(self, under_way: bool) -> None:
        """Whether a first start still fills its newsroom; said where the site is spoken of, which comes last."""
        self._preparing = under_way
        self._tell_site()

    def show_sync(self, state: SyncState, *, busy: bool) -> None:
        """How much waits, why, and when the site was last seen."""
        self._state = state
        self.waiting.show()
        if busy and state.waiting:
            icon, tone, words = (
                "cloud-arrow-up",
                "accent",
                tr("Mengirim {count}…").format(count=state.waiting),
            )
        elif state.conflicts:
            icon, tone, words = "git-merge", "bad", tr("{count} bentrokan").format(count=state.conflicts)
        elif state.waiting:
            icon, tone, words = "cloud-arrow-up", "warn", tr("{count} menunggu").format(count=state.waiting)
        else:
            icon, tone, words = "cloud-check", "good", tr("Semua terkirim")
        if state.reachable is False or state.signed_out or state.unknown:
            icon, tone = "cloud-slash", "warn"
        self.waiting.setIcon(self._icons.icon(icon, tone))
        self.waiting.setText(words)
        why = said(state.trouble)
        self.waiting.setToolTip(tip(why or tr("Lihat yang menunggu dikirim")))
        self.waiting.setAccessibleName(f"{words}. {why}".strip())
        self._tell_site()

    def _tell_site(self) -> None:
        seen = _apart(self._state) or _seen(self._state)
        if self._preparing:
            seen = tr("Menyiapkan redaksi contoh: berita, foto, lalu situs…")
        self.site.setText(seen)
        self.site.setToolTip(tip(said(self._state.trouble) or _seen(self._state)))


def _apart(state: SyncState) -> str:
    """A clock that disagrees with the site's is said: times of saving and schedules would mislead."""
    minutes = round(abs(state.clock_ahead) / 60)
    if timedelta(seconds=abs(state.clock_ahead)) < CLOCK_APART:
        return ""
    if state.clock_ahead > 0:
        return tr("Jam komputer ini {count} menit lebih lambat dari situs").format(count=minutes)
    return tr("Jam komputer ini {count} menit lebih cepat dari situs").format(count=minutes)


def _seen(state: SyncState) -> str:
    if state.signed_out:
        return tr("Belum masuk ke situs: hubungkan lagi meja ini")
    if state.unknown:
        return tr("Situs tidak mengenal tanda masuk meja ini: hubungkan lagi")
    if state.last_seen is None:
        return tr("Situs belum pernah dihubungi")
    recent = datetime.now(UTC) - state.last_seen < timedelta(hours=20)
    when = clock(state.last_seen) if recent else short_date(state.last_seen)
    if state.reachable is False:
        return tr("Situs tidak terjangkau, terakhir {time}").format(time=when)
    return tr("Situs terhubung {time}").format(time=when)
