"""Panes on values alone, driven as a person would."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.alarm import Alarm, AlarmKind
from desktop_app.domain.article import Article, Page, PhotoUse, Publication, Stage
from desktop_app.domain.changes import NOTHING
from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.directory import Contributor, Directory
from desktop_app.domain.listing import RevisionInfo, Version
from desktop_app.domain.opened import OpenArticle, TakenIn
from desktop_app.domain.outbox import Step, StepState, SyncState
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.readiness import Check, Evidence, readiness
from desktop_app.ui.crash import CrashWindow, report_of
from desktop_app.ui.history.pane import HistoryPane
from desktop_app.ui.icons import LOOKS
from desktop_app.ui.outbox.pane import OutboxPane
from desktop_app.ui.photos.pane import PhotosPane
from desktop_app.ui.readiness.pane import ReadinessPane
from desktop_app.ui.status import StatusLine
from desktop_app.ui.theme import DARK, LIGHT, Mode
from desktop_app.ui.widgets import QuietBar

pytestmark = pytest.mark.qt
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
NOW = datetime.now(UTC)
EVIL = "<b>Judul</b> <img src='file:///etc/passwd'><script>x</script>"


def opened(article, photos=(), checks=None, url="", page=None):
    held = {photo.id: photo for photo in photos}
    lines = readiness(Evidence(article, held)) if checks is None else checks
    return OpenArticle(article, "r1", (), held, page, lines, (), (), url)


# -- photos


def photo(**more):
    values = {
        "id": "p1",
        "sha256": "0" * 64,
        "width": 1600,
        "height": 1000,
        "file_name": "banjir.jpg",
        "credit": Credit(("Siti Aminah",), licence=Licence.OWN),
        "caption": "Warga menyeberang.",
    }
    return Photo(**(values | more))


@pytest.fixture
def photos(theme, icons, qtbot):
    pane = PhotosPane(theme, icons)
    qtbot.addWidget(pane)
    pane.set_site("Berita Kota")
    pane.resize(400, 900)
    pane.show()
    return pane


def test_the_proposal_says_where_it_came_from_and_the_line_grows_while_typing(photos, qtbot):
    photos.show_article(opened(Article("a1")))
    photos.show_taken(TakenIn((photo(),), (), NOTHING))
    form = photos.form
    assert form.origin.isVisible()
    assert "banjir.jpg" in form.origin.text()
    assert form.line.text() == "photo Siti Aminah - Berita Kota"
    qtbot.keyClicks(form.creators, ", Budi")
    assert form.line.text() == "photo Siti Aminah, Budi - Berita Kota"


def test_the_button_stands_still_while_a_name_is_typed(photos, qtbot):
    photos.show_photos((photo(),))
    form = photos.form
    form.creators.clear()

    def top():
        qtbot.wait(10)  # a layout takes its turn of the event loop
        return form.save.mapTo(photos, QPoint(0, 0)).y()

    before = top()
    for name in ("Siti Aminah Rahmawati Kusumaningtyas", ", Budi Santoso Wirawan"):
        qtbot.keyClicks(form.creators, name)
        assert top() == before
    assert form.octets.isVisible()
    # Pressing the button leaves the field, and only then a name one letter off is asked about.
    form.set_directory(Directory((Contributor("c", "Edi Wijaya"),)))
    form.creators.setText("Edi Wijyaa")
    before = top()
    form.creators.editingFinished.emit()
    assert form.slip.isVisible()
    assert top() == before
    form.slip.click()
    assert not form.slip.isVisible()
    assert top() == before


def test_saving_hands_over_every_field(photos, qtbot):
    photos.show_photos((photo(),))
    form = photos.form
    qtbot.keyClicks(form.alt, "Dua warga di jalan banjir")
    form.form.setCurrentIndex(form.form.findData(CreditForm.AGENCY.value))
    form.licence.setCurrentIndex(form.licence.findData(Licence.AGENCY.value))
    qtbot.keyClicks(form.source, "ANTARA FOTO")
    form.limited.setChecked(True)
    form.expires.setDate(date(2027, 6, 22))
    assert form.line.text() == "photo ANTARA FOTO/Siti Aminah"
    with qtbot.waitSignal(photos.credit_wished) as asked:
        qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    wanted = Credit(
        ("Siti Aminah",), "ANTARA FOTO", CreditForm.AGENCY, Licence.AGENCY, expires=date(2027, 6, 22)
    )
    assert asked.args == ["p1", wanted, "Warga menyeberang.", "Dua warga di jalan banjir", False]


def test_a_refusal_stands_beside_the_button(photos):
    photos.show_photos((photo(),))
    photos.refuse("photos.credit", EVIL)
    assert photos.form.refusal.isVisible()
    assert photos.form.refusal.text() == EVIL
    assert photos.form.refusal.textFormat() == Qt.TextFormat.PlainText


def test_what_is_being_typed_survives_a_refresh(photos, qtbot):
    photos.show_photos((photo(),))
    qtbot.keyClicks(photos.form.source, "Humas")
    photos.show_photos((photo(focus=(0.5, 0.5)),))
    assert photos.form.source.text() == "Humas"


def test_refused_files_are_named_one_by_one(photos):
    photos.show_taken(TakenIn((), (("a.jpg", "a.jpg: rusak"), ("b.txt", "bukan foto")), NOTHING))
    assert photos.told.text().splitlines() == ["a.jpg: rusak", "b.txt: bukan foto"]
    assert not photos.noted.isVisible()


def test_a_click_on_the_picture_is_the_focal_point(photos, qtbot):
    photos.show_photos((photo(),))
    picture = photos.picture
    picture.show_image(QImage(160, 100, QImage.Format.Format_RGB32))
    frame = picture._frame()
    at = QPoint(int(frame.left() + frame.width() * 0.25), int(frame.top() + frame.height() * 0.5))
    with qtbot.waitSignal(photos.focus_wished) as asked:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=at)
    assert asked.args[0] == "p1"
    assert asked.args[1:] == pytest.approx([0.25, 0.5], abs=0.01)
    with qtbot.waitSignal(photos.focus_wished) as asked:
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert asked.args[1] == pytest.approx(0.27, abs=0.011)


def test_hero_first_and_taken_away_again(photos, qtbot):
    story = Article("a1", hero=PhotoUse("p2"))
    photos.show_article(opened(story, (photo(), photo(id="p2", file_name="hero.jpg"))))
    assert photos.list.item(0).data(Qt.ItemDataRole.UserRole) == "p2"
    with qtbot.waitSignal(photos.hero_dropped):
        qtbot.mouseClick(photos.hero, Qt.MouseButton.LeftButton)
    photos.list.setCurrentRow(1)
    with qtbot.waitSignal(photos.hero_wished) as asked:
        qtbot.mouseClick(photos.hero, Qt.MouseButton.LeftButton)
    assert asked.args == ["p1"]
    with qtbot.waitSignal(photos.body_wished) as asked:
        qtbot.mouseClick(photos.body, Qt.MouseButton.LeftButton)
    assert asked.args == ["p1", "Warga menyeberang."]


def test_dropped_files_are_wished(photos, qtbot, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg")), QUrl("https://example.org/b.jpg")])
    nothing = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    with qtbot.waitSignal(photos.files_wished) as asked:
        photos.dropEvent(drop)
    assert asked.args == [[tmp_path / "a.jpg"]]


# -- readiness, outbox, history, status


@pytest.fixture
def ready(theme, icons, qtbot):
    pane = ReadinessPane(theme, icons)
    qtbot.addWidget(pane)
    pane.resize(400, 700)
    pane.show()
    return pane


def test_a_reason_is_asked_only_where_it_helps_and_of_whom_it_helps(ready):
    story = Article("a1", headline="Ada", hero=PhotoUse("p1"))
    whole = photo(
        confirmed=True,
        alt="Dua warga",
        focus=(0.5, 0.5),
        renditions=(Rendition("hero", "jpeg", 1, 1, "1" * 64),),
    )
    ready.show_article(opened(story, (whole,)))
    assert ready.override.isVisible()
    ready.show_article(opened(story, (replace(whole, confirmed=False),)))
    assert not ready.override.isVisible()
    ready.may_publish = False
    ready.show_article(opened(story, (whole,)))
    assert not ready.override.isVisible()


def test_a_story_that_was_taken_down_asks_for_the_reason_and_says_where_it_stands(ready):
    page = Page("a1", "ada", "r1", Publication.WITHDRAWN, taken_down=True)
    checks = tuple(
        replace(check, ok=True) if check.rule != "taken_down" else check
        for check in readiness(Evidence(Article("a1"), {}, taken_down=True))
    )
    ready.show_article(opened(Article("a1"), checks=checks, page=page))
    assert ready.state.text() == "Ditarik"
    assert "tulis alasannya" in ready.why.text()
    assert not ready.publish.isEnabled()
    assert ready.override.isVisible()
    ready.override.click()
    assert ready.form.reason.isVisible()


@pytest.mark.parametrize(
    ("kind", "url", "green", "helps"),
    [
        (AlarmKind.DIFFERS, "https://a", True, "again"),
        (AlarmKind.DIFFERS, "https://a", False, "look"),
        (AlarmKind.MISSED, "https://a", True, "again"),
        (AlarmKind.MISSED, "", True, "look"),  # the command is still here: it only has to be sent
        (AlarmKind.STILL_THERE, "https://a", True, "look"),
    ],
)
def test_an_alarm_offers_the_one_thing_that_helps_although_all_is_out_already(
    ready, qtbot, kind, url, green, helps
):
    checks = (Check("headline", "Judul", green, "" if green else "Tulis judulnya."),)
    page = Page("a1", "ada", "r1", Publication.LIVE)
    ready.show_article(opened(Article("a1"), checks=checks, page=page))
    assert not ready.again.isVisible()
    assert not ready.look.isVisible()
    ready.show_alarms((Alarm("a1", kind, "Ada", "Halamannya lain.", url),))
    assert (ready.again.isVisible(), ready.look.isVisible()) == (helps == "again", helps == "look")
    with qtbot.waitSignal(ready.publish_wished if helps == "again" else ready.look_wished):
        getattr(ready, helps).click()
    ready.show_alarms(())
    assert not ready.again.isVisible()
    assert not ready.look.isVisible()


def test_each_red_line_leads_to_its_place_and_publish_says_why_not(ready, qtbot):
    ready.show_article(opened(Article("a1", headline="Ada")))
    assert not ready.publish.isEnabled()
    assert ready.why.text() == "Belum dapat terbit. Tulis judul pendek untuk daftar dan alamat."
    line = ready.findChild(QAbstractButton, "readiness.lead")
    with qtbot.waitSignal(ready.place_wished) as asked:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert asked.args == ["lead"]
    with qtbot.waitSignal(ready.stage_wished) as asked:
        stage = ready.findChild(QAbstractButton, "readiness.stage_proof")
        qtbot.mouseClick(stage, Qt.MouseButton.LeftButton)
    assert asked.args == [Stage.PROOF]


def test_only_the_signature_missing_lets_a_proofreader_sign(ready, qtbot):
    lines = (
        Check("headline", "Judul", True),
        Check("sign_off", "Disahkan korektor", False, "Belum.", "sign_off"),
    )
    ready.show_article(opened(Article("a1"), checks=lines))
    assert ready.sign.isEnabled()
    with qtbot.waitSignal(ready.sign_wished):
        qtbot.mouseClick(ready.sign, Qt.MouseButton.LeftButton)
    assert not ready.publish.isEnabled()


def test_all_green_publishes_and_the_address_can_be_copied(ready, qtbot, qapp):
    lines = (Check("headline", "Judul", True), Check("sign_off", "Disahkan korektor", True))
    ready.show_article(opened(Article("a1"), checks=lines, url="http://127.0.0.1:1/berita/x"))
    with qtbot.waitSignal(ready.publish_wished):
        qtbot.mouseClick(ready.publish, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(ready.copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == "http://127.0.0.1:1/berita/x"


def test_a_live_story_that_has_not_changed_is_not_published_again(ready):
    lines = (Check("sign_off", "Disahkan korektor", True),)
    page = Page("a1", "x", "r1", Publication.LIVE, record_hash="h1")
    # Handing it on makes a new revision, and the public reads none of that.
    same = replace(opened(Article("a1"), checks=lines, page=page), revision="r2", record_hash="h1")
    ready.show_article(same)
    assert not ready.publish.isEnabled()
    assert not ready.schedule.isEnabled()
    assert ready.publish.text() == "Sudah terbit"
    assert ready.why.text() == "Tidak ada yang berubah sejak terbit."
    assert ready.publish.accessibleDescription() == ready.why.text()
    assert ready.state.text() == "Terbit"
    # A caption put right is of the photo, not of the story's revision, and has to go out.
    ready.show_article(replace(same, record_hash="h2"))
    assert ready.publish.isEnabled()
    assert ready.publish.text() == "Terbitkan perubahan"
    assert ready.state.text() == "Terbit, ada perubahan"


def test_a_parked_step_says_why_and_can_be_tried_again(icons, qtbot):
    pane = OutboxPane(icons)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_steps((Step("s1", "article", "a1", EVIL, StepState.PARKED, "Situs menolak."),))
    texts = [each.text() for each in pane.findChildren(QLabel)]
    assert "Situs menolak." in texts
    again = pane.findChild(QAbstractButton, "outbox.retry_a1")
    with qtbot.waitSignal(pane.retry_wished) as asked:
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert asked.args == ["a1"]
    pane.show_steps(())
    assert pane.empty.isVisible()


def test_an_older_version_can_be_brought_back_but_not_the_newest(icons, theme, qtbot):
    pane = HistoryPane(icons, theme)
    qtbot.addWidget(pane)
    pane.show_history(
        tuple(Version(RevisionInfo(f"r{n}", (), "Dewi", "meja", "autosave", NOW, sent=False)) for n in (2, 1))
    )
    pane.resize(420, 720)
    pane.show()
    assert not pane.restore.isEnabled()
    place = pane.list.visualItemRect(pane.list.item(1)).center()
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(pane.restore_wished) as asked:
        qtbot.mouseClick(pane.restore, Qt.MouseButton.LeftButton)
    assert asked.args == ["r1"]


def test_the_status_line_tells_how_much_waits_and_why(icons, qtbot):
    line = StatusLine(icons)
    qtbot.addWidget(line)
    line.show_sync(SyncState(3, 0, False, NOW, "Situs belum dapat dihubungi."), busy=False)
    assert line.waiting.text() == "3 menunggu"
    assert "Situs belum dapat dihubungi." in line.waiting.accessibleName()
    assert line.site.text().startswith("Situs tidak terjangkau")
    line.show_sync(SyncState(0, 0, True, NOW), busy=False)
    assert line.waiting.text() == "Semua terkirim"


def test_trouble_is_a_quiet_bar_with_retry(icons, qtbot):
    bar = QuietBar(icons)
    qtbot.addWidget(bar)
    tried = []
    bar.say("Diska penuh.", lambda: tried.append(1))
    assert bar.isVisible()
    qtbot.mouseClick(bar.retry, Qt.MouseButton.LeftButton)
    assert tried == [1]
    assert not bar.isVisible()
    bar.say("Tidak.")
    assert not bar.retry.isVisible()


def test_the_crash_window_can_be_copied_and_lets_go_on(qtbot, qapp):
    try:
        raise KeyError(EVIL)
    except KeyError as error:
        report = report_of(type(error), error, error.__traceback__)
    window = CrashWindow(report)
    qtbot.addWidget(window)
    window.show()
    assert not window.isModal()
    qtbot.mouseClick(window.copy, Qt.MouseButton.LeftButton)
    assert "KeyError" in qapp.clipboard().text()


# -- looks


def test_every_icon_asked_for_is_shipped(icons):
    missing = [name for name in LOOKS.values() if not (RESOURCES / "icons" / f"{name}.svg").is_file()]
    assert missing == []
    assert not icons.pixmap("bold", 16).isNull()


def test_light_and_dark_are_readable(theme):
    def light_of(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(one, other):
        low, high = sorted((light_of(one), light_of(other)))
        return (high + 0.05) / (low + 0.05)

    for tones in (LIGHT, DARK):
        for ground in (tones.window, tones.surface, tones.raised, tones.hover, tones.accent_soft):
            assert contrast(tones.text, ground) >= 7
            assert contrast(tones.muted, ground) >= 4.5
        for name in ("good", "warn", "bad", "accent"):
            assert contrast(getattr(tones, name), getattr(tones, f"{name}_soft")) >= 4.5
            assert contrast(getattr(tones, name), tones.surface) >= 4.5
        assert contrast(tones.on_accent, tones.accent) >= 4.5


def test_the_theme_changes_palette_and_tells(theme, qtbot, qapp):
    with qtbot.waitSignal(theme.changed):
        theme.choose(Mode.DARK)
    assert qapp.palette().window().color().name() == DARK.window
    theme.choose(Mode.LIGHT)
    assert qapp.palette().window().color().name() == LIGHT.window


def test_every_control_has_a_name_and_an_accessible_name(articles, photos, ready):
    photos.show_photos((photo(),))
    QAccessible.setActive(True)
    for pane in (articles, photos, ready):
        for each in pane.findChildren(QWidget):
            if not isinstance(each, (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)):
                continue
            if each.objectName().startswith("qt_") or isinstance(each.parent(), (QLineEdit, QComboBox)):
                continue
            if each.parent().metaObject().className().startswith(("QCalendar", "QDateEdit", "QPrevNext")):
                continue
            face = QAccessible.queryAccessibleInterface(each)
            assert each.objectName(), each
            assert face.text(QAccessible.Text.Name), each.objectName()
