"""The window: where the panes stand, and the map of who tells whom. No rule lives here."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.article import Article
from desktop_app.domain.changes import Changes
from desktop_app.domain.document import Body, Document
from desktop_app.domain.listing import Listing
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.opened import Asset, OpenArticle
from desktop_app.domain.outbox import SyncState
from desktop_app.ui.articles.pane import ArticlesPane
from desktop_app.ui.articles.picker import RelatedPicker
from desktop_app.ui.choices.pane import ChoicesPane
from desktop_app.ui.company.bar import CompanyBar
from desktop_app.ui.dock_tabs import DockTabs
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.history.pane import HistoryPane
from desktop_app.ui.icons import LOOKS, Icons
from desktop_app.ui.marks.pane import MarksPane
from desktop_app.ui.menus import Doings, Menus, raise_dock
from desktop_app.ui.outbox.pane import OutboxPane
from desktop_app.ui.photos.light_table import LightTablePane
from desktop_app.ui.photos.pane import PhotosPane
from desktop_app.ui.preview.pane import PreviewPane
from desktop_app.ui.readiness.pane import ReadinessPane
from desktop_app.ui.status import StatusLine
from desktop_app.ui.theme import Mode, Theme
from desktop_app.ui.widgets import QuietBar
from desktop_app.ui.wiring.audit import AuditWiring
from desktop_app.ui.wiring.beginnings import BeginningsWiring
from desktop_app.ui.wiring.beside import BesideWiring
from desktop_app.ui.wiring.choices import ChoicesWiring
from desktop_app.ui.wiring.drafts import DraftWiring
from desktop_app.ui.wiring.history import HistoryWiring
from desktop_app.ui.wiring.language import LanguageWiring
from desktop_app.ui.wiring.light_table import LightTableWiring
from desktop_app.ui.wiring.names import NameWiring
from desktop_app.ui.wiring.pasting import PasteWiring
from desktop_app.ui.wiring.photos import PhotoWiring
from desktop_app.ui.wiring.preview import PreviewWiring
from desktop_app.ui.wiring.proofs import ProofWiring
from desktop_app.ui.wiring.releases import ReleaseWiring
from desktop_app.ui.wiring.resuming import ResumeWiring
from desktop_app.ui.wiring.searches import SearchWiring
from desktop_app.ui.wiring.site import SiteWiring
from desktop_app.ui.words import tr
from desktop_app.ui.workspaces import Workspaces

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom

_LAYOUT_VERSION = 3


class Window(QMainWindow):
    """*first_painted* once, when there is something to see. *language_wished*: the same window, in other words."""

    first_painted = Signal()
    language_wished = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, memory: QSettings, language: str = "id") -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(tr("Meja Redaksi"))
        self.setMinimumSize(980, 620)
        self._newsroom: Newsroom | None = None
        self._early: list[Callable[[Newsroom], object]] = []
        self._theme = theme
        self._icons = icons
        self._memory = memory
        self._painted = False
        self._sync: tuple[SyncState, bool] | None = None
        self._drafts: DraftWiring | None = None
        self._resuming: ResumeWiring | None = None
        self.articles = ArticlesPane(theme, icons)
        self.editor = ArticleEditor(icons=icons.icon)
        self.photos = PhotosPane(theme, icons)
        self.light_table = LightTablePane(theme, icons)
        self.preview = PreviewPane(icons, self._asset)
        self.readiness = ReadinessPane(theme, icons)
        self.history = HistoryPane(icons, theme)
        self.marks = MarksPane(icons)
        self.choices = ChoicesPane(theme)
        self.outbox = OutboxPane(icons)
        self.company = CompanyBar(icons)
        self.picker = RelatedPicker(self)
        self.trouble = QuietBar(icons)
        self.status = StatusLine(icons)
        self.workspaces = Workspaces(self, icons)
        self._lay_out()
        self.proofs = ProofWiring(
            self.marks,
            self.editor,
            self.preview,
            theme,
            lambda: raise_dock(self._named("marks_dock")),
            self,
        )
        self._preview_wiring = PreviewWiring(self.preview, self.editor, theme, self)
        self._add_menus(icons, language)
        self._wire_editor_icons(icons)
        self._remember_place()
        theme.changed.connect(self._on_theme)

    # -- the newsroom comes in once the window has been painted; what was wished before then is done first

    def join(self, newsroom: "Newsroom") -> None:
        """Connect the panes with *newsroom* and ask for what they show first."""
        self._newsroom = newsroom
        self._wire_wishes()
        self._wire_facts()
        self._photo_wiring = PhotoWiring(
            newsroom,
            self.photos,
            self.editor,
            self.articles,
            self._bring_photos,
            self,
        )
        PasteWiring(newsroom, self.editor, self)
        ChoicesWiring(newsroom, self.choices, self.editor, self._named("choices_dock"), self)
        BesideWiring(newsroom, self.menus, self)
        HistoryWiring(newsroom, self.history, self._theme, self._restore, self.trouble.say, self)
        BeginningsWiring(newsroom, self.editor, self.menus, self._icons, self.trouble.say, self)
        self._drafts = DraftWiring(
            newsroom, self.menus, self.windowTitle, self.editor.flush, self.trouble.say, self
        )
        NameWiring(newsroom, self.editor, self)
        AuditWiring(newsroom, self.menus, self)
        self.proofs.join(newsroom)
        self._preview_wiring.join(newsroom)
        ReleaseWiring(newsroom, self.readiness, self.editor, self.trouble, self)
        LightTableWiring(newsroom, self.light_table, self.photos, self._icons, self._on_story, self)
        self.workspaces.chosen.connect(self._on_workspace)
        SearchWiring(newsroom, self.articles, self.menus, self)
        LanguageWiring(newsroom, self.editor, self.readiness, self.menus.of_language, self)
        self._resuming = ResumeWiring(newsroom, self.editor, self.status, self._memory, self)
        site = SiteWiring(
            newsroom, self.outbox, self.company, self.editor, self.trouble.say, self._show_history, self
        )
        self.menus.add_site(site.pair, site.open_admin_page)
        if newsroom.line.has_plug:
            self.menus.add_plug(newsroom.line.plug)
        self.articles.refresh()
        newsroom.pictures.find()
        early, self._early = self._early, []
        for wish in early:
            wish(newsroom)

    @property
    def newsroom(self) -> "Newsroom":
        """The newsroom, once it has come in."""
        assert self._newsroom is not None
        return self._newsroom

    def _ask(self, wish: Callable[["Newsroom"], object]) -> None:
        if self._newsroom is None:
            self._early.append(wish)
        else:
            wish(self._newsroom)

    def _asset(self, path: str, answer: Callable[[Asset | None], None]) -> None:
        self._ask(lambda newsroom: newsroom.asset(path, answer))

    # -- layout

    def _lay_out(self) -> None:
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trouble)
        column.addWidget(self.company)
        self.split = QSplitter(Qt.Orientation.Horizontal, centre)
        self.split.setObjectName("split")
        self.split.setHandleWidth(5)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.articles)
        self.split.addWidget(self.editor)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([310, 620])
        self.workspaces.add("articles", tr("Artikel"), "newspaper", self.split)
        self.workspaces.add("photos", tr("Foto"), "squares-four", self.light_table)
        column.addWidget(self.workspaces, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AnimatedDocks)
        self.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)
        self.docks = tuple(
            self._dock(name, title, pane)
            for name, title, pane in (
                ("preview_dock", tr("Pratinjau"), self.preview),
                ("photos_dock", tr("Foto & kredit"), self.photos),
                ("marks_dock", tr("Koreksi"), self.marks),
                ("readiness_dock", tr("Kesiapan"), self.readiness),
                ("history_dock", tr("Riwayat"), self.history),
                ("outbox_dock", tr("Kirim"), self.outbox),
                ("choices_dock", tr("Perlu dipilih"), self.choices),
            )
        )
        for dock in self.docks[1:]:
            self.tabifyDockWidget(self.docks[0], dock)
        self.dock_tabs = DockTabs(self)
        self.editor.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.docks[0].raise_()
        self.resizeDocks([self.docks[0]], [400], Qt.Orientation.Horizontal)

    def _dock(self, name: str, title: str, pane: QWidget) -> QDockWidget:
        # Tabs take "&" for a key mark, so it is doubled there.
        made = QDockWidget(title.replace("&", "&&"), self)
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.setWidget(pane)
        # The tab already says the name; a second title line would only repeat it.
        made.setTitleBarWidget(_no_title(made))
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
        return made

    def sizeHint(self) -> QSize:
        return QSize(1280, 800)

    # -- wishes: pane → newsroom

    def _wire_wishes(self) -> None:
        newsroom = self.newsroom
        self.articles.listing_wished.connect(newsroom.find)
        self.articles.article_wished.connect(newsroom.open_article)
        self.articles.new_wished.connect(newsroom.begin_article)
        self.editor.edited.connect(self._on_edited)
        self.editor.related_wished.connect(self.picker.ask)
        self.picker.wished.connect(newsroom.find_related)
        self.picker.chosen.connect(self.editor.insert_related)
        self.preview.landed.connect(self._on_place)
        self.preview.link_clicked.connect(self._on_link)
        self.readiness.place_wished.connect(self._on_place)
        self.readiness.stage_wished.connect(self._after_typing(newsroom.move_to_stage))
        self.readiness.sign_wished.connect(self._after_typing(newsroom.sign))
        self.choices.place_wished.connect(self._on_place)
        self.status.outbox_wished.connect(lambda: raise_dock(self._named("outbox_dock")))

    def _after_typing(self, do: Callable[..., None]) -> Callable[..., None]:
        """Hand on the last words first, so that what is signed or published is what stands there."""

        def then(*arguments: object) -> None:
            self.editor.flush()
            do(*arguments)

        return then

    # -- facts: newsroom → pane

    def _wire_facts(self) -> None:
        newsroom = self.newsroom
        newsroom.listed.connect(self.articles.show_listing)
        newsroom.errands.changed.connect(self._on_changed)
        newsroom.article_opened.connect(self._on_opened)
        newsroom.article_refreshed.connect(self._show_story)
        newsroom.article_taken_over.connect(self._on_taken_over)
        newsroom.article_closed.connect(self._on_closed)
        newsroom.saving.connect(self._on_saving)
        newsroom.saved.connect(self._on_saved)
        newsroom.page_rendered.connect(self.preview.show_page)
        newsroom.line.told.connect(self._on_sync_told)
        newsroom.line.known.connect(self._on_site_known)
        newsroom.related_found.connect(self._on_related_found)
        newsroom.errands.refused.connect(self._on_refused)
        newsroom.errands.troubled.connect(self.trouble.say)
        newsroom.errands.mended.connect(self.trouble.take_back)

    def _bring_photos(self) -> None:
        # The photo workspace shows the same photo itself, larger.
        if self.workspaces.current == "articles":
            raise_dock(self._named("photos_dock"))

    def _on_workspace(self, name: str) -> None:
        if name == "photos":
            self.light_table.refresh()
        else:
            self.dock_tabs.settle()  # the panels came back with new tabs

    def _on_story(self, article_id: str) -> None:
        self.workspaces.choose("articles")
        self.newsroom.open_article(article_id)

    def _restore(self, rev: str) -> None:
        self.editor.stand_aside()
        self.newsroom.restore(rev)

    def _show_history(self, article_id: str) -> None:
        if article_id != self.newsroom.open_id:
            self._on_story(article_id)
        self.workspaces.choose("articles")
        raise_dock(self._named("history_dock"))

    # Slots of the window's own, not lambdas: Qt lets go of them when a change of language replaces the window.

    def _on_saving(self) -> None:
        self.status.show_saving(saved=False)

    def _on_saved(self) -> None:
        self.status.show_saving(saved=True, when=datetime.now(UTC))

    def _on_sync_told(self, state: SyncState, busy: bool) -> None:
        self._sync = state, busy
        self.status.show_sync(state, busy=busy)

    def _on_theme(self) -> None:
        if self._sync is not None:  # the status line's sign follows what it tells, so it is told again
            state, busy = self._sync
            self.status.show_sync(state, busy=busy)

    def _on_related_found(self, found: Listing) -> None:
        self.picker.show_listing(found, self.newsroom.open_id)

    def _on_edited(self, fields: dict[str, object], body: Body | None) -> None:
        if self.editor.article_id is not None:
            self.newsroom.save_edit(self.editor.article_id, fields, body)

    def _on_changed(self, changes: Changes, _by: str) -> None:
        if changes.articles or changes.outbox or changes.site or changes.photos:
            self.articles.refresh()

    def _on_opened(self, opened: OpenArticle) -> None:
        self.articles.show_open(opened.article.id)
        self.editor.show_article(opened.article, opened.document, opened.revision)
        self._show_story(opened)
        if not (opened.article.headline or opened.article.short_title or opened.document):
            self.editor.land_on("short_title")
        self.status.show_saving(saved=self.newsroom.all_saved)

    def _show_story(self, opened: OpenArticle) -> None:
        self.readiness.show_article(opened)
        name = opened.article.short_title or opened.article.headline
        self.setWindowTitle(f"{name} - {tr('Meja Redaksi')}" if name else tr("Meja Redaksi"))

    def _on_taken_over(self, article: Article, document: Document, revision: str) -> None:
        self.editor.apply_remote(article, document)
        if self.editor.article_id == article.id:
            self.editor.revision = revision

    def _on_closed(self) -> None:
        self.editor.clear()
        self.preview.clear()
        self.readiness.show_article(None)
        self.history.show_history(())
        self.articles.show_open("")
        self.setWindowTitle(tr("Meja Redaksi"))

    def _on_site_known(self, site: SiteSettings) -> None:
        self.editor.set_sections(site.sections)

    def _on_refused(self, place: str, sentence: str) -> None:
        if self.workspaces.current == "photos" and place in (
            "photos.credit",
            "batch",
            "light_table",
            "directory",
        ):
            return  # said where it was asked
        if place.startswith("photos"):
            self.photos.refuse(place, sentence)
        elif place == "readiness":
            self.readiness.refuse(sentence)
            self._named("readiness_dock").raise_()
        else:
            self.trouble.say(sentence)

    def _on_place(self, place: str) -> None:
        if place == "hero":
            raise_dock(self._named("photos_dock"))
        elif place.startswith("photo:"):
            raise_dock(self._named("photos_dock"))
            self.photos.choose_photo(place.removeprefix("photo:"))
        elif place.startswith("credit:"):
            self._photo_wiring.show_credit(place.removeprefix("credit:"))
        elif place == "sign_off":
            self.readiness.sign.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place.startswith("mark:"):
            self.proofs.choose(place.removeprefix("mark:"))
        elif place == "language":
            self.editor.flag_menu.go_on()
        elif place == "conflicts":
            raise_dock(self._named("choices_dock"))
        else:
            self.editor.land_on(place)

    def _on_link(self, url: str) -> None:
        there = QUrl(url)
        if there.scheme() in ("http", "https"):
            QDesktopServices.openUrl(there)
        else:
            self.status.showMessage(tr("Tautan ke {path}").format(path=there.path()), 4000)

    # -- menus

    def _add_menus(self, icons: Icons, language: str) -> None:
        ask = self._ask
        doings = Doings(
            new=lambda: ask(lambda newsroom: newsroom.begin_article()),
            add_photos=self.photos.choose_files,
            delete=self._on_delete,
            search=self.articles.focus_search,
            stage=self._after_typing(lambda stage: ask(lambda newsroom: newsroom.move_to_stage(stage))),
            sign=self._after_typing(lambda: ask(lambda newsroom: newsroom.sign())),
            publish=self._after_typing(lambda: ask(lambda newsroom: newsroom.releases.publish())),
            sync=lambda: ask(lambda newsroom: newsroom.line.send_now()),
            mode=self._on_mode,
            language=self.language_wished.emit,
        )
        text = self.editor.actions_of_text
        inserts = (text.figure, text.related, text.embed, text.table, text.rule)
        edits = [action for action in text.every() if action not in (*inserts, *text.of_table)]
        edits += self.proofs.actions
        self.menus = Menus(self, icons, doings)
        self.menus.build(edits, inserts, self.docks, self._theme.mode, language)

    def _on_mode(self, mode: Mode) -> None:
        self._memory.setValue("mode", mode.value)
        self._theme.choose(mode)

    def _on_delete(self) -> None:
        if self._newsroom is None or not self.newsroom.open_id:
            return
        sure = QMessageBox.question(
            self, tr("Hapus berita"), tr("Hapus berita ini dari daftar? Riwayatnya tetap disimpan.")
        )
        if sure == QMessageBox.StandardButton.Yes:
            self.editor.flush()
            self.newsroom.delete_article()

    def _wire_editor_icons(self, icons: Icons) -> None:
        actions = {
            action.objectName().removeprefix("editor."): action
            for action in self.editor.actions_of_text.every()
        }
        names = {
            "bullets": "list-bullet",
            "numbers": "list-number",
            "pull_quote": "pull-quote",
            "figure": "photo",
            "paste_plain": "paste",
        }
        for name, action in actions.items():
            icons.dress(action, LOOKS.get(names.get(name, name.replace("_", "-")), name))

    # -- place on the screen

    def _named(self, name: str) -> QDockWidget:
        return next(dock for dock in self.docks if dock.objectName() == name)

    def _remember_place(self) -> None:
        geometry = self._memory.value("geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            # A small laptop keeps its title bar and this window's bottom line in sight.
            room = self.screen().availableGeometry().size() - QSize(2, 36)
            self.resize(self.sizeHint().boundedTo(room))
        state = self._memory.value("docks")
        if isinstance(state, QByteArray):
            self.restoreState(state, _LAYOUT_VERSION)
        split = self._memory.value("split")
        if isinstance(split, QByteArray):
            self.split.restoreState(split)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.dock_tabs.settle()
            QTimer.singleShot(0, self, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.editor.flush()
        self.workspaces.choose("articles")  # whose panels are what is remembered
        self._memory.setValue("geometry", self.saveGeometry())
        self._memory.setValue("docks", self.saveState(_LAYOUT_VERSION))
        self._memory.setValue("split", self.split.saveState())
        if self._resuming is not None:
            self._resuming.leave()
        if self._drafts is not None:
            self._drafts.let_go()
        self.preview.let_go()
        event.accept()


def _no_title(parent: QWidget) -> QWidget:
    made = QWidget(parent)
    made.setFixedHeight(0)
    return made
