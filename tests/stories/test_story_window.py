"""A day at the real window with hands on keys and mouse: write, find, picture, sign, publish, unplug, plug back."""

import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PIL import Image
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from desktop_app.app.join import joined
from desktop_app.app.walk import fetch
from desktop_app.desk import finding, picturing, previewing, syncing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.credit import credit_line
from desktop_app.domain.document import ListBlock, Paragraph, Subhead
from desktop_app.domain.opened import OpenArticle, PreviewPage
from desktop_app.ui.start import RESOURCES, Session

pytestmark = [
    pytest.mark.qt,
    pytest.mark.slow,
    pytest.mark.qt_log_level_fail("WARNING"),
    # A machine without a graphics card: the browser engine paints by itself then.
    pytest.mark.qt_log_ignore(
        "QRhi", "RHI backend", "RHI for backend", "[Vv]ulkan", "GPUInfo", "detect GPU vendor", extend=True
    ),
]
SOON_MS = 15_000
SITE_MS = 40_000
SHORT = "Jembatan Gantung Selesai"
HEADLINE = "Jembatan Gantung Selesai, Anak Sekolah Tidak Lagi Menyeberang dengan Rakit"
LEAD = "Jembatan sepanjang 84 meter di Desa Sukamulya dibuka Selasa pagi."
CAPTION = "Anak sekolah melintas di jembatan baru, Selasa (24/11)."
CTRL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """What a person does: looks for a thing by its name, clicks it, types; waits until the window says something."""

    def __init__(self, session: Session, desk: Desk, bot) -> None:
        self.session = session
        self.desk = desk
        self.bot = bot

    @property
    def window(self) -> QWidget:
        return self.session.window

    def find(self, name: str, kind: type = QWidget):
        """The thing of that name; of two (the panel's form and the light table's) the one that can be seen."""
        found = self.window.findChildren(kind, name)
        assert found, name
        return next((each for each in found if isinstance(each, QWidget) and each.isVisible()), found[0])

    def text(self, name: str) -> str:
        return self.find(name, QLabel).text()

    def click(self, name: str) -> None:
        widget = self.find(name)
        self.until(lambda: widget.isEnabled() and widget.isVisible())
        up = widget.parentWidget()
        while up is not None and not isinstance(up, QScrollArea):
            up = up.parentWidget()
        if up is not None:
            up.ensureWidgetVisible(widget)
        at = QPoint() if isinstance(widget, QAbstractButton) else QPoint(8, 8)
        target = widget.viewport() if hasattr(widget, "viewport") else widget
        self.bot.mouseClick(target, Qt.MouseButton.LeftButton, pos=at)

    def type(self, text: str) -> None:
        """Into whatever has the focus, Enter for each line end and Tab for each tab."""
        keys = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
        for sign in text:
            widget = QApplication.focusWidget()
            assert widget is not None
            if sign in keys:
                QTest.keyClick(widget, keys[sign])
            else:
                QTest.keyClicks(widget, sign)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def until(self, said: Callable[[], object], within_ms: int = SOON_MS) -> None:
        try:
            self.bot.waitUntil(lambda: bool(said()), timeout=within_ms)
        except self.bot.TimeoutError:
            labels = [each for each in self.window.findChildren(QLabel) if each.isVisible() and each.text()]
            told = {each.objectName() or "-": each.text() for each in labels}
            steps = [(step.title, step.state, step.reason, step.tries) for step in syncing.steps(self.desk)]
            raise AssertionError(f"{told}, {self.find('status.waiting').text()}, {steps}") from None

    def saved(self) -> None:
        """Until the bottom line says that all is on disk."""
        self.until(lambda: self.text("status.saved").startswith("Tersimpan"))
        self.until(
            lambda: self.session.newsroom.all_saved and not self.session.window.editor._pause.isActive()
        )

    def stored(self) -> OpenArticle:
        return finding.open_article(self.desk, self.session.newsroom.open_id)


@pytest.fixture
def hand(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Hand]:
    before = set(threading.enumerate())
    with joined(tmp_path / "meja") as desk:
        memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        session = Session(qapp, lambda: nullcontext((desk, None)), resources=RESOURCES, memory=memory)
        painted: list[object] = []
        session.open(shown=painted.append)
        try:
            qtbot.waitUntil(lambda: bool(painted), timeout=SOON_MS)
            session.window.activateWindow()
            qtbot.waitUntil(session.window.isActiveWindow, timeout=SOON_MS)
            yield Hand(session, desk, qtbot)
        finally:
            session.close()
            session.window.deleteLater()
            session.deleteLater()
            qapp.processEvents()
    assert set(threading.enumerate()) - before == set()


def test_a_story_from_the_first_key_to_the_public_and_back_from_a_pulled_plug(
    hand: Hand, tmp_path: Path
) -> None:
    shown: list[PreviewPage] = []
    hand.session.newsroom.page_rendered.connect(shown.append)
    _write(hand)
    _find(hand)
    _picture(hand, tmp_path)
    url = _publish(hand, shown)
    _pull_the_plug(hand, url)


