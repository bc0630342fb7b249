"""What a key costs in the whole editor pane beside a bare QTextEdit on the same page, at 1,000, 5,000 and 20,000 words.

Both are real windows (give a display, or run it under Xvfb; without one the offscreen platform stands in), both paint
after each key, and in ours the pauses' work (reading, writing, counting) and the marks of spelling are on. Long pauses
for the timers are taken as they come, so that every key which has to wait behind one is in the figures.

DISPLAY=:0 QT_QPA_PLATFORM=xcb python tests/bench/bench_keys.py
"""

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from desktop_app.domain.article import Article
from desktop_app.domain.document import Block, Paragraph, Run
from desktop_app.domain.ids import ArticleId, BlockId
from desktop_app.ui.editor.conversion import fill
from desktop_app.ui.editor.pane import ArticleEditor
from desktop_app.ui.editor.view import BodyView

KEYS = int(os.environ.get("MEJA_BENCH_KEYS", "400"))
SIZES = (1_000, 5_000, 20_000)
WORDS = "gubernur meninjau taman kota bersama warga di pagi hari yang cerah lalu " * 4
PER_BLOCK = len(WORDS.split())
MARKED = 20  # one word in so many is underlined
PAUSE_EVERY, PAUSE_SECONDS = 40, 0.15


def story(words):
    return tuple(
        Block(BlockId(f"b{at}"), Paragraph((Run(WORDS.strip()),))) for at in range(words // PER_BLOCK)
    )


def taken(app, window, view):
    """Milliseconds of each key on the clock, painting and whatever timers came due with it included, sorted; and of the
    processor for each key on average.
    """
    view.setFocus()
    app.processEvents()
    found, worked = [], time.process_time()
    for at in range(KEYS):
        key = Qt.Key.Key_Space if at % 6 == 5 else Qt.Key.Key_A
        start = time.perf_counter()
        QTest.keyClick(view, key)
        # What the key made dirty is painted now, not some milliseconds later when the platform asks for it.
        QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
        app.processEvents()
        found.append((time.perf_counter() - start) * 1000)
        if at % PAUSE_EVERY == PAUSE_EVERY - 1:
            end = time.perf_counter() + PAUSE_SECONDS
            while time.perf_counter() < end:
                app.processEvents()
                time.sleep(0.005)
    window.hide()
    return sorted(found), (time.process_time() - worked) * 1000 / KEYS


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


def main():
    app = QApplication([])
    for words in SIZES:
        document = story(words)
        medians = {}
        for make in (bare, ours):
            window, view = make(document)
            QTest.qWaitForWindowExposed(window)
            found, worked = taken(app, window, view)
            medians[make.__name__] = statistics.median(found)
            p99 = found[-max(1, KEYS // 100)]
            print(
                f"{words:>6} words, {make.__name__}: median {medians[make.__name__]:.2f} ms, p99 {p99:.2f}, "
                f"slowest {found[-1]:.2f}; of the processor {worked:.2f} a key, pauses included"
            )
            window.deleteLater()
            app.processEvents()
        print(f"{words:>6} words, ratio of medians {medians['ours'] / medians['bare']:.2f}")


if __name__ == "__main__":
    main()
