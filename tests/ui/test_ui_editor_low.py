"""A low window: the fields give way and scroll, the text keeps its room, menus find theirs."""

from itertools import pairwise

import pytest
from editing import p, story
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea

from desktop_app.domain.article import Article

pytestmark = pytest.mark.qt

HEADLINE = "Embung Cilangkap selesai dikeruk, genangan di tiga kelurahan berkurang"
LEAD = "Warga melaporkan genangan surut dalam waktu kurang dari satu jam. " * 4


@pytest.fixture
def low(editor, qtbot):
    editor.resize(560, 520)
    editor.show_article(Article("a1", short_title="Embung", headline=HEADLINE, lead=LEAD), (), "r1")
    story(editor, *(p(f"Alinea {number}. " + "kata " * 40) for number in range(6)))
    editor.heading.headline.setPlainText(HEADLINE)
    editor.heading.lead.setPlainText(LEAD)
    qtbot.wait(30)
    return editor


def rect_in(editor, widget):
    return QRect(widget.mapTo(editor, QPoint(0, 0)), widget.size())


def test_fields_never_lie_over_one_another_and_the_text_keeps_its_room(low, qtbot):
    low.seek()
    low.find_bar.sought.setText("kata")
    qtbot.wait(30)
    fields = [rect_in(low, field) for field in (*low.heading.texts(), low.heading.authors)]
    for above, below in pairwise(fields):
        assert above.bottom() <= below.top()
    assert low.view.height() >= 200


def test_the_field_with_the_focus_is_in_sight(low, qtbot):
    area = low.findChild(QScrollArea, "editor.heading_area")
    for field in (low.heading.authors, low.heading.short_title):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        seen = QRect(area.viewport().mapTo(low, QPoint(0, 0)), area.viewport().size())
        assert seen.contains(rect_in(low, field).center())


def test_a_slash_at_the_last_line_opens_upwards_and_whole(low, qtbot):
    low.view.setFocus()
    low.view.moveCursor(low.view.textCursor().MoveOperation.End)
    qtbot.keyClick(low.view, Qt.Key.Key_Return)
    qtbot.keyClicks(low.view, "/")
    menu = low.slash_menu
    assert menu.isVisible()
    assert menu.height() > 200
    assert menu.window().rect().contains(menu.geometry())
