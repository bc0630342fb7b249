"""Connecting the window with a real site by a code, as a person types it."""

import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from keyring.backends.fail import Keyring as FailKeyring
from newsroom_net import LiveSite
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from desktop_app.desk import living, syncing, versions
from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts, passes
from desktop_app.sync.client import SiteClient
from desktop_app.sync.ears import Ears
from desktop_app.ui.menus import raise_dock
from desktop_app.ui.pairing.dialog import PairingDialog

pytestmark = pytest.mark.qt
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture
def site(tmp_path):
    live = LiveSite(tmp_path / "situs").start()
    yield live
    live.stop()


@pytest.fixture
def other_site(tmp_path):
    live = LiveSite(tmp_path / "situs lain").start()
    yield live
    live.stop()


@pytest.fixture
def budi(other_site):
    """A colleague at the other site, whose open line is what he is told of seats."""
    client, ears, told = SiteClient(other_site.url, other_site.token("Budi", Role.EDITOR)), Ears(), []
    thread = threading.Thread(target=ears.listen, args=(client, told.append))
    thread.start()
    yield SimpleNamespace(
        sit=client.sit, seats=lambda: next((one.seats for one in reversed(told) if one.seats is not None), ())
    )
    ears.close()
    thread.join()
    client.close()


def code_for(site, name, role=Role.PHOTO_DESK):
    with site.store.writing() as feed:
        user_id = accounts.add(feed, name, role)
        return passes.issue(feed.connection, passes.Kind.PAIR, user_id, feed.now)


def test_nothing_is_sent_before_both_fields_are_filled(qtbot):
    dialog = PairingDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.go.isEnabled()
    qtbot.keyClicks(dialog.address, "redaksi.contoh.id")
    qtbot.keyClicks(dialog.code, "abcd-ef")
    assert not dialog.go.isEnabled()
    qtbot.keyClicks(dialog.code, "gh")
    with qtbot.waitSignal(dialog.wished) as told:
        qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    assert told.args == ["redaksi.contoh.id", "abcd-efgh"]
    assert not dialog.go.isEnabled()  # until the site has answered, it is asked once
    before = dialog.address.geometry()
    dialog.show_fault("Kode itu salah.")
    assert dialog.go.isEnabled()
    assert dialog.fault.isVisible()
    assert dialog.code.selectedText() == "abcd-efgh"
    dialog.show_fault(" ".join(["Situs menolak kode itu karena alasan yang panjang sekali."] * 8))
    qtbot.waitUntil(lambda: dialog.fault.height() >= dialog.fault.heightForWidth(dialog.fault.width()))
    assert (dialog.address.geometry(), dialog.code.height()) == (before, dialog.code.sizeHint().height())


def test_a_fault_looks_like_one_and_goes_with_the_next_key(qtbot):
    dialog = PairingDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    for field in (dialog.address, dialog.code):
        dialog.show_fault("Kode itu salah.")
        assert dialog.fault.isVisible()
        qtbot.keyClicks(field, "a")
        assert not dialog.fault.isVisible()
    sheet = (RESOURCES / "icons" / "window.qss").read_text(encoding="utf-8")
    assert f'QLabel[role="{dialog.fault.property("role")}"] {{ color: $bad; }}' in sheet


def test_a_double_click_on_connect_does_not_close_the_page_that_says_who_one_is(qtbot):
    dialog = PairingDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_done("Kabar Kota", "Sari", "redaktur", "")
    for press in (qtbot.mouseClick, qtbot.mouseDClick):
        press(dialog.close_it, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.waitUntil(dialog.close_it.isEnabled)
    qtbot.mouseClick(dialog.close_it, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_desk_is_connected_and_syncs_from_then_on(session, desk, site, qtbot, monkeypatch):
    monkeypatch.setattr(
        "keyring.get_keyring", FailKeyring
    )  # no vault here: in memory, and the person is told
    session.window.findChild(QAction, "menu.pair").trigger()
    dialog = session.window.findChild(PairingDialog)
    qtbot.keyClicks(dialog.address, f"127.0.0.1:{site.port}")
    qtbot.keyClicks(dialog.code, "AAAA-AAAA")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.fault.isVisible, timeout=10_000)
    assert dialog.fault.text() == "Kode itu salah, sudah dipakai, atau lewat waktunya. Minta kode baru."
    dialog.code.clear()
    qtbot.keyClicks(dialog.code, code_for(site, "Sari").lower())
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1, timeout=10_000)
    assert "Sari, redaktur foto" in dialog.done_text.text()
    assert dialog.notice.text().endswith(".")
    qtbot.waitUntil(lambda: syncing.state(desk).reachable is True, timeout=10_000)
    assert syncing.state(desk).trouble == ""
    dialog.accept()


