"""The photo workspace by keys and mouse, over a real desk on a temporary folder."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox, QRadioButton, QSplitter, QWidget

from desktop_app.desk import directory, lists, picturing, writing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.clash import Clash
from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.directory import Contributor, ContributorKind
from desktop_app.domain.newsroom import Person, Role, SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.page.render import Renderer
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.intake import Intake
from desktop_app.storage import records
from desktop_app.storage.store import Store
from desktop_app.sync.address import Address, nowhere
from desktop_app.ui.menus import raise_dock
from desktop_app.ui.photos.directory import DirectoryDialog
from desktop_app.ui.start import RESOURCES, Session

pytestmark = pytest.mark.qt
COUNT = 24
READ_MS = 600  # in which somebody has read a proposal
CTRL = Qt.KeyboardModifier.ControlModifier


def photo_id(number):
    return f"0198f3c2-0000-7000-8000-{number:012d}"


@pytest.fixture
def desk(tmp_path):
    store = Store.open(tmp_path / "meja")

    @lru_cache
    def renderer(site: SiteSettings) -> Renderer:
        return Renderer(RESOURCES / "public", site)

    intake = Intake(workers=1)
    made = Desk(
        store=store,
        blobs=Blobs(tmp_path / "meja" / "photos"),
        intake=intake,
        person=Person("dewi", "Dewi", Role.ADMIN),
        device="d1",
        clock=lambda: datetime.now(UTC),
        renderer_for=renderer,
        address=Address("", "", nowhere),
        static=RESOURCES / "public" / "static",
    )
    with store.writing() as tx:
        for number in range(COUNT):
            photo = Photo(
                photo_id(number),
                f"{number:064x}",
                1600,
                1200,
                file_name=f"IMG_{number:02}.jpg",
                taken_at=datetime(2026, 11, 24, 2, number, tzinfo=UTC),
            )
            records.save(tx, "photo", photo.id, to_plain(photo), by="A", at=made.clock(), reason="intake")
    for name, code in (("Ni Luh Sari", "nls"), ("Edi Wijaya", "ew"), ("Sukarno", "sk")):
        directory.keep(made, Contributor("", name, codes=(code,), licence=Licence.OWN))
    directory.keep(made, Contributor("", "ANTARA FOTO", ContributorKind.AGENCY))
    lists.keep_entry(made, "name", "gub", "Gubernur Siti Rahma")
    yield made
    intake.close()
    store.close()


@pytest.fixture
def window(qtbot, qapp, tmp_path, desk, monkeypatch):
    # Without a site there is nothing to send to, and no round shall come between.
    monkeypatch.setattr("desktop_app.ui.newsroom.rounds.Rounds.start", lambda _self: None)
    monkeypatch.setattr("desktop_app.ui.preview.pane.PreviewPane.showEvent", lambda _self, _event: None)
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    memory.setValue("mode", "light")
    session = Session(qapp, lambda: nullcontext((desk, None)), resources=RESOURCES, memory=memory)
    session.open()
    qtbot.waitUntil(lambda: session.window.isVisible() and session._newsroom is not None)
    made = session.window
    made.resize(1280, 800)
    qtbot.mouseClick(made.workspaces.findChild(object, "workspaces.photos"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(made.light_table.model.frames) == COUNT)
    qtbot.waitUntil(made.light_table.sheet.isVisible)
    yield made
    session.close()
    made.deleteLater()
    qapp.setStyleSheet("")


def frames(window):
    return {frame.id: frame for frame in window.light_table.model.frames}


def test_the_workspace_stands_beside_the_articles_and_takes_the_panels_away(window, qtbot):
    qtbot.waitUntil(lambda: not any(dock.isVisible() for dock in window.docks))
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL | Qt.KeyboardModifier.ShiftModifier)
    window.workspaces.choose("articles")
    assert window.articles.isVisible()
    qtbot.waitUntil(lambda: any(dock.isVisible() for dock in window.docks))


def test_twenty_photos_are_credited_one_by_one_without_a_mouse(window, qtbot, desk):
    """Enter, three letters, Enter for the name, Enter to save: the next frame comes by itself."""
    table = window.light_table
    keys = 0

    def press(widget, key):
        nonlocal keys
        keys += 1
        qtbot.keyClick(widget, key)

    form = table.sheet.form
    press(table.grid, Qt.Key.Key_Return)
    for number in range(20):
        wanted = photo_id(COUNT - 1 - number)
        qtbot.waitUntil(lambda wanted=wanted: table.sheet.photo.id == wanted and form.creators.text() == "")
        qtbot.keyClicks(form.creators, "nls")
        keys += 3
        press(form.creators, Qt.Key.Key_Return)
        assert form.creators.text() == "Ni Luh Sari"
        assert form.line.text() == "photo Ni Luh Sari - Berita Kota"
        press(form.creators, Qt.Key.Key_Return)
    credited = lambda: [frame for frame in table.model.frames if frame.credited]  # noqa: E731
    qtbot.waitUntil(lambda: len(credited()) == 20, timeout=20_000)
    assert keys == 1 + 20 * 5
    saved = picturing.photo(desk, photo_id(COUNT - 1))
    assert saved.credit.creators == ("Ni Luh Sari",)
    assert saved.credit.licence is Licence.OWN
    assert saved.credit.hands[0].entry
    assert saved.confirmed


def test_the_caption_before_is_offered_once_there_is_one(window, qtbot):
    table = window.light_table
    form = table.sheet.form
    assert not table.previous.isVisible()
    form.creators.setText("Sukarno")
    form.caption.setPlainText("Pasar pagi")
    qtbot.keyClick(form.creators, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.sheet.photo.id == photo_id(COUNT - 2) and not form.caption.toPlainText())
    qtbot.mouseClick(table.previous, Qt.MouseButton.LeftButton)
    assert form.caption.toPlainText() == "Pasar pagi"


def test_who_types_faster_than_photos_come_loses_no_letter(window, qtbot, desk):
    """With a name proposed by every file: each is replaced, though no key waits for its photo."""
    proposed = Credit(("Orang Kamera",))
    with desk.store.writing() as tx:
        for number in range(COUNT - 6, COUNT):
            changed = replace(picturing.photo(desk, photo_id(number)), credit=proposed)
            doc = to_plain(changed)
            records.save(tx, "photo", changed.id, doc, by="A", at=desk.clock(), reason="test")
    table = window.light_table
    table.refresh()
    window.newsroom.light_table.read(photo_id(COUNT - 1))
    form = table.sheet.form
    qtbot.waitUntil(lambda: form.creators.text() == "Orang Kamera")
    qtbot.keyClick(table.grid, Qt.Key.Key_Return)
    for _ in range(6):
        qtbot.keyClicks(form.creators, "nls")
        qtbot.keyClick(form.creators, Qt.Key.Key_Return)
        qtbot.keyClick(form.creators, Qt.Key.Key_Return)
    names = lambda: [picturing.photo(desk, photo_id(n)).credit.creators for n in range(COUNT - 6, COUNT)]  # noqa: E731

    def all_named():
        assert names() == [("Ni Luh Sari",)] * 6

    qtbot.waitUntil(all_named)


def test_twenty_photos_in_one_go_and_back(window, qtbot, desk):
    """Shift+Down over the grid, Ctrl+Enter, three letters, Enter for the name, Ctrl+Enter."""
    table = window.light_table
    table.grid.selectAll()
    qtbot.keyClick(table.grid, Qt.Key.Key_Return, CTRL)
    dialog = table.batch_dialog
    qtbot.keyClicks(dialog.creators, "nls")
    qtbot.keyClick(dialog.creators, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.caption, "\\gub di {kota}, {hari}. {acara} \\lupa")
    qtbot.waitUntil(lambda: "\\lupa" in dialog.warning.text())
    assert dialog.warning.text().split("\n") == [
        "Ada foto tanpa data untuk {acara}; di situ tertulis apa adanya.",
        "Tidak dikenal, dibiarkan apa adanya: \\lupa",
    ]
    dialog.caption.setPlainText("\\gub di {kota}, {hari}. \\lupa")
    qtbot.waitUntil(lambda: "{acara}" not in dialog.warning.text())
    assert dialog.summary.text() == f"{COUNT} dari {COUNT} akan berubah"
    assert "Acara" not in dialog.warning.text()
    assert not dialog.ticks["event"].isChecked()
    qtbot.keyClick(dialog.creators, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: all(frame.credited for frame in table.model.frames))
    saved = picturing.photo(desk, photo_id(3))
    assert saved.caption == "Gubernur Siti Rahma di Jakarta, Selasa. \\lupa"
    assert table.undo.isVisible()
    qtbot.keyClick(table.grid, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not any(frame.credited for frame in table.model.frames))
    assert picturing.photo(desk, photo_id(3)).caption == ""


def test_the_batch_counts_and_warns_of_other_credits_and_wipes_only_twice_told(window, qtbot, desk):
    picturing.credit(
        desk, photo_id(5), credit=Credit(("Edi Wijaya",), licence=Licence.OWN), caption="x", alt="y"
    )
    picturing.credit(
        desk, photo_id(6), credit=Credit(("Ni Luh Sari",), licence=Licence.OWN), caption="x", alt="y"
    )
    table = window.light_table
    table.grid.selectAll()
    qtbot.mouseClick(table.batch, Qt.MouseButton.LeftButton)
    dialog = table.batch_dialog
    qtbot.keyClicks(dialog.creators, "Ni Luh Sari")
    qtbot.waitUntil(lambda: dialog.summary.text() == f"{COUNT - 1} dari {COUNT} akan berubah")
    assert dialog.warning.text().startswith("1 foto sudah punya kredit lain")
    # The warning took no room from the fields.
    assert dialog.caption.height() == dialog.alt.height() == 62
    assert dialog.form.geometry().bottom() < dialog.form.parentWidget().height()
    dialog.ticks["caption"].setChecked(True)
    qtbot.waitUntil(dialog.clear.isVisible)
    assert not dialog.apply.isEnabled()
    dialog.clear.setChecked(True)
    qtbot.waitUntil(dialog.apply.isEnabled)
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: table.batch_dialog is None)
    assert picturing.photo(desk, photo_id(5)).caption == ""


def test_stars_and_throwing_out_by_keys(window, qtbot):
    table = window.light_table
    last, before = photo_id(COUNT - 1), photo_id(COUNT - 2)
    qtbot.keyClick(table.grid, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: frames(window)[last].rating == 4)
    qtbot.keyClick(table.grid, Qt.Key.Key_Right)
    qtbot.keyClick(table.grid, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: before not in frames(window))


def test_a_frame_without_a_credit_says_so_once_whatever_else_is_wrong(window):
    table = window.light_table
    drawn = table.grid.itemDelegate()
    plain = table.model.frames[0]
    over = replace(plain, expires=date(2020, 1, 1))
    proposed = replace(plain, credit=Credit(("Orang Kamera",)))
    told = lambda frame: [*(badge[0] for badge in drawn._badges(frame)), drawn._credit(frame)]  # noqa: E731
    assert told(plain) == ["Tanpa kredit", ""]
    assert told(over) == ["Hak habis", "Kredit belum ada"]
    assert told(proposed) == ["Tanpa kredit", "Usulan: Orang Kamera"]
    heard = table.model.data(table.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == f"{plain.file_name}, Tanpa kredit"


def test_the_large_view_goes_on_and_back_by_keys(window, qtbot):
    table = window.light_table
    qtbot.keyClick(table.grid, Qt.Key.Key_Space)
    viewer = table.viewer
    assert viewer.isVisible()
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    qtbot.keyClick(viewer, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: frames(window)[photo_id(COUNT - 2)].rating == 5)
    qtbot.keyClick(viewer, Qt.Key.Key_Left)
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    assert table.grid.currentIndex().row() == 0


def test_filters_narrow_the_table(window, qtbot, desk):
    soon = date.today() + timedelta(days=5)
    credit = Credit(("Sukarno",), "ANTARA FOTO", CreditForm.AGENCY, Licence.AGENCY, expires=soon)
    picturing.credit(desk, photo_id(7), credit=credit, caption="Pasar pagi", alt="Pedagang sayur")
    table = window.light_table
    qtbot.mouseClick(table.filters.expiring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: list(frames(window)) == [photo_id(7)])
    assert table.model.line(table.model.frames[0]) == "photo ANTARA FOTO/Sukarno"
    qtbot.mouseClick(table.filters.expiring, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(table.filters.uncredited, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(frames(window)) == COUNT - 1)
    qtbot.mouseClick(table.filters.uncredited, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(table.filters.search, "pasar")
    qtbot.waitUntil(lambda: list(frames(window)) == [photo_id(7)])
    qtbot.keyClicks(table.filters.search, "zzz")
    qtbot.waitUntil(lambda: not frames(window) and not table.sheet.isVisible())
    assert not table.batch.isEnabled()
    assert not table.crop.isEnabled()


def test_a_scroll_bar_stands_only_where_there_is_something_to_scroll_and_columns_never_jump(window, qtbot):
    grid = window.light_table.grid
    qtbot.waitUntil(grid.verticalScrollBar().isVisible)
    cell = grid.gridSize()
    columns = [grid.visualRect(grid.model().index(row)).left() for row in range(5)]
    assert columns[4] == columns[0] < columns[3]
    qtbot.keyClicks(window.light_table.filters.search, "IMG_0")
    qtbot.waitUntil(lambda: len(frames(window)) == 10)
    qtbot.waitUntil(lambda: not grid.verticalScrollBar().isVisible())
    assert grid.gridSize() == cell
    assert [grid.visualRect(grid.model().index(row)).left() for row in range(5)] == columns


def test_an_agency_fills_source_form_and_rights(window, qtbot):
    form = window.light_table.sheet.form
    qtbot.keyClicks(form.creators, "Sukarno, ant")
    qtbot.keyClick(form.creators, Qt.Key.Key_Return)
    assert (form.creators.text(), form.source.text()) == ("Sukarno", "ANTARA FOTO")
    assert form.credit().form is CreditForm.AGENCY
    assert form.credit().licence is Licence.AGENCY
    assert form.line.text() == "photo ANTARA FOTO/Sukarno"


def test_a_pasted_line_is_taken_apart(window, qtbot, qapp):
    form = window.light_table.sheet.form
    qapp.clipboard().setText("photo arsip Perpustakaan Kota/Sukarno, 1978")
    form.creators.setFocus()
    qtbot.keyClick(form.creators, Qt.Key.Key_V, CTRL)
    assert (form.creators.text(), form.source.text(), form.year.text()) == (
        "Sukarno",
        "Perpustakaan Kota",
        "1978",
    )
    assert form.line.text() == "photo arsip Perpustakaan Kota/Sukarno, 1978"


def test_a_slip_of_the_hand_is_asked_about(window, qtbot):
    form = window.light_table.sheet.form
    qtbot.keyClicks(form.creators, "Edi Wijyaa")
    qtbot.keyClick(form.creators, Qt.Key.Key_Escape)
    form.creators.editingFinished.emit()
    assert form.slip.text() == "Maksudnya Edi Wijaya?"
    qtbot.mouseClick(form.slip, Qt.MouseButton.LeftButton)
    assert form.creators.text() == "Edi Wijaya"
    assert not form.slip.isVisible()


def test_buttons_give_up_their_words_not_their_place_beside_a_panel(window, qtbot):
    table = window.light_table
    row = table.batch.parentWidget()
    every = (table.ways.button, table.names, table.crop, table.batch)
    words = [each.text() for each in every]
    assert all(words)
    outbox = window.docks[5]
    raise_dock(outbox)
    qtbot.waitUntil(outbox.isVisible)
    qtbot.waitUntil(lambda: not any(each.text() for each in every))
    assert all(text in each.toolTip() for text, each in zip(words, every, strict=True))
    qtbot.waitUntil(lambda: all(row.rect().contains(each.geometry()) for each in every))
    assert all(each.width() >= each.sizeHint().width() for each in every)
    assert window.width() == 1280
    outbox.hide()
    qtbot.waitUntil(lambda: [each.text() for each in every] == words)


def test_a_long_name_in_a_message_moves_nothing(window, qtbot):
    table = window.light_table
    split = table.findChild(QSplitter, "light_table.split")
    before = split.sizes()
    table.tell(f"{'DSC_' * 80}.NEF tidak dapat dibaca.")
    qtbot.waitUntil(table.told.isVisible)
    qtbot.wait(50)
    assert split.sizes() == before
    assert table.told.height() >= table.told.heightForWidth(table.told.width())


def test_what_older_programs_would_cut_is_said_while_typing(window, qtbot):
    form = window.light_table.sheet.form
    assert not form.octets.isVisible()
    qtbot.keyClicks(form.source, "Dinas Komunikasi dan Informatika")
    assert "sumber" not in form.octets.text() or not form.octets.isVisible()
    qtbot.keyClicks(form.source, " DKI")
    assert "sumber (pendekkan 4 huruf)" in form.octets.text()
    assert form.octets.isVisible()


def test_one_click_sets_the_focal_point_and_the_crops_follow(window, qtbot, desk):
    table = window.light_table
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    table.sheet.show_image(image)
    assert table.sheet.unseen.isVisible()
    picture = table.sheet.picture
    frame = picture._frame().toRect()
    qtbot.mouseClick(
        picture, Qt.MouseButton.LeftButton, pos=frame.topLeft() + (frame.bottomRight() - frame.topLeft()) / 4
    )
    wanted = photo_id(COUNT - 1)
    qtbot.waitUntil(lambda: picturing.photo(desk, wanted).focus is not None)
    x, y = picturing.photo(desk, wanted).focus
    assert abs(x - 0.25) < 0.02
    assert abs(y - 0.25) < 0.02
    assert not table.sheet.crops.unseen
    assert "Belum ada yang memeriksa" not in table.sheet.unseen.text()


def test_crops_of_many_are_looked_at_with_one_key_and_agreed_to_with_another(window, qtbot, desk):
    table = window.light_table
    qtbot.keyClick(table.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = table.chosen()
    assert len(chosen) > 1
    qtbot.keyClick(table.grid, Qt.Key.Key_C)
    check = table.crop_check
    assert [frame.id for frame in check.model.frames] == chosen
    assert not check.grid.verticalScrollBar().isVisible()  # all of them are in sight
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    # Their files are nowhere: the desk says so first, then the pictures come after all.
    qtbot.waitUntil(lambda: check.missing == set(chosen))
    for photo in chosen:
        check.show_picture(photo, image)
    qtbot.waitUntil(lambda: check.seen == set(chosen))
    qtbot.waitUntil(lambda: check.agree.text() == "Potongan sudah pas")
    place = check.grid._place(0)
    at = place.topLeft() + (place.bottomRight() - place.topLeft()) / 4
    qtbot.mouseClick(check.grid.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    qtbot.keyClick(check.grid, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(check.grid, Qt.Key.Key_Return)
    focus = lambda photo: picturing.photo(desk, photo).focus  # noqa: E731
    qtbot.waitUntil(lambda: all(focus(photo) is not None for photo in chosen))
    assert focus(chosen[0]) == pytest.approx((0.3, 0.25), abs=0.02)
    assert focus(chosen[1]) == (0.5, 0.4)
    qtbot.waitUntil(lambda: frames(window)[chosen[0]].looked)
    assert table.crop_check is None
    table.undo.click()
    qtbot.waitUntil(lambda: focus(chosen[1]) is None)


def held(qapp, widget):
    """Enter, held down: what the keyboard sends while it is."""
    for _ in range(3):
        repeat = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
        )
        qapp.sendEvent(widget, repeat)


def propose(desk, window, qtbot, count):
    """The newest *count* photos name their maker in the file, for somebody to agree to."""
    with desk.store.writing() as tx:
        for number in range(COUNT - count, COUNT):
            changed = replace(picturing.photo(desk, photo_id(number)), credit=Credit(("Orang Kamera",)))
            records.save(tx, "photo", changed.id, to_plain(changed), by="A", at=desk.clock(), reason="test")
    window.light_table.refresh()
    window.newsroom.light_table.read(photo_id(COUNT - 1))
    qtbot.waitUntil(lambda: window.light_table.sheet.form.creators.text() == "Orang Kamera")


def test_enter_pressed_too_often_in_the_crop_check_agrees_to_no_credit(window, qtbot, qapp, desk):
    propose(desk, window, qtbot, 3)
    table = window.light_table
    form = table.sheet.form
    saved = []
    form.save_wished.connect(lambda *wish: saved.append(wish))
    qtbot.keyClick(table.grid, Qt.Key.Key_C)
    check = table.crop_check
    qtbot.waitUntil(lambda: check.agree.text() == "Potongan sudah pas")
    qtbot.keyClick(check.grid, Qt.Key.Key_Return)
    assert table.crop_check is None
    qtbot.keyClick(table.grid, Qt.Key.Key_Return)  # one too many: it chooses the frame, and no more
    assert window.focusWidget() is table.grid
    for _ in range(4):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.focusWidget() is form.creators
    assert form.refusal.text() == "Usulan ini belum sempat dibaca. Periksa dahulu, lalu tekan Enter lagi."
    assert saved == []
    # Who has read it agrees with one key, and so from frame to frame.
    for number in range(COUNT - 1, COUNT - 4, -1):
        qtbot.waitUntil(lambda number=number: table.sheet.photo.id == photo_id(number))
        qtbot.wait(READ_MS)
        qtbot.keyClick(form.creators, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda number=number: picturing.photo(desk, photo_id(number)).confirmed)


def test_a_held_enter_agrees_to_nothing(window, qtbot, qapp, desk):
    propose(desk, window, qtbot, 3)
    table = window.light_table
    form = table.sheet.form
    saved = []
    form.save_wished.connect(lambda *wish: saved.append(wish))
    qtbot.wait(READ_MS)
    table.grid.setFocus()
    held(qapp, table.grid)
    assert window.focusWidget() is table.grid
    held(qapp, form.creators)
    held(qapp, form)
    assert saved == []
    qtbot.keyClick(table.grid, Qt.Key.Key_C)
    check = table.crop_check
    qtbot.waitUntil(lambda: check.agree.text() == "Potongan sudah pas")
    held(qapp, check.grid)
    held(qapp, check.agree)
    assert table.crop_check is check


def test_the_crop_check_is_as_large_as_its_photos_need_and_no_larger_than_the_window(window, qtbot):
    table = window.light_table
    qtbot.keyClick(table.grid, Qt.Key.Key_C)
    few = table.crop_check.size()
    qtbot.keyClick(table.crop_check, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: table.crop_check is None)
    table.grid.selectAll()
    qtbot.keyClick(table.grid, Qt.Key.Key_C)
    many = table.crop_check
    assert few.height() < many.height() < window.height()
    assert few.width() < many.width() < window.width()
    qtbot.waitUntil(many.grid.verticalScrollBar().isVisible)
    qtbot.keyClick(many, Qt.Key.Key_Escape)


def drawn(path, hue, size=(640, 480)):
    """A picture unlike any other of another hue: stripes whose width follows from it."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(hue, 60, 220))
    painter = QPainter(image)
    for at in range(0, size[0], 20 + hue // 6):
        painter.fillRect(
            at, (at * hue) % size[1] // 2, 10 + hue // 12, size[1] // 2, QColor.fromHsv(hue, 220, 90)
        )
    painter.end()
    image.save(str(path))


def test_a_folder_comes_in_with_progress_and_what_is_no_photo_is_named(window, qtbot, tmp_path):
    card = tmp_path / "DCIM" / "100CANON"
    card.mkdir(parents=True)
    for number in range(3):
        drawn(card / f"A{number}.jpg", 40 + number * 100)
    (card / "catatan.txt").write_text("bukan foto")
    (card / "rusak.jpg").write_bytes(b"\xff\xd8 rusak")
    table = window.light_table
    seen = []
    window.newsroom.pictures.intake.moved.connect(lambda done, total: seen.append((done, total)))
    table.files_wished.emit([tmp_path / "DCIM"])
    qtbot.waitUntil(lambda: len(frames(window)) == COUNT + 3, timeout=30_000)
    qtbot.waitUntil(lambda: seen[-1] == (0, 0), timeout=30_000)
    assert (1, 4) in seen
    assert "rusak.jpg" in table.told.text()
    assert "catatan.txt" not in table.told.text()
    qtbot.waitUntil(lambda: table.model.picture(table.model.frames[0].id) is not None, timeout=30_000)
    assert not table.progress.isVisible()


def test_cancelling_leaves_what_is_in(window, qtbot, tmp_path):
    for number in range(12):
        drawn(tmp_path / f"B{number:02}.jpg", number * 25)
    table = window.light_table
    intake = window.newsroom.pictures.intake
    ended = []
    intake.ended.connect(ended.append)
    intake.moved.connect(lambda done, _total: intake.cancel() if done == 1 else None)
    table.files_wished.emit([tmp_path / f"B{number:02}.jpg" for number in range(12)])
    qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
    assert 1 <= len(ended[0].photos) < 12
    assert len(ended[0].photos) + ended[0].left == 12
    assert f"{ended[0].left} berkas tidak diambil" in table.noted.text()


def test_photos_that_look_alike_are_shown_side_by_side(window, qtbot, tmp_path):
    drawn(tmp_path / "asli.jpg", 30, (1280, 960))
    drawn(tmp_path / "asli.png", 30, (1280, 960))
    table = window.light_table
    table.files_wished.emit([tmp_path / "asli.jpg", tmp_path / "asli.png"])
    qtbot.waitUntil(table.twins.isVisible, timeout=30_000)
    qtbot.waitUntil(lambda: len(frames(window)) == COUNT + 2, timeout=30_000)
    qtbot.mouseClick(table.twins, Qt.MouseButton.LeftButton)
    dialog = table.twins_dialog
    assert "sangat mirip" in dialog.why.text()
    newer = dialog._twins[0].photo_id
    assert {dialog.new.words.text().split("\n")[0], dialog.old.words.text().split("\n")[0]} == {
        "asli.jpg",
        "asli.png",
    }
    qtbot.waitUntil(lambda: len(dialog._pictures) == 2, timeout=30_000)
    qtbot.mouseClick(dialog.out, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: newer not in frames(window))
    assert table.twins_dialog is None


def test_a_file_that_contradicts_itself_waits_for_one_click(window, qtbot, desk):
    clash = Clash(
        "creators", exif="OWNER", xmp="Ni Luh Sari", proposed="xmp", why="EXIF menyebut pemilik kamera."
    )
    long = Clash("caption", exif="Wali kota", xmp="Warga menunggu " * 20, proposed="exif", why="Berbeda.")
    last = photo_id(COUNT - 1)
    with desk.store.writing() as tx:
        changed = replace(picturing.photo(desk, last), clashes=(clash, long))
        records.save(tx, "photo", last, to_plain(changed), by="A", at=desk.clock(), reason="intake")
    window.newsroom.light_table.read(last)
    sheet = window.light_table.sheet
    qtbot.waitUntil(sheet.clashes.isVisible)
    chosen = sheet.findChild(QRadioButton, "photos.clash_creators_xmp")
    assert chosen.isChecked()
    assert "Ni Luh Sari" in chosen.accessibleName()
    card = sheet.findChild(QWidget, "photos.clash_caption")
    texts = [each for each in card.findChildren(QLabel) if each.text().startswith(("Wali kota", "Warga"))]
    assert texts[0].x() == texts[1].x()  # the answers stand under each other
    assert texts[1].text().endswith((" Warga …", " menunggu …"))  # cut between words
    qtbot.mouseClick(
        sheet.findChild(QAbstractButton, "photos.clash_settle_creators"), Qt.MouseButton.LeftButton
    )
    qtbot.waitUntil(lambda: len(picturing.photo(desk, last).clashes) == 1)
    assert picturing.photo(desk, last).credit.creators == ("Ni Luh Sari",)
    qtbot.waitUntil(lambda: sheet.findChild(QWidget, "photos.clash_creators") is None)
    qtbot.mouseClick(
        sheet.findChild(QAbstractButton, "photos.clash_settle_caption"), Qt.MouseButton.LeftButton
    )
    qtbot.waitUntil(lambda: not picturing.photo(desk, last).clashes)
    qtbot.waitUntil(lambda: not sheet.clashes.isVisible())


def test_red_and_yellow_lines_lead_to_their_field_and_a_reason_passes_one(window, qtbot, desk):
    last = photo_id(COUNT - 1)
    sheet = window.light_table.sheet
    find = lambda name: sheet.findChild(QWidget, name)  # noqa: E731
    qtbot.waitUntil(lambda: find("photos.gate_go_C4") is not None)
    assert find("photos.gate_C4").property("gate") == "red"
    assert find("photos.gate_pass_C1") is None  # who made it can never be talked away
    qtbot.mouseClick(find("photos.gate_go_C4"), Qt.MouseButton.LeftButton)
    assert sheet.form.caption.hasFocus()
    credit = Credit(("Ni Luh Sari",), licence=Licence.OWN)
    picturing.credit(desk, last, credit=credit, caption="Taman kota", alt="Foto taman kota")
    window.newsroom.light_table.read(last)
    qtbot.waitUntil(lambda: find("photos.gate_C5").property("gate") == "yellow")
    qtbot.mouseClick(find("photos.gate_pass_C5"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(find("photos.gate_reason_C5"), "nama karyanya memang begitu")
    qtbot.keyClick(find("photos.gate_reason_C5"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(picturing.photo(desk, last).passes))
    qtbot.waitUntil(lambda: find("photos.gate_C5").property("gate") == "passed")


def test_where_a_photo_is_used_is_told_and_leads_there(window, qtbot, desk):
    article, _ = writing.begin(desk)
    last = photo_id(COUNT - 1)
    picturing.use_as_hero(desk, article, last)
    table = window.light_table
    window.newsroom.light_table.read(last)
    qtbot.waitUntil(lambda: table.sheet.findChild(object, "photos.used_0") is not None)
    line = table.sheet.findChild(object, "photos.used_0")
    assert "foto utama" in line.text()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.newsroom.open_id == article)
    assert window.workspaces.current == "articles"


def test_the_directory_is_edited_and_doubles_are_merged(window, qtbot, desk, monkeypatch):
    double = directory.keep(desk, Contributor("", "Edy Wijaya"))
    picturing.credit(desk, photo_id(2), credit=Credit(("Edy Wijaya",)), caption="", alt="")
    window.newsroom.light_table.read_directory()
    table = window.light_table
    qtbot.mouseClick(table.names, Qt.MouseButton.LeftButton)
    dialog = window.findChild(DirectoryDialog)
    names = lambda: [dialog.list.item(at).text() for at in range(dialog.list.count())]  # noqa: E731
    qtbot.waitUntil(lambda: any(text.startswith("Edy") for text in names()))
    qtbot.keyClicks(dialog.search, "wijaya")
    assert dialog.list.count() == 2
    dialog.list.selectAll()
    # The one box: what it asks cannot be undone.
    monkeypatch.setattr(QMessageBox, "question", lambda *_a: QMessageBox.StandardButton.Yes)
    dialog._entry = next(each.entry for each in table._directory.suggest("ew"))
    qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: picturing.photo(desk, photo_id(2)).credit.creators == ("Edi Wijaya",))
    assert directory.load(desk).get(double.id).name == "Edi Wijaya"
