"""From a change on disk to the painted preview, beside a bare browser making the same change in its page, in one run.

QT_QPA_PLATFORM=offscreen python tests/bench/bench_preview.py [WORDS...]       (2000 and 10000 without)

Ours: from the wish (`save_edit`, `use_as_hero`, `credit`) through save, rendering and patch to the second frame drawn
after it, with the whole window and its checks at work. Bare: the same element changed by one line of script in a page
of that length, and two frames. A frame is 16.7 ms, so two of them are the floor of both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSettings, QTimer

from desktop_app.app.folders import resources
from desktop_app.app.join import joined
from desktop_app.desk import demo, filling, finding, picturing, writing
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import BlockId
from desktop_app.ui.start import open_window

WORDS_A_PARAGRAPH = 50
SIZES = (2_000, 10_000)
CHANGES = 20
PARAGRAPH = ("kata " * WORDS_A_PARAGRAPH).strip() + "."
_PAUSE_MS = 150
_CREDIT_PAUSE_MS = 1_500
_GIVEN_UP_MS = 150_000
_DRAWN = "function () { console.info('bench-drawn'); }"
_TWO_FRAMES = f"requestAnimationFrame(function () {{ requestAnimationFrame({_DRAWN}); }});"
# The same changes as a page would make them to itself.
_BARE = {
    "text": "document.getElementById('b-mid').textContent = 'Ubahan ' + n + '. ' + text;",
    "headline": "document.getElementById('judul').textContent = 'Judul ' + n;",
    "main picture": "var i = document.querySelector('#foto-utama img'); i.srcset = ''; i.src = pictures[n % 2];",
    "credit": "document.querySelector('#foto-utama .credit').textContent = 'photo Nama ' + n + ' - Berita Kota';",
}


class Ours:
    """The desk's own window. Each kind of change is made again and again; what each took is in *taken*."""

    def __init__(self, session, article_id, photos, done) -> None:
        from desktop_app.ui.preview import browser

        self.session, self.article_id, self.photos, self.done = session, article_id, photos, done
        self.taken: dict[str, list[float]] = {kind: [] for kind in _BARE}
        self.parts: dict[str, list[float]] = {kind: [] for kind in _BARE}
        self.kinds = iter([kind for kind in _BARE for _ in range(CHANGES + 1)])
        self.kind, self.number, self.start, self.waiting = "", 0, 0.0, False
        self.body = None
        said = browser._Page.javaScriptConsoleMessage

        def heard(page, level, message, line, source) -> None:
            if message == "bench-drawn":
                self.drawn()
            else:
                said(page, level, message, line, source)

        browser._Page.javaScriptConsoleMessage = heard
        session.newsroom.page_rendered.connect(self.rendered)
        session.window.preview.painted.connect(self.patched)
        session.newsroom.article_opened.connect(self.opened)
        session.newsroom.open_article(article_id)

    def opened(self, opened) -> None:
        self.body = opened.article.body
        QTimer.singleShot(4_000, self.next)

    def next(self) -> None:
        kind = next(self.kinds, "")
        if not kind:
            self.done()
            return
        self.number = self.number + 1 if kind == self.kind else 0
        self.kind, self.waiting = kind, True
        newsroom = self.session.newsroom
        self.start = time.perf_counter()
        match kind:
            case "text":
                middle = len(self.body) // 2
                changed = replace(self.body[middle], text=f"Ubahan {self.number}. {PARAGRAPH}")
                self.body = (*self.body[:middle], changed, *self.body[middle + 1 :])
                newsroom.save_edit(self.article_id, {}, self.body)
            case "headline":
                newsroom.save_edit(self.article_id, {"headline": f"Judul {self.number}"}, None)
            case "main picture":
                newsroom.pictures.use_as_hero(self.photos[(self.number + 1) % 2].id)
            case "credit":
                photo = self.photos[(CHANGES + 1) % 2]
                name = replace(photo.credit, creators=(f"Nama {self.number}",))
                newsroom.pictures.credit(photo.id, name, photo.caption, photo.alt, False)

    def rendered(self, _page: object) -> None:
        if self.waiting and self.number:
            self.parts[self.kind].append((time.perf_counter() - self.start) * 1000)

    def patched(self) -> None:
        if self.waiting:
            self.session.window.preview.browser.run(_TWO_FRAMES, lambda _answer: None)

    def drawn(self) -> None:
        if not self.waiting:
            return
        self.waiting = False
        if self.number:  # the first of a kind warms up
            self.taken[self.kind].append((time.perf_counter() - self.start) * 1000)
        # Behind a credit its files are written anew; nobody changes it again meanwhile.
        QTimer.singleShot(_CREDIT_PAUSE_MS if self.kind == "credit" else _PAUSE_MS, self.next)