def _write(hand: Hand) -> None:
    hand.until(lambda: hand.text("articles.count") == "0 berita")
    hand.key(Qt.Key.Key_N, CTRL)
    hand.until(lambda: hand.find("editor.short_title").isEnabled())
    hand.click("editor.short_title")
    hand.type(f"{SHORT}\t{HEADLINE}\t{LEAD}\tRatih Kusumaningtyas\t")
    assert QApplication.focusWidget() is hand.find("editor.section")
    hand.key(Qt.Key.Key_Down)
    hand.type("\tjembatan, desa")
    assert QApplication.focusWidget() is hand.find("editor.tags")
    hand.click("editor.body")
    hand.type(
        "Warga bergotong royong **empat bulan** lamanya.\n"
        "## Tidak lagi naik rakit\n"
        "Sungai itu _kerap_ meluap.\n"
        "- 84 meter\n"
        "kabel baja\n\n"
        "Pemerintah desa menjaga jembatan itu."
    )
    hand.saved()
    opened = hand.stored()
    article = opened.article
    assert (article.short_title, article.headline, article.lead) == (SHORT, HEADLINE, LEAD)
    assert article.authors == ("Ratih Kusumaningtyas",)
    assert article.tags == ("jembatan", "desa")
    assert article.section
    kinds = [type(block.content) for block in opened.document]
    assert kinds == [Paragraph, Subhead, Paragraph, ListBlock, Paragraph]
    first = opened.document[0].content
    assert [(run.text, run.bold) for run in first.runs] == [
        ("Warga bergotong royong ", False),
        ("empat bulan", True),
        (" lamanya.", False),
    ]


def _find(hand: Hand) -> None:
    hand.find("articles").setFocus()  # out of the story, where Ctrl+F looks in the story itself
    hand.key(Qt.Key.Key_F, CTRL)
    hand.until(lambda: QApplication.focusWidget() is hand.find("articles.search"))
    hand.type("tidak-ada-kata-ini")
    hand.until(lambda: hand.text("articles.count") == "0 cocok")
    hand.key(Qt.Key.Key_A, CTRL)
    hand.type("bergotong royong")
    hand.until(lambda: hand.text("articles.count") == "1 cocok")
    hand.key(Qt.Key.Key_A, CTRL)
    hand.key(Qt.Key.Key_Delete)
    hand.until(lambda: hand.text("articles.count") == "1 berita")


def _picture(hand: Hand, folder: Path) -> None:
    file = folder / "jembatan.jpg"
    Image.linear_gradient("L").resize((1800, 1200)).convert("RGB").save(file, quality=88)
    pane = hand.session.window.photos
    pane.files_wished.emit([file])
    hand.until(lambda: pane.current and hand.find("photos.creators").isVisible())
    assert "tidak menyebut pembuatnya" in hand.text("photos.origin")
    hand.click("photos.creators")
    hand.type("Yohanes Adi Pramudya")
    hand.click("photos.save_credit")  # half a credit may be kept, but it keeps the story from the public
    hand.find("photos.licence").setFocus()
    hand.key(Qt.Key.Key_Down)
    hand.click("photos.caption")
    hand.type(f"{CAPTION}\tAnak berseragam berjalan di jembatan gantung")
    assert QApplication.focusWidget() is hand.find("photos.alt")
    hand.click("photos.save_credit")
    photo = pane.current
    hand.until(lambda: picturing.photo(hand.desk, photo).caption == CAPTION)
    hand.until(lambda: picturing.photo(hand.desk, photo).renditions, SITE_MS)
    hand.click("photos.hero")
    hand.until(lambda: hand.text("photos.role").startswith("Foto utama"))
    hand.click("photos.agree_crops")
    hand.until(lambda: not hand.find("photos.agree_crops").isVisible())


def _publish(hand: Hand, shown: list[PreviewPage]) -> str:
    hand.key(Qt.Key.Key_3, CTRL)
    hand.until(lambda: hand.find("readiness.sign").isVisible())
    assert not hand.find("readiness.publish").isEnabled()
    hand.click("readiness.sign")
    hand.until(lambda: hand.text("readiness.summary").startswith("Semua siap"))
    hand.click("readiness.publish")
    hand.until(lambda: hand.text("readiness.address"), SITE_MS)
    hand.until(lambda: hand.find("status.waiting").text() == "Semua terkirim", SITE_MS)
    hand.key(Qt.Key.Key_F5)  # the site's newest lists, which it made on publishing
    url = hand.text("readiness.address")
    story = hand.session.newsroom.open_id
    hand.until(lambda: previewing.page(hand.desk, story).html == fetch(url), SITE_MS)
    public = fetch(url)
    opened = hand.stored()
    line = credit_line(opened.photos[opened.article.hero.photo_id].credit, "Berita Kota")
    for part in (HEADLINE, LEAD, CAPTION, line, "<strong>empat bulan</strong>", "Tidak lagi naik rakit"):
        assert part in public
    hand.until(lambda: shown[-1].html == public)
    assert hand.session.window.preview.browser is not None
    titles: list[object] = []

    def title_is_there() -> bool:
        hand.session.window.preview.browser.run("document.title", titles.append)
        return bool(titles) and SHORT in str(titles[-1])

    hand.until(title_is_there)
    return url


def _pull_the_plug(hand: Hand, url: str) -> None:
    plug = hand.find("menu.plug", QAction)
    plug.trigger()
    hand.until(lambda: "tidak terjangkau" in hand.text("status.site"), SITE_MS)
    with pytest.raises(OSError, match=r"."):
        fetch(url)
    hand.click("editor.body")
    hand.key(Qt.Key.Key_End, CTRL)
    hand.type(" Lampu jalan menyusul.")
    hand.saved()
    hand.until(lambda: hand.find("status.waiting").text().endswith("menunggu"), SITE_MS)
    assert hand.stored().document[-1].content.runs[-1].text.endswith("Lampu jalan menyusul.")
    plug.trigger()
    hand.until(lambda: hand.find("status.waiting").text() == "Semua terkirim", SITE_MS)
    hand.until(lambda: HEADLINE in fetch(hand.stored().public_url), SITE_MS)
