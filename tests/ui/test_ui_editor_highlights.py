"""Layers painted over the text: each source keeps its own."""

import pytest
from PySide6.QtGui import QColor, QTextCharFormat

from desktop_app.domain.document import Block, Paragraph, Run
from desktop_app.ui.editor.view import BodyView

pytestmark = pytest.mark.qt


@pytest.fixture
def view(qtbot):
    made = BodyView()
    qtbot.addWidget(made)
    made.show_document((Block("x1", Paragraph((Run("Satu dua tiga"),))),))
    return made


def form(colour):
    made = QTextCharFormat()
    made.setBackground(QColor(colour))
    return made


def test_layers_stand_beside_each_other_in_their_order(view, qtbot):
    view.highlights.mark("match", [(0, 4)], form("yellow"))
    view.highlights.mark("spelling", [(5, 8), (9, 13)], form("red"))
    texts = [each.cursor.selectedText() for each in view.extraSelections()]
    assert texts == ["dua", "tiga", "Satu"]
    view.highlights.clear("spelling")
    assert [each.cursor.selectedText() for each in view.extraSelections()] == ["Satu"]
    assert len(view.highlights.shown("match")) == 1


def test_ranges_move_with_the_text_and_cost_no_undo(view, qtbot):
    view.highlights.mark("marks", [(5, 8)], form("red"))
    assert not view.document().isUndoAvailable()
    qtbot.keyClicks(view, "Ya ")
    assert [each.cursor.selectedText() for each in view.extraSelections()] == ["dua"]


def test_another_story_begins_without_layers_and_says_so(view, qtbot):
    view.highlights.mark("marks", [(5, 8)], form("red"))
    with qtbot.waitSignal(view.began_anew):
        view.show_document(())
    assert view.extraSelections() == []
    assert view.highlights.shown("marks") == ()


def test_an_unknown_layer_is_a_mistake(view):
    with pytest.raises(ValueError, match="no such layer"):
        view.highlights.set("ejaan", ())
