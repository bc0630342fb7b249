"""Keys pressed before their photo has come: none lost, none before another, none for the wrong photo."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.photos.type_ahead import TypeAhead

pytestmark = pytest.mark.qt


@pytest.fixture
def box(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def field(box):
    made = QLineEdit(box)
    QVBoxLayout(box).addWidget(made)
    box.show()
    made.setFocus()
    return made


def test_a_key_that_comes_with_the_photo_does_not_overtake_those_before_it(field, qtbot):
    ahead = TypeAhead(field)
    ahead.wait()
    qtbot.keyClicks(field, "nl")
    assert field.text() == ""
    ahead.arrived()
    qtbot.keyClicks(field, "s")
    QCoreApplication.sendPostedEvents()
    assert field.text() == "nls"


def test_keys_for_the_photo_after_wait_for_it_ahead_of_those_still_to_come(field, qtbot):
    ahead = TypeAhead(field)
    saved = []

    def save():
        saved.append(field.text())
        ahead.wait()

    field.returnPressed.connect(save)
    ahead.wait()
    qtbot.keyClicks(field, "satu")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "du")
    ahead.arrived()
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    QCoreApplication.sendPostedEvents()
    assert saved == ["satu"]
    field.clear()
    ahead.arrived()
    QCoreApplication.sendPostedEvents()
    assert saved == ["satu", "dua"]


def test_after_the_last_photo_and_after_escape_no_kept_key_is_pressed(field, qtbot):
    ahead = TypeAhead(field)
    other = QLineEdit(field.parentWidget())
    other.show()
    field.returnPressed.connect(other.setFocus)
    ahead.wait()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "x")
    ahead.arrived()
    QCoreApplication.sendPostedEvents()
    assert field.text() == ""
    field.setFocus()
    ahead.wait()
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not ahead.waiting
    ahead.arrived()
    QCoreApplication.sendPostedEvents(field, QEvent.Type.KeyPress)
    assert field.text() == ""
