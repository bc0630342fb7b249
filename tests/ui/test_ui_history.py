"""Riwayat read by a person: choose one version or two, see the words that came and went."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.article import Article, Publication, Stage
from desktop_app.domain.document import BlockText
from desktop_app.domain.listing import ArticleRow, Listing, Recovered, RevisionInfo, Sending, Version
from desktop_app.domain.opened import OpenArticle
from desktop_app.markup.comparison import Side, compare
from desktop_app.markup.stored import read_body
from desktop_app.ui.editor.beside import LEFT, RIGHT, BesideWindow
from desktop_app.ui.history.pane import HistoryPane
from desktop_app.ui.history.recovered import RecoveredWindow
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
    assert pane.difference.toPlainText().replace("\u2028", "\n").splitlines() == [
        "Satu dua\u200atiga.",
        "Sama.",
    ]
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


def test_rescued_stories_show_what_changed_and_open(qapp, qtbot):
    made = RecoveredWindow(Theme(qapp, RESOURCES, Mode.LIGHT))
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.comparison_wished) as asked:
        made.show_recovered((Recovered("a1", "Banjir", NOW, "r1", "r2"),))
    assert asked.args == ["a1", "r1", "r2"]
    made.show_comparison("r1", "r2", compare(story("Lama."), story("Baru.")))
    assert "Baru" in made.difference.toPlainText()
    with qtbot.waitSignal(made.story_wished) as asked:
        qtbot.mouseClick(made.open_story, Qt.MouseButton.LeftButton)
    assert asked.args == ["a1"]


def test_two_stories_are_read_beside_each_other(qtbot):
    made = BesideWindow()
    qtbot.addWidget(made)
    made.show()
    article = story("Alinea satu.", headline="Kiri").article
    made.show_story(LEFT, OpenArticle(article, "r1", read_body(article.body), {}, None, (), (), ()))
    row = ArticleRow("b", "Kanan", "", ("Dewi",), "", Stage.DRAFT, Publication.NONE, NOW, Sending.SENT)
    made.show_listing(RIGHT, Listing((row,), 1))
    left, right = made.columns[LEFT], made.columns[RIGHT]
    assert left.headline.text() == "Kiri"
    assert left.view.isReadOnly()
    qtbot.keyClicks(right.search, "kan")
    with qtbot.waitSignal(made.story_wished) as asked:
        qtbot.keyClick(right.search, Qt.Key.Key_Return)
    assert asked.args == [RIGHT, "b"]
