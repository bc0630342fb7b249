"""Copies that travel: the menu's wishes, where to keep them, and the browser that prints them."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMainWindow

from desktop_app.domain.article import slug_of
from desktop_app.ui.menus import Menus
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom
    from desktop_app.ui.preview.paper import Paper


class DraftWiring(QObject):
    """*title* answers the window's title, which begins with the story's; *hand_on* brings the last
    words to disk; *tell* shows a sentence.
    """

    def __init__(
        self,
        newsroom: "Newsroom",
        menus: Menus,
        title: Callable[[], str],
        hand_on: Callable[[], None],
        tell: Callable[[str], None],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._newsroom = newsroom
        self._window = window
        self._title, self._hand_on, self._tell = title, hand_on, tell
        self._papers: list[Paper] = []
        menus.add_to_story("draft_pdf", tr("Cetak draf ke PDF…"), self._choose_pdf, "Ctrl+Alt+P", "article")
        menus.add_to_story(
            "draft_html", tr("Simpan halaman draf…"), self._choose_html, "Ctrl+Alt+S", "arrow-line-down"
        )
        newsroom.drafts.kept.connect(self._on_kept)
        newsroom.drafts.proof_made.connect(self._print)

    def let_go(self) -> None:
        """Close what still prints."""
        for paper in self._papers:
            paper.close()
        self._papers.clear()

    # -- inside

    def _choose_html(self) -> None:
        self._choose(tr("Simpan halaman draf"), "html", tr("Halaman (*.html)"), self._newsroom.drafts.keep)

    def _choose_pdf(self) -> None:
        self._choose(tr("Cetak draf ke PDF"), "pdf", tr("PDF (*.pdf)"), self._newsroom.drafts.make_proof)

    def _choose(self, title: str, ending: str, kinds: str, then: Callable[[str, Path], None]) -> None:
        article_id = self._newsroom.open_id
        if not article_id:
            self._tell(tr("Buka dulu sebuah berita."))
            return
        self._hand_on()
        proposed = f"{slug_of(self._title().rpartition(' - ')[0]) or 'berita'}-draf.{ending}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, proposed, kinds)
        if chosen:
            file = Path(chosen)
            self._once_saved(
                partial(then, article_id, file if file.suffix else file.with_suffix(f".{ending}"))
            )

    def _once_saved(self, do: Callable[[], None]) -> None:
        """A copy shows what is on disk, so the last words go there first."""
        if self._newsroom.all_saved:
            do()
        else:
            self._newsroom.saved.connect(do, Qt.ConnectionType.SingleShotConnection)

    def _on_kept(self, file: Path) -> None:
        self._tell(tr("Tersimpan: {path}").format(path=file))

    def _print(self, html: str, file: Path) -> None:
        # The browser engine is there as soon as the preview is; before that it costs a second, once.
        paper: Paper = import_module("desktop_app.ui.preview.paper").Paper(_nothing, self)
        self._papers.append(paper)

        def over() -> None:
            if paper in self._papers:
                self._papers.remove(paper)
                paper.close()
                paper.deleteLater()

        paper.done.connect(self._on_kept)
        paper.failed.connect(self._tell)
        paper.done.connect(lambda _file: over())
        paper.failed.connect(lambda _sentence: over())
        paper.print_to(html, file)


def _nothing(_path: str, answer: Callable[[None], None]) -> None:
    """A copy that travels holds all it needs."""
    answer(None)
