"""What a key costs in our text area beside a bare QTextEdit, in one run: a story of 2,000 words.

QT_QPA_PLATFORM=offscreen python tests/bench/bench_keys.py
"""

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from desktop_app.domain.document import Block, Paragraph, Run
from desktop_app.domain.ids import BlockId
from desktop_app.ui.editor.view import BodyView

KEYS = 300
WORDS = ("kata " * 50).strip()


def milliseconds(app, view):
    view.resize(800, 700)
    view.show()
    view.moveCursor(QTextCursor.MoveOperation.End)
    app.processEvents()
    taken = []
    for at in range(KEYS):
        key = Qt.Key.Key_Space if at % 6 == 5 else Qt.Key.Key_A
        start = time.perf_counter()
        QTest.keyClick(view, key)
        view.viewport().repaint()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def main():
    app = QApplication([])
    ours, bare = BodyView(), QTextEdit()
    ours.show_document(tuple(Block(BlockId(f"b{at}"), Paragraph((Run(WORDS),))) for at in range(40)))
    bare.setPlainText("\n".join([WORDS] * 40))
    medians = {}
    for name, view in (("bare", bare), ("ours", ours)):
        taken = sorted(milliseconds(app, view))
        medians[name] = statistics.median(taken)
        print(f"{name}: median {medians[name]:.2f} ms, p95 {taken[int(KEYS * 0.95)]:.2f} ms")
    print(f"ratio {medians['ours'] / medians['bare']:.2f}")


if __name__ == "__main__":
    main()
