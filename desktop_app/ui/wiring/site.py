"""The site: the outbox's wishes, who else is in the story, pairing, and the admin page."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.newsroom import Role
from desktop_app.domain.opened import OpenArticle
from desktop_app.ui.company.bar import CompanyBar
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.outbox.pane import OutboxPane
from desktop_app.ui.pairing.dialog import PairingDialog
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class SiteWiring(QObject):
    """Wires the panes that speak of the site; *parent* is the window.

    *say* is the quiet bar's; *show_history* brings up the history of a story.
    """

    def __init__(
        self,
        newsroom: "Newsroom",
        outbox: OutboxPane,
        company: CompanyBar,
        editor: ArticleEditor,
        say: Callable[[str, Callable[[], None] | None, str], None],
        show_history: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._line = newsroom.line
        self._newsroom = newsroom
        self._company = company
        self._editor = editor
        self._say, self._show_history = say, show_history
        self._window = parent
        self._pairing: PairingDialog | None = None
        line = self._line
        outbox.sync_wished.connect(line.send_now)
        outbox.stop_wished.connect(line.rounds.cancel)
        outbox.pause_all_wished.connect(line.pause_all)
        outbox.retry_wished.connect(line.retry_step)
        outbox.pause_wished.connect(line.pause_step)
        outbox.cancel_wished.connect(self._cancel)
        outbox.carry_over_wished.connect(line.carry_over)
        outbox.deletions_answered.connect(line.answer_deletions)
        outbox.bring_wished.connect(line.bring_all)
        line.steps_found.connect(outbox.show_steps)
        line.told.connect(outbox.show_state)
        line.deletions_asked.connect(outbox.show_question)
        line.rounds.progressed.connect(outbox.show_progress)
        newsroom.errands.disconnected.connect(self._on_disconnected)
        line.withdrawn.connect(self._on_withdrawn)
        line.paired.connect(self._on_paired)
        line.pairing_failed.connect(self._on_pairing_failed)
        line.listening.company.connect(company.show_company)
        line.listening.lost_pen.connect(self._on_lost_pen)
        company.pen_wished.connect(self._take_pen)
        newsroom.article_opened.connect(self._on_opened)
        newsroom.article_closed.connect(self._on_closed)

    def pair(self) -> None:
        """Ask for the site's address and a code."""
        self._ask_for_code("")

    def _ask_for_code(self, address: str) -> None:
        self._pairing = PairingDialog(self._window, address)
        self._pairing.wished.connect(self._line.pair)
        self._pairing.open()

    def open_admin_page(self) -> None:
        """The site's admin page, in the person's browser."""
        self._line.open_admin_page(_browse)

    def _on_disconnected(self, sentence: str) -> None:
        self._say(sentence, partial(self._ask_for_code, self._line.address), tr("Hubungkan…"))

    def _cancel(self, record_id: str) -> None:
        if record_id == self._editor.article_id:
            self._editor.stand_aside()  # the last words go into the history, and no field holds on to them
        self._line.cancel_step(record_id)

    def _on_withdrawn(self, changes: Changes) -> None:
        if not changes.articles:
            self._say(tr("Kiriman dibatalkan. Yang berlaku di sini adalah yang ada di situs."), None, "")
            return
        words = tr("Versi situs berlaku lagi di sini. Yang tadi ditulis tersimpan di Riwayat.")
        self._say(words, partial(self._show_history, *changes.articles), tr("Riwayat"))

    def _on_paired(self, connected: object) -> None:
        if self._pairing is None:
            return
        role = getattr(connected, "role", Role.EDITOR)
        self._pairing.show_done(
            getattr(connected, "site", "") or getattr(connected, "url", ""),
            getattr(connected, "user", ""),
            _role(role),
            getattr(connected, "why", ""),
            getattr(connected, "left_behind", 0),
        )

    def _on_pairing_failed(self, sentence: str) -> None:
        if self._pairing is not None:
            self._pairing.show_fault(sentence)

    def _on_opened(self, opened: OpenArticle) -> None:
        self._line.listening.sit(opened.article.id)

    def _on_closed(self) -> None:
        self._line.listening.sit("")

    def _take_pen(self) -> None:
        if self._newsroom.open_id:
            self._line.listening.sit(self._newsroom.open_id, take_pen=True)

    def _on_lost_pen(self, name: str) -> None:
        # The last words are brought to disk at once, so that "all is saved" is true when it is read.
        self._editor.flush()
        self._line.rounds.nudge()
        self._company.show_lost(name)


def _browse(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))


def _role(role: Role) -> str:
    return {
        Role.EDITOR: tr("redaktur"),
        Role.PHOTO_DESK: tr("redaktur foto"),
        Role.PROOFREADER: tr("korektor"),
        Role.PUBLISHER: tr("penerbit"),
        Role.ADMIN: tr("admin"),
    }[role]
