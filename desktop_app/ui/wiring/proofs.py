"""Proofreading: selected words to the Koreksi panel, its wishes to the newsroom, marks back into text and page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from desktop_app.domain.flag import Findings, Flag
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.opened import OpenArticle
from desktop_app.domain.proof import Mark, MarkKind
from desktop_app.markup.anchors import Anchor, Standing, locate, texts
from desktop_app.ui.editor import marking
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.walking import Stop
from desktop_app.ui.marks.composer import Pointed
from desktop_app.ui.marks.pane import MarksPane, Placed
from desktop_app.ui.marks.wording import look_of
from desktop_app.ui.preview.pane import PreviewPane
from desktop_app.ui.theme import Theme
from desktop_app.ui.words import said, tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class ProofWiring(QObject):
    """*bring_up* shows the Koreksi panel. *actions* are the keys of proofreading, for the menus."""

    def __init__(
        self,
        marks: MarksPane,
        editor: ArticleEditor,
        preview: PreviewPane,
        theme: Theme,
        bring_up: Callable[[], None],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._marks, self._editor, self._preview = marks, editor, preview
        self._theme = theme
        self._bring_up = bring_up
        self._opened: OpenArticle | None = None
        self._newsroom: Newsroom | None = None
        self.actions = (self._action(window, "mark", tr("Tandai kata…"), "Ctrl+Shift+M", self.point),)
        editor.flag_menu.others = self._stops
        theme.changed.connect(self._paint)
        preview.mark_wished.connect(self.point)
        preview.painted.connect(self._paint_page)
        marks.shown.connect(self._go)
        marks.flag_wished.connect(self._on_flag)

    def join(self, newsroom: "Newsroom") -> None:
        """Connect with *newsroom* once it has come in."""
        self._newsroom = newsroom
        proofs, marks = newsroom.proofs, self._marks
        self._take_rights()
        newsroom.line.paired.connect(self._take_rights)
        marks.mark_wished.connect(self._on_mark)
        marks.accept_wished.connect(self._after_typing(proofs.accept))
        marks.accept_all_wished.connect(self._after_typing(proofs.accept_all))
        marks.reject_wished.connect(proofs.reject)
        marks.resolve_wished.connect(proofs.resolve)
        marks.reopen_wished.connect(proofs.reopen)
        marks.reply_wished.connect(proofs.reply)
        proofs.left_open.connect(self._on_left_open)
        newsroom.language.found.connect(self._on_found)
        newsroom.article_opened.connect(self._on_opened)
        newsroom.article_refreshed.connect(self._on_opened)
        newsroom.article_closed.connect(self._on_closed)
        newsroom.errands.refused.connect(self._on_refused)

    def _take_rights(self) -> None:
        """What the person at this desk may do to a text; another one sits here once the desk is paired."""
        assert self._newsroom is not None
        self._marks.may_write = self._newsroom.proofs.may_write
        self._editor.suggest_only(self._newsroom.proofs.suggests_only)

    def point(self) -> None:
        """Begin a mark on the words selected in the editor or on the page."""
        if self._opened is None:
            return
        found = self._preview.selected if self._preview.is_pointed_at() else marking.selected(self._editor)
        self._bring_up()
        if found is None:
            self._marks.refuse(tr("Pilih dulu kata yang hendak ditandai, di naskah atau di pratinjau."))
        else:
            self._marks.ask(Pointed(*found))

    def choose(self, mark_id: str) -> None:
        """Show one mark, asked for by the readiness list."""
        self._bring_up()
        self._marks.choose(mark_id)

    # -- inside

    def _on_mark(self, pointed: Pointed, kind: MarkKind, note: str, suggestion: str | None) -> None:
        if self._newsroom is not None:
            self._editor.flush()
            self._newsroom.proofs.mark(pointed.place, pointed.quote, pointed.start, kind, note, suggestion)

    def _after_typing(self, do: Callable[..., None]) -> Callable[..., None]:
        def then(*arguments: object) -> None:
            self._editor.flush()
            do(*arguments)

        return then

    def _on_opened(self, opened: OpenArticle) -> None:
        self._opened = opened
        self._marks.show_marks(self._placed(opened))
        self._paint()
        self._paint_page()

    @staticmethod
    def _placed(opened: OpenArticle) -> list[Placed]:
        places = texts(opened.article, opened.document)
        order = {place: number for number, place in enumerate(places)}
        placed = [(mark, locate(mark, places)) for mark in opened.marks]
        return sorted(placed, key=lambda one: (order.get(one[1].place, len(order)), one[1].start, one[0].id))

    def _on_closed(self) -> None:
        self._opened = None
        self._marks.clear()

    def _paint(self) -> None:
        if self._opened is not None:
            marking.show(self._editor, self._opened.marks, self._ink)

    def _ink(self, mark: Mark) -> tuple[str, str]:
        tones, tone = self._theme.tones, look_of(mark.kind).tone
        return str(getattr(tones, f"{tone}_soft")), str(getattr(tones, tone))

    def _paint_page(self) -> None:
        self._preview.show_marks(
            [
                {
                    "place": anchor.place,
                    "quote": mark.quote,
                    "start": anchor.start,
                    "tone": look_of(mark.kind).tone,
                }
                for mark, anchor in self._marks.open_marks
                if anchor.standing is not Standing.LOST
            ]
        )

    def _stops(self) -> list[Stop]:
        if self._opened is None:
            return []
        return marking.stops(self._editor, self._opened.marks, self.choose)

    def _go(self, mark: Mark, anchor: Anchor) -> None:
        marking.go_to(self._editor, mark)
        if anchor.place:
            self._preview.land_on(anchor.place)

    def _on_found(self, article_id: str, findings: Findings) -> None:
        if self._opened is not None and self._opened.article.id == article_id:
            self._marks.show_flags(findings.flags)

    def _on_flag(self, flag: Flag) -> None:
        words = Mark("", ArticleId(""), flag.block, flag.text, start=flag.start)
        marking.go_to(self._editor, words)

    def _on_left_open(self, sentences: tuple[str, ...]) -> None:
        if sentences:
            self._marks.refuse(" ".join(said(sentence) for sentence in sentences))

    def _on_refused(self, place: str, sentence: str) -> None:
        if place == "marks":
            self._bring_up()
            self._marks.refuse(sentence)

    def _action(
        self, window: QMainWindow, name: str, text: str, key: str, do: Callable[[], object]
    ) -> QAction:
        made = QAction(text, window)
        made.setObjectName(f"menu.{name}")
        made.setShortcut(QKeySequence(key))
        made.triggered.connect(lambda _checked=False: do())
        return made
