"""The way to the public: the readiness panel's wishes to the newsroom, alarms back to where they are seen."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.domain.alarm import Alarm
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.readiness.pane import ReadinessPane
from desktop_app.ui.readiness.release import Act
from desktop_app.ui.widgets import QuietBar
from desktop_app.ui.words import said, tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class ReleaseWiring(QObject):
    """Lives as long as the window; alarms are said in its quiet bar and in the panel."""

    def __init__(
        self,
        newsroom: "Newsroom",
        readiness: ReadinessPane,
        editor: ArticleEditor,
        bar: QuietBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._newsroom = newsroom
        self._releases = newsroom.releases
        self._said = ""
        self._readiness, self._editor, self._bar = readiness, editor, bar
        self._take_rights()
        newsroom.line.paired.connect(self._take_rights)
        readiness.publish_wished.connect(self._after_typing(self._releases.publish))
        readiness.look_wished.connect(newsroom.line.sync_now)  # after each round public pages are looked at
        readiness.release_wished.connect(self._on_wished)
        self._releases.alarmed.connect(self._on_alarmed)

    def _take_rights(self) -> None:
        self._readiness.may_publish = self._releases.may_publish

    def _after_typing(self, do: Callable[[], None]) -> Callable[[], None]:
        def then() -> None:
            self._editor.flush()
            do()

        return then

    def _on_wished(self, act: Act, at: datetime | None, note: str, reason: str) -> None:
        self._editor.flush()
        match act:
            case Act.EMBARGO:
                self._newsroom.save_edit(self._newsroom.open_id, {"embargo_until": at}, None)
            case Act.SCHEDULE | Act.OVERRIDE:
                self._releases.publish(at, reason)
            case Act.CORRECT:
                self._releases.correct(note, reason)
            case Act.WITHDRAW:
                self._releases.unpublish(reason)
            case Act.TAKE_DOWN:
                self._releases.take_down(note, reason)

    def _on_alarmed(self, alarms: tuple[Alarm, ...]) -> None:
        self._readiness.show_alarms(alarms)
        if not alarms:
            self._bar.take_back(self._said)
            return
        more = len(alarms) - 1
        rest = " " + tr("Dan {count} lagi; lihat Kesiapan.").format(count=more) if more else ""
        self._said = f"{tr('Periksa halaman publik')}: {said(alarms[0].why)}{rest}"
        self._bar.say(self._said)
