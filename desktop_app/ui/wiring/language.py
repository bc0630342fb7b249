"""Language: the editor's passages to the newsroom, flags back, and what a person decides about them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop_app.domain.article import Article
from desktop_app.domain.flag import Context, Findings, Flag, Passage
from desktop_app.domain.opened import OpenArticle
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.readiness.pane import ReadinessPane
from desktop_app.ui.words import said, tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom

_LANGUAGES = (("id", "Bahasa Indonesia"), ("en", "English"))


class LanguageWiring(QObject):
    """*menu* is where the entries of the subject go."""

    def __init__(
        self,
        newsroom: "Newsroom",
        editor: ArticleEditor,
        readiness: ReadinessPane,
        menu: QMenu,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._readiness = readiness
        self._language = newsroom.language
        self._context = Context()
        self._article: Article | None = None
        self._tongues: dict[str, QAction] = {}
        self._silent = QMenu(tr("Aturan yang didiamkan"), parent)
        self._fill(menu, parent, newsroom.save_edit)
        editor.proofing.check_wished.connect(self._on_check_wished)
        editor.flag_menu.suggestions_wished.connect(self._on_suggestions_wished)
        editor.flag_menu.word_wished.connect(self._on_word_wished)
        editor.flag_menu.silence_wished.connect(self._on_silence_wished)
        # Slots of this object's own, not lambdas: Qt lets go of them when a change of language replaces the window.
        language = newsroom.language
        language.context_known.connect(self._on_context_known)
        language.checked.connect(self._on_checked)
        language.suggested.connect(self._on_suggested)
        language.found.connect(self._on_found)
        language.words_changed.connect(self._on_words_changed)
        newsroom.article_opened.connect(self._on_opened)
        newsroom.article_refreshed.connect(self._on_refreshed)
        newsroom.article_closed.connect(self._on_closed)

    def _fill(
        self, menu: QMenu, parent: QWidget, save: Callable[[str, dict[str, object], None], None]
    ) -> None:
        menu.addActions(list(self._editor.flag_menu.actions()))
        menu.addSeparator()
        group = QActionGroup(parent)
        below = menu.addMenu(tr("Bahasa berita ini"))
        for key, name in _LANGUAGES:
            action = QAction(name, parent)
            action.setObjectName(f"menu.story_language_{key}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, key=key: self._on_language(key, save))
            group.addAction(action)
            below.addAction(action)
            self._tongues[key] = action
        menu.addMenu(self._silent)
        menu.addSeparator()
        folder = menu.addAction(tr("Folder kamus ejaan…"))
        folder.setObjectName("menu.dictionaries")
        folder.triggered.connect(lambda _checked=False: self._choose_folder(parent))
        self._show_context()

    # -- wishes

    def _on_check_wished(self, passages: tuple[Passage, ...]) -> None:
        self._language.check(passages, self._context)

    def _on_suggestions_wished(self, word: str) -> None:
        self._language.suggest(word, self._context.language)

    def _on_word_wished(self, word: str) -> None:
        self._language.add_word(word)

    def _on_silence_wished(self, rule: str) -> None:
        if self._article is not None:
            self._language.silence(self._article.id, rule)

    def _on_language(self, key: str, save: Callable[[str, dict[str, object], None], None]) -> None:
        if self._article is not None and self._article.language != key:
            self._editor.flush()
            save(self._article.id, {"language": key}, None)

    def _choose_folder(self, parent: QWidget) -> None:
        folder = QFileDialog.getExistingDirectory(parent, tr("Folder yang berisi id_ID.aff dan id_ID.dic"))
        if folder:
            self._language.choose_dictionaries(folder)

    # -- facts

    def _on_opened(self, opened: OpenArticle) -> None:
        self._article = opened.article
        self._editor.proofing.begin(None)
        self._language.open(opened.article.id)
        self._language.check_story(opened.article.id)

    def _on_refreshed(self, opened: OpenArticle) -> None:
        before, self._article = self._article, opened.article
        moved = before is None or (before.language, before.publish_at) != (
            opened.article.language,
            opened.article.publish_at,
        )
        if moved:
            self._language.open(opened.article.id)
        self._language.check_story(opened.article.id)

    def _on_closed(self) -> None:
        self._article = None
        self._editor.proofing.begin(None)
        self._editor.footer.tell_notice("")
        self._readiness.show_findings(None)

    def _on_context_known(self, article_id: str, context: Context, notice: str) -> None:
        if self._article is None or self._article.id != article_id:
            return
        self._context = context
        self._editor.proofing.begin(context)
        self._editor.footer.tell_notice(said(notice))
        self._show_context()

    def _show_context(self) -> None:
        for key, action in self._tongues.items():
            action.setChecked(key == self._context.language)
        self._silent.clear()
        self._silent.setEnabled(bool(self._context.silences))
        for silence in self._context.silences:
            text = tr("{rule}, oleh {name}: bunyikan lagi").format(rule=silence.rule, name=silence.by)
            action = self._silent.addAction(text)
            action.triggered.connect(lambda _checked=False, rule=silence.rule: self._speak_again(rule))

    def _speak_again(self, rule: str) -> None:
        if self._article is not None:
            self._language.speak_again(self._article.id, rule)

    def _on_checked(self, passages: tuple[Passage, ...], flags: tuple[tuple[Flag, ...], ...]) -> None:
        self._editor.proofing.take(passages, flags)

    def _on_suggested(self, word: str, suggestions: tuple[str, ...]) -> None:
        self._editor.flag_menu.show_suggestions(word, suggestions)

    def _on_found(self, article_id: str, findings: Findings) -> None:
        if self._article is not None and self._article.id == article_id:
            self._readiness.show_findings(findings)

    def _on_words_changed(self) -> None:
        self._editor.proofing.again()
        if self._article is not None:
            self._language.open(self._article.id)
            self._language.check_story(self._article.id)
