"""How long a paste takes to stand in the text and how long it keeps the interface from answering, beside bare Qt.

Ours reads in the worker process and puts large texts in by pieces; bare is QTextEdit's own insertHtml or
insertPlainText, all at once. 22 nested tables are not given to bare Qt: they hang it.

DISPLAY=:0 QT_QPA_PLATFORM=xcb python tests/bench/bench_paste.py
"""

import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QTextEdit

from desktop_app.domain.article import Article
from desktop_app.domain.changes import NOTHING
from desktop_app.domain.document import Block, Paragraph
from desktop_app.domain.foreign import Pasted
from desktop_app.domain.ids import ArticleId, new_block_id
from desktop_app.foreign.reader import Reader
from desktop_app.markup.reading import parse_block
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.lanes import Lanes

CLIPBOARD = Path(__file__).parents[1] / "foreign" / "clipboard"
PAGE = (CLIPBOARD / "news_page_chrome.html").read_text(encoding="utf-8")
SAMPLES = (
    ("a news page", PAGE, "", True),
    ("85 kB of pages", PAGE * (85_000 // len(PAGE)), "", True),
    (
        "a sheet of 400 rows",
        "<table>" + "<tr><td>Kota</td><td>12</td><td>34</td></tr>" * 400 + "</table>",
        "",
        True,
    ),
    ("300 kB in one line", "", "Kalimat biasa tentang banjir di Jakarta. " * 7_500, True),
    ("100 kB of Arabic", "", "مرحبا بالقراء في مدينة جاكرتا هذا الصباح الجميل. " * 1_200, True),
    ("22 nested tables", "<table><tr><td>kata " * 22 + "akhir", "", False),
)


class Beat:
    """The longest the event loop went without a turn, on the clock and on this process's processor."""

    def __init__(self, app):
        self.app = app

    def until(self, done, seconds=60.0):
        began = time.perf_counter()
        worst = worst_cpu = 0.0
        while not done():
            wall, cpu = time.perf_counter(), time.thread_time()
            self.app.processEvents()
            worst = max(worst, time.perf_counter() - wall)
            worst_cpu = max(worst_cpu, time.thread_time() - cpu)
            time.sleep(0.001)
            assert time.perf_counter() - began < seconds
        return (time.perf_counter() - began) * 1000, worst * 1000, worst_cpu * 1000


def ours(app, lanes, reader, html, text):
    editor = ArticleEditor()
    editor.resize(860, 900)
    editor.show()
    editor.show_article(Article(ArticleId("a")), (), "r")
    done = []

    def read(clip):
        with tempfile.TemporaryDirectory() as folder:
            found = reader.html(clip.html, Path(folder)) if clip.html else reader.text(clip.text)
        contents = [content for block in found.blocks for content in parse_block(block)]
        blocks = tuple(Block(new_block_id(), content) for content in contents)
        return Pasted(
            blocks, len(contents) == 1 and isinstance(contents[0], Paragraph), found.remarks, NOTHING
        )

    def wished(ticket, clip):
        lanes.run("outside", lambda: read(clip), lambda told: editor.pasting.take(ticket, told), print)

    editor.pasting.wished.connect(wished)
    editor.pasting.pasted.connect(lambda *_: done.append(True))
    app.processEvents()
    held = QMimeData()
    if html:
        held.setHtml(html)
    if text:
        held.setText(text)
    began = time.perf_counter()
    editor.view.insertFromMimeData(held)
    key = (time.perf_counter() - began) * 1000
    told = Beat(app).until(lambda: bool(done))
    editor.hide()
    return (*told, key)


def bare(app, html, text):
    edit = QTextEdit()
    edit.resize(860, 900)
    edit.show()
    app.processEvents()
    began = time.perf_counter()
    if html:
        edit.textCursor().insertHtml(html)
    else:
        edit.textCursor().insertText(text)
    app.processEvents()
    took = (time.perf_counter() - began) * 1000
    edit.hide()
    return took


def main():
    app = QApplication.instance() or QApplication([])
    lanes, reader = Lanes(), Reader()
    heads = ("stands after", "longest turn", "of it worked", "the key", "bare Qt blocks")
    print(f"{'milliseconds':22}", *(f"{head:>14}" for head in heads))
    with tempfile.TemporaryDirectory() as folder:
        reader.html("<p>awal</p>", Path(folder))  # the worker's start is paid once a day
    for name, html, text, fair in SAMPLES:
        took, worst, worked, key = ours(app, lanes, reader, html, text)
        beside = f"{bare(app, html, text):14.0f}" if fair else f"{'hangs':>14}"
        print(f"{name:22} {took:14.0f} {worst:14.0f} {worked:14.0f} {key:14.1f} {beside}")
    lanes.close()
    reader.close()


if __name__ == "__main__":
    main()
