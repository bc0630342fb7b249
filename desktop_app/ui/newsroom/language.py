"""The newsroom's part for language: checks outside the interface, suggestions, silenced rules, the newsroom's words."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import checking
from desktop_app.domain.changes import Changes
from desktop_app.domain.flag import Context, Findings, Flag, Passage
from desktop_app.ui.lanes import Latest
from desktop_app.ui.newsroom.errands import Errands

PLACE = "language"


class Language(QObject):
    """Facts: the open story's *context_known(article_id, Context, notice)*, *checked(passages, flags)*,

    *suggested(word, suggestions)*, *found(article_id, Findings)* over the whole saved story, and *words_changed* when
    checks must begin anew.
    """

    context_known = Signal(str, object, str)
    checked = Signal(object, object)
    suggested = Signal(str, object)
    found = Signal(str, object)
    words_changed = Signal()

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._finding = Latest(errands.lanes, "outside")
        self._open = True
        errands.changed.connect(self._on_changed)

    def start(self) -> None:
        """Read the newsroom's words, then look after search and archive for as long as it takes."""
        desk = self._errands.desk

        def tend() -> None:
            checking.tend_search(desk, lambda: self._open)
            if self._open and checking.learn_archive(desk):
                learned.append(True)

        learned: list[bool] = []
        self._errands.do(
            "outside", PLACE, partial(checking.refresh_words, desk), lambda _none: self.words_changed.emit()
        )
        self._errands.do("outside", PLACE, tend, lambda _none: self.words_changed.emit() if learned else None)

    def stop(self) -> None:
        """Begin no further batch of the long work."""
        self._open = False

    def open(self, article_id: str) -> None:
        """Say what a check of this story has to know."""
        desk = self._errands.desk

        def read() -> tuple[Context, str]:
            context = checking.context_of(desk, article_id)
            return context, checking.notice(desk, context.language)

        self._errands.do("outside", PLACE, read, lambda told: self.context_known.emit(article_id, *told))

    def check(self, passages: tuple[Passage, ...], context: Context) -> None:
        """Check a few passages."""
        work = partial(checking.check, self._errands.desk, passages, context)

        def home(flags: tuple[tuple[Flag, ...], ...]) -> None:
            self.checked.emit(passages, flags)

        self._errands.do("outside", PLACE, work, home)

    def check_story(self, article_id: str) -> None:
        """Check the whole story as it is saved; only the newest wish counts."""
        self._finding.ask(
            partial(checking.check_article, self._errands.desk, article_id),
            lambda findings: self._tell(article_id, findings),
            lambda _error: None,
        )

    def _tell(self, article_id: str, findings: Findings) -> None:
        self.found.emit(article_id, findings)

    def suggest(self, word: str, language: str) -> None:
        """What may have been meant by *word*."""
        work = partial(checking.suggestions, self._errands.desk, word, language)
        self._errands.do("outside", PLACE, work, lambda found: self.suggested.emit(word, found))

    def silence(self, article_id: str, rule: str) -> None:
        """Let one rule say nothing more in this story."""
        self._errands.change(PLACE, checking.silence, article_id, rule, then=lambda: self.open(article_id))

    def speak_again(self, article_id: str, rule: str) -> None:
        """Let it speak again."""
        self._errands.change(
            PLACE, checking.speak_again, article_id, rule, then=lambda: self.open(article_id)
        )

    # -- the newsroom's words

    def add_word(self, word: str, instead: str = "") -> None:
        """Take a word in, as right or with what to write instead."""
        self._errands.change(PLACE, checking.add_word, word, instead)

    def choose_dictionaries(self, folder: str) -> None:
        """Look for dictionaries in *folder* first; empty for the system's own places."""
        work = partial(checking.choose_dictionaries, self._errands.desk, Path(folder) if folder else None)
        self._errands.do("store", PLACE, work, lambda _none: self._begin_anew())

    def _begin_anew(self) -> None:
        work = partial(checking.refresh_words, self._errands.desk)
        self._errands.do("outside", PLACE, work, lambda _none: self.words_changed.emit())

    def _on_changed(self, changes: Changes, _by: str) -> None:
        if changes.newsroom:
            self._begin_anew()
