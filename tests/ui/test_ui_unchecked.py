"""The stretch nobody has looked at: every changed line is in it, whatever is typed, pasted, taken back or joined."""

import random

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument

from desktop_app.ui.editor.unchecked import Unchecked

pytestmark = pytest.mark.qt


def texts(document):
    block, found = document.begin(), []
    while block.isValid():
        found.append(block.text())
        block = block.next()
    return found


def text_of(lines):
    """A document people could see: without a layout Qt does not tell what changed."""
    made = QTextDocument()
    made.documentLayout()
    made.setPlainText("\n".join(lines))
    return made


def edit(document, chance):
    length = document.characterCount() - 1
    cursor = QTextCursor(document)
    at = chance.randint(0, length)
    match chance.randrange(5):
        case 0:
            cursor.setPosition(at)
            cursor.insertText(chance.choice(("kata", "dua\nbaris", "\n", "x")))
        case 1:
            cursor.setPosition(at)
            cursor.setPosition(min(length, at + chance.randint(1, 30)), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        case 2:
            cursor.setPosition(at)
            cursor.setPosition(min(length, at + chance.randint(1, 9)), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("ganti\nini")
        case 3:
            document.undo()
        case _:
            document.redo()


@pytest.mark.parametrize("seed", range(30))
def test_no_changed_line_is_ever_passed_over(seed):
    chance = random.Random(seed)
    document = text_of(f"baris {number} dari naskah" for number in range(40))
    unchecked = Unchecked(document)
    looked_at = set()
    for _ in range(60):
        for _ in range(chance.randint(1, 3)):
            edit(document, chance)
        lines = list(unchecked.lines())
        if lines and chance.random() < 0.4:  # leave off half-way, as when enough is asked at once
            stop = lines[len(lines) // 2]
            looked_at |= {line.text() for line in lines[: len(lines) // 2]}
            unchecked.settle_before(stop)
        else:
            looked_at |= {line.text() for line in lines}
            unchecked.settle_before(None)
            assert set(texts(document)) <= looked_at


def test_a_key_in_a_long_text_leaves_one_line_to_look_at():
    document = text_of(f"baris {number}" for number in range(500))
    unchecked = Unchecked(document)
    unchecked.settle_before(None)
    cursor = QTextCursor(document.findBlockByNumber(250))
    cursor.insertText("x")
    assert [line.text() for line in unchecked.lines()] == ["xbaris 250"]
