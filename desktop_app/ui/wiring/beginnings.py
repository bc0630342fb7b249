"""Stories that begin elsewhere (files, templates) and the newsroom's lists: menus, windows, and who tells whom."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMainWindow

from desktop_app.domain.beginnings import Imported, StoryTemplate
from desktop_app.domain.directory import Directory
from desktop_app.domain.lists import CODE_LISTS, ListEntry
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.icons import Icons
from desktop_app.ui.lists.pane import ListsWindow
from desktop_app.ui.menus import Menus
from desktop_app.ui.name_codes import FieldCodes
from desktop_app.ui.words import said, tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class BeginningsWiring(QObject):
    """*tell* shows a sentence in the quiet bar."""

    def __init__(
        self,
        newsroom: "Newsroom",
        editor: ArticleEditor,
        menus: Menus,
        icons: Icons,
        tell: Callable[[str], None],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._newsroom = newsroom
        self._editor = editor
        self._menus = menus
        self._window = window
        self._tell = tell
        self.lists = ListsWindow(icons, window)
        FieldCodes(editor.codes, self)
        menus.add_to_story("import", tr("Impor berkas…"), self._choose_files, "Ctrl+O", "upload-simple")
        menus.add_to_newsroom("lists", tr("Daftar redaksi…"), self._show_lists, "Ctrl+Shift+L", "list-dashes")
        editor.documents_dropped.connect(newsroom.imports.take_in)
        self.lists.keep_wished.connect(newsroom.lists.keep)
        self.lists.drop_wished.connect(newsroom.lists.drop)
        newsroom.lists.found.connect(self._on_lists)
        newsroom.light_table.directory_read.connect(self._on_directory)
        newsroom.imports.imported.connect(self._on_imported)
        newsroom.imports.begun.connect(self._on_begun)
        newsroom.imports.templates_found.connect(self._on_templates)
        newsroom.errands.refused.connect(self._on_refused)
        newsroom.lists.find()
        newsroom.imports.find_templates()

    def _choose_files(self) -> None:
        kinds = tr("Dokumen (*.docx *.html *.htm *.md *.txt)")
        paths, _ = QFileDialog.getOpenFileNames(self._window, tr("Impor berkas"), "", kinds)
        self._newsroom.imports.take_in(paths)

    def _show_lists(self) -> None:
        self.lists.show()
        self.lists.raise_()
        self.lists.activateWindow()

    def _on_lists(self, entries: tuple[ListEntry, ...]) -> None:
        # One book for the text and for every field of every window.
        self._editor.codes.show_entries(entry for entry in entries if entry.list in CODE_LISTS)
        self.lists.show_entries(entries)

    def _on_directory(self, directory: Directory) -> None:
        self._editor.codes.show_directory(directory)

    def _on_refused(self, place: str, sentence: str) -> None:
        if place == "lists" and self.lists.isVisible():
            self.lists.refuse(sentence)

    def _on_imported(self, made: Imported) -> None:
        self._newsroom.open_article(made.id)
        self._tell(f"{made.headline}: {said(made.report)}")

    def _on_begun(self, article_id: str) -> None:
        self._newsroom.open_article(article_id)

    def _on_templates(self, found: tuple[StoryTemplate, ...]) -> None:
        choices = [
            (each.key, each.name, each.about, partial(self._newsroom.imports.begin_from, each.key))
            for each in found
        ]
        self._menus.add_choices_to_story("templates", tr("Berita dari pola"), choices)
