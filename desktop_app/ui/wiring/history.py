"""Riwayat: asks for versions while it is in sight, and shows what comes back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.listing import Recovered, Version
from desktop_app.domain.opened import OpenArticle
from desktop_app.markup.comparison import Comparison
from desktop_app.ui.history.pane import HistoryPane
from desktop_app.ui.history.recovered import RecoveredWindow
from desktop_app.ui.theme import Theme
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


# Somebody who writes with the history in sight saves all the time; every save point is read when they rest.
_REST_MS = 800


class HistoryWiring(QObject):
    """*restore* brings a version back, after the last typed words have been handed on; *say* is the quiet bar's."""

    def __init__(
        self,
        newsroom: "Newsroom",
        history: HistoryPane,
        theme: Theme,
        restore: Callable[..., None],
        say: Callable[[str, Callable[[], None], str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.rescued = RecoveredWindow(theme, parent)
        self._newsroom = newsroom
        self._say = say
        self._history = history
        history.restore_wished.connect(restore)
        history.comparison_wished.connect(newsroom.versions.compare)
        history.installEventFilter(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._find_if_seen)
        # Slots of this object's own, not lambdas: Qt lets go of them when a change of language replaces the window.
        newsroom.versions.found.connect(self._on_found)
        newsroom.versions.compared.connect(self._on_compared)
        newsroom.versions.recovered.connect(self._on_recovered)
        self.rescued.comparison_wished.connect(newsroom.versions.compare_in)
        self.rescued.story_wished.connect(newsroom.open_article)
        newsroom.errands.changed.connect(self._on_changed)
        newsroom.article_opened.connect(self._on_opened)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._history and event.type() == QEvent.Type.Show:
            self._newsroom.versions.find()
        return False

    def _find_if_seen(self) -> None:
        if self._history.isVisible():
            self._newsroom.versions.find()

    def _on_found(self, found: tuple[Version, ...]) -> None:
        self._history.show_history(found)

    def _on_compared(self, old: str, new: str, found: Comparison) -> None:
        self._history.show_comparison(old, new, found)
        self.rescued.show_comparison(old, new, found)

    def _on_recovered(self, found: tuple[Recovered, ...]) -> None:
        """All but the last second's keys were on disk and no question is open, so nothing comes up by itself."""
        if not found:
            return
        sentence = tr(
            "Program berhenti tanpa ditutup. Tulisan sampai detik terakhir ada di sini: {count} naskah."
        )
        self._say(sentence.format(count=len(found)), partial(self._show_recovered, found), tr("Lihat"))

    def _show_recovered(self, found: tuple[Recovered, ...]) -> None:
        self.rescued.show_recovered(found)
        self.rescued.show()

    def _on_changed(self, changes: Changes, _by: str) -> None:
        if self._newsroom.open_id in changes.articles:
            self._rest.start()

    def _on_opened(self, _opened: OpenArticle) -> None:
        self._history.show_history(())
        self._find_if_seen()
