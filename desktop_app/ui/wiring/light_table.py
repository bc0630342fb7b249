"""The photo workspace: its wishes to the newsroom, frames, pictures and names back to it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage

from desktop_app.domain.batch import Plan
from desktop_app.domain.directory import Directory
from desktop_app.domain.light_table import LightTable
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.opened import TakenIn
from desktop_app.domain.photo import Photo
from desktop_app.ui.icons import Icons
from desktop_app.ui.photos.directory import DirectoryDialog
from desktop_app.ui.photos.intake_files import (
    camera_cards,
    files_of,
    pasted_picture,
    written,
)
from desktop_app.ui.photos.light_table import LightTablePane
from desktop_app.ui.photos.pane import PhotosPane
from desktop_app.ui.words import tr

if TYPE_CHECKING:
    from desktop_app.ui.newsroom.door import Newsroom


class LightTableWiring(QObject):
    """*open_story(article_id)* shows a story in the article workspace."""

    def __init__(
        self,
        newsroom: "Newsroom",
        table: LightTablePane,
        panel: PhotosPane,
        icons: Icons,
        open_story: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._panel = panel
        self._icons = icons
        self._desk = newsroom.light_table
        self._intake = newsroom.pictures.intake
        self._directory = Directory(())
        self._window: DirectoryDialog | None = None
        desk = self._desk
        table.frames_wished.connect(desk.find)
        table.picture_wished.connect(desk.picture)
        table.photo_wished.connect(desk.read)
        table.rated.connect(desk.rate)
        table.credit_wished.connect(newsroom.pictures.credit)
        table.focus_wished.connect(newsroom.pictures.set_focus)
        table.plan_wished.connect(desk.plan)
        table.apply_wished.connect(desk.apply)
        table.crops_agreed.connect(desk.agree_crops)
        table.undo_wished.connect(desk.undo)
        table.story_wished.connect(open_story)
        panel.story_wished.connect(open_story)
        panel.uses_wished.connect(desk.read_uses)
        panel.uses_wished.connect(lambda photo_id: desk.read_findings(photo_id, newsroom.open_id))
        panel.settle_wished.connect(desk.settle)
        panel.pass_wished.connect(lambda photo, gate, why: desk.pass_gate(photo, gate, why, newsroom.open_id))
        table.findings_wished.connect(desk.read_findings)
        table.settle_wished.connect(desk.settle)
        table.pass_wished.connect(desk.pass_gate)
        desk.findings_read.connect(self._on_findings)
        # Slots of this object's own, not lambdas: Qt lets go of them when a change of language replaces the window.
        table.files_wished.connect(self._on_files)
        table.pasted.connect(self._on_pasted)
        table.card_wished.connect(self._on_card)
        table.cancel_wished.connect(self._intake.cancel)
        table.directory_wished.connect(self._on_directory_wished)
        desk.found.connect(self._on_found)
        desk.picture_made.connect(self._on_picture)
        desk.picture_dropped.connect(self._on_dropped)
        desk.photo_read.connect(self._on_photo)
        desk.uses_read.connect(self._on_uses)
        desk.planned.connect(self._on_planned)
        desk.applied.connect(self._on_applied)
        desk.crops_agreed.connect(self._on_agreed)
        desk.directory_read.connect(self._on_directory)
        self._intake.moved.connect(self._on_moved)
        self._intake.ended.connect(self._on_taken_in)
        newsroom.errands.refused.connect(self._on_refused)
        newsroom.line.known.connect(self._on_site_known)
        desk.read_directory()
        self._intake.resume()

    def _on_files(self, paths: list[Path]) -> None:
        self._table.tell("")
        self._intake.take(paths)

    def _on_pasted(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        image = pasted_picture(data)
        if paths := files_of(data):
            self._on_files(paths)
        elif image is not None:
            self._intake.find_and_take(partial(written, image, Path(gettempdir())))
        else:
            self._table.tell(tr("Papan klip tidak berisi foto."))

    def _on_card(self) -> None:
        self._table.tell("")
        self._intake.find_and_take(camera_cards)

    def _on_found(self, found: LightTable) -> None:
        self._table.show_found(found)

    def _on_picture(self, photo_id: str, size: int, image: QImage) -> None:
        self._table.show_picture(photo_id, size, image)

    def _on_dropped(self, photo_id: str, size: int) -> None:
        self._table.drop_picture(photo_id, size)

    def _on_photo(self, photo: Photo, stories: object) -> None:
        self._table.show_photo(photo, stories)  # type: ignore[arg-type]

    def _on_uses(self, photo_id: str, stories: object) -> None:
        self._panel.show_used(photo_id, stories)  # type: ignore[arg-type]

    def _on_findings(self, photo_id: str, findings: object) -> None:
        self._table.sheet.show_findings(photo_id, findings)  # type: ignore[arg-type]
        self._panel.sheet.show_findings(photo_id, findings)  # type: ignore[arg-type]

    def _on_planned(self, plan: Plan) -> None:
        self._table.show_plan(plan)

    def _on_applied(self, count: int) -> None:
        self._table.show_applied(count)

    def _on_agreed(self, count: int) -> None:
        self._table.show_agreed(count)

    def _on_moved(self, done: int, total: int) -> None:
        self._table.show_intake(done, total)

    def _on_taken_in(self, taken: TakenIn) -> None:
        self._table.show_taken(taken)

    def _on_refused(self, place: str, sentence: str) -> None:
        if place == "directory" and self._window is not None:
            self._window.refuse(sentence)
        elif self._table.isVisible():
            self._table.refuse(place, sentence)

    def _on_site_known(self, site: SiteSettings) -> None:
        self._table.set_site(site.name)

    def _on_directory(self, directory: Directory) -> None:
        self._directory = directory
        self._table.set_directory(directory)
        self._panel.set_directory(directory)
        if self._window is not None:
            self._window.set_directory(directory)

    def _on_directory_wished(self) -> None:
        if self._window is None:
            self._window = DirectoryDialog(self._icons, self._table)
            self._window.keep_wished.connect(self._desk.keep_entry)
            self._window.drop_wished.connect(self._desk.drop_entry)
            self._window.merge_wished.connect(self._desk.merge_entries)
            self._window.set_directory(self._directory)
        self._window.show()
        self._window.raise_()
        self._window.search.setFocus()