def test_who_is_paired_writes_here_from_then_on_with_their_own_rights(
    session, desk, site, qtbot, monkeypatch
):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    line, newsroom, window = session.newsroom.line, session.newsroom, session.window
    for name, role in (("Sari", Role.EDITOR), ("Bayu", Role.PROOFREADER)):
        with qtbot.waitSignal(line.paired):
            line.pair(f"127.0.0.1:{site.port}", code_for(site, name, role))
        assert newsroom.proofs.suggests_only is (role is Role.PROOFREADER)
        with qtbot.waitSignal(newsroom.article_opened) as told:
            window.articles.new_wished.emit()
        assert told.args[0].article.authors == (name,)
        assert window.editor.view.isReadOnly() is (role is Role.PROOFREADER)


def test_a_desk_whose_token_went_with_the_program_says_so_and_does_not_claim_to_be_connected(
    session, desk, site, qtbot, monkeypatch
):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    line, window = session.newsroom.line, session.window
    with qtbot.waitSignal(line.paired):
        line.pair(f"127.0.0.1:{site.port}", code_for(site, "Sari", Role.EDITOR))
    qtbot.waitUntil(lambda: window.status.site.text().startswith("Situs terhubung"), timeout=10_000)
    desk.address.use(desk.address.url, "")  # as after a restart: only the address is on disk
    line.sync_now()
    qtbot.waitUntil(lambda: window.status.site.text().startswith("Belum masuk ke situs"), timeout=10_000)
    qtbot.waitUntil(lambda: "Hubungkan ke situs" in window.status.site.toolTip(), timeout=10_000)
    assert window.trouble.retry.text() == "Hubungkan…"
    with qtbot.waitSignal(line.paired):
        line.pair(f"127.0.0.1:{site.port}", code_for(site, "Sari lagi", Role.EDITOR))
    qtbot.waitUntil(lambda: "Situs terhubung" in window.status.site.toolTip(), timeout=10_000)
    assert window.status.site.text().startswith("Situs terhubung")


def test_the_open_line_goes_over_to_the_new_site_with_the_desk(
    session, desk, site, other_site, budi, qtbot, monkeypatch
):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    line, newsroom, window = session.newsroom.line, session.newsroom, session.window
    with qtbot.waitSignal(line.listening.poked), qtbot.waitSignal(line.paired):  # listens at the first site
        line.pair(f"127.0.0.1:{site.port}", code_for(site, "Sari", Role.EDITOR))
    with qtbot.waitSignal(newsroom.article_opened):
        newsroom.begin_article()
    with qtbot.waitSignal(line.paired):
        line.pair(f"127.0.0.1:{other_site.port}", code_for(other_site, "Sari", Role.EDITOR))
    qtbot.waitUntil(
        lambda: [(one.who, one.article_id) for one in budi.seats()] == [("Sari", newsroom.open_id)]
    )
    budi.sit(newsroom.open_id)
    qtbot.waitUntil(window.company.isVisible)
    assert window.company.sentence.text() == "Budi juga membuka berita ini."  # and nobody is his own company


def test_a_mistake_in_the_open_line_does_not_close_it_for_good(session, desk, site, qtbot, monkeypatch):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    line, really = session.newsroom.line, living.listen
    failing = iter([ZeroDivisionError])

    def listen(*arguments):
        for mistake in failing:
            raise mistake
        really(*arguments)

    monkeypatch.setattr(living, "listen", listen)
    with qtbot.captureExceptions() as caught:
        line.pair(f"127.0.0.1:{site.port}", code_for(site, "Sari", Role.EDITOR))
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    with qtbot.waitSignal(line.listening.poked):
        line.sync_now()


def test_offline_the_tries_are_counted_whoever_asks_and_the_next_is_announced(
    session, desk, site, qtbot, monkeypatch
):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    monkeypatch.setattr("random.uniform", lambda _least, _most: 60.0)  # no try but the wished ones
    line, tries = session.newsroom.line, session.window.outbox.tries
    with qtbot.waitSignal(line.paired):
        line.pair(f"127.0.0.1:{site.port}", code_for(site, "Sari", Role.EDITOR))
    qtbot.waitUntil(lambda: syncing.state(desk).reachable is True and not line.rounds.running)
    assert tries.text() == ""
    site.stop()
    for asked in range(1, 4):
        with qtbot.waitSignal(line.rounds.went_wrong):
            line.sync_now()
        qtbot.waitUntil(lambda count=asked: tries.text().startswith(f"Dicoba {count} kali; berikutnya pukul"))
    site.start()
    with qtbot.waitSignal(line.rounds.went_well):
        line.sync_now()
    qtbot.waitUntil(lambda: tries.text() == "")


