"""Does the preview look like the site? Pixel by pixel, beside the same engine and beside real Chromiums.

QT_QPA_PLATFORM=offscreen python tests/bench/bench_same_look.py [FOLDER]      (FOLDER keeps the pictures)

A whole demo day with its site is walked first. Then, by day and by night and at 360, 768 and 1280 pixels, whole pages
are painted by the preview, by its own engine from the site's address, and by Chromium from there (MEJA_CHROMIUM names
several, colons between). All read the same clock, so that the countdown stands still. Same engine: not one pixel may
differ, else it ends with 1. Beside a Chromium are told: pixels that are not exactly the same, those of them that an eye
could see (see pixels.py) and the largest step of 255; the same two with every letter made transparent (Qt draws letters
with another font library than today's Chromium); and how many elements do not stand where they stand in ours.
"""

import difflib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from chrome import Chrome, chrome, programs
from PIL import Image
from pixels import difference
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from desktop_app.app.folders import resources
from desktop_app.app.walk import walk
from desktop_app.desk import finding, previewing, syncing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.listing import Query
from desktop_app.domain.opened import PreviewPage
from desktop_app.photos.blobs import Blobs
from desktop_app.ui.icons import Icons
from desktop_app.ui.preview.pane import PreviewPane
from desktop_app.ui.preview.scheme import register
from desktop_app.ui.theme import Mode, Theme

WIDTHS = (360, 768, 1280)
STORIES = 3
_HIGH = 8000  # pixels: more than any of the pages
NOW = 1_766_000_000_000  # milliseconds: the moment all three believe it to be
CLOCK = f"Date.now = function () {{ return {NOW}; }};"
NEWSROOM = "X-Meja-Redaksi"  # the site does not count who says this as a reader
_PATIENCE_S = 60.0
# What differs once because a picture came between two frames is the same the next time; what really differs is not.
TRIES = 3
_STILL = 6
_SIZE_KNOWN_S = 0.4
_LETTERLESS = """(function () {
  var sheet = new CSSStyleSheet();
  sheet.replaceSync("*,*::before,*::after,*::placeholder{-webkit-text-fill-color:transparent!important;" +
    "text-decoration-color:transparent!important} *::marker{color:transparent!important}");
  document.adoptedStyleSheets = document.adoptedStyleSheets.concat([sheet]);
})()"""
_PICTURES_CAME = (
    "Array.from(document.images).every(function (one) { return one.complete && one.naturalWidth; })"
)
_BOXES = """JSON.stringify(Array.from(document.body.querySelectorAll("*")).filter(function (one) {
  return !one.closest("noscript"); }).map(function (one) { var box = one.getBoundingClientRect();
  return [one.tagName, box.x, box.y, box.width, box.height].map(function (n) {
    return typeof n === "number" ? Math.round(n * 10) / 10 : n; }); }))"""
_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"


class _Newsroom(QWebEngineUrlRequestInterceptor):
    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        info.setHttpHeader(QByteArray(NEWSROOM.encode()), QByteArray(b"1"))