class Bare:
    """A browser with a page of the same length and nothing else."""

    def __init__(self, words: int, pictures: list[str], done: Callable[[], None]) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtWebEngineCore import QWebEnginePage
        from PySide6.QtWebEngineWidgets import QWebEngineView

        bench = self

        class Page(QWebEnginePage):
            def javaScriptConsoleMessage(self, _level, message, _line, _source) -> None:  # noqa: N802 - Qt's name
                if message == "bench-drawn":
                    bench.drawn()

        self.done, self.start, self.kind, self.number = done, 0.0, "", 0
        self.taken: dict[str, list[float]] = {kind: [] for kind in _BARE}
        self.kinds: Iterator[str] = iter([kind for kind in _BARE for _ in range(CHANGES + 1)])
        self.view = QWebEngineView()
        self.view.setPage(Page(self.view))
        self.view.resize(400, 700)
        self.view.page().loadFinished.connect(lambda _well: self.next())
        paragraphs = [f"<p>{PARAGRAPH}</p>"] * (words // WORDS_A_PARAGRAPH)
        paragraphs[len(paragraphs) // 2] = f"<p id=b-mid>{PARAGRAPH}</p>"
        self.view.setHtml(
            "<!doctype html><meta charset=utf-8><style>body{font:18px/1.7 sans-serif}img{width:100%}</style>"
            f"<script>var text='{PARAGRAPH}', pictures={pictures!r};</script><h1 id=judul>Judul</h1>"
            f"<figure id=foto-utama><img src='{pictures[0]}'><span class=credit>x</span></figure>"
            + "".join(paragraphs),
            QUrl("file:///"),
        )
        self.view.show()

    def next(self) -> None:
        kind = next(self.kinds, "")
        if not kind:
            self.view.close()
            self.view.deleteLater()
            self.done()
            return
        self.number = self.number + 1 if kind == self.kind else 0
        self.kind = kind
        self.start = time.perf_counter()
        self.view.page().runJavaScript(f"(function (n) {{ {_BARE[kind]} {_TWO_FRAMES} }})({self.number})")

    def drawn(self) -> None:
        if self.number:
            self.taken[self.kind].append((time.perf_counter() - self.start) * 1000)
        QTimer.singleShot(_PAUSE_MS // 5, self.next)


def told(values: list[float]) -> str:
    """p50 and p95, in milliseconds."""
    ordered = sorted(values)
    return f"{statistics.median(ordered):7.1f} {ordered[max(0, round(len(ordered) * 0.95) - 1)]:7.1f}"


def _story(desk, words: int):
    """A story of *words* words with a credited main picture, and two photos to change between."""
    newsroom = demo.load(resources() / "demo")
    filling.fill(desk, newsroom)
    photos = [photo for photo in picturing.list_photos(desk) if photo.renditions and photo.confirmed][:2]
    article_id, _ = writing.begin(desk, short_title="Uji", headline="Uji pratinjau", lead="Teras.")
    body = tuple(BlockText(BlockId(f"{at:012x}"), PARAGRAPH) for at in range(words // WORDS_A_PARAGRAPH))
    base = finding.open_article(desk, article_id).revision
    writing.save_draft(desk, article_id, fields={}, body=body, base=base)
    picturing.use_as_hero(desk, article_id, photos[0].id)
    return article_id, photos


def measure(words: int) -> None:
    """One window, one story, every kind of change."""
    kept: list[object] = []
    # The window as it comes, not as somebody at this computer has left it.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, tempfile.mkdtemp())
    with tempfile.TemporaryDirectory(prefix="meja-bench-") as scratch, joined(Path(scratch) / "desk") as desk:
        article_id, photos = _story(desk, words)
        pictures = [
            desk.blobs.path(next(r.sha256 for r in photo.renditions if r.name == "hero")).as_uri()
            for photo in photos
        ]

        def shown(session) -> None:
            QTimer.singleShot(_GIVEN_UP_MS, session, session.window.close)

            def done() -> None:
                kept.append(Bare(words, pictures, session.window.close))

            kept.append(Ours(session, article_id, photos, done))

        open_window(lambda: nullcontext((desk, None)), shown=shown)
    ours, bare = kept
    print(" words change           ours p50     p95   bare p50     p95   rendered p50  p95   (ms)")
    for kind in _BARE:
        print(
            f"{words:6} {kind:13} {told(ours.taken[kind])}   {told(bare.taken[kind])}   {told(ours.parts[kind])}",
            flush=True,
        )


def main() -> None:
    asked = [int(word) for word in sys.argv[1:]] or SIZES
    if len(asked) == 1:
        measure(asked[0])
        return
    for words in asked:  # each in a program of its own: a browser engine that has ended does not begin again
        subprocess.run([sys.executable, __file__, str(words)], check=True)


if __name__ == "__main__":
    main()
