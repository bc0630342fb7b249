"""Who else is in the open story: a line above the editor that keeps nobody out."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.presence import Company, Seat, company
from desktop_app.ui.company.bar import CompanyBar
from desktop_app.ui.icons import Icons
from desktop_app.ui.theme import Mode, Theme

pytestmark = pytest.mark.qt
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture
def bar(qtbot, qapp):
    made = CompanyBar(Icons(RESOURCES / "icons", Theme(qapp, RESOURCES, Mode.LIGHT)))
    qtbot.addWidget(made)
    yield made
    qapp.setStyleSheet("")


def test_alone_there_is_no_line(bar):
    bar.show_company(company([Seat("a1", "Dewi", "d1", pen=True)], "a1", "d1"))
    assert not bar.isVisible()


def test_a_reader_is_named_and_a_writer_can_be_relieved(bar, qtbot):
    bar.show_company(company([Seat("a1", "Budi", "d2")], "a1", "d1"))
    assert bar.sentence.text() == "Budi juga membuka berita ini."
    assert not bar.take.isVisible()
    seats = [Seat("a1", "Budi", "d2", pen=True), Seat("a1", "Sari", "d3"), Seat("a2", "Tono", "d4")]
    bar.show_company(company(seats, "a1", "d1"))
    assert bar.sentence.text().startswith("Budi sedang menulis di berita ini.")
    assert bar.accessibleName() == bar.sentence.text()
    with qtbot.waitSignal(bar.pen_wished):
        qtbot.mouseClick(bar.take, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_take_over_is_read_until_something_changes(bar):
    bar.show_lost("Budi")
    lost = bar.sentence.text()
    assert "tersimpan" in lost
    bar.show_company(Company("Budi", ("Budi",)))  # the site tells the same again
    assert bar.sentence.text() == lost
    bar.show_company(Company("Sari", ("Sari", "Budi")))
    assert bar.sentence.text().startswith("Sari sedang menulis")
    bar.show_company(Company())
    assert not bar.isVisible()
