"""The story list on values alone, driven as a person would."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.listing import ArticleRow, Listing, Query, Sending
from desktop_app.ui.articles.model import PAGE

pytestmark = pytest.mark.qt
NOW = datetime.now(UTC)
EVIL = "<b>Judul</b> <img src='file:///etc/passwd'><script>x</script>"


def row(number, **more):
    values = {
        "id": f"a{number}",
        "short_title": f"Berita {number}",
        "headline": "",
        "authors": ("Dewi",),
        "section": "budaya",
        "stage": Stage.DRAFT,
        "publication": Publication.NONE,
        "updated_at": NOW - timedelta(hours=number),
        "sending": Sending.WAITING,
    }
    return ArticleRow(**(values | more))


def choose(box, words, qtbot):
    """Open *box* and click the entry that says *words*."""
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    entries = box.view()
    qtbot.waitUntil(entries.isVisible)
    at = entries.model().index(box.findText(words), 0)
    entries.scrollTo(at)
    place = entries.visualRect(at).center()
    qtbot.mouseMove(entries.viewport(), place)
    qtbot.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not entries.isVisible())


@pytest.mark.parametrize(
    ("words", "name"),
    [("Tanpa kredit", "without_credit"), ("Belum terkirim", "unsent"), ("Bentrok", "conflicted")],
)
def test_the_list_is_cut_to_what_still_lacks_something(articles, qtbot, words, name):
    with qtbot.waitSignal(articles.listing_wished, timeout=1000) as asked:
        choose(articles.trouble, words, qtbot)
    (query,) = asked.args
    assert query == Query(limit=PAGE, **{name: True})
    assert articles.clear.isVisible()
    articles.show_query(Query())
    articles.show_query(query)
    assert articles.trouble.currentText() == words
    with qtbot.waitSignal(articles.listing_wished, timeout=1000) as asked:
        qtbot.mouseClick(articles.clear, Qt.MouseButton.LeftButton)
    assert asked.args == [Query(limit=PAGE)]


def test_the_list_is_cut_to_days_and_a_kept_search_stays_relative(articles, qtbot):
    asked = []
    articles.listing_wished.connect(asked.append)
    choose(articles.touched, "7 hari", qtbot)
    choose(articles.trouble, "Bentrok", qtbot)
    qtbot.waitUntil(lambda: asked[-1:] == [Query(days=7, conflicted=True, limit=PAGE)])
    articles.show_query(Query(days=1))
    assert articles.touched.currentText() == "Hari ini"
    assert articles.trouble.currentIndex() == 0


def test_typing_in_the_search_box_asks_at_once_and_combines_filters(articles, qtbot):
    with qtbot.waitSignal(articles.listing_wished, timeout=1000) as asked:
        qtbot.keyClicks(articles.search, "banjir")
    assert asked.args[0] == Query(text="banjir", limit=PAGE)
    with qtbot.waitSignal(articles.listing_wished, timeout=1000) as asked:
        articles.stage.setCurrentIndex(articles.stage.findData("proof"))
    assert asked.args[0] == Query(text="banjir", stage=Stage.PROOF, limit=PAGE)


def test_an_answer_to_an_older_question_is_passed_over(articles, qtbot):
    articles.show_listing(Listing((row(1),), 1), Query(limit=PAGE))
    qtbot.keyClicks(articles.search, "x")
    articles.show_listing(Listing((row(1), row(2)), 2), Query(limit=PAGE))
    assert articles.model.rowCount() == 1


def test_return_in_the_search_box_then_on_a_row_opens_it(articles, qtbot):
    articles.show_listing(Listing((row(1), row(2)), 2), Query(limit=PAGE))
    articles.search.setFocus()
    qtbot.keyClick(articles.search, Qt.Key.Key_Return)
    qtbot.keyClick(articles.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(articles.article_wished) as asked:
        qtbot.keyClick(articles.list, Qt.Key.Key_Return)
    assert asked.args == ["a2"]


def test_the_end_of_twenty_thousand_rows_is_one_question_away(articles, qtbot):
    articles.show_listing(Listing(tuple(row(n) for n in range(PAGE)), 20_000, more=True), Query(limit=PAGE))
    with qtbot.waitSignal(articles.listing_wished) as asked:
        articles.list.scrollToBottom()
    assert asked.args[0].skip >= 20_000 - 2 * PAGE
    assert articles.model.row(19_999) is None
    skip = 20_000 - PAGE
    articles.show_listing(
        Listing(tuple(row(skip + n) for n in range(PAGE)), 20_000), Query(limit=PAGE, skip=skip)
    )
    assert articles.model.row(19_999).id == "a19999"


def test_a_thumbnail_is_asked_for_once(articles, qtbot):
    wished = []
    articles.thumbnail_wished.connect(wished.append)
    articles.show_listing(Listing((row(1, thumb_photo="p1"), row(2, thumb_photo="p1")), 2), Query(limit=PAGE))
    for _ in range(3):
        articles.grab()
    assert wished == ["p1"]


def test_empty_list_offers_to_begin_and_an_empty_search_to_change_it(articles, qtbot):
    articles.show_listing(Listing((), 0), Query(limit=PAGE))
    begin = articles.findChild(QAbstractButton, "articles.begin")
    assert begin.isVisible()
    with qtbot.waitSignal(articles.new_wished):
        qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(articles.search, "zzz")
    articles.show_listing(Listing((), 0), articles.query())
    assert not begin.isVisible()


def test_rows_paint_with_markup_as_text(articles):
    articles.show_listing(Listing((row(1, short_title=EVIL), row(2, short_title="")), 2), Query(limit=PAGE))
    assert not articles.grab().toImage().isNull()
    assert articles.model.data(articles.model.index(0, 0)) == EVIL


def test_a_row_says_where_its_story_stands_to_a_pointer_and_to_a_screen_reader(articles):
    held = row(1, headline="Banjir <surut>", stage=Stage.PROOF, sending=Sending.PARKED)
    live = row(2, publication=Publication.LIVE, sending=Sending.SENT)
    ahead = row(3, publication=Publication.LIVE, sending=Sending.SENT, changed=True)
    articles.show_listing(Listing((held, live, ahead), 3), Query(limit=PAGE))
    first, second, third = (articles.model.index(number, 0) for number in range(3))
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Berita 1. Korektor · Tertahan"
    assert second.data(Qt.ItemDataRole.AccessibleTextRole) == "Berita 2. Terbit · Terkirim"
    assert third.data(Qt.ItemDataRole.AccessibleTextRole) == "Berita 3. Terbit, ada perubahan · Terkirim"
    assert "Banjir &lt;surut&gt;<br>Dewi<br>Korektor · Tertahan" in first.data(Qt.ItemDataRole.ToolTipRole)
