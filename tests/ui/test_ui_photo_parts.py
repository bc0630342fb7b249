"""Small parts of the photo panes: what is told after intake, and choices that the wheel leaves alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.domain.changes import NOTHING
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.light_table import UsedIn
from desktop_app.domain.opened import TakenIn
from desktop_app.domain.photo import Photo
from desktop_app.ui.icons import Icons
from desktop_app.ui.photos.options import choice, licences
from desktop_app.ui.photos.pane import PhotosPane
from desktop_app.ui.photos.rights import OptionalDay
from desktop_app.ui.photos.taken_words import notes, refusals
from desktop_app.ui.theme import Mode, Theme

pytestmark = pytest.mark.qt
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PROPOSED = Photo(
    "p1", "0" * 64, 1600, 1000, file_name="banjir.jpg", credit=Credit(("Siti Aminah",), licence=Licence.OWN)
)


@pytest.fixture
def photos(qapp, qtbot):
    theme = Theme(qapp, RESOURCES, Mode.LIGHT)
    pane = PhotosPane(theme, Icons(RESOURCES / "icons", theme))
    qtbot.addWidget(pane)
    pane.show()
    pane.show_photos((PROPOSED,))
    yield pane
    qapp.setStyleSheet("")
    theme.deleteLater()


def test_what_was_saved_is_no_longer_a_suggestion(photos, qtbot):
    form = photos.form
    qtbot.keyClicks(form.alt, "Dua warga di jalan banjir")
    assert form.touched
    saved = replace(PROPOSED, alt="Dua warga di jalan banjir", confirmed=True)
    photos.show_photos((saved,))
    assert not form.origin.isVisible()
    assert not form.touched
    photos.show_photos((replace(saved, caption="Dari meja lain."),))
    assert form.caption.toPlainText() == "Dari meja lain."


def test_a_caption_is_in_sight_whole_and_a_book_is_scrolled(photos, qtbot):
    caption = photos.form.caption
    low = caption.height()
    caption.setPlainText("Warga menunggu di halaman balai kota. " * 4)
    qtbot.waitUntil(lambda: caption.height() > low)
    qtbot.waitUntil(lambda: not caption.verticalScrollBar().isVisible())
    caption.setPlainText("Warga menunggu di halaman balai kota. " * 40)
    qtbot.waitUntil(caption.verticalScrollBar().isVisible)
    assert caption.height() < 4 * low
    caption.clear()
    qtbot.waitUntil(lambda: caption.height() == low)


def test_an_ampersand_in_a_title_stays_one(photos):
    photos.show_used("p1", (UsedIn("a1", 'Banjir & "surut"', "hero", False),))
    made = photos.findChild(QAbstractButton, "photos.used_0")
    assert '&& "surut"' in made.text()
    assert 'Banjir & "surut"' in made.accessibleName()


def test_a_long_title_is_cut_before_where_the_photo_stands(photos, qtbot):
    title = "Pasar Gandaria Lama terima pembayaran dengan kode mulai awal bulan depan"
    photos.show_used("p1", (UsedIn("a1", title, "hero", True),))
    made = photos.findChild(QAbstractButton, "photos.used_0")
    qtbot.waitUntil(lambda: made.text().endswith("…  ·  foto utama  ·  terbit"))
    assert made.text().startswith("Pasar")
    assert made.fontMetrics().horizontalAdvance(made.text()) < made.width()
    assert title in made.toolTip()


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
        # Nor does it bring the keyboard there: the next key, such as a rating, is meant for the frames.
        assert widget.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert licence.currentIndex() == 0
    assert until.value() == date(2027, 6, 22)


def test_what_many_files_share_is_said_once(qapp):
    shared = [(f"{number}.jpg", "Lokasi tertulis di dalamnya.") for number in range(60)]
    refused = tuple((f"{number}.txt", "bukan foto") for number in range(9))
    taken = TakenIn((), refused, NOTHING, (*shared, ("a.jpg", "Huruf ditebak.")))
    assert notes(taken).splitlines() == ["60 foto: Lokasi tertulis di dalamnya.", "a.jpg: Huruf ditebak."]
    assert refusals(taken).splitlines()[3:] == ["3.txt: bukan foto", "… dan 5 lagi."]
