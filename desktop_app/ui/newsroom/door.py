"""The only door from the windows to the desk: wishes come in as slots, facts go out as signals.

Every verb runs in a lane; its Changes ring the bell. What is on disk is the truth, so after a ring what is shown is
read again. The newsroom holds no text but edits on their way to disk.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.desk import choosing, finding, picturing, previewing, proofing, publishing, syncing, writing
from desktop_app.desk.bundle import Desk as Desk
from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.domain.credit import Credit
from desktop_app.domain.document import Body
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId, PhotoId, RevisionId
from desktop_app.domain.listing import Query
from desktop_app.domain.opened import Asset, OpenArticle, Saved, TakenIn
from desktop_app.markup.stored import read_body
from desktop_app.ui.lanes import Lane, Latest, Running
from desktop_app.ui.newsroom.rounds import Rounds
from desktop_app.ui.newsroom.thumbnails import Thumbnails
from desktop_app.ui.words import said

_SETTLING_ROUNDS = 20
FirstWork = Callable[[Callable[[Changes], None]], Changes]


class Newsroom(QObject):
    """Facts: what was found, saved, changed. *refused(place, sentence)*: a house rule said no, shown at its place.

    *troubled(sentence, again)*: the world failed; *again* does it once more. *changed(Changes, by)* is the bell.
    """

    changed = Signal(object, str)
    listed = Signal(object, object)
    article_opened = Signal(object)
    article_refreshed = Signal(object)
    article_taken_over = Signal(object, object, str)
    article_closed = Signal()
    saved = Signal()
    saving = Signal()
    photos_found = Signal(object)
    taken_in = Signal(object)
    intake_begun = Signal(int)
    thumbnail_made = Signal(str, int, bytes)
    page_rendered = Signal(object)
    steps_found = Signal(object)
    sync_told = Signal(object, bool)
    history_found = Signal(str, object)
    site_known = Signal(object)
    related_found = Signal(object)
    refused = Signal(str, str)
    troubled = Signal(str, object)
    _rung = Signal(object)

    def __init__(self, desk: Desk, lanes: Running, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lanes = lanes
        self.open_id = ArticleId("")
        self._open: OpenArticle | None = None
        self._bases: dict[str, RevisionId] = {}
        self._waiting: dict[str, tuple[dict[str, object], Body | None]] = {}
        self._in_flight: set[str] = set()
        self._thumbnails = Thumbnails(desk, lanes, self.thumbnail_made.emit)
        self._listing = Latest(lanes, "store")
        self._related = Latest(lanes, "store")
        self._opening = Latest(lanes, "store")
        self._page = Latest(lanes, "outside")
        self._told = Latest(lanes, "store")
        self.rounds = Rounds(desk, lanes, self)
        self.rounds.began.connect(self.tell)
        self.rounds.went_well.connect(self._on_round)
        self.rounds.went_wrong.connect(self._on_round_failed)
        self._rung.connect(self._on_rung)

    # -- the list and one story

    def find(self, query: Query) -> None:
        """A page of the list."""
        self._listing.ask(
            partial(finding.list_articles, self._desk, query),
            lambda listing: self.listed.emit(listing, query),
            self._failed("articles", partial(self.find, query)),
        )

    def find_related(self, text: str) -> None:
        """Live stories an inline link may point at."""
        query = Query(text=text, publication=Publication.LIVE, limit=40)
        self._related.ask(
            partial(finding.list_articles, self._desk, query),
            self.related_found.emit,
            self._failed("articles", None),
        )

    def open_article(self, article_id: str) -> None:
        """Show this story from now on."""
        self.open_id = ArticleId(article_id)
        self._opening.ask(
            partial(finding.open_article, self._desk, self.open_id),
            self._on_opened,
            self._failed("articles", partial(self.open_article, article_id)),
        )

    def begin_article(self) -> None:
        """Begin a story and open it."""

        def begun(answer: tuple[ArticleId, Changes]) -> None:
            self.ring(answer[1], "articles")
            self.open_article(answer[0])

        self._do("store", "articles", partial(writing.begin, self._desk), begun)

    def delete_article(self) -> None:
        """Put the open story away."""

        def gone(changes: Changes) -> None:
            self.open_id, self._open = ArticleId(""), None
            self.article_closed.emit()
            self.ring(changes, "articles")

        self._do("store", "articles", partial(writing.delete, self._desk, self.open_id), gone)

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
            partial(finding.open_article, self._desk, self.open_id),
            self._on_refreshed,
            self._failed("articles", None),
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
            self._desk,
            ArticleId(article_id),
            fields=fields,
            body=body,
            base=self._bases[article_id],
        )
        self._lanes.run(
            "store", work, self._on_saved, lambda error: self._on_save_failed(article_id, fields, body, error)
        )

    def _on_saved(self, saved: Saved) -> None:
        article_id = saved.article.id
        self._in_flight.discard(article_id)
        self._bases[article_id] = saved.revision
        if saved.merged and article_id == self.open_id:
            document = read_body(saved.article.body)
            self.article_taken_over.emit(saved.article, document, saved.revision)
        self.ring(saved.changes, "editor")
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
        self._failed("editor", partial(self._pump, article_id))(error)

    def move_to_stage(self, stage: Stage) -> None:
        """Hand the open story on, or back."""
        self._change("readiness", writing.move_to_stage, self.open_id, stage)

    def restore(self, rev: str) -> None:
        """Bring an older version of the open story back."""
        self._change("history", writing.restore, self.open_id, RevisionId(rev))

    def find_history(self) -> None:
        """The save points of the open story."""
        article_id = self.open_id
        if article_id:
            self._do(
                "store",
                "history",
                partial(finding.history, self._desk, article_id),
                lambda found: self.history_found.emit(article_id, found),
            )

    def settle(self, conflict_id: str, choice: str) -> None:
        """Let one text of a clash stand."""
        work = partial(choosing.settle, self._desk, conflict_id, choosing.Choice(choice))
        self._do("store", "choices", work, self._rings("choices"))

    # -- photos

    def take_in(self, paths: list[Path]) -> None:
        """Take photo files in; for the open story the first becomes hero when it has none."""
        self.intake_begun.emit(len(paths))

        def home(taken: TakenIn) -> None:
            self.taken_in.emit(taken)
            self.ring(taken.changes, "photos")

        def failed(error: Refusal | Trouble) -> None:
            self.taken_in.emit(TakenIn((), (), NOTHING))
            self._failed("photos", partial(self.take_in, paths))(error)

        self._lanes.run("outside", partial(picturing.take_in, self._desk, paths), home, failed)

    def find_photos(self, text: str = "") -> None:
        """The newsroom's photos, newest first."""
        self._do(
            "store", "photos", partial(picturing.list_photos, self._desk, text=text), self.photos_found.emit
        )

    def credit_photo(self, photo_id: str, credit: Credit, caption: str, alt: str, decorative: bool) -> None:
        """Confirm a photo's credit; its renditions follow outside."""
        work = partial(
            picturing.credit,
            self._desk,
            PhotoId(photo_id),
            credit=credit,
            caption=caption,
            alt=alt,
            decorative=decorative,
        )
        self._do("store", "photos.credit", work, partial(self._picture_changed, photo_id))

    def set_focus(self, photo_id: str, x: float, y: float) -> None:
        """Where the eye should land."""
        work = partial(picturing.set_focus, self._desk, PhotoId(photo_id), (x, y))
        self._do("store", "photos", work, partial(self._picture_changed, photo_id))

    def _picture_changed(self, photo_id: str, changes: Changes) -> None:
        self.ring(changes, "photos")
        self._do(
            "outside",
            "photos",
            partial(picturing.render, self._desk, PhotoId(photo_id)),
            self._rings("render"),
        )

    def use_as_hero(self, photo_id: str) -> None:
        """Make the photo the open story's main picture."""
        self._change("photos", picturing.use_as_hero, self.open_id, PhotoId(photo_id))

    def drop_hero(self) -> None:
        """Leave the open story without a main picture."""
        self._change("photos", picturing.drop_hero, self.open_id)

    def thumbnail(self, photo_id: str, size: int) -> None:
        """A small picture of a photo, as JPEG bytes; empty when the original is not here yet."""
        self._thumbnails.ask(photo_id, size)

    # -- the way to the public

    def sign(self) -> None:
        """Sign the open story exactly as it stands."""
        self._change("readiness", proofing.sign, self.open_id)

    def publish(self) -> None:
        """Send the open story to the public."""
        self._change("readiness", publishing.publish, self.open_id, then=self.sync_now)

    def unpublish(self) -> None:
        """Take the open story back from the public."""
        self._change("readiness", publishing.unpublish, self.open_id, then=self.sync_now)

    def _render(self) -> None:
        if self.open_id:
            self._page.ask(
                partial(previewing.page, self._desk, self.open_id),
                self.page_rendered.emit,
                self._failed("preview", None),
            )

    def asset(self, path: str, answer: Callable[[Asset | None], None]) -> None:
        """A file the preview asks for, by its address below the site."""
        self._lanes.run(
            "outside", partial(previewing.asset, self._desk, path), answer, lambda _error: answer(None)
        )

    # -- sync

    def start(self, first_work: FirstWork | None = None) -> None:
        """Begin the day: what the desk needs first, then rounds with the site, for as long as the window is open.

        *first_work* is long, runs outside, and rings the bell as it goes.
        """
        self._do("store", "articles", partial(finding.settings, self._desk), self.site_known.emit)
        self.tell()
        if first_work is None:
            self.rounds.start()
            return

        def ready(changes: Changes) -> None:
            self.ring(changes, "first_work")
            self.rounds.start()

        def failed(error: Refusal | Trouble) -> None:
            # What was filled stays; the next start goes on from there.
            self._failed("articles", None)(error)
            self.rounds.start()

        self._lanes.run("outside", partial(first_work, self._rung.emit), ready, failed)

    def sync_now(self) -> None:
        """A person asks for a round now."""
        self.rounds.wish()

    def retry_step(self, record_id: str) -> None:
        """Take a parked thing up again."""

        def taken_up(_nothing: object) -> None:
            self.ring(Changes(outbox=True), "outbox")
            self.sync_now()

        self._do("store", "outbox", partial(syncing.retry, self._desk, record_id), taken_up)

    @property
    def has_plug(self) -> bool:
        """Whether the site is the desk's own trial site, whose plug can be pulled."""
        return self._desk.plug is not None

    def plug(self, in_: bool) -> None:
        """Pull the trial site's plug, or put it back."""
        if self._desk.plug is not None:
            self._do("outside", "outbox", partial(self._desk.plug, in_), lambda _nothing: self.sync_now())

    def _on_rung(self, changes: Changes) -> None:
        self.ring(changes, "first_work")

    def _on_round(self, report: syncing.Report) -> None:
        self.ring(report.changes, "sync")
        if report.changes.site or report.changes.newsroom:
            self._do("store", "articles", partial(finding.settings, self._desk), self.site_known.emit)
        self.tell()

    def _on_round_failed(self, error: Refusal | Trouble, wished: bool) -> None:
        # Only a person who asked is told at once; for the rest the status line says it.
        if wished:
            self._failed("outbox", self.sync_now)(error)
        self.tell()

    def tell(self) -> None:
        """Say how the site and the outbox stand, for the status line and the panel."""

        def read() -> tuple[Any, Any]:
            return syncing.state(self._desk), syncing.steps(self._desk)

        def told(answer: tuple[Any, Any]) -> None:
            self.sync_told.emit(answer[0], self.rounds.running)
            self.steps_found.emit(answer[1])

        self._told.ask(read, told, self._failed("outbox", None))

    # -- the bell

    def ring(self, changes: Changes, by: str) -> None:
        """Something changed on disk: tell everybody, and read again what is open."""
        if not changes:
            return
        self.changed.emit(changes, by)
        opened = self._open
        shown = opened is not None and (
            self.open_id in changes.articles
            or bool(changes.photos & set(opened.photos))
            or bool(changes.marks)
        )
        if shown:
            self._refresh_open()
        if shown or changes.site:
            self._render()
        if changes.photos:
            self.find_photos()
        if changes.outbox:
            if by != "sync":
                self.rounds.nudge()
            self.tell()

    # -- closing

    def close(self) -> None:
        """Bring every word to disk, then stop. Waits for what is under way."""
        self.rounds.stop()
        for _ in range(_SETTLING_ROUNDS):
            if self.all_saved:
                break
            for article_id in tuple(self._waiting):
                self._pump(article_id)
            self._lanes.settle()
        self._lanes.close()

    # -- inside

    def _do(self, lane: Lane, place: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        again = partial(self._do, lane, place, work, done)
        self._lanes.run(lane, work, done, self._failed(place, again))

    def _change(
        self,
        place: str,
        verb: Callable[..., Changes],
        *arguments: object,
        then: Callable[[], None] | None = None,
    ) -> None:
        def done(changes: Changes) -> None:
            self.ring(changes, place)
            if then is not None:
                then()

        self._do("store", place, partial(verb, self._desk, *arguments), done)

    def _rings(self, by: str) -> Callable[[Changes], None]:
        return lambda changes: self.ring(changes, by)

    def _failed(self, place: str, again: Callable[[], None] | None) -> Callable[[Refusal | Trouble], None]:
        def failed(error: Refusal | Trouble) -> None:
            if isinstance(error, Refusal):
                self.refused.emit(place, said(error.reason))
            else:
                self.troubled.emit(said(error.what), again)

        return failed
