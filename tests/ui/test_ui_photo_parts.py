"""Small parts of the photo panes: what is told after intake, and choices that the wheel leaves alone."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import NOTHING
from desktop_app.domain.opened import TakenIn
from desktop_app.ui.photos.options import choice, licences
from desktop_app.ui.photos.rights import OptionalDay
from desktop_app.ui.photos.taken_words import notes, refusals

pytestmark = pytest.mark.qt


def turn_wheel(widget):
    at = QPointF(5, 5)
    turn = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(widget, turn)


def test_the_wheel_scrolls_past_a_licence_and_a_day_and_leaves_them(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    licence = choice("licence", "Hak pakai", licences(), box)
    until = OptionalDay("until", "Berakhir", "Hari terakhir", box)
    until.show_day(date(2027, 6, 22), QDate(2027, 1, 1))
    box.show()
    for widget in (licence, until.day):
        turn_wheel(widget)
    assert licence.currentIndex() == 0
    assert until.value() == date(2027, 6, 22)


def test_what_many_files_share_is_said_once(qapp):
    shared = [(f"{number}.jpg", "Lokasi tertulis di dalamnya.") for number in range(60)]
    refused = tuple((f"{number}.txt", "bukan foto") for number in range(9))
    taken = TakenIn((), refused, NOTHING, (*shared, ("a.jpg", "Huruf ditebak.")))
    assert notes(taken).splitlines() == ["60 foto: Lokasi tertulis di dalamnya.", "a.jpg: Huruf ditebak."]
    assert refusals(taken).splitlines()[3:] == ["3.txt: bukan foto", "… dan 5 lagi."]