class Site:
    """The preview's own engine as a reader's browser: scripts on, the site's real address."""

    def __init__(self) -> None:
        self._profile = QWebEngineProfile()
        self._gate = _Newsroom(self._profile)
        self._profile.setUrlRequestInterceptor(self._gate)
        self._profile.settings().setAttribute(QWebEngineSettings.WebAttribute.ShowScrollBars, False)
        self._profile.scripts().insert(_clock(QWebEngineScript.ScriptWorldId.MainWorld))
        self.view = QWebEngineView()
        self.view.setPage(QWebEnginePage(self._profile, self.view))
        self.view.show()
        # The very first page of an engine is laid out before it knows its width, and takes pictures for a wide one.
        self.view.load(QUrl("data:text/html,<p>"))
        _pause(1.0)

    def picture(self, url: str, width: int, height: int) -> Image.Image:
        # A page that comes before the engine knows its new size would choose its pictures for the old one.
        self.view.resize(width, height)
        _pause(_SIZE_KNOWN_S)
        came: list[bool] = []
        self.view.page().loadFinished.connect(came.append)
        self.view.load(QUrl(url))
        _until(lambda: bool(came))
        self.view.page().loadFinished.disconnect(came.append)
        _until(lambda: bool(self._ask(_PICTURES_CAME)))
        _paint_afresh(self._ask)
        return _still(self.view)

    def _ask(self, code: str) -> object:
        return _told(lambda then: self.view.page().runJavaScript(code, then))

    def close(self) -> None:
        self.view.close()
        self.view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Preview:
    """The pane as it stands in the window, wide enough for the page."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        files: Any = SimpleNamespace(static=resources() / "public" / "static", blobs=Blobs(folder / "photos"))
        theme = Theme(app, resources(), Mode.LIGHT)
        self.pane = PreviewPane(
            Icons(resources() / "icons", theme), lambda path, answer: answer(previewing.asset(files, path))
        )
        self.pane.show()
        self.pane.awaken()
        profile = self.pane.browser._profile
        profile.settings().setAttribute(QWebEngineSettings.WebAttribute.ShowScrollBars, False)
        profile.scripts().insert(_clock(QWebEngineScript.ScriptWorldId.ApplicationWorld))

    def height(self, page: PreviewPage, width: int) -> int:
        """How high the page is, in pixels."""
        self.pane.resize(width, 800)
        self.pane._widths.button(width).click()
        _pause(_SIZE_KNOWN_S)
        painted: list[int] = []
        self.pane.painted.connect(lambda: painted.append(1))
        self.pane.browser._path = ""  # load it anew: the clock is read when the page comes
        self.pane.browser._html = ""
        self.pane.show_page(page)
        _until(lambda: bool(painted))
        self.pane.resize(width, _HIGH)  # pictures further down come only when they are in sight
        _until(lambda: bool(self.ask(_PICTURES_CAME)))
        return int(self.ask("Math.ceil(document.documentElement.getBoundingClientRect().height)"))

    def picture(self, width: int, height: int, *, dark: bool) -> Image.Image:
        self.pane.dark.setChecked(dark)
        bar = self.pane.height() - self.pane.stage.height()
        self.pane.resize(width, height + bar)
        _until(lambda: self.pane.browser.view.height() == height and self.pane.browser.view.width() == width)
        _paint_afresh(self.ask)
        return _still(self.pane.browser.view)

    def letterless(self) -> Image.Image:
        """The page as it stands, with every letter made transparent."""
        self.ask(_LETTERLESS)
        return _still(self.pane.browser.view)

    def ask(self, code: str) -> object:
        """What the page answers, in our own world."""
        return _told(lambda then: self.pane.browser.run(code, then))

    def close(self) -> None:
        self.pane.let_go()
        self.pane.close()
        self.pane.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _clock(world: QWebEngineScript.ScriptWorldId) -> QWebEngineScript:
    made = QWebEngineScript()
    made.setName("clock")
    made.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    made.setWorldId(world.value)
    made.setSourceCode(CLOCK)
    return made


def _until(so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not so():
        if time.monotonic() > end:
            raise SystemExit("The page did not come.")
        QApplication.processEvents()
        time.sleep(0.005)


def _told(ask: Callable[[Callable[[object], None]], None]) -> object:
    told: list[object] = []
    ask(told.append)
    _until(lambda: bool(told))
    return told[0]


def _paint_afresh(ask: Callable[[str], object]) -> None:
    """A picture that came late was drawn into what was there, and its rounded corners depend on that."""
    for seen in ("hidden", ""):
        ask(f"document.documentElement.style.visibility = '{seen}'")
        _pause(0.3)


def _pause(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


def _still(view: QWebEngineView) -> Image.Image:
    """What the view shows, once it has shown the same for a second."""
    before, alike = QImage(), 0
    end = time.monotonic() + _PATIENCE_S
    while alike < _STILL and time.monotonic() < end:
        _pause(0.2)
        now = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        alike = alike + 1 if now == before and now.width() else 0
        before = now
    lines = bytes(before.constBits())
    size = (before.width(), before.height())
    return Image.frombytes("RGB", size, lines, "raw", "RGB", before.bytesPerLine())


def in_chromium(browser: Chrome) -> Image.Image:
    time.sleep(0.4)
    return Image.open(io.BytesIO(browser.picture())).convert("RGB")


def moved(ours: str, theirs: str) -> int:
    """How many elements do not stand where they stand in the other page, to a tenth of a pixel."""
    one, other = json.loads(ours), json.loads(theirs)
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


def compare(folder: Path, mode: str, kept: Path | None) -> int:
    """All stories at all widths in one mode; answers how many pixels or pages differ in the same engine."""
    # Pictures that come late are drawn over what is there: rounded corners would then depend on when they came.
    os.environ[_FLAGS] = (
        f'{os.environ.get(_FLAGS, "")} --host-resolver-rules="MAP x.invalid ~NOTFOUND" '
        "--disable-partial-raster --disable-checker-imaging "
        f"--blink-settings=preferredColorScheme={0 if mode == 'dark' else 1}"
    )
    register()
    app = QApplication(sys.argv[:1])
    dark, worst = mode == "dark", 0
    with ExitStack() as open_until_the_end:
        browsers = [open_until_the_end.enter_context(chrome(program)) for program in programs()]
        for browser in browsers:
            browser.call("Network.setExtraHTTPHeaders", headers={NEWSROOM: "1"})
            browser.call("Page.addScriptToEvaluateOnNewDocument", source=CLOCK)
        site, preview = Site(), Preview(app, folder)
        for number, (url, path, html) in enumerate(json.loads((folder / PAGES).read_text())):
            worst += _bytes_apart(number, url, html)
            for width in WIDTHS:
                height = preview.height(PreviewPage(ArticleId(path), path, html), width)
                for _ in range(TRIES):
                    ours = preview.picture(width, height, dark=dark)
                    theirs = site.picture(url, width, height)
                    if not (near := difference(ours, theirs).pixels):
                        break
                worst += near
                here = f"{number}-{width}-{mode}"
                print(f"{here:16} {width * height:8} same engine          {near:5}", flush=True)
                _keep(kept, f"{here}-preview", ours)
                _keep(kept, f"{here}-engine", theirs)
                places, bare = str(preview.ask(_BOXES)), preview.letterless()
                for browser in browsers:
                    browser.show(url, width, height, dark=dark)
                    others = in_chromium(browser)
                    apart = moved(places, browser.evaluate(_BOXES))
                    browser.evaluate(_LETTERLESS)
                    far, without = difference(ours, others), difference(bare, in_chromium(browser))
                    print(f"{'':25} {browser.name:18} {far}  | {without}  | {apart:5}", flush=True)
                    _keep(kept, f"{here}-{browser.name.replace(' ', '-')}", others)
        site.close()
        preview.close()
    return worst


def _keep(folder: Path | None, name: str, picture: Image.Image) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        picture.save(folder / f"{name}.png")


def _bytes_apart(number: int, url: str, html: str) -> int:
    asked = urllib.request.Request(url, headers={NEWSROOM: "1"})
    with urllib.request.urlopen(asked) as answer:
        theirs, ours = answer.read().decode().splitlines(), html.splitlines()
    if theirs == ours:
        return 0
    print(f"{number:5}  the bytes differ")
    print(*difflib.unified_diff(theirs, ours, "site", "preview", n=0, lineterm=""), sep="\n")
    return 1


def _pages(desk: Desk) -> list[tuple[str, str, str]]:
    """(address, path, HTML) of live stories that nobody has touched since they went out."""
    syncing.one_round(desk)
    found = [
        finding.open_article(desk, ArticleId(row.id)) for row in finding.list_articles(desk, Query()).rows
    ]
    live = [
        one for one in found if one.public_url and one.page is not None and one.page.revision == one.revision
    ]
    shown = ((one.public_url, previewing.page(desk, one.article.id)) for one in live[:STORIES])
    return [(url, page.path, page.html) for url, page in shown]


def main() -> int:
    if len(sys.argv) > MODE_AT and sys.argv[1] == "--in":
        kept = Path(sys.argv[4]) if len(sys.argv) > MODE_AT + 1 else None
        return int(compare(Path(sys.argv[2]), sys.argv[MODE_AT], kept) > 0)
    failed = 0
    # Counts carry the minute they were told in, and a desk hears of later ones only after five: let all be in one.
    time.sleep(60 - time.time() % 60)
    with (
        tempfile.TemporaryDirectory(prefix="meja-look-") as scratch,
        walk(Path(scratch), lambda _step: None) as (_, desk),
    ):
        print(
            f"{'story':16} {'pixels':8} {'beside':18} {'differ':>9} {'seen':>9} step  | {'no letters':>9} seen step"
            "       | moved",
            flush=True,
        )
        for mode in ("light", "dark"):  # an engine knows one colour scheme for all its life
            (Path(scratch) / PAGES).write_text(json.dumps(_pages(desk)))
            command = [sys.executable, __file__, "--in", scratch, mode, *sys.argv[1:]]
            failed |= subprocess.run(command, check=False).returncode
    print("WRONG: see above" if failed else "the same engine paints the same pixels")
    return failed


MODE_AT = 3
PAGES = "pages.json"


if __name__ == "__main__":
    sys.exit(main())
