"""The only door from the windows to the desk: wishes come in as slots, facts go out as signals.

Every verb runs in a lane; its Changes ring the bell. What is on disk is the truth, so after a ring what is shown is
read again. The newsroom holds no text but edits on their way to disk.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import finding, previewing, proofing, writing
from desktop_app.desk.bundle import Desk as Desk
from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.changes import Changes
from desktop_app.domain.document import Body
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId, RevisionId
from desktop_app.domain.listing import Query
from desktop_app.domain.opened import Asset, Look, OpenArticle, Saved
from desktop_app.markup.stored import read_body
from desktop_app.ui.lanes import Latest, Running
from desktop_app.ui.newsroom.audit import AuditLog
from desktop_app.ui.newsroom.beside import Beside
from desktop_app.ui.newsroom.choices import Choices
from desktop_app.ui.newsroom.drafts import Drafts
from desktop_app.ui.newsroom.errands import Errands
from desktop_app.ui.newsroom.imports import Imports
from desktop_app.ui.newsroom.language import Language
from desktop_app.ui.newsroom.light_table import LightTableDesk
from desktop_app.ui.newsroom.lists import Lists
from desktop_app.ui.newsroom.names import Names
from desktop_app.ui.newsroom.pastes import Pastes
from desktop_app.ui.newsroom.pictures import Pictures
from desktop_app.ui.newsroom.proofs import Proofs
from desktop_app.ui.newsroom.releases import Releases
from desktop_app.ui.newsroom.searches import Searches
from desktop_app.ui.newsroom.site_line import FirstWork as FirstWork
from desktop_app.ui.newsroom.site_line import SiteLine
from desktop_app.ui.newsroom.versions import Versions

_SETTLING_ROUNDS = 20


class Newsroom(QObject):
    """The list, the open story and its saves. *errands* tells what changed and what failed, *pictures* is the photos'
    part, *line* the site's, *light_table* the photo
    workspace's. A new subject gets a part of its own beside them.
    """

    listed = Signal(object, object)
    article_opened = Signal(object)
    article_refreshed = Signal(object)
    article_taken_over = Signal(object, object, str)
    article_closed = Signal()
    saved = Signal()
    saving = Signal()
    page_rendered = Signal(object)
    related_found = Signal(object)

    def __init__(self, desk: Desk, lanes: Running, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.errands = Errands(desk, lanes, self)
        self.pictures = Pictures(self.errands, lambda: self.open_id, self)
        self.proofs = Proofs(self.errands, lambda: self.open_id, self)
        self.line = SiteLine(self.errands, self)
        self.releases = Releases(self.errands, self.line, lambda: self.open_id, self)
        self.pastes = Pastes(self.errands, self)
        self.beside = Beside(self.errands, self)
        self.versions = Versions(self.errands, lambda: self.open_id, self)
        self.lists = Lists(self.errands, self)
        self.choices = Choices(self.errands, self)
        self.audit = AuditLog(self.errands, self)
        self.imports = Imports(self.errands, self)
        self.drafts = Drafts(self.errands, self)
        self.names = Names(self.errands, self)
        self.light_table = LightTableDesk(self.errands, self.pictures.renders, self)
        self.language = Language(self.errands, self)
        self.searches = Searches(self.errands, self)
        self.open_id = ArticleId("")
        self._open: OpenArticle | None = None
        self._look = Look.PAGE
        self._bases: dict[str, RevisionId] = {}
        self._waiting: dict[str, tuple[dict[str, object], Body | None]] = {}
        self._in_flight: set[str] = set()
        self._listing = Latest(lanes, "store")
        self._related = Latest(lanes, "store")
        self._opening = Latest(lanes, "store")
        self._page = Latest(lanes, "outside")
        self.errands.changed.connect(self._on_changed)

    # -- the list and one story

    def find(self, query: Query) -> None:
        """A page of the list."""
        self._listing.ask(
            partial(finding.list_articles, self.errands.desk, query),
            lambda listing: self.listed.emit(listing, query),
            self.errands.failed("articles", partial(self.find, query)),
        )

    def find_related(self, text: str) -> None:
        """Live stories an inline link may point at."""
        query = Query(text=text, publication=Publication.LIVE, limit=40)
        self._related.ask(
            partial(finding.list_articles, self.errands.desk, query),
            self.related_found.emit,
            self.errands.failed("articles", None),
        )

    def open_article(self, article_id: str) -> None:
        """Show this story from now on."""
        self.open_id = ArticleId(article_id)
        self._opening.ask(
            partial(finding.open_article, self.errands.desk, self.open_id),
            self._on_opened,
            self.errands.failed("articles", partial(self.open_article, article_id)),
        )

    def begin_article(self) -> None:
        """Begin a story and open it."""

        def begun(answer: tuple[ArticleId, Changes]) -> None:
            self.errands.ring(answer[1], "articles")
            self.open_article(answer[0])

        self.errands.do("store", "articles", partial(writing.begin, self.errands.desk), begun)

    def delete_article(self) -> None:
        """Put the open story away."""

        def gone(changes: Changes) -> None:
            self.open_id, self._open = ArticleId(""), None
            self.article_closed.emit()
            self.errands.ring(changes, "articles")

        self.errands.do("store", "articles", partial(writing.delete, self.errands.desk, self.open_id), gone)

    def _on_opened(self, opened: OpenArticle) -> None:
        if opened.article.id != self.open_id:
            return
        self._open = opened
        if not self._busy_with(opened.article.id):
            self._bases[opened.article.id] = opened.revision
        self.article_opened.emit(opened)
        self._render()

    def _refresh_open(self) -> None:
        if not self.open_id:
            return
        self._opening.ask(
            partial(finding.open_article, self.errands.desk, self.open_id),
            self._on_refreshed,
            self.errands.failed("articles", None),
        )

    def _on_refreshed(self, opened: OpenArticle) -> None:
        article_id = opened.article.id
        if article_id != self.open_id:
            return
        if self._open is None or self._open.article.id != article_id:
            self._on_opened(opened)
            return
        self._open = opened
        # With words of ours on their way, saving them will bring both together.
        if not self._busy_with(article_id) and self._bases.get(article_id) != opened.revision:
            self._bases[article_id] = opened.revision
            self.article_taken_over.emit(opened.article, opened.document, opened.revision)
        self.article_refreshed.emit(opened)

    # -- writing: one save per story in flight, what comes meanwhile goes out together when it is home

    def save_edit(self, article_id: str, fields: dict[str, object], body: Body | None) -> None:
        """Save what the editor handed on."""
        before, body_before = self._waiting.get(article_id, ({}, None))
        self._waiting[article_id] = (before | fields, body if body is not None else body_before)
        self.saving.emit()
        self._pump(article_id)

    @property
    def all_saved(self) -> bool:
        """Whether every word handed on is on disk."""
        return not self._waiting and not self._in_flight

    def _busy_with(self, article_id: str) -> bool:
        return article_id in self._waiting or article_id in self._in_flight

    def _pump(self, article_id: str) -> None:
        if article_id in self._in_flight or article_id not in self._waiting or article_id not in self._bases:
            return
        fields, body = self._waiting.pop(article_id)
        self._in_flight.add(article_id)
        work = partial(
            writing.save_draft,
            self.errands.desk,
            ArticleId(article_id),
            fields=fields,
            body=body,
            base=self._bases[article_id],
        )
        self.errands.lanes.run(
            "store", work, self._on_saved, lambda error: self._on_save_failed(article_id, fields, body, error)
        )

    def _on_saved(self, saved: Saved) -> None:
        article_id = saved.article.id
        self._in_flight.discard(article_id)
        self._bases[article_id] = saved.revision
        if saved.merged and article_id == self.open_id:
            document = read_body(saved.article.body)
            self.article_taken_over.emit(saved.article, document, saved.revision)
        self.errands.ring(saved.changes, "editor")
        self._pump(article_id)
        if self.all_saved:
            self.saved.emit()

    def _on_save_failed(
        self, article_id: str, fields: dict[str, object], body: Body | None, error: Refusal | Trouble
    ) -> None:
        self._in_flight.discard(article_id)
        if isinstance(error, Trouble):
            # Kept, and joined with what is typed meanwhile; the newer word wins.
            newer, newer_body = self._waiting.get(article_id, ({}, None))
            self._waiting[article_id] = (fields | newer, newer_body if newer_body is not None else body)
        self.errands.failed("editor", partial(self._pump, article_id))(error)

    def move_to_stage(self, stage: Stage) -> None:
        """Hand the open story on, or back."""
        self.errands.change("readiness", writing.move_to_stage, self.open_id, stage)

    def restore(self, rev: str) -> None:
        """Bring an older version of the open story back."""
        self.errands.change("history", writing.restore, self.open_id, RevisionId(rev))

    # -- the way to the public

    def sign(self) -> None:
        """Sign the open story exactly as it stands."""
        self.errands.change("readiness", proofing.sign, self.open_id)

    def show_as(self, look: Look) -> None:
        """Show the open story in the preview where *look* says, from now on."""
        self._look = look
        self._render()

    def _render(self) -> None:
        if self.open_id:
            self._page.ask(
                partial(previewing.page, self.errands.desk, self.open_id, self._look),
                self.page_rendered.emit,
                self.errands.failed("preview", None),
            )

    def asset(self, path: str, answer: Callable[[Asset | None], None]) -> None:
        """A file the preview asks for, by its address below the site."""
        self.errands.lanes.run(
            "outside", partial(previewing.asset, self.errands.desk, path), answer, lambda _error: answer(None)
        )

    # -- the bell: what is on disk is the truth, so what is open is read again

    def _on_changed(self, changes: Changes, _by: str) -> None:
        opened = self._open
        shown = opened is not None and (
            self.open_id in changes.articles
            or bool(changes.photos & set(opened.photos))
            or bool(changes.marks)
            or changes.newsroom  # who sits here, and what they may do
        )
        # The page first: the two run side by side, and the one begun first is done first.
        if shown or changes.site:
            self._render()
        if shown:
            self._refresh_open()

    # -- closing

    def close(self) -> None:
        """Bring every word to disk, then stop. Waits for what is under way."""
        self.line.close()
        self.language.stop()
        for _ in range(_SETTLING_ROUNDS):
            if self.all_saved:
                break
            for article_id in tuple(self._waiting):
                self._pump(article_id)
            self.errands.lanes.settle()
        self.versions.end_session()
        self.errands.lanes.close()
