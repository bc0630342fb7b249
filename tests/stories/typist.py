"""A person who never stops typing, in the real window: ``typist.py FOLDER LOG [--stretched]``. Made to be killed.

Every line of LOG is ``moment what``, moments of the monotonic clock all processes share: the story's id, then each
word once it stands in the text.
"""

import sys
import time
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from desktop_app.app.join import joined
from desktop_app.ui.editor import pane
from desktop_app.ui.start import Session, open_window

EVERY_MS = 8
WORDS_A_PARAGRAPH = 15
NEVER_MS = 3_600_000


class Typist(QObject):
    def __init__(self, session: Session, log: Path) -> None:
        super().__init__(session)
        self._session = session
        self._log = log.open("a", encoding="utf-8")
        self._count = 0
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self._type)
        session.newsroom.article_opened.connect(self._begin)
        session.newsroom.begin_article()

    def _begin(self, opened: object) -> None:
        if not self._clock.isActive():
            self._say(self._session.newsroom.open_id)
            self._session.window.editor.view.setFocus()
            self._clock.start()

    def _type(self) -> None:
        word = f"kata{self._count}"
        self._count += 1
        view = self._session.window.editor.view
        if self._count % WORDS_A_PARAGRAPH == 0:
            QTest.keyClicks(view, word)
            QTest.keyClick(view, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(view, word + " ")
        self._say(word)

    def _say(self, what: str) -> None:
        self._log.write(f"{time.monotonic():.6f} {what}\n")
        self._log.flush()


def main() -> None:
    folder, log, *options = sys.argv[1:]
    if "--stretched" in options:
        pane._PAUSE_MS = pane._UNBROKEN_MS = NEVER_MS
    typists = []
    with joined(Path(folder)) as desk:
        open_window(
            lambda: nullcontext((desk, None)),
            shown=lambda session: typists.append(Typist(session, Path(log))),
        )


if __name__ == "__main__":
    main()
