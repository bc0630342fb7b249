"""Opening the window on a desk: for a person, for pictures, for the self-test."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.folders import resources
from desktop_app.database.folder import ready_folder
from desktop_app.domain.errors import Trouble

if TYPE_CHECKING:
    from desktop_app.app.walk import Day
    from desktop_app.desk.bundle import Desk
    from desktop_app.domain.ids import ArticleId
    from desktop_app.ui.newsroom.door import FirstWork


def open_desk(folder: Path) -> None:
    """Open the window on the data folder *folder*; returns when it closes.

    Raises Trouble "display.none" where there is no screen (Qt itself would abort without a word), and what
    `join.joined` raises when the window was closed without the desk ever having opened.
    """
    if not has_display():
        raise Trouble(
            "Tidak ada layar di sini. Jalankan dari meja kerja grafis, atau: "
            "xvfb-run -a -s '-screen 0 1440x900x24' make run. Tanpa layar sama sekali: make demo.",
            kind="display.none",
        )
    from desktop_app.ui.start import open_window

    open_window(lambda: _opened(folder), resources=resources())


def take_pictures(desk: "Desk", day: "Day", folder: Path) -> tuple[list[Path], str]:
    """Open the window on the walked day without anybody watching; save pictures of it and of the page in *folder*.

    Answers the files, and the title that the browser engine read on the previewed page.
    """
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop_app.ui.pictures import Album, Photographer
    from desktop_app.ui.start import Session, open_window

    ready_folder(folder, private=False)
    album = Album()

    def shown(session: Session) -> None:
        Photographer(session, day.article_id, folder, album).begin()

    open_window(lambda: nullcontext((desk, None)), resources=resources(), shown=shown)
    return album.pictures, album.page_title


def put_on_paper(
    desk: "Desk",
    article_id: "ArticleId",
    *,
    pdf: Path | None = None,
    png: Path | None = None,
    width: int = 1280,
) -> None:
    """Print a story's numbered proof to *pdf* and save its page as a picture *width* pixels wide to *png*.

    Nobody watches: no screen is used. Raises Trouble "paper".
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from PySide6.QtWidgets import QApplication

        from desktop_app.ui.preview.paper import Paper, run
    except ImportError as error:
        raise Trouble(
            "PDF dan gambar memerlukan PySide6, yang tidak terpasang di sini.", cause=str(error), kind="paper"
        ) from error
    from desktop_app.desk import previewing

    app = QApplication.instance() or QApplication(sys.argv[:1])
    jobs: list[Callable[[Paper], None]] = []
    if pdf is not None:
        proof = previewing.draft_copy(desk, article_id, numbered=True)
        jobs.append(lambda paper: paper.print_to(proof, pdf))
    if png is not None:
        page = previewing.page(desk, article_id).html
        jobs.append(lambda paper: paper.picture_to(page, png, width))
    for job in jobs:
        said = run(lambda path, answer: answer(previewing.asset(desk, path)), job)
        if said:
            raise Trouble(said, kind="paper")
    del app


def has_display() -> bool:
    """Whether Qt has a screen to open a window on, or was told which other platform to use."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _opened(folder: Path) -> "Iterator[tuple[Desk, FirstWork | None]]":
    # Brought in here, on the window's own lane: these libraries cost more than the window's first paint.
    from desktop_app.app.join import joined
    from desktop_app.desk import demo, filling

    with joined(folder) as desk:
        wanted = filling.wanted(desk)
        yield (
            desk,
            (lambda ring: filling.fill(desk, demo.load(resources() / "demo"), ring)) if wanted else None,
        )