def test_a_desk_whose_token_was_revoked_says_so_at_once_and_leads_to_the_pairing(
    session, desk, site, qtbot, monkeypatch
):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    line, window = session.newsroom.line, session.window
    with qtbot.waitSignal(line.paired):
        line.pair(f"127.0.0.1:{site.port}", code_for(site, "Sari", Role.EDITOR))
    qtbot.waitUntil(lambda: window.status.site.text().startswith("Situs terhubung"))
    with site.store.writing() as feed:
        accounts.revoke_device(feed, living.my_device(desk))
    line.rounds.nudge()  # nobody asked: only the bottom line says it
    said = "Situs tidak mengenal tanda masuk meja ini"
    qtbot.waitUntil(lambda: window.status.site.text() == f"{said}: hubungkan lagi")
    assert window.outbox.why.text().startswith(said)
    assert not window.trouble.isVisible()
    line.sync_now()
    qtbot.waitUntil(window.trouble.isVisible)
    assert window.trouble.sentence.text().startswith(said)
    assert window.trouble.retry.text() == "Hubungkan…"
    qtbot.mouseClick(window.trouble.retry, Qt.MouseButton.LeftButton)
    dialog = window.findChild(PairingDialog)
    assert dialog.address.text() == site.url
    qtbot.keyClicks(dialog.code, code_for(site, "Sari lagi", Role.EDITOR))
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.site.text().startswith("Situs terhubung"))
    dialog.accept()


def test_what_a_role_held_up_goes_with_send_now_once_the_role_is_back(
    session, desk, site, qtbot, monkeypatch
):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    line, newsroom, window = session.newsroom.line, session.newsroom, session.window

    def be(role):
        with site.store.writing() as feed:
            accounts.change(feed, user_id, role, active=True)

    with site.store.writing() as feed:
        user_id = accounts.add(feed, "Sari", Role.EDITOR)
        code = passes.issue(feed.connection, passes.Kind.PAIR, user_id, feed.now)
    with qtbot.waitSignal(line.paired):
        line.pair(site.url, code)
    with qtbot.waitSignal(newsroom.article_opened):
        newsroom.begin_article()
    be(Role.PROOFREADER)
    qtbot.keyClicks(window.editor.heading.headline, "Air surut")
    window.editor.flush()
    qtbot.waitUntil(lambda: any(step.forbidden for step in syncing.steps(desk)))
    be(Role.EDITOR)
    raise_dock(window._named("outbox_dock"))
    qtbot.mouseClick(window.outbox.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: syncing.steps(desk) == ())
    assert site.live("article", newsroom.open_id)["headline"] == "Air surut"


def test_what_is_taken_back_shows_the_sites_version_everywhere_and_leads_to_the_history(
    session, desk, site, qtbot, monkeypatch
):
    monkeypatch.setattr("keyring.get_keyring", FailKeyring)
    line, newsroom, window = session.newsroom.line, session.newsroom, session.window
    heading, view = window.editor.heading, window.editor.view
    with qtbot.waitSignal(line.paired):
        line.pair(f"127.0.0.1:{site.port}", code_for(site, "Sari", Role.EDITOR))
    with qtbot.waitSignal(newsroom.article_opened):
        newsroom.begin_article()
    qtbot.keyClicks(heading.headline, "Air surut")
    qtbot.keyClicks(view, "Satu alinea.")
    window.editor.flush()
    story = newsroom.open_id
    # The empty story of its beginning may arrive first: what counts is the text.
    text = "SELECT doc FROM item WHERE id = ?"
    qtbot.waitUntil(lambda: any("Satu alinea." in doc for (doc,) in site.rows(text, story)))
    qtbot.waitUntil(lambda: syncing.state(desk).waiting == 0)
    line.pause_all(True)
    # A round that began before would still take along what is typed now.
    qtbot.waitUntil(lambda: syncing.state(desk).paused and not line.rounds.running)
    for word in (" lagi", " kemarin"):  # two saves: the fields know more than one text of their own
        qtbot.keyClicks(heading.headline, word)
        qtbot.keyClicks(view, word)
        window.editor.flush()
        qtbot.waitUntil(lambda: newsroom.all_saved)
    qtbot.keyClicks(heading.headline, " malam")  # not yet on disk
    window.outbox.cancel_wished.emit(story)
    qtbot.waitUntil(lambda: window.trouble.isVisible())
    qtbot.waitUntil(lambda: view.toPlainText() == "Satu alinea.")
    assert heading.headline.text() == "Air surut"
    assert window.trouble.sentence.text().startswith("Versi situs berlaku lagi")
    qtbot.mouseClick(window.trouble.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.history.isVisible)
    kept = [
        versions.compare_versions(desk, story, "", one.info.rev) for one in versions.timeline(desk, story)
    ]
    assert any("Air surut lagi kemarin malam" in str(one.fields) for one in kept)
    window.editor.flush()
    qtbot.waitUntil(lambda: newsroom.all_saved)
    assert syncing.state(desk).waiting == 0
