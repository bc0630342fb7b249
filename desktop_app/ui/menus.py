"""The menus: everything the window can do, with its key."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from desktop_app.domain.article import Stage
from desktop_app.ui.icons import Icons
from desktop_app.ui.theme import Mode
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Doings:
    """What the menus call; the window binds them."""

    new: Callable[[], None]
    add_photos: Callable[[], None]
    delete: Callable[[], None]
    search: Callable[[], None]
    stage: Callable[[Stage], None]
    sign: Callable[[], None]
    publish: Callable[[], None]
    sync: Callable[[], None]
    mode: Callable[[Mode], None]
    language: Callable[[str], None]


class Menus:
    """Builds the menu bar of *window* once."""

    def __init__(self, window: QMainWindow, icons: Icons, doings: Doings) -> None:
        self._window = window
        self._icons = icons
        self._doings = doings
        self._story = QMenu(window)
        self._newsroom = QMenu(window)
        self._site: QMenu | None = None
        self._of_language: QMenu | None = None

    def build(
        self,
        text_actions: "Sequence[QAction]",
        insert_actions: "Sequence[QAction]",
        docks: "Sequence[QDockWidget]",
        mode: Mode,
        language: str,
    ) -> None:
        """Fill the menu bar."""
        bar = self._window.menuBar()
        do = self._doings
        story = self._story = bar.addMenu(tr("&Berita"))
        self._add(story, "new", tr("Berita baru"), do.new, "Ctrl+N", "plus")
        self._add(story, "search", tr("Cari berita"), do.search, "Ctrl+F", "magnifying-glass")
        self._add(story, "photos", tr("Tambah foto…"), do.add_photos, "Ctrl+Shift+F", "upload-simple")
        story.addSeparator()
        words = {
            Stage.DRAFT: tr("Ke Draf"),
            Stage.PHOTO: tr("Ke Foto"),
            Stage.PROOF: tr("Ke Korektor"),
            Stage.READY: tr("Ke Siap"),
        }
        for number, stage in enumerate(Stage, 1):
            self._add(story, f"stage_{stage.value}", words[stage], partial(do.stage, stage), f"Alt+{number}")
        story.addSeparator()
        self._add(story, "sign", tr("Sahkan"), do.sign, "Ctrl+Shift+K", "pencil-simple")
        self._add(story, "publish", tr("Terbitkan"), do.publish, "Ctrl+Shift+Return", "paper-plane-tilt")
        story.addSeparator()
        self._add(story, "delete", tr("Hapus berita"), do.delete)
        self._add(story, "quit", tr("Keluar"), self._window.close, QKeySequence.StandardKey.Quit)
        edit = bar.addMenu(tr("&Sunting"))
        edit.addActions(list(text_actions))
        self._of_language = edit.addMenu(tr("Bahasa"))
        bar.addMenu(tr("S&isip")).addActions(list(insert_actions))
        view = bar.addMenu(tr("&Tampilan"))
        for number, dock in enumerate(docks, 1):
            self._add(
                view,
                f"dock_{dock.objectName()}",
                dock.windowTitle(),
                partial(raise_dock, dock),
                f"Ctrl+{number}",
            )
        view.addSeparator()
        self._choice(
            view,
            tr("Warna"),
            "mode",
            mode.value,
            (
                (Mode.SYSTEM.value, tr("Ikuti sistem")),
                (Mode.LIGHT.value, tr("Terang")),
                (Mode.DARK.value, tr("Gelap")),
            ),
            lambda value: do.mode(Mode(value)),
            "sun",
        )
        self._choice(
            view,
            tr("Bahasa"),
            "language",
            language,
            (("id", "Bahasa Indonesia"), ("en", "English")),
            do.language,
            "translate",
        )
        self._newsroom = bar.addMenu(tr("&Redaksi"))
        site = bar.addMenu(tr("Sit&us"))
        self._add(site, "sync", tr("Kirim sekarang"), do.sync, "F5", "cloud-arrow-up")
        self._site = site

    @property
    def of_language(self) -> QMenu:
        """Where spelling, style and the newsroom's words are found."""
        assert self._of_language is not None
        return self._of_language

    def add_site(self, pair: Callable[[], None], admin: Callable[[], None]) -> None:
        """Offer to connect this desk with a site, and the site's admin page."""
        assert self._site is not None
        self._site.addSeparator()
        self._add(self._site, "pair", tr("Hubungkan ke situs…"), pair, icon="link-simple")
        self._add(self._site, "admin", tr("Kelola situs…"), admin, icon="user")

    def add_plug(self, plug: Callable[[bool], None]) -> None:
        """Offer to pull the trial site's plug: *plug(False)* pulls it."""
        assert self._site is not None
        pull = self._add(
            self._site, "plug", tr("Matikan situs percobaan"), lambda: plug(not pull.isChecked())
        )
        pull.setCheckable(True)

    def add_to_story(self, name: str, text: str, do: Callable[[], object], key: str, icon: str) -> None:
        """A further way to begin or look at a story, below the first ones."""
        self._story.insertAction(self._first_separator(), self._add(self._story, name, text, do, key, icon))

    def add_to_newsroom(self, name: str, text: str, do: Callable[[], object], key: str, icon: str) -> None:
        """Something the newsroom keeps together."""
        self._add(self._newsroom, name, text, do, key, icon)

    def add_choices_to_story(
        self, name: str, text: str, choices: "Sequence[tuple[str, str, str, Callable[[], object]]]"
    ) -> None:
        """A menu of (key, text, tip, what it does) below the first ways to begin a story; nothing for no choices."""
        old = self._window.findChild(QMenu, f"menu.{name}")
        if old is not None:
            self._story.removeAction(old.menuAction())
            old.deleteLater()
        if not choices:
            return
        made = QMenu(text, self._window)
        made.setObjectName(f"menu.{name}")
        made.setToolTipsVisible(True)
        for key, says, about, do in choices:
            self._add(made, f"{name}.{key}", says, do).setToolTip(about)
        self._story.insertMenu(self._first_separator(), made)

    def _first_separator(self) -> QAction:
        return next(action for action in self._story.actions() if action.isSeparator())

    def _add(
        self,
        menu: QMenu,
        name: str,
        text: str,
        do: Callable[[], object],
        key: str | QKeySequence.StandardKey | None = None,
        icon: str = "",
    ) -> QAction:
        made = QAction(text, self._window)
        made.setObjectName(f"menu.{name}")
        if key is not None:
            made.setShortcut(QKeySequence(key))
        if icon:
            self._icons.dress(made, icon, "muted")
        made.triggered.connect(lambda _checked=False: do())
        menu.addAction(made)
        return made

    def _choice(
        self,
        menu: QMenu,
        title: str,
        name: str,
        chosen: str,
        options: tuple[tuple[str, str], ...],
        do: Callable[[str], None],
        icon: str,
    ) -> None:
        below = menu.addMenu(title)
        self._icons.dress(below.menuAction(), icon, "muted")
        group = QActionGroup(self._window)
        for value, text in options:
            made = self._add(below, f"{name}_{value}", text, partial(do, value))
            made.setCheckable(True)
            made.setChecked(value == chosen)
            group.addAction(made)


def raise_dock(dock: QDockWidget) -> None:
    """Show a panel and bring it to the front."""
    dock.show()
    dock.raise_()
    inside = dock.widget()
    if inside is not None:
        inside.setFocus()
