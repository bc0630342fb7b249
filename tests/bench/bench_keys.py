"""What a key costs in our text area beside a bare QTextEdit, in one run: a story of 2,000 words.

QT_QPA_PLATFORM=offscreen python tests/bench/bench_keys.py
"""

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from desktop_app.domain.document import Block, Paragraph, Run
from desktop_app.domain.ids import BlockId
from desktop_app.ui.editor.conversion import fill
from desktop_app.ui.editor.view import BodyView

KEYS = 300
WORDS = ("kata " * 50).strip()


def milliseconds(app, view, *, painted):
    view.resize(800, 700)
    view.show()
    view.moveCursor(QTextCursor.MoveOperation.End)
    app.processEvents()
    taken = []
    for at in range(KEYS):
        key = Qt.Key.Key_Space if at % 6 == 5 else Qt.Key.Key_A
        start = time.perf_counter()
        QTest.keyClick(view, key)
        if painted:
            view.viewport().repaint()
        taken.append((time.perf_counter() - start) * 1000)
    view.hide()
    return sorted(taken)


def ours(story):
    made = BodyView()
    made.show_document(story)
    return made


def bare(story):
    """A plain QTextEdit with the same page: font, line height and column, or else it would paint twice the text."""
    like = BodyView()
    made = QTextEdit()
    page = QTextDocument(made)
    page.setDocumentMargin(like.document().documentMargin())
    page.setDefaultFont(like.document().defaultFont())
    fill(page, story)
    made.setDocument(page)
    made.setFrameShape(QTextEdit.Shape.NoFrame)
    made.setViewportMargins(40, 0, 40, 0)
    return made


def main():
    app = QApplication([])
    story = tuple(Block(BlockId(f"b{at}"), Paragraph((Run(WORDS),))) for at in range(40))
    for painted in (False, True):
        medians = {}
        for make in (bare, ours):
            taken = milliseconds(app, make(story), painted=painted)
            medians[make.__name__] = statistics.median(taken)
            slow = taken[-max(1, KEYS // 100)]
            print(f"{make.__name__}, painted={painted}: {medians[make.__name__]:.2f} ms, p99 {slow:.2f}")
        print(f"ratio {medians['ours'] / medians['bare']:.2f}")


if __name__ == "__main__":
    main()
