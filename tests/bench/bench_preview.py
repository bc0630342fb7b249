"""From a changed paragraph to the painted preview, beside a bare browser doing one text change, in one run.

QT_QPA_PLATFORM=offscreen python tests/bench/bench_preview.py

A story of 2,000 words. Ours: from `newsroom.save_edit` (saved, rendered, sent) to the preview's painted signal.
Bare: one DOM text change and two animation frames on a page of the same length.
"""

import os
import statistics
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer

from desktop_app.app.join import joined
from desktop_app.desk import finding, writing
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import BlockId
from desktop_app.storage import settings
from desktop_app.ui.start import open_window

EDITS = 40
PARAGRAPH = ("kata " * 50).strip() + "."
GIVEN_UP_MS = 60_000
BARE = """
window.once = function (n) {
  document.querySelector('p').firstChild.nodeValue = 'Ubah ' + n;
  requestAnimationFrame(function () { requestAnimationFrame(function () { console.log('done'); }); });
};
"""


class Ours:
    def __init__(self, session, article_id, body, done):
        self.session, self.article_id, self.body, self.done = session, article_id, body, done
        self.taken, self.start, self.number = [], 0.0, -1
        self.rendered = []
        session.window.preview.painted.connect(self.painted)
        session.newsroom.page_rendered.connect(self.came)
        session.newsroom.open_article(article_id)

    def came(self, _page):
        self.rendered.append((time.perf_counter() - self.start) * 1000)

    def painted(self):
        if self.number >= 0:
            self.taken.append((time.perf_counter() - self.start) * 1000)
        self.number += 1
        if self.number == EDITS:
            self.session.window.preview.painted.disconnect(self.painted)
            self.done()
        else:
            QTimer.singleShot(400 if self.number == 0 else 30, self.edit)

    def edit(self):
        middle = len(self.body) // 2
        changed = replace(self.body[middle], text=f"Ubahan {self.number}. {PARAGRAPH}")
        self.body = (*self.body[:middle], changed, *self.body[middle + 1 :])
        self.start = time.perf_counter()
        self.session.newsroom.save_edit(self.article_id, {}, self.body)


class Bare:
    def __init__(self, done):
        from PySide6.QtWebEngineCore import QWebEnginePage
        from PySide6.QtWebEngineWidgets import QWebEngineView

        bench = self

        class Page(QWebEnginePage):
            def javaScriptConsoleMessage(self, _level, message, _line, _source):  # noqa: N802 - Qt's name
                if message == "done":
                    bench.painted()

        self.done, self.taken, self.start = done, [], 0.0
        self.view = QWebEngineView()
        self.view.setPage(Page(self.view))
        self.view.resize(400, 700)
        self.view.page().loadFinished.connect(self.loaded)
        self.view.setHtml("<!doctype html><meta charset=utf-8>" + f"<p>{PARAGRAPH}</p>" * 40)
        self.view.show()

    def loaded(self, _well):
        self.view.page().runJavaScript(BARE, lambda _answer: self.edit())

    def edit(self):
        self.start = time.perf_counter()
        self.view.page().runJavaScript(f"once({len(self.taken)})")

    def painted(self):
        self.taken.append((time.perf_counter() - self.start) * 1000)
        if len(self.taken) == EDITS:
            QTimer.singleShot(0, self.finish)
        else:
            QTimer.singleShot(30, self.edit)

    def finish(self):
        self.view.close()
        self.view.deleteLater()
        self.done()


def told(name, taken):
    ordered = sorted(taken)
    print(
        f"{name}: p50 {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95) - 1]:.1f} ms"
    )


def main():
    kept = []
    with tempfile.TemporaryDirectory(prefix="meja-bench-") as scratch, joined(Path(scratch) / "desk") as desk:
        with desk.store.writing() as tx:
            settings.put(tx, "demo.filled", "yes")
        article_id, _ = writing.begin(desk, short_title="Uji", headline="Uji pratinjau", lead="Teras.")
        base = finding.open_article(desk, article_id).revision
        body = tuple(BlockText(BlockId(f"{at:012x}"), PARAGRAPH) for at in range(40))
        saved = writing.save_draft(desk, article_id, fields={}, body=body, base=base)

        def shown(session):
            QTimer.singleShot(GIVEN_UP_MS, session, session.window.close)

            def done():
                kept.append(Bare(session.window.close))

            kept.append(Ours(session, article_id, saved.article.body, done))

        open_window(lambda: nullcontext((desk, None)), shown=shown)
        ours, bare = kept
        told("bare", bare.taken)
        told("ours", ours.taken)
        told("ours, of which until the page is rendered", ours.rendered[1:])
        print(f"ratio {statistics.median(ours.taken) / statistics.median(bare.taken):.2f}")


if __name__ == "__main__":
    main()
