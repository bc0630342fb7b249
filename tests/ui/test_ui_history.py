"""Riwayat read by a person: choose one version or two, see the words that came and went."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.article import Article
from desktop_app.domain.document import BlockText
from desktop_app.domain.listing import RevisionInfo, Version
from desktop_app.markup.comparison import Side, compare
from desktop_app.ui.history.pane import HistoryPane
from desktop_app.ui.icons import Icons
from desktop_app.ui.start import RESOURCES
from desktop_app.ui.theme import Mode, Theme

pytestmark = pytest.mark.qt
NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


def version(rev, parent, *parts):
    return Version(RevisionInfo(rev, (), "Dewi", "meja", "autosave", NOW, sent=False), parts, parent)


VERSIONS = (version("r3", "r2", "body"), version("r2", "r1", "headline"), version("r1", ""))


def story(*texts, **fields):
    body = tuple(BlockText(f"b{number}", text) for number, text in enumerate(texts))
    return Side(Article("a", body=body, **fields), {})


@pytest.fixture
def pane(qapp, qtbot):
    theme = Theme(qapp, RESOURCES, Mode.LIGHT)
    made = HistoryPane(Icons(RESOURCES / "icons", theme), theme)
    qtbot.addWidget(made)
    made.resize(420, 720)
    made.show()
    return made


def test_the_newest_version_is_read_against_the_one_before(pane, qtbot):
    with qtbot.waitSignal(pane.comparison_wished) as asked:
        pane.show_history(VERSIONS)
    assert asked.args == ["r2", "r3"]
    pane.show_comparison("r2", "r3", compare(story("Satu dua.", "Sama."), story("Satu tiga.", "Sama.")))
    assert pane.difference.toPlainText().replace("\u2028", "\n").splitlines() == ["Satu duatiga.", "Sama."]
    assert pane.counts.text() == "+1 −1 kata"


def test_two_chosen_versions_are_read_against_each_other(pane, qtbot):
    pane.show_history(VERSIONS)
    pane.list.clearSelection()
    pane.list.item(2).setSelected(True)
    with qtbot.waitSignal(pane.comparison_wished) as asked:
        pane.list.item(0).setSelected(True)
    assert asked.args == ["r1", "r3"]
    assert not pane.restore.isEnabled()


def test_an_answer_that_comes_too_late_is_passed_over(pane):
    pane.show_history(VERSIONS)
    pane.show_comparison("r1", "r2", compare(story(headline="Lama"), story(headline="Baru")))
    assert pane.difference.toPlainText() == ""


def test_unchanged_parts_are_folded_and_can_be_shown(pane, qtbot):
    same = [f"Alinea {number}." for number in range(6)]
    pane.show_history(VERSIONS)
    pane.show_comparison("r2", "r3", compare(story(*same, "Lama."), story(*same, "Baru.")))
    assert "5 bagian tidak berubah" in pane.difference.toPlainText()
    pane.whole.setChecked(True)
    assert "Alinea 0." in pane.difference.toPlainText()


def test_the_wide_window_reads_the_same(pane, qtbot):
    pane.show_history(VERSIONS)
    pane.show_comparison("r2", "r3", compare(story("Lama."), story("Baru.")))
    qtbot.mouseClick(pane.widen, Qt.MouseButton.LeftButton)
    assert pane._wide.isVisible()
    assert "Baru." in pane._wide_view.toPlainText()
    pane._wide.close()
