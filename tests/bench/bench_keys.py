"""What a key costs in the editor and in the whole desk beside a bare QTextEdit, at 1,000, 5,000 and 20,000 words.

All are real windows (give a display, or run it under Xvfb; without one the offscreen platform stands in), all paint
after each key. *ours* is the editor pane with the pauses' work (reading, writing, counting) and the marks of spelling.
*desk* is the window people sit at: saved to disk, checked, previewed in the browser, sent to the trial site. Long
pauses for the timers are taken as they come, so that every key which has to wait behind one is in the figures.

Beside the clock stands the processor time of the interface thread, which a busy machine does not change.

DISPLAY=:0 QT_QPA_PLATFORM=xcb python tests/bench/bench_keys.py
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QTextEdit

from desktop_app.app.join import joined
from desktop_app.desk import finding, writing
from desktop_app.domain.article import Article
from desktop_app.domain.document import Block, BlockText, Paragraph, Run
from desktop_app.domain.ids import ArticleId, BlockId
from desktop_app.storage import settings
from desktop_app.ui.editor.conversion import fill
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.start import open_window

KEYS = int(os.environ.get("MEJA_BENCH_KEYS", "400"))
SIZES = (1_000, 5_000, 20_000)
WORDS = "gubernur meninjau taman kota bersama warga di pagi hari yang cerah lalu " * 4
PER_BLOCK = len(WORDS.split())
MARKED = 20  # one word in so many is underlined
PAUSE_EVERY, PAUSE_SECONDS = 40, 0.15
# A desk that has just opened still brings up its browser and its site, and checks the story for the first time.
SETTLED_MS = 7000
FAULTY = "Petugas di tangkap karena ijin tidak ada, kata pejabat yg dirumah. "


def story(words):
    return tuple(
        Block(BlockId(f"b{at}"), Paragraph((Run(WORDS.strip()),))) for at in range(words // PER_BLOCK)
    )


def taken(app, window, view):
    """Milliseconds of each key on the clock and of the interface thread's processor time, both sorted: painting and
    whatever timers came due with it included. Then the processor time of all threads for each key on average.
    """
    view.setFocus()
    app.processEvents()
    found, thread, worked = [], [], time.process_time()
    for at in range(KEYS):
        key = Qt.Key.Key_Space if at % 6 == 5 else Qt.Key.Key_A
        start, busy = time.perf_counter(), time.thread_time()
        QTest.keyClick(view, key)
        # What the key made dirty is painted now, not some milliseconds later when the platform asks for it.
        QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
        app.processEvents()
        found.append((time.perf_counter() - start) * 1000)
        thread.append((time.thread_time() - busy) * 1000)
        if at % PAUSE_EVERY == PAUSE_EVERY - 1:
            end = time.perf_counter() + PAUSE_SECONDS
            while time.perf_counter() < end:
                app.processEvents()
                time.sleep(0.005)
    return sorted(found), sorted(thread), (time.process_time() - worked) * 1000 / KEYS


def middle(view):
    cursor = QTextCursor(view.document().findBlockByNumber(view.document().blockCount() // 2))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    view.setTextCursor(cursor)
    view.ensureCursorVisible()


def ours(document):
    made = ArticleEditor()
    made.resize(860, 900)
    made.show()
    made.show_article(Article(ArticleId("a")), document, "r")
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    form.setUnderlineColor(QColor("#c0392b"))
    ranges, words = [], 0
    block = made.view.document().begin()
    while block.isValid():
        at = 0
        for word in block.text().split(" "):
            words += 1
            if words % MARKED == 0:
                ranges.append((block.position() + at, block.position() + at + len(word)))
            at += len(word) + 1
        block = block.next()
    made.view.highlights.mark("spelling", ranges, form)
    middle(made.view)
    return made, made.view


def bare(document):
    """A plain QTextEdit with the same page: font, line height and column, or else it would paint twice the text."""
    like = BodyView()
    made = QTextEdit()
    page = QTextDocument(made)
    page.setDocumentMargin(like.document().documentMargin())
    page.setDefaultFont(like.document().defaultFont())
    fill(page, document)
    made.setDocument(page)
    made.setFrameShape(QTextEdit.Shape.NoFrame)
    made.setViewportMargins(70, 0, 70, 0)
    made.resize(860, 600)
    made.show()
    middle(made)
    return made, made


def told(words, name, found, thread, worked):
    def p99(times):
        return times[-max(1, KEYS // 100)]

    print(
        f"{words:>6} words, {name}: median {statistics.median(found):.2f} ms, p99 {p99(found):.2f}, "
        f"slowest {found[-1]:.2f}; interface thread median {statistics.median(thread):.2f}, p99 {p99(thread):.2f}, "
        f"slowest {thread[-1]:.2f}; all threads {worked:.2f} a key, pauses included",
        flush=True,
    )


def desk(words):
    """The whole desk on a database of its own, in this process."""
    text = f"{WORDS} {FAULTY}".strip()
    body = tuple(BlockText(BlockId(f"{at:012x}"), text) for at in range(words // len(text.split())))
    with (
        tempfile.TemporaryDirectory(prefix="meja-bench-") as scratch,
        joined(Path(scratch) / "desk") as joint,
    ):
        with joint.store.writing() as tx:
            settings.put(tx, "demo.filled", "yes")
        article_id, _ = writing.begin(joint, short_title="Uji", headline="Uji ketik", lead="Teras.")
        base = finding.open_article(joint, article_id).revision
        writing.save_draft(joint, article_id, fields={}, body=body, base=base)

        def shown(session):
            def type_now():
                view = session.window.editor.view
                session.window.findChild(QDockWidget, "preview_dock").raise_()
                middle(view)
                told(words, "desk", *taken(QApplication.instance(), session.window, view))
                session.window.close()

            session.newsroom.open_article(article_id)
            QTimer.singleShot(SETTLED_MS, session, type_now)

        open_window(lambda: nullcontext((joint, None)), shown=shown)


def desk_apart(words):
    """The same in a process of its own, which is all a desk ever has, with the looks of a first start."""
    with tempfile.TemporaryDirectory(prefix="meja-bench-") as config:
        environment = os.environ | {"XDG_CONFIG_HOME": config}
        subprocess.run([sys.executable, __file__, str(words)], env=environment, check=True)


def main():
    if len(sys.argv) > 1:
        desk(int(sys.argv[1]))
        return
    app = QApplication([])
    for words in SIZES:
        document = story(words)
        medians = {}
        for make in (bare, ours):
            window, view = make(document)
            QTest.qWaitForWindowExposed(window)
            found, thread, worked = taken(app, window, view)
            window.hide()
            medians[make.__name__] = statistics.median(found)
            told(words, make.__name__, found, thread, worked)
            window.deleteLater()
            app.processEvents()
        print(f"{words:>6} words, ratio of medians {medians['ours'] / medians['bare']:.2f}", flush=True)
        desk_apart(words)


if __name__ == "__main__":
    main()
